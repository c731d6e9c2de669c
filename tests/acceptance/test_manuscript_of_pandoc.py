"""A manuscript as pandoc's manual has it: structured metadata, unlisted headings, no words."""

from __future__ import annotations

import re
import subprocess
import zipfile
from pathlib import Path

import pikepdf
import pytest

from building import CASES, CHAPBOOK, ROOT


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the manuscript with the comparison of its editions."""
    output = tmp_path_factory.mktemp("pandoc")
    command = [CHAPBOOK, "build", CASES / "pandoc-metadata.md", "--output", output]
    done = subprocess.run(
        [*command, "--format", "html,epub,pdf,site"], cwd=ROOT, check=True, capture_output=True
    )
    assert done.stderr.count(b"CB403") == 1
    assert b"0 errors, 1 warning" in done.stderr
    return output


def test_the_package_has_the_metadata(folder: Path) -> None:
    with zipfile.ZipFile(folder / "main-title.epub") as book:
        package = book.read("EPUB/content.opf").decode()
    for words in (
        '<dc:title id="title">Main title</dc:title>',
        '<dc:title id="subtitle">Sub</dc:title>',
        '<dc:creator id="creator-1">Author One</dc:creator>',
        'scheme="marc:relators">edt</meta>',
        'property="group-position">2</meta>',
    ):
        assert words in package
    assert "alternativeText" not in package


def test_the_isbn_is_shown_with_its_hyphens_and_no_change_is_made_up(folder: Path) -> None:
    with zipfile.ZipFile(folder / "main-title.epub") as book:
        imprint = book.read("EPUB/text/copyright-page.xhtml").decode()
        package = book.read("EPUB/content.opf").decode()
    page = (folder / "main-title.html").read_text(encoding="utf-8")
    site = (folder / "index.html").read_text(encoding="utf-8")
    for text in (imprint, page, site):
        assert "978-3-16-148410-0" in text
    assert "urn:isbn:9783161484100" in package
    assert "Last changed" not in site
    assert '"dateModified"' not in page


def test_unlisted_headings_are_in_no_contents(folder: Path) -> None:
    with zipfile.ZipFile(folder / "main-title.epub") as book:
        contents = book.read("EPUB/contents.xhtml").decode()
    page = (folder / "main-title.html").read_text(encoding="utf-8")
    listed = re.findall(
        r'<li><a href="(?:text/|#)(?:one|two|three)\.xhtml"[^>]*>(?:<span>)?(\w+)', contents
    )
    assert listed == ["One", "Three"]
    for text in (contents, page.split("</nav>")[0]):
        assert "Not listed" not in text
        assert ">Two<" not in text
    with pikepdf.open(folder / "main-title.pdf") as pdf, pdf.open_outline() as outline:
        titles = [str(item.title) for item in outline.root]
    assert [title for title in titles if title in ("One", "Two", "Three")] == ["One", "Three"]
    assert "Not listed" in page


def test_a_picture_without_words_is_named_and_nothing_is_claimed(folder: Path) -> None:
    page = (folder / "main-title.html").read_text(encoding="utf-8")
    assert 'alt="dot.svg"' in page
    site = (folder / "index.html").read_text(encoding="utf-8")
    row = re.search(r"Each picture has alternative text.*?</tr>", site, re.DOTALL)
    assert row is not None
    assert "failed" in row[0]
