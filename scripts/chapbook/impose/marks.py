"""Marks that tell where to fold and where to cut, drawn only where there is paper for them."""

from __future__ import annotations

from collections.abc import Iterator

from chapbook.impose.geometry import Layout
from chapbook.model.imposition import Gathering, ImposedSide, Mark, PlacedPage, Rectangle

_LENGTH = 12.0
_DISTANCE = 6.0


def marked(layout: Layout, side: ImposedSide) -> ImposedSide:
    """Add the marks that the options ask for."""
    marks: list[Mark] = []
    if layout.options.fold_marks:
        marks.extend(_folds(layout))
    if layout.options.crop_marks:
        marks.extend(_crops(layout, side))
    return ImposedSide(side.pages, tuple(marks))


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
    """Give the upright edges that are cut: not those at a fold that holds the book together."""
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
