"""Mathematics for paper: MathML set as an SVG drawing by ziamath with STIX Two Math.

WeasyPrint sets MathML as running text: fractions fall apart. ziamath is the library that takes
the MathML that pandoc writes, the same that the HTML and EPUB editions carry, so that no second
reading of the TeX can differ from the first; it is pure Python, needs no TeX, no browser and no
network, brings its own face with an OpenType MATH table whose x-height agrees with Source Serif,
and draws outlines, so that the drawing depends on no font of the system. Others that were looked
at: KaTeX and MathJax need a JavaScript engine and read TeX, latex2svg needs TeX itself, matplotlib
knows a subset of TeX only.

What ziamath sets differently from TeX is corrected before and within it: `mathematics.spacing`
has the room between atoms, `mathematics.input` the rest of the MathML, `mathematics.nodes` what it
draws itself, `mathematics.lines` breaks what is too wide.

The state of ziamath is global (a cache of fonts, a counter of equation numbers, switched off
here); the drawing depends only on the MathML.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from typing import Any
from xml.etree import ElementTree

import ziafont
import ziamath
from lxml import etree

from chapbook.errors import ProgramFailed
from chapbook.tools.mathematics import nodes as _registered  # noqa: F401  # takes tags over
from chapbook.tools.mathematics.input import prepared
from chapbook.tools.mathematics.lines import broken

# Drawing units per em. Coordinates have three decimals, so this is fine enough for any size.
UNITS = 100.0
# Anti-aliased edges of the outermost glyphs stick out by a fraction of a unit.
MARGIN = 1.0

_NOTHING = "<math><mspace width='0em'/></math>"


@dataclass(frozen=True, slots=True)
class Drawing:
    """A formula as SVG. Lengths in em of the text around it; `depth` is below the baseline.

    `rows` are the baselines of the rows of a formula that is a table, above its own baseline;
    otherwise its own alone.
    """

    svg: bytes
    width: float
    height: float
    depth: float
    rows: tuple[float, ...] = (0.0,)

    @property
    def data_url(self) -> str:
        """The drawing as a `data:` URL (RFC 2397)."""
        return "data:image/svg+xml;base64," + base64.b64encode(self.svg).decode("ascii")


def tex_of(formula: etree._Element) -> str:
    """Return the TeX that pandoc keeps as an annotation, or the formula's text without it."""
    for annotation in formula.iter("annotation"):
        if annotation.text:
            return annotation.text.strip()
    return " ".join("".join(str(part) for part in formula.itertext()).split())


def draw(formula: etree._Element, room: float | None = None) -> Drawing:
    """Draw a `math` element (without namespace), in lines where it is wider than `room` (in em).

    Raises ProgramFailed, with the TeX source, for MathML that ziamath cannot set.
    """
    ready = prepared(formula)
    if room is not None:
        ready = broken(ready, room, _width)
    return _draw(etree.tostring(ready, encoding="unicode"))


def _width(elements: Sequence[etree._Element]) -> float:
    """Measure how far elements of a row in display style advance, in em."""
    if not elements:
        return 0.0
    formula = etree.Element("math", {"display": "block"})
    formula.extend(deepcopy(list(elements)))
    return _advance(etree.tostring(formula, encoding="unicode"))


@cache
def _advance(mathml: str) -> float:
    node = _set(mathml).node
    return float(max(node.xadvance(), node.bbox.xmax)) / UNITS


def _set(mathml: str) -> Any:
    # SVG 1.1: outlines are repeated instead of `use` of a symbol, which viewers find by an id
    # that would be given twice in a document of several formulas.
    ziafont.config.svg2 = False
    try:
        # As a tree: what comes before a hyphen in a string is lost to an expression of ziamath's.
        tree = ElementTree.fromstring(mathml)  # noqa: S314  # lxml has just written it
        return ziamath.Math(tree, size=UNITS, margin=MARGIN)
    except Exception as error:
        raise ProgramFailed(
            f"ziamath cannot draw this formula: {mathml} ({error})",
            "simplify the formula, or insert it as a picture",
        ) from error


@cache
def _draw(mathml: str) -> Drawing:
    formula = _set(mathml)
    if formula.node.bbox.ymax < formula.node.bbox.ymin:  # nothing is drawn, as for `{}`
        formula = _set(_NOTHING)
    box = formula.node.bbox
    return Drawing(
        formula.svg().encode(),
        (box.xmax - box.xmin + 2 * MARGIN) / UNITS,
        (box.ymax - box.ymin + 2 * MARGIN) / UNITS,
        (MARGIN - box.ymin) / UNITS,
        _rows(formula.node),
    )


def _rows(node: Any) -> tuple[float, ...]:
    """Return the baselines of the rows of a table that is the whole of a formula."""
    while len(node.nodes) == 1 and node.mtag == "mrow":
        node = node.nodes[0]
    if node.mtag != "mtable":
        return (0.0,)
    heights = dict.fromkeys(-y / UNITS for _, y in node.nodexy)
    return tuple(round(height, 4) for height in heights)
