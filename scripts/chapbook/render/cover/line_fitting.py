"""How many lines a text takes, from the widths of the text face; for covers, set before layout."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from chapbook.model.letters.wide import is_wide
from chapbook.tools.fonts.tables import width_of

_OPENING = frozenset({"Ps", "Pi"})


def balanced(text: str, measure: float, lines: int, *, weight: int = 400) -> float:
    """Narrow a measure as far as the lines do not become more, so that none is left short."""
    narrow = measure
    while narrow > 1 and lines_of(text, narrow * 0.98, weight=weight) == lines:
        narrow *= 0.98
    # Italics and kerning differ a little from what was measured.
    return min(measure, narrow * 1.03)


def lines_of(text: str, measure: float, *, weight: int = 400) -> int:
    """Count the lines of a text set in a measure (in em); 0 if a word is wider than that.

    Between wide letters, those of East Asia, a line may end without a space.
    """
    lines, used = 1, 0.0
    space = width_of(" ", weight=weight)
    for word in text.split():
        gap = space
        for unit in _units(word):
            width = width_of(unit, weight=weight)
            if width > measure:
                return 0
            if used and used + gap + width > measure:
                lines, used = lines + 1, 0.0
            used += width + (gap if used else 0.0)
            gap = 0.0
    return lines


def _units(word: str) -> Iterator[str]:
    """Part a word where a line may end: beside wide letters, not before signs that close."""
    unit = ""
    for char in word:
        kind = unicodedata.category(char)
        bound = kind.startswith("P") and kind not in _OPENING
        opened = unit and unicodedata.category(unit[-1]) in _OPENING
        if unit and not bound and not opened and (is_wide(char) or is_wide(unit[-1])):
            yield unit
            unit = ""
        unit += char
    yield unit
