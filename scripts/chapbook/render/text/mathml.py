"""What pandoc's MathML gets wrong against the TeX it was made from, corrected for all editions.

Its reader keeps no braces and has one bold for all letters; where the TeX, which is beside the
MathML as an annotation, leaves no doubt, the MathML is set right.
"""

from __future__ import annotations

import re

from lxml import etree

from chapbook.tools.mathematics.drawing import tex_of
from chapbook.tools.mathematics.input import ALIGNED, is_aligned

_OTHER_BOLD = re.compile(r"\\(boldsymbol|bm|pmb|mathbfit|symbfit|bfseries)(?![a-zA-Z])")
_ROWS = re.compile(r"\\begin\{(gather|gathered|multline|eqnarray)\*?\}")
_PAIR = 2
# Signs of their own for combining ones.
_SPACING = {
    "\u0300": "`", "\u0301": "´", "\u0302": "ˆ", "\u0303": "˜", "\u0306": "˘", "\u0307": "˙",
    "\u0308": "¨", "\u030a": "˚", "\u030c": "ˇ",
}  # fmt: skip
_ARROWS = frozenset("→←↔")
# The blocks of bold italic and bold letters (Unicode, Mathematical Alphanumeric Symbols).
_BOLD_ITALIC, _BOLD, _LETTERS = 0x1D468, 0x1D400, 52


def correct(tree: etree._Element) -> None:
    """Correct all formulas of a tree, in place."""
    for formula in tree.iter("math"):
        tex = tex_of(formula)
        _set_displays(formula, tex)
        for over in formula.iter("mover"):
            _set_accent(over)
        if "\\mathbf" in tex and not _OTHER_BOLD.search(tex):
            _make_upright(formula)
        if "{,}" in tex:
            _close_commas(formula)


def _set_displays(formula: etree._Element, tex: str) -> None:
    """Set rows of equations in display style, as amsmath does; MathML sets tables as text.

    How columns are aligned is left to `columnalign` and the style sheets: what pandoc writes into
    `style` moves nothing in Chromium, and style sheets could not correct it.
    """
    rows = _ROWS.match(tex.lstrip()) is not None
    for rank, table in enumerate(formula.iter("mtable")):
        aligned = is_aligned(table)
        if aligned or (rows and rank == 0):
            table.set("displaystyle", "true")
        if aligned:
            table.set("class", ALIGNED)
    for cell in formula.iter("mtd"):
        if cell.get("columnalign"):
            cell.attrib.pop("style", "")


def _set_accent(over: etree._Element) -> None:
    r"""Let an accent over one letter neither stretch nor stand apart from it.

    pandoc writes combining signs, which Chromium does not centre, and does not tell `\hat` from
    `\widehat`: over one letter both look alike in TeX.
    """
    if len(over) != _PAIR or over[1].tag != "mo" or over[1].get("accent") != "true":
        return
    base, accent = over
    if base.tag != "mi" or len(base.text or "") != 1:
        return
    sign = accent.text or ""
    if sign in _SPACING:
        accent.text = _SPACING[sign]
        over.set("accent", "true")
    if sign in _SPACING or sign in _ARROWS:
        accent.set("stretchy", "false")


def _make_upright(formula: etree._Element) -> None:
    r"""Set letters of `\mathbf` upright: pandoc makes them bold italics, as of `\boldsymbol`."""
    for letter in formula.iter("mi"):
        text = letter.text or ""
        if letter.get("mathvariant") == "bold-italic" and len(text) == 1:
            rank = ord(text) - _BOLD_ITALIC
            if 0 <= rank < _LETTERS:
                letter.text = chr(_BOLD + rank)
                letter.set("mathvariant", "bold")


def _close_commas(formula: etree._Element) -> None:
    """Leave no room after the comma of a decimal, `1{,}5`."""
    for comma in formula.iter("mo"):
        before, after = comma.getprevious(), comma.getnext()
        if comma.text != "," or before is None or after is None:
            continue
        if before.tag == "mn" and after.tag == "mn":
            comma.set("lspace", "0")
            comma.set("rspace", "0")


def mark_bars(tree: etree._Element) -> None:
    """Name what has a bar over it for the style sheet, which draws it as a border.

    Browsers stretch the sign of a bar only with faces that have it in many lengths; few do.
    """
    for over in tree.iter("mover"):
        if len(over) == _PAIR and over[1].text == "¯" and over[1].get("accent") == "true":
            over.set("class", "bar")
