"""Books from right to left, and in a script without spaces, are whole in HTML and EPUB."""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import ZipFile

import pytest
import tinyhtml5

from building import Shelf
from chapbook.collate.readers.epub import read_documents, read_package
from chapbook.collate.readers.markup import Document, from_etree
from inspectors.epub import inspect_epub
from inspectors.epub_finished import read_finished
from inspectors.epub_rule_checks import broken
from inspectors.html import inspect_html
from validators import run_epubcheck

LANGUAGES = {"arabic": ("ar", "rtl"), "japanese": ("ja", "ltr")}

pytestmark = pytest.mark.parametrize("name", sorted(LANGUAGES))


def documents(path: Path) -> list[Document]:
    with ZipFile(path) as container:
        return list(read_documents(container, read_package(container)))


@pytest.mark.validator
def test_epubcheck_is_silent(shelf: Shelf, name: str, tmp_path: Path) -> None:
    assert run_epubcheck(shelf(name), tmp_path) == []


def test_language_and_direction_are_stated_everywhere(shelf: Shelf, name: str) -> None:
    language, direction = LANGUAGES[name]
    book = read_finished(shelf(name))
    roots = [document.root for document in book.library.documents] + [book.package.root]
    assert {(root.get("lang"), root.get("dir")) for root in roots} == {(language, direction)}
    (spine,) = (e for e in book.package.root.walk() if e.tag == "spine")
    assert spine.get("page-progression-direction") == direction


def test_notes_keep_the_rules_of_reading_systems(shelf: Shelf, name: str) -> None:
    book = read_finished(shelf(name))
    assert len(book.calls) == 9
    assert broken(book, "universal") == []


def test_html_and_epub_say_the_same(shelf: Shelf, name: str) -> None:
    path = shelf(name)
    epub = inspect_epub(path)
    html = inspect_html(path.with_suffix(".html"))
    assert len(html.notes) == 7
    said = [{(n.name, n.marker, n.series, n.body) for n in e.notes} for e in (html, epub)]
    assert said[0] == said[1]
    assert [h.text for h in html.headings] == [h.text for h in epub.headings]
    assert [b.text for b in html.blocks] == [b.text for b in epub.blocks]
    assert not epub.dangling
    assert not html.dangling


def test_chapbooks_own_words_are_in_the_language_of_the_book(shelf: Shelf, name: str) -> None:
    spoken = [
        element.get("aria-label")
        for document in documents(shelf(name))
        for element in document.root.walk()
        if element.get("aria-label")
    ]
    generated = [
        element.text()
        for document in documents(shelf(name))
        for element in document.root.walk()
        if element.tag == "nav" or element.get("id") in ("colophon-page", "title-page")
    ]
    assert len(spoken) > 20
    assert len(generated) == 4
    latin = [w for text in spoken + generated for w in re.findall(r"[A-Za-z]{2,}", text)]
    assert set(latin) <= {"Chapbook"}


def test_faces_are_left_to_the_reader(shelf: Shelf, name: str) -> None:
    styles = read_finished(shelf(name)).styles
    assert re.findall(r"font-family\s*:\s*([^;]+);", styles) == ["monospace"]
    assert "@font-face" not in styles


def test_no_line_end_of_the_manuscript_parts_japanese_words(shelf: Shelf, name: str) -> None:
    wide = r"[\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef]"
    parted = [
        match
        for block in inspect_epub(shelf(name)).blocks
        for match in re.findall(rf"{wide}\s+{wide}", block.text)
    ]
    assert parted == []


def test_code_is_written_from_left_to_right(shelf: Shelf, name: str) -> None:
    page = shelf(name).with_suffix(".html").read_bytes()
    roots = [document.root for document in documents(shelf(name))]
    for edition in (roots, [from_etree(tinyhtml5.parse(page, override_encoding="utf-8"))]):
        code = [e for root in edition for e in root.walk() if e.tag in ("pre", "code")]
        assert [e.get("dir") for e in code] == (["ltr"] if name == "arabic" else [])
