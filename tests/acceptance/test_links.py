"""Every link lands: from a call to its note, from a note to each of its calls, and all others."""

from __future__ import annotations

import pytest

from building import Book
from inspectors.model import InspectedEdition, InspectedNote, note_of

FORMATS = ("html", "epub", "pdf")


def all_notes(edition: InspectedEdition) -> tuple[InspectedNote, ...]:
    """Return the notes and what restates them."""
    return (*edition.notes, *edition.restatements)


@pytest.mark.parametrize("kind", FORMATS)
def test_every_internal_link_lands(book: Book, kind: str) -> None:
    edition: InspectedEdition = getattr(book, kind)
    assert edition.dangling == ()
    assert [entry.text for entry in edition.contents if not entry.landed] == []
    assert [link.target for link in edition.links if not link.landed] == []


@pytest.mark.parametrize("kind", FORMATS)
def test_no_identifier_is_given_twice(book: Book, kind: str) -> None:
    edition: InspectedEdition = getattr(book, kind)
    assert edition.duplicate_ids == ()
    calls = [call.identifier for call in edition.calls]
    assert len(calls) == len(set(calls))


@pytest.mark.parametrize("kind", FORMATS)
def test_every_call_leads_to_a_note(book: Book, kind: str) -> None:
    edition: InspectedEdition = getattr(book, kind)
    lost = [call for call in edition.calls if note_of(edition, call.note) is None]
    assert lost == []
    assert len(edition.calls) == len(book.manuscript.calls)


@pytest.mark.parametrize("kind", FORMATS)
def test_every_note_returns_to_each_of_its_calls(book: Book, kind: str) -> None:
    edition: InspectedEdition = getattr(book, kind)
    callers: dict[str, list[str]] = {}
    for call in edition.calls:
        callers.setdefault(call.note or "", []).append(call.identifier)
    wrong = [
        f"{note.identifier}: called by {callers.get(note.identifier)}, returns to {note.returns}"
        for note in all_notes(edition)
        if sorted(note.returns) != sorted(callers.get(note.identifier, ()))
    ]
    assert wrong == []
    assert [note.dangling for note in all_notes(edition) if note.dangling] == []


@pytest.mark.parametrize("kind", FORMATS)
def test_every_call_shows_the_marker_of_its_note(book: Book, kind: str) -> None:
    edition: InspectedEdition = getattr(book, kind)
    wrong = []
    for call in edition.calls:
        note = note_of(edition, call.note)
        if note is None or (note.marker, note.series) != (call.marker, call.series):
            wrong.append(f"{call} leads to {note}")
    assert wrong == []


def test_a_call_of_the_epub_finds_its_note_in_its_own_file(book: Book) -> None:
    """Thorium and others open a pop-up only from the same file."""
    elsewhere = [
        call
        for call in book.epub.calls
        if (call.note or "").partition("#")[0] != call.place.document
    ]
    assert elsewhere == []


def test_what_the_epub_restates_is_the_same_note(book: Book) -> None:
    first = {note.name: note for note in book.epub.notes}
    for again in book.epub.restatements:
        assert (again.marker, again.series, again.body) == (
            first[again.name].marker,
            first[again.name].series,
            first[again.name].body,
        )


def test_author_links_are_the_same_in_all_formats(book: Book) -> None:
    assert len(book.html.links) == len(book.epub.links) == len(book.pdf.links)
    html, epub, pdf = (sorted(link.target for link in e.external) for e in book.editions)
    assert html == epub == pdf
