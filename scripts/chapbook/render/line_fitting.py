"""How many lines a text takes, from the widths of the text face; for covers, set before layout."""

from __future__ import annotations

from chapbook.tools.fonts import width_of


def balanced(text: str, measure: float, lines: int, *, weight: int = 400) -> float:
    """Narrow a measure as far as the lines do not become more, so that none is left short."""
    narrow = measure
    while narrow > 1 and lines_of(text, narrow * 0.98, weight=weight) == lines:
        narrow *= 0.98
    # Italics and kerning differ a little from what was measured.
    return min(measure, narrow * 1.03)


def lines_of(text: str, measure: float, *, weight: int = 400) -> int:
    """Count the lines of a text set in a measure (in em); 0 if a word is wider than that."""
    lines, used = 1, 0.0
    space = width_of(" ", weight=weight)
    for word in text.split():
        width = width_of(word, weight=weight)
        if width > measure:
            return 0
        if used and used + space + width > measure:
            lines, used = lines + 1, 0.0
        used += width + (space if used else 0.0)
    return lines
