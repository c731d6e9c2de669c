"""The pages of the PDF: nothing outside, each note on the page of its call, no page for nothing."""

from __future__ import annotations

from building import Book
from chapbook.collate.foreign.readers.text import letters
from inspectors.model import note_of


def test_all_that_is_drawn_lies_in_its_page(any_book: Book) -> None:
    assert {page.number: page.outside for page in any_book.pdf.pages if page.outside} == {}
    assert len({page.box for page in any_book.pdf.pages}) == 1


def test_a_note_begins_on_the_page_of_its_first_call(any_book: Book) -> None:
    first: dict[str, str] = {}
    for call in sorted(any_book.pdf.calls, key=lambda one: one.place.rank):
        first.setdefault(call.note or "", call.place.document)
    late = []
    for name, page in first.items():
        note = note_of(any_book.pdf, name)
        if note is None or note.place.document != page:
            late.append(f"{name}: called on {page}, stands on {note and note.place.document}")
    assert late == []


def test_a_page_is_blank_only_before_a_recto(any_book: Book) -> None:
    """A blank page is a verso (even), and what follows it is not blank."""
    blank = [page.number for page in any_book.pdf.pages if page.blank]
    assert [number for number in blank if number % 2] == []
    assert [number for number in blank if number + 1 in blank] == []


def test_no_heading_is_without_the_text_it_heads(any_book: Book) -> None:
    """Parts may: their page is a separate opening."""
    parts = {letters(h.plain) for h in any_book.manuscript.headings if "part" in h.classes}
    last = {letters(heading.text) for heading in any_book.pdf.headings} - parts
    alone = [
        f"page {page.number}: {title}"
        for page in any_book.pdf.pages
        for title in sorted(last)
        if page.text.endswith(title) and len(title) > 2
    ]
    assert alone == []


def test_every_link_can_be_hit(any_book: Book) -> None:
    assert any_book.pdf.flat == ()


def test_every_page_of_text_has_its_folio(any_book: Book) -> None:
    folios = [
        page for page in any_book.pdf.pages if any(c.isdigit() for c in page.head + page.foot)
    ]
    assert len(folios) > sum(not page.blank for page in any_book.pdf.pages) / 2


def test_the_outline_has_every_heading(any_book: Book) -> None:
    assert len(any_book.pdf.contents) >= len(any_book.manuscript.headings)
