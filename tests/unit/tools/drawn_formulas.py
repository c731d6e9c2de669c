"""Formulas from TeX, and the boxes of what is drawn of them."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass
from functools import cache

from lxml import etree

from chapbook.tools import pandoc
from chapbook.tools.mathematics.drawing import UNITS, Drawing, draw
from chapbook.tools.raw_html.sanitise import without_namespaces

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


@dataclass(frozen=True)
class Box:
    """Where something is drawn, in em; y grows upwards from the baseline."""

    left: float
    right: float
    bottom: float
    top: float
    is_rule: bool

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From bottom to top."""
        return self.top - self.bottom

    @property
    def center(self) -> float:
        """Half-way from left to right."""
        return (self.left + self.right) / 2

    @property
    def middle(self) -> float:
        """Half-way from bottom to top."""
        return (self.bottom + self.top) / 2


def formula(tex: str, *, display: bool = True) -> etree._Element:
    """Return the `math` element that pandoc makes of TeX."""
    return deepcopy(_formula(tex, display=display))


@cache
def _formula(tex: str, *, display: bool) -> etree._Element:
    kind = {"t": "DisplayMath" if display else "InlineMath"}
    block = {"t": "Para", "c": [{"t": "Math", "c": [kind, tex]}]}
    html = pandoc.write_html(pandoc.document([block]))
    tree = without_namespaces(etree.fromstring(html))
    return next(tree.iter("math"))


def drawn(tex: str, room: float | None = None, *, display: bool = True) -> Drawing:
    """Return the drawing of TeX."""
    return draw(formula(tex, display=display), room)


def boxes(drawing: Drawing) -> list[Box]:
    """Return the boxes of glyphs and rules from left to right."""
    found = []
    for element in etree.fromstring(drawing.svg).iter("{*}path", "{*}rect"):
        if element.tag.endswith("rect"):
            x, y, width, height = (float(element.get(k)) for k in ("x", "y", "width", "height"))
            xs, ys = [x, x + width], [y, y + height]
        else:
            numbers = [float(number) for number in _NUMBER.findall(element.get("d"))]
            xs, ys = numbers[::2], numbers[1::2]
        found.append(
            Box(
                min(xs) / UNITS,
                max(xs) / UNITS,
                -max(ys) / UNITS,
                -min(ys) / UNITS,
                element.tag.endswith("rect"),
            )
        )
    return sorted(found, key=lambda box: box.left)


def glyphs(tex: str, *, display: bool = True) -> list[Box]:
    """Return the boxes of the glyphs alone."""
    return [box for box in boxes(drawn(tex, display=display)) if not box.is_rule]


def rules(tex: str) -> list[Box]:
    """Return the boxes of bars alone."""
    return [box for box in boxes(drawn(tex)) if box.is_rule]
