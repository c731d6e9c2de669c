"""Paper that can be printed on, folded, slit, cut and laid together, to read what comes out.

A panel is a piece of a sheet that no fold divides. It remembers how it came to lie where it does:
an isometry of the plane, and whether its printed front looks up. The reader turns the leaves of
the finished pile and says of each side what is on it, on which hand, which way up and how far
from the spine. Lengths are points; nothing here knows how sheets are imposed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from chapbook.collate.readers.pdf.boxes import Box

Point = tuple[float, float]


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
class Motion:
    """A motion of the plane: each axis is kept or mirrored, then moved; no quarter turns."""

    x_sign: int = 1
    y_sign: int = 1
    x: float = 0.0
    y: float = 0.0

    def point(self, place: Point) -> Point:
        """Return where a point goes."""
        return self.x_sign * place[0] + self.x, self.y_sign * place[1] + self.y

    def box(self, box: Box) -> Box:
        """Return where a box goes."""
        left, bottom = self.point((box.left, box.bottom))
        right, top = self.point((box.right, box.top))
        if self.x_sign < 0:
            left, right = right, left
        if self.y_sign < 0:
            bottom, top = top, bottom
        return Box(left, bottom, right, top)

    def mirrored_at_x(self, x: float) -> Motion:
        """Return this motion followed by a fold about the upright line at `x`."""
        return Motion(-self.x_sign, self.y_sign, 2 * x - self.x, self.y)

    def mirrored_at_y(self, y: float) -> Motion:
        """Return this motion followed by a fold about the level line at `y`."""
        return Motion(self.x_sign, -self.y_sign, self.x, 2 * y - self.y)


@dataclass(frozen=True, slots=True)
class Panel:
    """A piece of a sheet: which part of it, how it was moved, whether its front looks up."""

    sheet: PrintedSheet
    part: Box
    motion: Motion
    front_up: bool
    turned_over: str

    @property
    def place(self) -> Box:
        """Where it lies now."""
        return self.motion.box(self.part)

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
    axis = "level" if landscape is (flip == "long") else "upright"
    return [Panel(sheet, Box(0, 0, sheet.width, sheet.height), Motion(), True, axis)]  # noqa: FBT003


def _through_paper(printed_page: Print, sheet: PrintedSheet, axis: str) -> Print:
    """Return where a print on the back lies, seen through the paper from the front."""
    box = printed_page.box
    if axis == "upright":
        behind = Box(sheet.width - box.right, box.bottom, sheet.width - box.left, box.top)
        return Print(printed_page.page, behind, printed_page.head)
    behind = Box(box.left, sheet.height - box.top, box.right, sheet.height - box.bottom)
    return Print(printed_page.page, behind, -printed_page.head)


def fold_left_under(pile: Pile, x: float) -> Pile:
    """Fold what lies left of `x` under the rest."""
    left, right = _parted(pile, x)
    return right + [_over(panel, x=x) for panel in reversed(left)]


def fold_right_under(pile: Pile, x: float) -> Pile:
    """Fold what lies right of `x` under the rest."""
    left, right = _parted(pile, x)
    return left + [_over(panel, x=x) for panel in reversed(right)]


def fold_top_under(pile: Pile, y: float) -> Pile:
    """Fold what lies above `y` under the rest."""
    lower, upper = [], []
    for panel in pile:
        below, above = _cut(panel, y=y)
        lower.append(below)
        upper.append(above)
    return lower + [_over(panel, y=y) for panel in reversed(upper)]


def cut_apart(pile: Pile, x: float) -> tuple[Pile, Pile]:
    """Cut at `x`; the right part is moved to where the left one lies."""
    left, right = _parted(pile, x)
    moved = [replace(p, motion=replace(p.motion, x=p.motion.x - x)) for p in right]
    return left, moved


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
    motion, up = Motion(), True
    pile = [_panel(sheet, ring[0], width, middle, motion, up=up)]
    for (column, row), (next_column, next_row) in pairwise([*ring, ring[0]]):
        if row != next_row:
            motion = motion.mirrored_at_y(motion.point((0, middle))[1])
        else:
            motion = motion.mirrored_at_x(motion.point((width * max(column, next_column), 0))[0])
        up = not up
        pile.append(_panel(sheet, (next_column, next_row), width, middle, motion, up=up))
    last, first = pile.pop(), pile[0]
    if last.front_up is not first.front_up or _apart(last.place, first.place) > 0.01:
        raise ValueError("the ring of panels does not close")
    return pile


def _panel(
    sheet: PrintedSheet, at: tuple[int, int], width: float, height: float, motion: Motion, *,
    up: bool,
) -> Panel:  # fmt: skip
    column, row = at
    part = Box(column * width, row * height, (column + 1) * width, (row + 1) * height)
    return Panel(sheet, part, motion, up, "upright")


def _apart(one: Box, two: Box) -> float:
    return abs(one.left - two.left) + abs(one.bottom - two.bottom)


def _parted(pile: Pile, x: float) -> tuple[Pile, Pile]:
    halves = [_cut(panel, x=x) for panel in pile]
    return [left for left, _ in halves], [right for _, right in halves]


def _cut(panel: Panel, *, x: float | None = None, y: float | None = None) -> tuple[Panel, Panel]:
    """Cut a panel at an upright or a level line; return the lower or left part first."""
    part, motion = panel.part, panel.motion
    if x is not None:
        at = (x - motion.x) * motion.x_sign
        parts = replace(part, right=at), replace(part, left=at)
        ordered = parts if motion.x_sign > 0 else parts[::-1]
    else:
        at = ((y or 0.0) - motion.y) * motion.y_sign
        parts = replace(part, top=at), replace(part, bottom=at)
        ordered = parts if motion.y_sign > 0 else parts[::-1]
    return replace(panel, part=ordered[0]), replace(panel, part=ordered[1])


def _over(panel: Panel, *, x: float | None = None, y: float | None = None) -> Panel:
    motion = panel.motion
    motion = motion.mirrored_at_x(x) if x is not None else motion.mirrored_at_y(y or 0.0)
    return replace(panel, motion=motion, front_up=not panel.front_up)


@dataclass(frozen=True, slots=True)
class Seen:
    """A side of a leaf as a reader sees it. `page` is None for a blank side.

    `hand` is where the page lies when the book is open; `from_spine` the distance of its inner
    edge from the fold, `from_fore_edge` that of its outer edge from the edge of its leaf,
    `under_head` that of its head from the top of the leaf, `over_tail` that at the foot.
    """

    page: int | None
    hand: str
    upright: bool = True
    from_spine: float = 0.0
    from_fore_edge: float = 0.0
    under_head: float = 0.0
    over_tail: float = 0.0


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
    leaf, box = panel.place, panel.motion.box(prints[0].box)
    at_left, at_right = box.left - leaf.left, leaf.right - box.right
    inner, outer = (at_left, at_right) if spine == "left" else (at_right, at_left)
    # A leaf is turned about its spine, so what points up goes on pointing up.
    upright = prints[0].head * panel.motion.y_sign == 1
    return Seen(
        prints[0].page, hand, upright, inner, outer, leaf.top - box.top, box.bottom - leaf.bottom
    )
