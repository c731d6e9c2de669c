"""Mathematics for paper: MathML set as an SVG drawing by ziamath with STIX Two Math.

WeasyPrint sets MathML as running text: fractions fall apart. ziamath is the library that takes
the MathML that pandoc writes, the same that the HTML and EPUB editions carry, so that no second
reading of the TeX can differ from the first; it is pure Python, needs no TeX, no browser and no
network, brings its own face with an OpenType MATH table whose x-height agrees with Source Serif,
and draws outlines, so that the drawing depends on no font of the system. Others that were looked
at: KaTeX and MathJax need a JavaScript engine and read TeX, latex2svg needs TeX itself, matplotlib
knows a subset of TeX only.

The state of ziamath is global (a cache of fonts, a counter of equation numbers, switched off
here); the drawing depends on nothing but the MathML.
"""

from __future__ import annotations

import base64
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from typing import Any

import ziafont
import ziamath
from lxml import etree

from chapbook.errors import ProgramFailed

# Drawing units per em. Coordinates have three decimals, so this is fine enough for any size.
UNITS = 100.0
# Anti-aliased edges of the outermost glyphs stick out by a fraction of a unit.
MARGIN = 1.0
_SIGNS = ("\u2212", "+", "\u00b1", "\u2213")


@dataclass(frozen=True, slots=True)
class Drawing:
    """A formula as SVG. Lengths in em of the text around it; `depth` is below the baseline."""

    svg: bytes
    width: float
    height: float
    depth: float

    @property
    def data_url(self) -> str:
        """The drawing as a `data:` URL (RFC 2397)."""
        return "data:image/svg+xml;base64," + base64.b64encode(self.svg).decode("ascii")


def tex_of(formula: etree._Element) -> str:
    """Give the TeX source that pandoc keeps as an annotation, or the formula's text without it."""
    for annotation in formula.iter("annotation"):
        if annotation.text:
            return annotation.text.strip()
    return " ".join("".join(str(part) for part in formula.itertext()).split())


def draw(formula: etree._Element) -> Drawing:
    """Draw a `math` element (without namespace).

    Raises ProgramFailed, with the TeX source, for MathML that ziamath cannot set.
    """
    return _draw(etree.tostring(_presentation(formula), encoding="unicode", with_tail=False))


def _presentation(formula: etree._Element) -> etree._Element:
    """Copy a formula without `semantics`: only what is shown, not its annotations."""
    copy = deepcopy(formula)
    copy.tail = None
    semantics = copy.find("semantics")
    if semantics is not None and len(semantics):
        shown = semantics[0]
        shown.tail = None
        copy.replace(semantics, shown)
    for identifier in copy.iter("mi"):
        # pandoc writes the sign of a negative number as an identifier.
        if identifier.text in _SIGNS:
            identifier.tag = "mo"
            identifier.set("form", "prefix")
    return copy


@cache
def _draw(mathml: str) -> Drawing:
    # SVG 1.1: outlines are repeated instead of `use` of a symbol, which viewers find by an id
    # that would be given twice in a document of several formulas.
    ziafont.config.svg2 = False
    try:
        set_formula: Any = ziamath.Math(mathml, size=UNITS, margin=MARGIN)
        svg = set_formula.svg()
        box = set_formula.node.bbox
    except Exception as error:
        raise ProgramFailed(
            f"ziamath cannot set this formula: {mathml} ({error})",
            "simplify the formula, or put it in as a picture",
        ) from error
    return Drawing(
        svg.encode(),
        (box.xmax - box.xmin + 2 * MARGIN) / UNITS,
        (box.ymax - box.ymin + 2 * MARGIN) / UNITS,
        (MARGIN - box.ymin) / UNITS,
    )
