"""The kinds of note markers, one row each.

A row gives the name of a kind in the front matter, how it writes a number, and how style sheets
set it. The rest follows from the rows: the values that the front matter accepts, the classes of
calls and notes, and the selectors in the style sheets (`expand_selectors`).

The collation does not read this table. It compares the markers that editions show, and
`collate/foreign/readers/markers.py` computes them another way.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from chapbook.model.editions.folios import roman

SYMBOLS = "*†‡§‖¶"


class Raising(Enum):
    """How a style sheet makes a marker small and high beside a word."""

    SUPERIOR = "superior"
    """The faces have superior forms of its glyphs."""
    SCALED = "scaled"
    """Glyphs of full size are made smaller and raised."""
    HIGH = "high"
    """Its glyphs stand high by their own design, and keep their size."""


@dataclass(frozen=True, slots=True)
class MarkerForm:
    """A row of the table. `write` gives the marker of the note with a number, from 1.

    `italic`: beside a word it is set in italics, so as not to be read as part of it. `stacked`: on
    paper each note has its own line, even a short one.
    """

    name: str
    write: Callable[[int], str]
    raising: Raising
    italic: bool = False
    stacked: bool = False

    @property
    def groups(self) -> frozenset[str]:
        """The groups of kinds, as style sheets name them (`.markers-GROUP`), that it is in."""
        italic = {"italic"} if self.italic else set()
        return frozenset({self.raising.value, "stacked" if self.stacked else "compact", *italic})


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def _capitals(number: int) -> str:
    return _letters(number).upper()


def _symbols(number: int) -> str:
    repeat, index = divmod(number - 1, len(SYMBOLS))
    return SYMBOLS[index] * (repeat + 1)


class MarkerKind(Enum):
    """The kinds. A kind is its row, so one cannot be added without saying all of it."""

    DECIMAL = MarkerForm("decimal", str, Raising.SUPERIOR, stacked=True)
    LOWER_ALPHA = MarkerForm("lower-alpha", _letters, Raising.SUPERIOR, italic=True)
    UPPER_ALPHA = MarkerForm("upper-alpha", _capitals, Raising.SCALED)
    LOWER_ROMAN = MarkerForm("lower-roman", roman, Raising.SUPERIOR, italic=True)
    SYMBOL = MarkerForm("symbol", _symbols, Raising.HIGH)

    @property
    def css_class(self) -> str:
        """The class of the calls and notes that are marked in this way."""
        return f"marker-{self.value.name}"

    def write(self, number: int) -> str:
        """Return the marker of a note: 3, c, C, iii or ‡ for the third."""
        return self.value.write(number)


MARKER_NAMES = tuple(kind.value.name for kind in MarkerKind)
"""The names of the kinds in the front matter, in the order of the table."""
# A selector without commas, or one of those between the parentheses of `:is()`.
_SELECTOR = re.compile(r"[^{}(),;/]*\.markers-[^{}(),;/]*")
_GROUP = re.compile(r"\.markers-([a-z]+)")


def marker_kind(name: object) -> MarkerKind:
    """Return the kind of this name; numbers where there is none (the schema reports that)."""
    return next((kind for kind in MarkerKind if kind.value.name == name), MarkerKind.DECIMAL)


def expand_selectors(sheet: str) -> str:
    """Return a style sheet in which each selector with `.markers-GROUP` names the kinds.

    `.markers-italic sup` becomes `.marker-lower-alpha sup, .marker-lower-roman sup`. Raises
    ValueError for a group without kinds.
    """
    return _SELECTOR.sub(_of_each_kind, sheet)


def _of_each_kind(match: re.Match[str]) -> str:
    selector = match[0].strip()
    group = _GROUP.findall(selector)[0]
    kinds = [kind for kind in MarkerKind if group in kind.value.groups]
    if not kinds:
        raise ValueError(f"a style sheet names the markers “{group}”: no kind is among them")
    named = ", ".join(_GROUP.sub(f".{kind.css_class}", selector) for kind in kinds)
    before, _, after = match[0].partition(selector)
    return before + named + after
