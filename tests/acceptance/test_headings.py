"""Headings keep their words in every edition; their notes stay out of every list of headings."""

from __future__ import annotations

import pytest

from building import Book
from chapbook.collate.foreign.readers.text import letters
from inspectors.compare import words
from inspectors.headings import author_headings, expected_headings
from inspectors.model import InspectedEdition

FORMATS = ("html", "epub", "pdf")


def said(text: str) -> str:
    """Return the letters and digits of a heading."""
    return "".join(words(text))


@pytest.mark.parametrize("kind", FORMATS)
def test_every_heading_is_there_at_its_level(book: Book, kind: str) -> None:
    edition: InspectedEdition = getattr(book, kind)
    expected = [(level, said(text)) for level, text in expected_headings(book.manuscript, kind)]
    headings = author_headings(edition, book.manuscript)
    found = [(heading.level, said(heading.text)) for heading in headings]
    assert found == expected


@pytest.mark.parametrize("kind", FORMATS)
def test_contents_name_the_chapters_without_marks(book: Book, kind: str) -> None:
    edition: InspectedEdition = getattr(book, kind)
    listed = [said(entry.text) for entry in edition.contents]
    chapters = [said(h.plain) for h in book.manuscript.headings if h.level == 1]
    # A dedication is before the contents and is not listed in print.
    first = [title for title in chapters if title not in listed]
    assert len(first) <= 1
    assert [title for title in listed if title in chapters] == [
        title for title in chapters if title not in first
    ]


def test_no_call_is_drawn_in_a_running_head(book: Book) -> None:
    titles = {letters(heading.plain) for heading in book.manuscript.headings}
    titles.add(letters(book.pdf.metadata["info-title"][0]))
    titles.update(letters(title) for title in book.pdf.metadata["title"])
    heads = {letters(page.head).strip("0123456789ivxlc") for page in book.pdf.pages} - {""}
    assert heads
    strange = [
        head
        for head in heads
        if not any(title.strip("0123456789ivxlc").startswith(head.rstrip("….")) for title in titles)
    ]
    assert strange == []


def test_the_manuscript_has_a_note_in_a_heading(book: Book) -> None:
    assert any(call.in_heading for call in book.manuscript.calls)
