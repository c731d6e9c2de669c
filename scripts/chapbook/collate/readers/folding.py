"""Paper that can be printed on, folded, slit, cut and laid together, to read what comes out.

A panel is a piece of a sheet that no fold divides. It remembers how it came to lie where it does:
a matrix that keeps or mirrors each axis and then moves, and whether its printed front looks up.
The reader turns the leaves of the finished pile and says of each side what is on it, on which hand,
which way up and how far from the spine. Lengths are points; nothing here knows how sheets are
imposed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from chapbook.collate.readers.pdf.boxes import UNMOVED, Box, Matrix, moved, times, transformed


@dataclass(frozen=True, slots=True)
class Print:
    """A page as printed on a side: its box there, and where its head points to (0, 1 or 0, -1)."""

    page: int
    box: Box
    head: int


@dataclass(frozen=True, slots=True)
class PrintedSheet:
    """A sheet as it leaves the printer: both sides as two pages of the file show them."""

    width: float
    height: float
    front: tuple[Print, ...]
    back: tuple[Print, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """A piece of a sheet: which part of it, how it was moved, whether its front looks up.

    `turned_over`: the sheet was turned about an upright (0) or a level line (1) to print its back.
    """

    sheet: PrintedSheet
    part: Box
    motion: Matrix
    front_up: bool
    turned_over: int

    @property
    def place(self) -> Box:
        """Where it lies now."""
        return transformed(self.part, self.motion)

    def prints(self, *, front: bool) -> Iterator[Print]:
        """Yield what is printed on one of its sides, in the coordinates of the sheet's front."""
        for printed in self.sheet.front if front else self.sheet.back:
            there = printed if front else _through_paper(printed, self.sheet, self.turned_over)
            if self.part.holds(there.box.middle):
                yield there


Pile = list[Panel]  # from the top


def printed(sheet: PrintedSheet, flip: str) -> Pile:
    """Lay a printed sheet down, front up. `flip`: the edge that it was turned on, long or short."""
    landscape = sheet.width > sheet.height
    axis = int(landscape is (flip == "long"))
    return [Panel(sheet, Box(0, 0, sheet.width, sheet.height), UNMOVED, True, axis)]  # noqa: FBT003


def _mirrored(axis: int, line: float) -> Matrix:
    """Return the motion of a fold about an upright line (axis 0) or a level one (axis 1)."""
    if axis == 0:
        return (-1.0, 0.0, 0.0, 1.0, 2 * line, 0.0)
    return (1.0, 0.0, 0.0, -1.0, 0.0, 2 * line)


def _through_paper(printed_page: Print, sheet: PrintedSheet, axis: int) -> Print:
    """Return where a print on the back lies, seen through the paper from the front."""
    behind = _mirrored(axis, (sheet.width, sheet.height)[axis] / 2)
    head = printed_page.head if axis == 0 else -printed_page.head
    return Print(printed_page.page, transformed(printed_page.box, behind), head)


def fold_left_under(pile: Pile, x: float) -> Pile:
    """Fold what lies left of `x` under the rest."""
    left, right = _parted(pile, 0, x)
    return right + _turned(left, 0, x)


def fold_right_under(pile: Pile, x: float) -> Pile:
    """Fold what lies right of `x` under the rest."""
    left, right = _parted(pile, 0, x)
    return left + _turned(right, 0, x)


def fold_top_under(pile: Pile, y: float) -> Pile:
    """Fold what lies above `y` under the rest."""
    lower, upper = _parted(pile, 1, y)
    return lower + _turned(upper, 1, y)


def cut_apart(pile: Pile, x: float) -> tuple[Pile, Pile]:
    """Cut at `x`; the right part is moved to where the left one lies."""
    left, right = _parted(pile, 0, x)
    return left, [replace(p, motion=times(p.motion, (1, 0, 0, 1, -x, 0))) for p in right]


def insert(outer: Pile, inner: Pile) -> Pile:
    """Open a folded pile in its middle and lay another into it."""
    middle = len(outer) // 2
    return outer[:middle] + inner + outer[middle:]


def bend_ring(sheet: PrintedSheet, columns: int, *, leftwards: bool) -> Pile:
    """Slit a sheet of two rows between its inner columns, push its ends together, fold it flat.

    The slit sheet is a ring of panels. It is folded at each crease on the way round, from the
    second panel of the lower row, each panel under the last. Raises ValueError if the ring does
    not close.
    """
    width, middle = sheet.width / columns, sheet.height / 2
    lower = list(range(columns))
    way = lower[::-1] if leftwards else lower
    ring = [(c, 0) for c in way[1:]] + [(c, 1) for c in reversed(way)] + [(way[0], 0)]
    motion, up = UNMOVED, True
    pile = [_panel(sheet, ring[0], width, middle, motion, up=up)]
    for (column, row), (next_column, next_row) in pairwise([*ring, ring[0]]):
        axis = int(row != next_row)
        crease = moved(width * max(column, next_column), middle, motion)[axis]
        motion, up = times(motion, _mirrored(axis, crease)), not up
        pile.append(_panel(sheet, (next_column, next_row), width, middle, motion, up=up))
    last, first = pile.pop(), pile[0]
    if last.front_up is not first.front_up or _apart(last.place, first.place) > 0.01:
        raise ValueError("the ring of panels does not close")
    return pile


def _panel(
    sheet: PrintedSheet, at: tuple[int, int], width: float, height: float, motion: Matrix, *,
    up: bool,
) -> Panel:  # fmt: skip
    column, row = at
    part = Box(column * width, row * height, (column + 1) * width, (row + 1) * height)
    return Panel(sheet, part, motion, up, 0)


def _apart(one: Box, two: Box) -> float:
    return abs(one.left - two.left) + abs(one.bottom - two.bottom)


def _parted(pile: Pile, axis: int, line: float) -> tuple[Pile, Pile]:
    """Cut panels at an upright line (axis 0) or a level one; the left or lower parts first."""
    halves = [_cut(panel, axis, line) for panel in pile]
    return [low for low, _ in halves], [high for _, high in halves]


def _cut(panel: Panel, axis: int, line: float) -> tuple[Panel, Panel]:
    sign, shift = panel.motion[3 * axis], panel.motion[4 + axis]
    at = (line - shift) * sign
    if axis == 0:
        parts = replace(panel.part, right=at), replace(panel.part, left=at)
    else:
        parts = replace(panel.part, top=at), replace(panel.part, bottom=at)
    low, high = parts if sign > 0 else parts[::-1]
    return replace(panel, part=low), replace(panel, part=high)


def _turned(pile: Pile, axis: int, line: float) -> Pile:
    """Turn a pile over about a line."""
    fold = _mirrored(axis, line)
    return [
        replace(panel, motion=times(panel.motion, fold), front_up=not panel.front_up)
        for panel in reversed(pile)
    ]


@dataclass(frozen=True, slots=True)
class Seen:
    """A side of a leaf as a reader sees it. `page` is None for a blank side.

    `hand` is where the page lies when the book is open; `from_spine` the distance of its inner
    edge from the fold, `from_fore_edge` that of its outer edge from the edge of its leaf,
    `under_head` that of its head from the top of the leaf.
    """

    page: int | None
    hand: str
    upright: bool = True
    from_spine: float = 0.0
    from_fore_edge: float = 0.0
    under_head: float = 0.0


def read_leaves(pile: Pile, *, spine: str, printed_sides_only: bool = False) -> tuple[Seen, ...]:
    """Turn the leaves of a pile from the top: the upper side of each, then the lower.

    `spine` is where the leaves hold together, left or right. Where two panels make one leaf, with
    their blank backs to each other, only sides that are printed on by their nature are read.
    """
    seen = []
    for panel in pile:
        for upper in (True, False):
            front = panel.front_up is upper
            if front or not printed_sides_only:
                seen.append(_seen(panel, front=front, upper=upper, spine=spine))
    return tuple(seen)


def _seen(panel: Panel, *, front: bool, upper: bool, spine: str) -> Seen:
    # The upper side of a leaf lies on the hand away from the spine; turned over, on the other.
    other = "right" if spine == "left" else "left"
    hand = other if upper else spine
    prints = list(panel.prints(front=front))
    if not prints:
        return Seen(None, hand)
    if len(prints) > 1:
        raise ValueError(f"pages {[p.page for p in prints]} on one side of a leaf")
    leaf, box = panel.place, transformed(prints[0].box, panel.motion)
    at_left, at_right = box.left - leaf.left, leaf.right - box.right
    inner, outer = (at_left, at_right) if spine == "left" else (at_right, at_left)
    # A leaf is turned about its spine, so what points up goes on pointing up.
    upright = prints[0].head * panel.motion[3] == 1
    return Seen(prints[0].page, hand, upright, inner, outer, leaf.top - box.top)
