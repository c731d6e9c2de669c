"""Page arithmetic: which page of the file goes on which sheet, side and place. Nothing is drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from chapbook.errors import UsageError
from chapbook.model.editions.imposition import (
    Cell,
    Edge,
    Gathering,
    ImpositionScheme,
    Padding,
    Sheet,
)


@dataclass(frozen=True, slots=True)
class Book:
    """What is arranged: so many pages, read in this direction, blank pages put in by this rule."""

    pages: int
    right_to_left: bool = False
    padding: Padding = Padding.BEFORE_LAST


def arrange(
    book: Book, scheme: ImpositionScheme, sheets_per_signature: int | None = None
) -> tuple[Sheet, ...]:
    """Return the sheets in the order of printing, the outermost of each signature first.

    Raises UsageError where there is nothing to print or more than the scheme can hold.
    """
    _check(book, scheme, sheets_per_signature)
    count = -(-book.pages // scheme.pages_per_sheet)
    pages = padded(book, count * scheme.pages_per_sheet)
    if scheme.gathering is Gathering.PILED:
        return tuple(
            _Arranged(book, scheme, pages, _piled(number, count), len(pages)).sheet(1)
            for number in range(count)
        )
    return tuple(
        _signatures(book, scheme, pages, signature_sizes(count, scheme, sheets_per_signature))
    )


def padded(book: Book, total: int) -> tuple[int | None, ...]:
    """Return for each position the page of the file that is there, None for a blank page."""
    blanks = (None,) * (total - book.pages)
    pages = tuple(range(1, book.pages + 1))
    # A single page is the front, never the back.
    whole = book.padding is Padding.AT_END or book.pages == 1
    return (*pages, *blanks) if whole else (*pages[:-1], *blanks, pages[-1])


def signature_sizes(
    sheets: int, scheme: ImpositionScheme, wanted: int | None = None
) -> tuple[int, ...]:
    """Return the number of sheets in each signature.

    Where so many are wanted, the last signature holds what is left. Otherwise the fewest
    signatures that the scheme allows are made, as equal as can be. So neither costs blank pages.
    """
    if wanted is not None:
        full, left = divmod(sheets, wanted)
        return (wanted,) * full + ((left,) if left else ())
    if scheme.most_sheets is None:
        return (sheets,)
    count = -(-sheets // scheme.most_sheets)
    size, larger = divmod(sheets, count)
    return (size + 1,) * larger + (size,) * (count - larger)


def _check(book: Book, scheme: ImpositionScheme, wanted: int | None) -> None:
    if book.pages < 1:
        raise UsageError("the file has no pages", "choose another file")
    if wanted is not None and wanted < 1:
        raise UsageError("a signature has at least one sheet", "use a number from 1")
    if wanted is not None and scheme.gathering is not Gathering.NESTED:
        hint = "omit --sheets-per-signature, or choose --scheme signatures"
        raise UsageError(f"the scheme {scheme.name} has no signatures", hint)
    if scheme.gathering is Gathering.ALONE and book.pages > scheme.pages_per_sheet:
        raise UsageError(
            f"the scheme {scheme.name} holds {scheme.pages_per_sheet} pages, the file has "
            f"{book.pages}",
            "choose --scheme saddle",
        )


def _signatures(
    book: Book, scheme: ImpositionScheme, pages: Sequence[int | None], sizes: Sequence[int]
) -> Iterator[Sheet]:
    before = 0
    for number, size in enumerate(sizes, start=1):
        length = size * scheme.pages_per_sheet
        for sheet in range(size):
            place = _nested(sheet, size, scheme.pages_per_sheet, before)
            arranged = _Arranged(book, scheme, pages, place, length, before)
            yield arranged.sheet(number)
        before += length


def _nested(sheet: int, sheets: int, per_sheet: int, before: int) -> Callable[[int], int]:
    """Map a page of a single sheet to its position: the sheet lies around those that follow."""
    half = per_sheet // 2

    def position(page: int) -> int:
        around = sheet * half
        if page <= half:
            return before + around + page
        return before + sheets * per_sheet - around - (per_sheet - page)

    return position


def _piled(sheet: int, sheets: int) -> Callable[[int], int]:
    """Map a page of a single sheet to its position: each leaf of the sheet has its own pile."""

    def position(page: int) -> int:
        pile, back = divmod(page - 1, 2)
        return 2 * (pile * sheets + sheet) + back + 1

    return position


@dataclass(frozen=True, slots=True)
class _Arranged:
    """One sheet: `position` maps its own page numbers, `length` is that of its signature."""

    book: Book
    scheme: ImpositionScheme
    pages: Sequence[int | None]
    position: Callable[[int], int]
    length: int
    before: int = 0

    def sheet(self, signature: int) -> Sheet:
        front, back = (tuple(self._cells(rows)) for rows in (self.scheme.front, self.scheme.back))
        nested = self.scheme.gathering is Gathering.NESTED
        return Sheet(signature, self.length // 4 - 1 if nested else 0, front, back)

    def _cells(self, rows: tuple[tuple[int, ...], ...]) -> Iterator[Cell]:
        for row, numbers in enumerate(rows):
            # A book read from right to left is the mirror image, but for what is in its pages.
            ordered = numbers[::-1] if self.book.right_to_left else numbers
            for column, number in enumerate(ordered):
                position = self.position(number)
                page = self.pages[position - 1]
                if page is not None:
                    yield self._cell(page, position, column, row)

    def _cell(self, page: int, position: int, column: int, row: int) -> Cell:
        turned = row in self.scheme.turned_rows
        recto = position % 2 == 1
        # Rectos have the spine at their left, unless the book or the page is the other way round.
        other_way = turned != self.book.right_to_left
        spine = Edge.LEFT if recto != other_way else Edge.RIGHT
        return Cell(page, position, column, row, turned, spine, self._depth(position))

    def _depth(self, position: int) -> int:
        if self.scheme.gathering is not Gathering.NESTED:
            return 0
        leaf = (position - self.before - 1) // 2
        return min(leaf, self.length // 2 - 1 - leaf)
