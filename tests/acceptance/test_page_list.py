"""The page list of the EPUB is true to the PDF of the same build, to the word."""

from __future__ import annotations

import subprocess
from pathlib import Path

import tinyhtml5

from building import CASES, CHAPBOOK, Book
from chapbook.collate.foreign.readers.elements import is_call, is_note
from chapbook.collate.foreign.readers.text import letters
from chapbook.collate.readers.markup import Element, from_etree
from inspectors.page_list import read_page_list
from page_breaks import LETTERS, numbered_pages, wrong_breaks


def test_the_text_at_each_break_is_what_the_page_begins_with(book: Book) -> None:
    """The labels are the same, one for each page with text, and so are the words."""
    assert wrong_breaks(read_page_list(book.files.epub), book) == []


def test_the_list_leads_to_every_break_in_order(book: Book) -> None:
    listed = read_page_list(book.files.epub)
    assert listed.entries == tuple(place.label for place in listed.breaks)
    assert listed.landed == listed.entries
    assert len(listed.entries) == len(numbered_pages(book.pdf.pages))


def test_labels_are_the_printed_folios(book: Book) -> None:
    """A folio is alone at the foot, or at the outer end of the head beside a title."""
    lines = [(page, page.foot or page.head) for page in book.pdf.pages]
    with_folio = [(page, line) for page, line in lines if line]
    assert len(with_folio) > len(numbered_pages(book.pdf.pages)) / 2
    even = [(page, line) for page, line in with_folio if page.number % 2 == 0]
    odd = [(page, line) for page, line in with_folio if page.number % 2]
    assert [page.label for page, line in even if not line.startswith(page.label)] == []
    assert [page.label for page, line in odd if not line.endswith(page.label)] == []


def test_no_break_cuts_a_word_or_is_in_a_heading(book: Book) -> None:
    listed = read_page_list(book.files.epub)
    assert [place.label for place in listed.breaks if place.word or place.in_heading] == []


def test_the_package_says_whose_pages_they_are(book: Book) -> None:
    said = read_page_list(book.files.epub).properties
    assert said["pageBreakSource"] == book.pdf.metadata["identifier"][:1]
    features = said["schema:accessibilityFeature"]
    assert {"pageBreakMarkers", "pageNavigation"} <= set(features)


def test_without_a_pdf_no_page_is_listed_or_claimed(tmp_path: Path) -> None:
    manuscript = CASES / "title-and-author.md"
    command = [CHAPBOOK, "build", manuscript, "--format", "epub", "--output", tmp_path]
    subprocess.run(command, check=True, capture_output=True)
    listed = read_page_list(next(tmp_path.glob("*.epub")))
    assert (listed.entries, listed.breaks) == ((), ())
    assert "pageBreakSource" not in listed.properties
    features = listed.properties["schema:accessibilityFeature"]
    assert not {"pageBreakMarkers", "pageNavigation"} & set(features)


def test_the_numbers_beside_the_text_of_the_web_page_are_those_of_the_epub(book: Book) -> None:
    """Both are compared by the words that follow; only the EPUB has title pages."""
    in_epub = {place.label: place.after for place in read_page_list(book.files.epub).breaks}
    root = from_etree(tinyhtml5.parse(book.files.html.read_bytes(), override_encoding="utf-8"))
    found = [e for e in root.walk() if e.get("role") == "doc-pagebreak"]
    labels = [e.get("data-page") for e in found]
    assert len(labels) > 3
    assert labels == [label for label in in_epub if label in labels]
    assert set(in_epub) - set(labels) <= set(list(in_epub)[:4]) | set(list(in_epub)[-1:])
    assert [e.get("id") for e in found] == [f"page-{label}" for label in labels]
    text = main_letters(root)
    at = -1
    for label in labels:
        at = text.find(in_epub[label][:LETTERS], at + 1)
        assert at >= 0, label


def main_letters(root: Element) -> str:
    """Return the letters of the main text of a page, its marks of pages and notes left out."""
    (main,) = (element for element in root.walk() if element.tag == "main")
    return letters(main.text(lambda e: is_call(e) or is_note(e) or e.tag in ("math", "svg")))
