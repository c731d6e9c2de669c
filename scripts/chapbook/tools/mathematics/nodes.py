"""Corrections of ziamath 0.13: nodes of our own for what it sets differently from TeX.

ziamath registers a class for each tag, so nothing of it is patched: a class below takes the place
of its own (`mfrac`, `mo`), or draws a tag that `mathematics.input` writes (`chapbook-accent`,
`chapbook-bar`, `chapbook-brace`). What goes wrong without them, all tested in
`tests/unit/tools/mathematics/test_nodes.py`:

- an accent over one letter is stretched like one over a word, is centred on the box instead of on
  the letter's own point of attachment, and moves its neighbours away;
- a bar is the sign “¯” of a fixed width, over the middle of what it belongs to;
- brackets enclose the ink of a row, but not evenly about the axis, nor where it has limits;
- large unions and intersections hang above the axis;
- a fraction has room at its right only, or at its left too if something precedes it.

Lengths are in the units of the drawing; y grows downwards in `nodexy` and upwards in `bbox`.
"""

from __future__ import annotations

from typing import Any

from ziafont.fonttypes import BBox
from ziamath.drawable import Glyph, HLine
from ziamath.nodes import Mnode
from ziamath.nodes.mfrac import Mfrac
from ziamath.nodes.moperator import Moperator
from ziamath.nodes.nodetools import node_is_singlechar

# Room between a brace and what it embraces, and at each side of a fraction, in em.
_BRACE_GAP = 0.1
_FRACTION_ROOM = 0.1
# Brackets round something hardly taller than they are do not grow.
_TALL, _TOLERANCE = 0.75, 0.95
# Arrows that grow to any length, by the accents that are like them.
_ARROWS = {"\u20d7": "→", "\u20d6": "←", "\u20e1": "↔"}


class _Marked(Mnode, tag="chapbook-marked"):
    """What carries a mark over or under it; the mark takes no room beside it."""

    def __init__(self, element: Any, parent: Any, **kwargs: Any) -> None:
        super().__init__(element, parent, **kwargs)
        self.base = Mnode.fromelement(element[0], parent=self, **kwargs)
        self.sign = element.get("sign", "")
        self.under = element.get("under") == "true"
        self._setup(**kwargs)

    def _place(self, mark: Any, x: float, y: float) -> None:
        """Draw the mark at x, its baseline or its upper edge at y; enlarge the box to hold it."""
        self.nodes += [self.base, mark]
        self.nodexy += [(0, 0), (x, y)]
        base, box = self.base.bbox, mark.bbox
        self.bbox = BBox(
            min(base.xmin, x + box.xmin),
            max(base.xmax, x + box.xmax),
            min(base.ymin, box.ymin - y),
            max(base.ymax, box.ymax - y),
        )

    def _glyph(self, glyph: Any, **kwargs: Any) -> Glyph:
        return Glyph(glyph, self.sign, self.glyphsize, self.style, **kwargs)

    def xadvance(self) -> float:
        """Return how far the base advances: its mark may overhang."""
        return self.base.xadvance()

    def firstglyph(self) -> Any:
        """Return the first glyph of the base."""
        return self.base.firstglyph()

    def lastglyph(self) -> Any:
        """Return the last glyph of the base, to which scripts are kerned."""
        return self.base.lastglyph()


class Accent(_Marked, tag="chapbook-accent"):
    """An accent where the face attaches it (OpenType, MATH: TopAccentAttachment)."""

    def _setup(self, **kwargs: Any) -> None:
        one = node_is_singlechar(self.base)
        glyph = self.font.glyph(self.sign)
        if not one:
            glyph = self._stretched(glyph)
        mark = self._glyph(glyph, **kwargs)
        own = self.font.math.topattachment(glyph.index)
        center = (mark.bbox.xmin + mark.bbox.xmax) / 2
        x = self._attachment(one=one) - (center if own is None else self.units_to_points(own))
        if not one:
            x = (self.base.bbox.xmin + self.base.bbox.xmax) / 2 - center
        low = self.units_to_points(self.font.math.consts.accentBaseHeight)
        # A long arrow is made for the axis, an accent for its place over a low letter.
        lift = self.units_to_points(self.font.glyph(self.sign).bbox.ymin) - mark.bbox.ymin
        self._place(mark, x, -max(0.0, self.base.bbox.ymax - low) - max(0.0, lift))

    def _attachment(self, *, one: bool) -> float:
        glyph = self.base.lastglyph() if one else None
        found = None if glyph is None else self.font.math.topattachment(glyph.index)
        if found is None:
            return float(self.base.bbox.xmin + self.base.bbox.xmax) / 2
        return float(self.base.units_to_points(found))

    def _stretched(self, glyph: Any) -> Any:
        """Return the widest form that is no wider than the base, as TeX does."""
        width = self.points_to_units(self.base.bbox.xmax - self.base.bbox.xmin)
        arrow = _ARROWS.get(self.sign)
        if arrow is not None and width > self.font.glyph(arrow).advance():
            return self.font.math.variant(self.font.glyphindex(arrow), width, vert=False)
        forms = self.font.math.listvariants(glyph.index, vert=False)
        fitting = [size for size in forms if size <= width * 1.05]
        return self.font.glyph_fromid(forms[max(fitting)]) if fitting else glyph


class Bar(_Marked, tag="chapbook-bar"):
    """A rule as long as what it is over or under."""

    def _setup(self, **kwargs: Any) -> None:
        base, consts = self.base.bbox, self.font.math.consts
        thick = self.units_to_points(consts.overbarRuleThickness)
        gap = self.units_to_points(consts.overbarVerticalGap)
        rule = HLine(base.xmax - base.xmin, thick, style=self.style, **kwargs)
        # ziamath draws a rule below its y, and gives it a box about its y.
        rule.bbox = BBox(0, base.xmax - base.xmin, -thick, 0)
        y = gap - base.ymin if self.under else -(base.ymax + gap + thick)
        self._place(rule, base.xmin, y)


class Brace(_Marked, tag="chapbook-brace"):
    """A brace or bracket that lies over or under what it embraces."""

    def _setup(self, **kwargs: Any) -> None:
        base = self.base.bbox
        width = self.points_to_units(base.xmax - base.xmin)
        glyph = self.font.math.variant(self.font.glyphindex(self.sign), width, vert=False)
        mark = self._glyph(glyph, **kwargs)
        gap = _BRACE_GAP * self.glyphsize
        x = (base.xmin + base.xmax) / 2 - (mark.bbox.xmin + mark.bbox.xmax) / 2
        above = mark.bbox.ymin - base.ymax - gap
        self._place(mark, x, mark.bbox.ymax - base.ymin + gap if self.under else above)


class Operator(Moperator, tag="mo"):
    """An operator; a bracket or a large operator reaches as far above the axis as below it."""

    def __init__(self, element: Any, parent: Any, **kwargs: Any) -> None:
        if "rowymin" in kwargs:
            axis = parent.units_to_points(parent.font.math.consts.axisHeight)
            half = max(kwargs["rowymax"] - axis, axis - kwargs["rowymin"])
            if half < _TALL * parent.glyphsize:
                half *= _TOLERANCE
            kwargs = {**kwargs, "rowymin": axis - half, "rowymax": axis + half}
        super().__init__(element, parent, **kwargs)
        if self.params.get("largeop") == "true":
            self._center()

    def _center(self) -> None:
        box, axis = self.bbox, self.units_to_points(self.font.math.consts.axisHeight)
        down = (box.ymin + box.ymax) / 2 - axis
        self.nodexy = [(x, y + down) for x, y in self.nodexy]
        self.bbox = BBox(box.xmin, box.xmax, box.ymin - down, box.ymax - down)


class Fraction(Mfrac, tag="mfrac"):
    """A fraction with the same little room at both sides."""

    def leftsibling(self) -> None:
        """Return nothing: what precedes a fraction does not move it."""
        return

    def _setup(self, **kwargs: Any) -> None:
        super()._setup(**kwargs)
        room = _FRACTION_ROOM * self.glyphsize
        width = max(self.numerator.bbox.xmax, self.denominator.bbox.xmax)
        self.nodexy = [(x + room, y) for x, y in self.nodexy]
        self.bbox = BBox(0, width + 2 * room, self.bbox.ymin, self.bbox.ymax)
