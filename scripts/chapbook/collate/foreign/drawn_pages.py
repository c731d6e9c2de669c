"""The pages of a PDF as drawn, as a copy: words without structure, notes by where they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from chapbook.collate.foreign.copies import Call, Copy, Link, Note, PageText, Passage
from chapbook.collate.foreign.placement import misplaced, place
from chapbook.collate.foreign.readers.pdf_drawn import CARRIED, DrawnBook, Piece
from chapbook.collate.foreign.readers.pdf_runs import Page
from chapbook.collate.foreign.readers.pdf_targets import Targets
from chapbook.collate.foreign.readers.text import letters

# As many lines of a page are kept: a title page may begin with the names of many authors.
_FIRST = 40
_ITEM_NUMBER = re.compile(r"\(?(?:\d{1,4}|[a-z]|[ivx]{2,5})[.)]|[•◦▪–]")


def drawn_copy(
    path: Path, pages: tuple[Page, ...], targets: Targets, titles: tuple[str, ...]
) -> Copy:
    """Return the copy of the pages as drawn; `titles` may be in running lines."""
    book = DrawnBook(pages, targets, [*titles, *(mark.title for mark in targets.outline)])
    drawn = list(book.pieces())
    pieces = list(_whole_words(iter(drawn)))
    copy = Copy(
        "PDF pages",
        path.name,
        "drawn",
        passages=_passages("line", pieces, ""),
        links=tuple(_links(targets)),
        faults=tuple(misplaced(book, drawn)),
        pages=tuple(_page_texts(book, drawn)),
        carried=_passages("note", pieces, CARRIED),
    )
    if not book.notes:
        reason = "its pages show no notes that links lead to"
        return replace(copy, reasons={"notes": reason})
    notes = tuple(_notes(book, pieces))
    ranks = {name: rank for rank, name in enumerate(book.notes)}
    calls = (
        Call(book.marker(link), "", ranks.get(link.name), "", f"page {link.page}")
        for link in book.calls
    )
    return replace(copy, calls=tuple(calls), notes=notes)


def _passages(kind: str, pieces: Sequence[tuple[Piece, str]], note: str) -> tuple[Passage, ...]:
    return tuple(Passage(kind, text, place(piece)) for piece, text in pieces if piece.note == note)


def _links(targets: Targets) -> Iterator[Link]:
    for link in targets.links:
        if link.address:
            yield Link("", link.address, f"page {link.page}", external=True)


def _notes(book: DrawnBook, pieces: Sequence[tuple[Piece, str]]) -> Iterator[Note]:
    """Yield the notes that links lead to, each with what is drawn of it at first."""
    bodies: dict[str, list[tuple[Piece, str]]] = {name: [] for name in book.notes}
    for piece, text in pieces:
        if piece.note and piece.note != CARRIED:
            bodies[piece.note].append((piece, text))
    yield from (_drawn_note(name, found) for name, found in bodies.items())


def _whole_words(pieces: Iterator[Piece]) -> Iterator[tuple[Piece, str]]:
    """Put the parts of a word together that a hyphen at the end of a line cut in two.

    The numbers of list items may be drawn between two pages. Lines of notes from earlier pages stay
    as they are: the next one may be of another note.
    """
    held: tuple[Piece, str] | None = None
    for piece in pieces:
        text = piece.run.text
        if piece.note == CARRIED:
            yield piece, text
            continue
        if held is not None and _ITEM_NUMBER.fullmatch(text.strip()):
            yield piece, text
            continue
        if held is not None and held[0].note == piece.note:
            held = held[0], held[1] + text
        elif held is not None:
            yield held
            held = piece, text
        else:
            held = piece, text
        if not text.rstrip().endswith(("\u2010", "-", "\u00ad")):
            yield held
            held = None
    if held is not None:
        yield held


def _page_texts(book: DrawnBook, pieces: list[Piece]) -> Iterator[PageText]:
    """Yield how the main text of each page begins and ends."""
    texts: dict[int, list[str]] = {}
    for piece in pieces:
        if not piece.note:
            texts.setdefault(piece.page, []).append(piece.run.text)
    for page in book.pages:
        counted = texts.get(page.number, [])
        text = [one for one in counted if not _ITEM_NUMBER.fullmatch(one.strip())]
        yield PageText(
            page.number,
            page.label,
            start=letters("".join(text[:_FIRST])),
            end=letters("".join(text[-3:])),
            counted=letters("".join(counted[:_FIRST])),
            pictured=book.is_pictured(page),
        )


def _drawn_note(name: str, found: list[tuple[Piece, str]]) -> Note:
    where = place(found[0][0]) if found else "nowhere"
    return Note(name.removeprefix("note-"), None, "", " ".join(text for _, text in found), where)
