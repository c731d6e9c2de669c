"""Formulas on paper: drawings on the baseline of the text; displays broken, numbered, or reported.

Lengths are in em of the text around a formula.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from itertools import pairwise

from lxml import etree

from chapbook.model.diagnostics import Code, Diagnostic, diagnostic
from chapbook.model.letters.seeking import Seeker, spaced_pattern
from chapbook.model.source import SourceText
from chapbook.render.pdf.tables import column_share
from chapbook.render.text.equations import NUMBER, NUMBERED, parted
from chapbook.tools.mathematics.drawing import Drawing, draw, tex_of

# Both sides of what holds a display, as print.css sets them in.
_INSETS = {"blockquote": 2.7, "li": 1.9, "dd": 1.35, "figure": 0.0, "td": 1.0, "th": 1.0}
# Room between a display and its number, and how wide a letter of a number is at most.
_GAP, _LETTER = 1.0, 0.65
# A formula that is set smaller than that is reported.
LEAST_SCALE = 0.85
_SHRUNK = "data-shrunk"
_DISPLAY = "formula display"
# The class of the numbers beside a display.
NUMBERS = "equation-numbers"
# So much of a formula is shown in a message.
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class _Display:
    """A display for a measure: its drawing, how much of its size it has, the room at its right."""

    drawing: Drawing
    scale: float
    right: float


def put_drawing(formula: etree._Element, line: float) -> None:
    """Put a drawing in the place of a formula; `line` is how wide a line of the text is."""
    parent = formula.getparent()
    if parent is None:
        return
    room = _room(formula, line)
    if formula.get("display") != "block":
        drawing = draw(formula)
        scale = 1.0 if room is None else min(1.0, room / drawing.width)
        instead = _reduced(drawing, tex_of(formula), "formula", scale)
    elif formula.get("class") == NUMBERED:
        instead = _numbered(formula, room)
    else:
        display = _display(formula, room, 0.0)
        instead = _reduced(display.drawing, tex_of(formula), _DISPLAY, display.scale)
    _identify(instead, formula)
    instead.tail = formula.tail
    parent.replace(formula, instead)


def _identify(instead: etree._Element, formula: etree._Element) -> None:
    """Keep the identifier to which references to a number lead."""
    if formula.get("id"):
        instead.set("id", formula.attrib["id"])


def _room(formula: etree._Element, line: float) -> float | None:
    """Return the width that a display has room for, None where it cannot be known.

    The columns of a table have known widths only where the source gives them.
    """
    share, taken = 1.0, 0.0
    for holder in formula.iterancestors():
        taken += share * _INSETS.get(str(holder.tag), 0.0)
        if holder.tag == "caption":
            return None
        if holder.tag in ("td", "th"):
            column = column_share(holder)
            if column is None:
                return None
            share *= column
    return share * line - taken


def _display(formula: etree._Element, room: float | None, number: float) -> _Display:
    """Draw a display beside a number of a width; where that fits so, in the middle of the line."""
    if room is None:
        return _Display(draw(formula), 1.0, number)
    free = room - number
    drawing = draw(formula, free)
    scale = min(1.0, free / drawing.width)
    centered = drawing.width * scale + 2 * number <= room
    return _Display(drawing, scale, 0.0 if centered else number)


def _picture(drawing: Drawing, tex: str, kind: str, scale: float = 1.0) -> etree._Element:
    picture = etree.Element("img", {"src": drawing.data_url, "alt": tex, "class": kind})
    width, height, depth = (
        length * scale for length in (drawing.width, drawing.height, drawing.depth)
    )
    style = f"width:{width:.4f}em;height:{height:.4f}em;vertical-align:{-depth:.4f}em"
    picture.set("style", style)
    return picture


def _reduced(drawing: Drawing, tex: str, kind: str, scale: float) -> etree._Element:
    """Return the picture of a formula at a scale, marked where that is too small."""
    picture = _picture(drawing, tex, kind, scale)
    if scale < LEAST_SCALE:
        picture.set(_SHRUNK, "yes")
    return picture


def _numbered(formula: etree._Element, room: float | None) -> etree._Element:
    """Set a display in a line with its numbers, each on the baseline of its row."""
    parts = parted(formula)
    width = max(_LETTER * len("".join(cell.itertext())) for cell in parts.numbers)
    display = _display(parts.formula, room, width + _GAP)
    equation = etree.Element("span", {"class": "equation"})
    before = 0.0 if display.right else width
    etree.SubElement(
        equation, "span", {"class": "strut", "style": f"width:{before:.4f}em"}
    ).tail = " "
    picture = _reduced(display.drawing, tex_of(formula), _DISPLAY, display.scale)
    picture.tail = " "
    equation.append(picture)
    rows = _rows(display.drawing, len(parts.numbers))
    numbers = etree.SubElement(equation, "span", {"class": NUMBERS})
    # The baseline of a block in a line is that of its last line (CSS 2.2, 10.8.1).
    numbers.set("style", f"vertical-align:{rows[-1] * display.scale:.4f}em")
    for cell, (above, below) in zip(parts.numbers, _extents(display, rows), strict=True):
        numbers.append(_number(cell, above, below))
    return equation


def _rows(drawing: Drawing, count: int) -> tuple[float, ...]:
    """Return the baselines of the numbers; a single one is at the last line."""
    if len(drawing.rows) == count:
        return drawing.rows
    top, bottom = drawing.rows[0], drawing.rows[-1]
    # Where rows were broken into lines, numbers are spread evenly.
    return tuple(
        bottom + (top - bottom) * (count - 1 - n) / max(1, count - 1) for n in range(count)
    )


def _extents(display: _Display, rows: tuple[float, ...]) -> Iterator[tuple[float, float]]:
    """Yield how far each row reaches above and below its baseline, so that rows touch."""
    drawing = display.drawing
    edges = [(upper + lower) / 2 for upper, lower in pairwise(rows)]
    tops = [drawing.height - drawing.depth, *edges]
    bottoms = [*edges, -drawing.depth]
    for top, row, bottom in zip(tops, rows, bottoms, strict=True):
        yield (top - row) * display.scale, (row - bottom) * display.scale


def _number(cell: etree._Element, above: float, below: float) -> etree._Element:
    """Make the line of a number; a strut gives it its height."""
    number = etree.Element("span", {"class": NUMBER})
    _identify(number, cell)
    style = f"height:{above + below:.4f}em;vertical-align:{-below:.4f}em"
    etree.SubElement(number, "span", {"class": "strut", "style": style})
    for part in cell:
        if part.tag == "mtext":
            _append_text(number, part.text or "")
        else:
            formula = etree.Element("math")
            formula.append(deepcopy(part))
            number.append(_picture(draw(formula), "", "formula"))
    return number


def _append_text(element: etree._Element, text: str) -> None:
    last = element[-1]
    last.tail = (last.tail or "") + text


def shrunk_formulas(
    tree: etree._Element, source: SourceText, seeker: Seeker
) -> Iterator[Diagnostic]:
    """Report the formulas of a tree that are set too small, and forget that they are.

    How small is not said: the page of a pamphlet has lines of another width.
    """
    least = f"{100 * LEAST_SCALE:.0f}"
    for picture in tree.iter("img"):
        if picture.attrib.pop(_SHRUNK, None) is None:
            continue
        tex = picture.get("alt") or ""
        written = spaced_pattern(tex)
        alone = seeker.next(rf"\$\s*({written})\s*\$")  # and not as a part of a longer one
        offset = seeker.next(written) if alone is None else alone
        place = source.whole if offset is None else source.place(offset)
        shown = tex if len(tex) <= _SHOWN else f"{tex[:_SHOWN]}…"
        yield diagnostic(Code.FORMULA_SHRUNK, place, least=least, tex=shown)
