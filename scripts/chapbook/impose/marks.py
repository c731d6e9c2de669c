"""Marks that show where to fold and cut, drawn only where there is paper for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from chapbook.impose.geometry import Layout
from chapbook.model.editions.imposition import (
    Gathering,
    ImposedSide,
    Mark,
    PlacedPage,
    Rectangle,
    Sheet,
)

_LENGTH = 12.0
_DISTANCE = 6.0
# A bar of 2 by 5 mm over the fold; the stairs of bars begin and end at these shares of the height.
_BAR, _BAR_LENGTH = 5.7, 14.2
_STAIRS = (0.15, 0.85)


def marked_sides(
    layout: Layout, sheets: Sequence[Sheet], sides: Sequence[ImposedSide]
) -> list[ImposedSide]:
    """Add to the sides of all sheets the marks that the options ask for."""
    each = len(sides) // len(sheets)
    outermost = {sheet.signature: place * each for place, sheet in reversed([*enumerate(sheets)])}
    if not layout.options.signature_marks or len(outermost) == 1:
        outermost = {}
    numbers = {place: signature for signature, place in outermost.items()}
    return [marked(layout, side, numbers.get(place)) for place, side in enumerate(sides)]


def marked(layout: Layout, side: ImposedSide, signature: int | None = None) -> ImposedSide:
    """Add the marks of one side; `signature` is the number to be marked on its fold."""
    marks: list[Mark] = []
    if signature is not None:
        marks.append(_bar(layout, signature))
    if layout.options.fold_marks:
        marks.extend(_folds(layout))
    if layout.options.crop_marks:
        marks.extend(_crops(layout, side))
    return ImposedSide(side.pages, tuple(marks))


def _bar(layout: Layout, signature: int) -> Mark:
    """Return the bar on the outside of the spine fold, one step lower for each signature.

    Gathered in their order the signatures show stairs; a gap or a jump tells of a mistake. After
    the last step they begin again at the head.
    """
    room = layout.cell_at(layout.scheme.columns // 2, layout.scheme.rows - 1)
    highest, lowest = (room.top - share * layout.cell.height for share in _STAIRS)
    steps = int((highest - lowest) // _BAR_LENGTH)
    top = highest - (signature - 1) % steps * _BAR_LENGTH
    return Mark((room.left, top - _BAR_LENGTH), (room.left, top), thickness=_BAR)


def _folds(layout: Layout) -> Iterator[Mark]:
    """Yield a mark at both ends of each line between cells; a cut between piles is not dashed."""
    dashed = layout.scheme.gathering is not Gathering.PILED
    width, height = layout.sheet.width, layout.sheet.height
    for column in range(1, layout.scheme.columns):
        x = column * layout.cell.width
        yield Mark((x, 0), (x, _LENGTH), dashed)
        yield Mark((x, height - _LENGTH), (x, height), dashed)
    for row in range(1, layout.scheme.rows):
        y = row * layout.cell.height
        yield Mark((0, y), (_LENGTH, y), dashed)
        yield Mark((width - _LENGTH, y), (width, y), dashed)


def _crops(layout: Layout, side: ImposedSide) -> Iterator[Mark]:
    """Yield the marks at the edges to be cut, as far as they stay on a page's share of paper."""
    for page in side.pages:
        for mark in _corner_marks(page, _cut_edges(layout, page)):
            cut = _within(mark, page.clip)
            if cut is not None:
                yield cut


def _cut_edges(layout: Layout, page: PlacedPage) -> tuple[float, ...]:
    """Return the upright edges that are cut: not those at a fold that holds the book together."""
    cut_apart = layout.scheme.gathering is Gathering.PILED
    edges = ((page.trim.left, page.clip.left), (page.trim.right, page.clip.right))
    return tuple(
        trim for trim, share in edges if cut_apart or not 0.01 < share < layout.sheet.width - 0.01
    )


def _corner_marks(page: PlacedPage, upright: tuple[float, ...]) -> Iterator[Mark]:
    trim = page.trim
    near, far = _DISTANCE, _DISTANCE + _LENGTH
    for y in (trim.bottom, trim.top):
        yield Mark((trim.left - far, y), (trim.left - near, y))
        yield Mark((trim.right + near, y), (trim.right + far, y))
    for x in upright:
        yield Mark((x, trim.bottom - far), (x, trim.bottom - near))
        yield Mark((x, trim.top + near), (x, trim.top + far))


def _within(mark: Mark, room: Rectangle) -> Mark | None:
    (left, bottom), (right, top) = mark.start, mark.end
    start = (max(left, room.left), max(bottom, room.bottom))
    end = (min(right, room.right), min(top, room.top))
    return Mark(start, end) if start[0] + start[1] < end[0] + end[1] else None
