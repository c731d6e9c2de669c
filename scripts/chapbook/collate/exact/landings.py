"""Where notes begin in a PDF, and where its destinations, bookmarks and contents lead."""

from __future__ import annotations

from collections.abc import Iterator

from chapbook.collate.exact.drawn import Drawn, first_blocks, joined_words
from chapbook.collate.exact.joining import Joined
from chapbook.collate.normal import print_letters
from chapbook.model.editions.collation import Finding


def compare_note_pages(drawn: Drawn) -> list[Finding]:
    """Check that each note begins on the page of its first call."""
    return list(_notes_on_pages(drawn))


def compare_landings(joined: Joined, drawn: Drawn) -> list[Finding]:
    """Compare destinations, bookmarks and numbers in contents with where words are drawn."""
    return [
        *_destinations(joined, drawn),
        *_bookmarks(joined, drawn),
        *_folios(joined, drawn),
    ]


def _destinations(joined: Joined, drawn: Drawn) -> Iterator[Finding]:
    """A heading, a note or a call is on the page that its name leads to.

    What else has a name may begin before its words do: a picture, a table with its caption below.
    """
    certain = dict(_named_pages(drawn))
    for name, key in joined.expected.places.items():
        page, pieces = joined.edition.destinations.get(name), drawn.shown.get(key)
        if not page or name in certain or not pieces or not pieces.pages:
            continue
        if page not in (*pieces.pages, pieces.pages[0] - 1):
            yield _elsewhere(joined, drawn, name, page, suspected=True)
    for name, due in certain.items():
        page = joined.edition.destinations.get(name)
        if page and page != due:
            yield _elsewhere(joined, drawn, name, page, suspected=False)


def _named_pages(drawn: Drawn) -> Iterator[tuple[str, int]]:
    """Yield the names of headings, notes and calls with the pages that they are on."""
    for entry in drawn.expected.contents:
        pieces = drawn.shown.get(drawn.key_of(entry.target))
        if entry.paper and pieces and pieces.pages:
            yield entry.target, pieces.pages[0]
    for key, note in first_blocks(drawn.expected):
        pieces = drawn.shown.get(key)
        if pieces and pieces.pages:
            yield note.identifier, pieces.pages[0]
    yield from _called(drawn)


def _called(drawn: Drawn) -> Iterator[tuple[str, int]]:
    """Yield the names of calls with the pages that they are drawn on."""
    for block in drawn.expected.blocks:
        pieces = drawn.shown.get(block.key)
        if pieces and len(pieces.calls) == len(block.calls):
            for name, (page, _) in zip(block.calls, pieces.calls, strict=True):
                yield name, page


def _elsewhere(joined: Joined, drawn: Drawn, name: str, page: int, *, suspected: bool) -> Finding:
    reading = joined.at(drawn.label(page), f"#{name}")
    message = "a destination is on a different page from what it names"
    return Finding(message, (reading,), suspected=suspected)


def _bookmarks(joined: Joined, drawn: Drawn) -> Iterator[Finding]:
    """The bookmark of a heading leads to its page, where no other heading has its words."""
    pages: dict[str, set[int]] = {}
    for entry in joined.expected.contents:
        pieces = drawn.shown.get(drawn.key_of(entry.target))
        if pieces and pieces.pages:
            pages.setdefault(print_letters(entry.words), set()).add(pieces.pages[0])
    for mark in joined.edition.outline or ():
        due = pages.get(print_letters(mark.words))
        if due and mark.target and int(mark.target) not in due:
            place = f"bookmark, {drawn.label(int(mark.target))}"
            reading = joined.at(place, mark.words)
            yield Finding("a bookmark leads to a different page from its heading", (reading,))


def _folios(joined: Joined, drawn: Drawn) -> Iterator[Finding]:
    """The number after an entry of the contents is that of the page it leads to."""
    for entry in joined.edition.contents:
        page = joined.edition.destinations.get(entry.target)
        label = drawn.pages[page - 1].label if page else ""
        if page and entry.folio != label:
            reading = joined.at(entry.place, f"{entry.words} {entry.folio}")
            yield Finding(f"the contents give a page other than {label}", (reading,))


def _notes_on_pages(drawn: Drawn) -> Iterator[Finding]:
    """Each note begins on the page of its first call."""
    calls = dict(_called(drawn))
    for key, note in first_blocks(drawn.expected):
        pieces = drawn.shown.get(key)
        first = next((calls[name] for name in note.calls if name in calls), None)
        if pieces is None or not pieces.pages or first is None:
            continue
        if pieces.pages[0] != first:
            readings = (
                drawn.there(note.blocks[0], f"[^{note.label}]"),
                drawn.here(pieces, joined_words(pieces.words)[:160]),
            )
            call = drawn.label(first)
            yield Finding(f"a note does not begin on the page of its call, {call}", readings)
