"""Running heads: titles, shortened to fit on one line beside the folio."""

from __future__ import annotations

import unicodedata
from copy import deepcopy
from itertools import accumulate

from lxml import etree

from chapbook.model.letters.measure import FORMULA
from chapbook.model.letters.wide import is_wide
from chapbook.model.metadata import PrintSettings
from chapbook.render.pdf.measures import measures_of
from chapbook.render.text.notes import drop_calls
from chapbook.tools.mathematics.drawing import tex_of

# So many letters find room for each size of the type that the line is wide.
_LETTERS_PER_SIZE = 1.6
_MORE = " …"
# The part of a title before its colon is a title by itself if it is not shorter than this.
_LEAST = 12
# What a formula may hold that is written as text: signs that the text face has.
_SIGNS = frozenset("αβγδεζηθικλμνξοπρςστυφχψωΓΔΘΛΞΠΣΦΨΩ−×·±≤≥≠≈∞")
_SPACED = frozenset("=<>+−×±≤≥≠≈")
_RAISED = dict(zip("0123456789n", "⁰¹²³⁴⁵⁶⁷⁸⁹ⁿ", strict=True))
_LOWERED = dict(zip("0123456789", "₀₁₂₃₄₅₆₇₈₉", strict=True))


def running_head(title: str, settings: PrintSettings) -> str:
    """Shorten a title to a running head: at a colon if there is one, else between words."""
    room = int(measures_of(settings).line * _LETTERS_PER_SIZE)
    if _width(title) <= room:
        return title
    before, colon, _ = title.partition(": ")
    if colon and _LEAST <= _width(before) <= room:
        return before
    cut = _cut(title, room - len(_MORE))
    return cut + (FORMULA if cut.count(FORMULA) % 2 else "") + _MORE


def _width(text: str) -> int:
    """Count the letters of a text: wide ones twice, marks over others not."""
    return sum(_width_of(char) for char in text)


def _width_of(char: str) -> int:
    if unicodedata.combining(char) or char == FORMULA:
        return 0
    return 2 if is_wide(char) else 1


def _cut(text: str, room: int) -> str:
    """Return as much of a longer text as finds room: whole words, unless one is most of it."""
    widths = accumulate(_width_of(char) for char in text)
    end = next(index for index, width in enumerate(widths) if width > room)
    words = text[: end + 1].rpartition(" ")[0]
    kept = words if 2 * len(words) >= end else text[:end]
    return kept.rstrip(" ,;:–—")


def head_words(heading: etree._Element) -> str:
    """Return the words of a heading without note calls, its formulas between two marks.

    What is between them keeps the case of its letters (`tools/weasyprint/layout/heads.py`).
    """
    copy = deepcopy(heading)
    drop_calls(copy)
    for formula in list(copy.iter("math")):
        words = etree.Element("span")
        words.text, words.tail = f"{FORMULA}{_readable(formula)}{FORMULA}", formula.tail
        parent = formula.getparent()
        if parent is not None:
            parent.replace(formula, words)
    return " ".join("".join(str(part) for part in copy.itertext()).split())


def _readable(formula: etree._Element) -> str:
    """Write a short formula as text; as TeX, where text cannot say it."""
    semantics = formula.find("semantics")
    shown = formula if semantics is None or not len(semantics) else semantics[0]
    words = _written(shown)
    return tex_of(formula) if words is None else words


def _written(element: etree._Element) -> str | None:
    """Write an element of MathML as text, None where its signs do not form one line."""
    if element.tag in ("mi", "mn", "mo"):
        text = (element.text or "").strip()
        plain = all(char.isascii() or char in _SIGNS for char in text)
        return (f" {text} " if text in _SPACED else text) if plain else None
    if element.tag in ("math", "mrow"):
        parts = [_written(child) for child in element]
        return None if None in parts else "".join(part or "" for part in parts).strip()
    if element.tag == "mfrac":
        parts = [_written(child) for child in element]
        short = all(part is not None and len(part) == 1 for part in parts)
        return "/".join(part or "" for part in parts) if short else None
    if element.tag in ("msup", "msub"):
        base, script = _written(element[0]), _written(element[1])
        raised = _RAISED if element.tag == "msup" else _LOWERED
        if base is None or script is None or not set(script) <= set(raised):
            return None
        return base + "".join(raised[char] for char in script)
    return None
