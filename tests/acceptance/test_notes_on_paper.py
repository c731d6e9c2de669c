"""The notes at the foot of the pages of the PDF, as a reader with a pencil would check them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pikepdf
import pytest

from building import Book
from inspectors.model import note_of
from inspectors.pdf_links import read_structure
from inspectors.pdf_notes import NoteReader
from inspectors.pdf_text import Bands, DrawnPage, read_pages


@pytest.fixture(scope="module")
def pages(any_book: Book) -> tuple[DrawnPage, ...]:
    return read_pages(any_book.files.pdf)


@pytest.fixture(scope="module")
def reader(any_book: Book, pages: tuple[DrawnPage, ...]) -> NoteReader:
    series = [one.name for one in any_book.manuscript.series]
    with pikepdf.open(any_book.files.pdf) as pdf:
        return NoteReader(pages, read_structure(pdf, pages), Bands(None, None), series)


def number(place: str) -> int:
    return int(place.removeprefix("page "))


def test_series_are_in_the_order_of_the_front_matter(any_book: Book) -> None:
    order = [one.name for one in any_book.manuscript.series]
    shown: dict[str, list[int]] = {}
    for note in any_book.pdf.notes:
        shown.setdefault(note.place.document, []).append(order.index(note.series))
    assert {page: found for page, found in shown.items() if found != sorted(found)} == {}


def test_notes_of_a_series_are_in_the_order_of_their_calls(any_book: Book) -> None:
    calls = sorted(any_book.pdf.calls, key=lambda call: call.place.rank)
    for series in any_book.manuscript.series:
        called = list(dict.fromkeys(call.note for call in calls if call.series == series.name))
        assert [n.name for n in any_book.pdf.notes if n.series == series.name] == called


def test_a_call_is_behind_what_it_belongs_to(
    reader: NoteReader, pages: tuple[DrawnPage, ...]
) -> None:
    """On its line, right before it, something is drawn: no call begins a line."""
    alone = []
    for page, boxes in reader.call_boxes.items():
        for box in boxes:
            before = [
                glyph
                for glyph in pages[page - 1].glyphs
                if glyph.box is not None
                and glyph.text.strip()
                and box.bottom - 6 < glyph.box.middle[1] < box.top + 2
                and box.left - 8 < glyph.box.right < box.left + 1
            ]
            if not before:
                alone.append((page, box))
    assert alone == []


def repeated(book: Book) -> Iterator[tuple[int, str, int]]:
    """Return page, marker and the page of the note for each call whose note is on another page."""
    for call in book.pdf.calls:
        note = note_of(book.pdf, call.note)
        assert note is not None
        if note.place.document != call.place.document:
            yield number(call.place.document), call.marker, number(note.place.document)


def test_a_further_call_says_on_which_page_its_note_stands(book: Book) -> None:
    labels = {page.number: page.label for page in book.pdf.pages}
    aids = {page.number: page.aids for page in book.pdf.pages}
    wanted = set(repeated(book))
    assert wanted
    for page, marker, home in wanted:
        told = rf"{re.escape(marker)} ?See p\. {labels[home]}\."
        assert re.search(told, aids[page]), (page, aids[page])
    number_told = sum(len(re.findall(r"See p\. ", text)) for text in aids.values())
    assert number_told == len(wanted)


def test_a_note_that_goes_on_says_so_on_both_pages(any_book: Book) -> None:
    aids = {page.number: page.aids for page in any_book.pdf.pages}
    for place in any_book.pdf.carried:
        page = number(place)
        assert "continued on the next page" in aids[page - 1]
        assert re.search(r"\b[^ ]+, continued", aids[page]), aids[page]
    over = [page for page, text in aids.items() if "continued on the next page" in text]
    assert over == [number(place) - 1 for place in any_book.pdf.carried]


def test_a_page_of_notes_alone_has_its_folio(any_book: Book) -> None:
    for place in any_book.pdf.carried:
        page = any_book.pdf.pages[number(place) - 1]
        assert page.label in page.head + page.foot
