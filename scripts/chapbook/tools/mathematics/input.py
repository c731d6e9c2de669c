"""MathML as pandoc writes it, made ready for ziamath: only what is drawn, and said so plainly."""

from __future__ import annotations

import re
from copy import deepcopy

from lxml import etree

from chapbook.tools.mathematics.spacing import is_fence, is_large, space

# ziamath takes an em for a third more than the size of the type.
_EM = 1.333002666
_LENGTH = re.compile(r"(-?[\d.]+)(em|ex|mu|%)?")
# The height of a bracket, of which a size without a unit is a multiple, in em.
_BRACKET = 0.92
_LENGTHS = ("width", "height", "depth", "lspace", "rspace", "voffset", "minsize", "maxsize")

_BARS = {"¯": False, "_": True}
_BRACES = {"⏞": False, "⎴": False, "⏜": False, "⏟": True, "⎵": True, "⏝": True}
# Signs that are accents over one letter, as the combining signs that the face has for them.
_COMBINING = {
    "‾": "\u0304", "→": "\u20d7", "⃗": "\u20d7", "←": "\u20d6", "↔": "\u20e1", "^": "\u0302",
    "~": "\u0303", "ˆ": "\u0302", "˜": "\u0303", "ˇ": "\u030c", "´": "\u0301", "`": "\u0300",
    "˙": "\u0307", "¨": "\u0308", "˘": "\u0306", "˚": "\u030a",
}  # fmt: skip
# The class of a table of aligned equations; pandoc tells them by the padding of their cells.
ALIGNED, _PADDING = "aligned", "padding-"
# Room between columns and rows, and the least height and depth of a row, in em.
_COLUMNS, _ROWS, _ALIGNED_ROWS = 1.0, 0.1, 0.35
_PAIRS = 2.0
_HEIGHT, _DEPTH = 0.72, 0.28


def prepared(formula: etree._Element) -> etree._Element:
    """Copy a formula (a `math` element without namespace) as ziamath is to set it."""
    copy = _presentation(formula)
    space(copy)
    for table in copy.iter("mtable"):
        _lay_out(table)
    for element in list(copy.iter("mover", "munder")):
        _mark(element)
    for element in copy.iter("mo", "mi"):
        _make_plain(element)
    for element in copy.iter("mtext"):
        _trim(element)
    for element in copy.iter("mtext", "mo"):
        _set_hyphens(element)
    for element in copy.iter():
        _convert_lengths(element)
    return copy


def is_aligned(table: etree._Element) -> bool:
    """Check whether a table has aligned equations (`align`, `aligned`, `split`)."""
    if ALIGNED in (table.get("class") or "").split():
        return True
    return any(_PADDING in (cell.get("style") or "") for row in table for cell in row)


def _presentation(formula: etree._Element) -> etree._Element:
    """Copy a formula without `semantics`: only what is shown, not its annotations."""
    copy = deepcopy(formula)
    copy.tail = None
    semantics = copy.find("semantics")
    if semantics is not None and len(semantics):
        shown = semantics[0]
        shown.tail = None
        copy.replace(semantics, shown)
    etree.strip_elements(copy, "annotation", with_tail=False)
    return copy


def _mark(element: etree._Element) -> None:
    """Turn an `mover` or `munder` that holds an accent, a bar or a brace into a node of ours."""
    if len(element) != 2 or element[1].tag != "mo":
        return
    mark, under = element[1], element.tag == "munder"
    sign = (mark.text or "").strip()
    if len(sign) != 1 or mark.get("accent") == "false":
        return
    if _BARS.get(sign) is under:
        kind = "bar"
    elif _BRACES.get(sign) is under:
        kind = "brace"
    elif not under and (sign in _COMBINING or "\u0300" <= sign <= "\u036f" or sign >= "\u20d0"):
        if mark.get("accent") != "true" and sign not in _COMBINING:
            return
        kind, sign = "accent", _COMBINING.get(sign, sign)
    else:
        return
    element.remove(mark)
    element.tag = f"chapbook-{kind}"
    element.set("sign", sign)
    element.set("under", "true" if under else "false")


def _make_plain(element: etree._Element) -> None:
    """Leave an operator no room of its own; let brackets alone stretch.

    The name of a function is text: ziamath pads what is an identifier of several letters.
    """
    if element.tag == "mi" and len((element.text or "").strip()) > 1:
        element.tag = "mtext"
        element.text = (element.text or "").strip()
        return
    # Of identifiers too: ziamath takes some, such as “∂”, for operators.
    element.set("lspace", "0")
    element.set("rspace", "0")
    if element.tag == "mi":
        return
    if is_large(element.text or ""):
        # Whether it has limits is said by what holds it: `munderover` or `msubsup`.
        element.set("largeop", "true")
        element.set("movablelimits", "false")
    fence = any(is_fence(element, form) for form in ("prefix", "postfix", "infix"))
    if element.get("stretchy") != "true" or not fence or is_large(element.text or ""):
        element.set("stretchy", "false")


def _trim(text: etree._Element) -> None:
    """Drop the spaces at the ends of a text where pandoc has written an `mspace`, too."""
    before, after = text.getprevious(), text.getnext()
    if before is not None and before.tag == "mspace":
        text.text = (text.text or "").lstrip()
    if after is not None and after.tag == "mspace":
        text.text = (text.text or "").rstrip()


def _set_hyphens(element: etree._Element) -> None:
    """Name the sign that a hyphen is: ziamath draws a rule without a height for it in a text."""
    text = element.text or ""
    if element.tag == "mtext":
        element.text = text.replace("-", "\u2010")
    elif text.strip() == "-":
        element.text = "\u2212"


def _convert_lengths(element: etree._Element) -> None:
    for name in _LENGTHS:
        found = _LENGTH.fullmatch(element.get(name, ""))
        if found is None:
            continue
        value, unit = float(found[1]), found[2] or ""
        if unit not in ("", "%"):
            element.set(name, f"{value / _EM:.5f}{unit}")
        elif name in ("minsize", "maxsize"):
            share = value / 100 if unit else value
            element.set(name, f"{share * _BRACKET / _EM:.5f}em")


def _lay_out(table: etree._Element) -> None:
    """Set a table in the rows and columns of TeX's matrices, cases and aligned equations."""
    aligned = is_aligned(table)
    if aligned:  # its cells lose the padding by which it is known
        table.set("class", ALIGNED)
    if table.get("displaystyle") is None:
        table.set("displaystyle", "true" if aligned else "false")
    columns = max((len(row) for row in table), default=0)
    wide = [0.0 if aligned and rank % 2 == 0 else _COLUMNS for rank in range(columns - 1)]
    wide = [_PAIRS if aligned and room else room for room in wide]
    table.set("columnspacing", " ".join(f"{room / _EM:.4f}em" for room in wide) or "0em")
    table.set("rowspacing", f"{(_ALIGNED_ROWS if aligned else _ROWS) / _EM:.4f}em")
    for row in table:
        row.set("columnalign", " ".join(cell.get("columnalign", "center") for cell in row))
        for cell in row:
            cell.attrib.pop("columnalign", "")
            cell.attrib.pop("style", "")
        if len(row):
            strut = {"width": "0em", "height": f"{_HEIGHT}em", "depth": f"{_DEPTH}em"}
            row[0].insert(0, etree.Element("mspace", strut))
