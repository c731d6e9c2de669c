"""Where a heading holds a picture, contents, bookmarks and navigation say its alternative text."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from zipfile import ZipFile

import pypdfium2
import pytest
from lxml import etree, html

from building import CHAPBOOK, once
from core import resolved, said

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40">'
    '<rect width="60" height="40"/></svg>'
)
# Each heading as it is written, its level, and what lists of headings say.
HEADINGS = (
    ("# One", 1, "One"),
    ("## ![Ornament](a.svg) Words", 2, "Ornament Words"),
    ("## ![Alone](a.svg)", 2, "Alone"),
    ('## Words ![](a.svg){alt="by attribute"} and *more*[^n]', 2, "Words by attribute and more"),
    ('## ![Not these](a.svg){alt="But these"}', 2, "But these"),
    ("## [![In a link](a.svg)](https://example.org/)", 2, "In a link"),
    ("# ![A picture *as* chapter](a.svg)", 1, "A picture as chapter"),
    ('# <img src="a.svg" alt="Raw picture">', 1, "Raw picture"),
    ("# Before ![](a.svg){.decorative} after", 1, "Before after"),
    ("# ![صورة](a.svg) عنوان", 1, "صورة عنوان"),
    ("# ![A part](a.svg) {.part}", 1, "A part"),
    ("# ![Its chapter](a.svg){width=20px}", 1, "Its chapter"),
)
TITLES = [title for _, _, title in HEADINGS]


@pytest.fixture(scope="module")
def editions(shared_folder: Path) -> Path:
    def make(folder: Path) -> Path:
        source = folder / "manuscript"
        source.mkdir(parents=True)
        (source / "a.svg").write_text(SVG, encoding="utf-8")
        head = "---\ntitle: Pictures\nauthor: Ann Example\nlang: en-GB\n---\n\n"
        body = "".join(f"{written}\n\nText.\n\n" for written, _, _ in HEADINGS)
        (source / "book.md").write_text(f"{head}{body}[^n]: A note.\n", encoding="utf-8")
        output = folder / "output"
        command = [str(CHAPBOOK), "build", str(source / "book.md"), "--output", str(output)]
        options = ["--format", "html,epub,pdf"]
        done = subprocess.run([*command, *options], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert "0 errors, 0 warnings" in done.stderr
        return output

    return once(shared_folder, "picture-headings", make)


def words(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())


@pytest.mark.slow
def test_the_contents_of_the_web_page_say_it(editions: Path) -> None:
    page = html.fromstring((editions / "pictures.html").read_text(encoding="utf-8"))
    (contents,) = page.xpath("//*[@id='contents-list']/ancestor::nav")
    assert [words(link) for link in contents.iter("a")] == TITLES
    assert list(contents.iter("img")) == []
    assert len(list(page.get_element_by_id("alone").iter("img"))) == 1


@pytest.mark.slow
def test_the_navigation_of_the_epub_says_it(editions: Path) -> None:
    with ZipFile(editions / "pictures.epub") as container:
        navigation = etree.fromstring(container.read("EPUB/contents.xhtml"))
    space = {"h": "http://www.w3.org/1999/xhtml", "e": "http://www.idpf.org/2007/ops"}
    links = navigation.xpath("//h:nav[@e:type='toc']//h:a", namespaces=space)
    assert [words(link) for link in links] == TITLES


@pytest.mark.slow
def test_bookmarks_and_contents_of_the_pdf_say_it(editions: Path) -> None:
    with pypdfium2.PdfDocument(editions / "pictures.pdf") as document:
        marks = [mark.get_title() for mark in document.get_toc()]
        pages = "".join(page.get_textpage().get_text_range() for page in document)
    assert [mark for mark in marks if mark not in ("Contents", "Colophon")] == TITLES
    for written, level, title in HEADINGS:
        if level == 1 and title.isascii() and written != "# One":
            assert re.search(rf"{title}[ .\r\n\ufffe]*\d", pages), title


def test_a_heading_whose_pictures_say_nothing_is_reported_in_its_place(tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_text(SVG, encoding="utf-8")
    text = (
        '# One\n\n## ![Ornament](a.svg)\n\n## ![](a.svg){alt="Words"}\n\n'
        '## <img src="a.svg" alt="Raw">\n\n## ![](a.svg){.decorative}\n\nText.\n'
    )
    found = resolved(text, tmp_path)
    assert said(found.diagnostics) == ["CB504 9:1"]
