"""Where the notes of a PDF stand: on the page of their call, inside it, not cut, not covered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from chapbook.collate.foreign.copies import Fault
from chapbook.collate.foreign.readers.pdf_drawn import CARRIED, DrawnBook, Piece
from chapbook.collate.foreign.readers.pdf_runs import Page
from chapbook.collate.readers.pdf.boxes import Box

# Points that a letter may stand out of a box before it counts.
_SLACK = 1.0
# What share of a run's height another run may cover: raised marks reach into the line above.
_COVERED = 0.4
_COVERED_IN_NOTE = 0.7
_WIDE = 2.0


def misplaced(book: DrawnBook, pieces: Sequence[Piece]) -> Iterator[Fault]:
    """Yield what is wrong with the places of notes, and all that is drawn off the page."""
    yield from _late(book, pieces)
    by_page: dict[int, list[Piece]] = {}
    for piece in pieces:
        by_page.setdefault(piece.page, []).append(piece)
    for page in book.pages:
        found = by_page.get(page.number, [])
        yield from _off_the_page(page, found)
        yield from _covered(page, found)


def _late(book: DrawnBook, pieces: Sequence[Piece]) -> Iterator[Fault]:
    """A note begins on the page of its first call; notes at the end of a book do not."""
    if book.endnotes:
        return
    begins: dict[str, Piece] = {}
    for piece in pieces:
        if piece.note and piece.note != CARRIED:
            begins.setdefault(piece.note, piece)
    called: dict[str, int] = {}
    for link in book.calls:
        called[link.name] = min(called.get(link.name, link.page), link.page)
    marked = {(book.note_at(way.page, way.box), way.page) for way in book.ways}
    for name, page in called.items():
        start = begins.get(name)
        if start is None and (name, page) in marked:
            continue  # it has no words: a formula, or a picture
        if start is None:
            yield Fault("placement", f"the note {name} is not drawn", f"page {page}")
        elif start.page != page:
            message = f"the note {name} begins on page {start.page}, its call is on page {page}"
            yield Fault("placement", message, place(start), start.run.text)


def _off_the_page(page: Page, pieces: Sequence[Piece]) -> Iterator[Fault]:
    for piece in pieces:
        box, clip = piece.run.box, piece.run.clip
        what = f"the note {piece.note}" if piece.note else "text"
        if not _inside(box, page.shown):
            message = f"{what} is drawn off the page"
            yield Fault("placement", message, place(piece), piece.run.text)
        elif clip is not None and not _inside(box, clip):
            yield Fault("placement", f"{what} is cut off", place(piece), piece.run.text)


def _inside(box: Box, outer: Box) -> bool:
    return (
        outer.left - _SLACK <= box.left
        and box.right <= outer.right + _SLACK
        and outer.bottom - _SLACK <= box.bottom
        and box.top <= outer.top + _SLACK
    )


def _covered(page: Page, pieces: Sequence[Piece]) -> Iterator[Fault]:
    """Yield notes that are drawn over other text, or under it."""
    notes = [piece for piece in pieces if piece.note]
    others = [(run.box, "") for run in page.runs if run.artifact]
    others += [(piece.run.box, piece.note) for piece in pieces]
    for piece in notes:
        for box, note in others:
            share = _COVERED if note != piece.note else _COVERED_IN_NOTE
            if box is not piece.run.box and _over(piece.run.box, box, share):
                message = f"the note {piece.note} and other text overlap"
                yield Fault("placement", message, place(piece), piece.run.text)
                break


def _over(one: Box, two: Box, share: float) -> bool:
    wide = min(one.right, two.right) - max(one.left, two.left)
    high = min(one.top, two.top) - max(one.bottom, two.bottom)
    lower = min(one.top - one.bottom, two.top - two.bottom)
    return wide > _WIDE and high > max(share * lower, _SLACK)


def place(piece: Piece) -> str:
    """Return where a run is drawn."""
    return f"page {piece.page} ({piece.run.box.left:.0f}, {piece.run.box.top:.0f} pt)"
