"""Rectangles on a page, and how they are moved (ISO 32000-1, 8.3)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import inf
from typing import Any

Matrix = tuple[float, float, float, float, float, float]
UNMOVED: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
# The white space beside a letter may lie outside an area, in points.
_SLACK = 1.0


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def middle(self) -> tuple[float, float]:
        """The point in its middle."""
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2

    def holds(self, point: tuple[float, float], slack: float = 0.0) -> bool:
        """Return whether a point lies in it, or beyond its edges by no more than `slack`."""
        across, up = point
        return (
            self.left - slack <= across <= self.right + slack
            and self.bottom - slack <= up <= self.top + slack
        )

    @property
    def area(self) -> float:
        """Its area."""
        return (self.right - self.left) * (self.top - self.bottom)

    def within(self, other: Box | None) -> Box:
        """Return the part of it that lies in another box."""
        if other is None:
            return self
        return Box(
            max(self.left, other.left), max(self.bottom, other.bottom),
            min(self.right, other.right), min(self.top, other.top),
        )  # fmt: skip


def box_of(numbers: Any) -> Box:
    """Return the rectangle of four numbers, which are any two opposite corners (7.9.5)."""
    x, y, across, up = (float(number) for number in numbers)
    return around([(x, y), (across, up)])


def six(operands: list[Any]) -> Matrix:
    """Return the six numbers of a matrix among operands."""
    a, b, c, d, e, f = operands[-6:]
    return a, b, c, d, e, f


def times(one: Matrix, two: Matrix) -> Matrix:
    """Return one motion and then another."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return (
        a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j,
        e * g + f * i + k, e * h + f * j + m,
    )  # fmt: skip


def moved(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    """Return where a point goes."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def transformed(box: Box, matrix: Matrix) -> Box:
    """Return the rectangle around a moved one."""
    corners = [(x, y) for x in (box.left, box.right) for y in (box.bottom, box.top)]
    return around([moved(x, y, matrix) for x, y in corners])


def around(points: list[tuple[float, float]]) -> Box:
    """Return the rectangle around some points."""
    across, up = [x for x, _ in points], [y for _, y in points]
    return Box(min(across), min(up), max(across), max(up))


def around_boxes(boxes: list[Box]) -> Box:
    """Return the rectangle around some rectangles."""
    return around([p for box in boxes for p in ((box.left, box.bottom), (box.right, box.top))])


def rectangles(outlines: list[list[tuple[float, float]]]) -> list[Box]:
    """Return the rectangles among outlines of straight lines."""
    found = []
    for points in outlines:
        if len(set(points)) == 4:
            box = around(points)
            corners = {(x, y) for x in (box.left, box.right) for y in (box.bottom, box.top)}
            found += [box] if set(points) == corners else []
    return found


def odd_parts(boxes: list[Box]) -> list[Box]:
    """Return what an odd number of rectangles hold (8.5.3.3.3): of two nested ones, the frame."""
    edges = sorted({edge for box in boxes for edge in (box.left, box.right)})
    found = []
    for left, right in pairwise(edges):
        column = (box for box in boxes if box.left <= left and box.right >= right)
        heights = sorted(height for box in column for height in (box.bottom, box.top))
        parts = zip(heights[::2], heights[1::2], strict=True)
        found += [Box(left, bottom, right, top) for bottom, top in parts]
    return found


def lies_in(text: Box, area: Box) -> bool:
    """Return whether text lies in an area from its first letter to its last, and so shows."""
    sides = area.left - _SLACK <= text.left and text.right <= area.right + _SLACK
    return sides and area.holds(text.middle)


def leaves(text: Box, area: Box) -> bool:
    """Return whether a letter or half of some text is outside an area, and so is lost.

    No letter is wider than an em, which is twice the height of the box of text.
    """
    beyond = max(area.left - text.left, text.right - area.right)
    return beyond > 2 * (text.top - text.bottom) or not area.holds(text.middle)


def overlap(one: Box, two: Box) -> bool:
    """Return whether two rectangles share some area."""
    return (
        one.left < two.right and two.left < one.right
        and one.bottom < two.top and two.bottom < one.top
    )  # fmt: skip


def shared_area(box: Box, others: list[Box]) -> float:
    """Return how much of a rectangle some others lie over, what several share counted once."""
    parts = [one.within(box) for one in others if overlap(one, box)]
    edges = sorted({edge for part in parts for edge in (part.left, part.right)})
    area = 0.0
    for left, right in pairwise(edges):
        top = -inf
        column = (part for part in parts if part.left <= left and part.right >= right)
        for part in sorted(column, key=lambda one: one.bottom):
            area += max(part.top - max(part.bottom, top), 0.0) * (right - left)
            top = max(top, part.top)
    return area
