"""Running heads: titles, shortened to stand on one line beside the folio."""

from __future__ import annotations

import unicodedata
from itertools import accumulate

from chapbook.model.metadata import PrintSettings
from chapbook.model.wide_letters import is_wide
from chapbook.render.pdf_measures import measures_of

# So many letters find room for each size of the type that the line is wide.
_LETTERS_PER_SIZE = 1.6
_MORE = " …"
# Before its colon a title has a title of its own if it is not shorter than this.
_LEAST = 12


def running_head(title: str, settings: PrintSettings) -> str:
    """Shorten a title to a running head: at a colon if there is one, else between words."""
    room = int(measures_of(settings).line * _LETTERS_PER_SIZE)
    if _width(title) <= room:
        return title
    before, colon, _ = title.partition(": ")
    if colon and _LEAST <= _width(before) <= room:
        return before
    return _cut(title, room - len(_MORE)) + _MORE


def _width(text: str) -> int:
    """Count the letters of a text: wide ones twice, marks over others not."""
    return sum(_width_of(char) for char in text)


def _width_of(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if is_wide(char) else 1


def _cut(text: str, room: int) -> str:
    """Give as much of a longer text as finds room: whole words, unless one is most of it."""
    widths = accumulate(_width_of(char) for char in text)
    end = next(index for index, width in enumerate(widths) if width > room)
    words = text[: end + 1].rpartition(" ")[0]
    kept = words if 2 * len(words) >= end else text[:end]
    return kept.rstrip(" ,;:–—")
