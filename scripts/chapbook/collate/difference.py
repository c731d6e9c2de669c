"""Where two texts that should be the same part, as readings for a report."""

from __future__ import annotations

import re

from chapbook.model.editions.collation import Reading
from chapbook.model.editions.expectation import CALL, CITED, CITED_END

_AROUND, _SHOWN = 60, 160
_NOT_SHOWN = dict.fromkeys(map(ord, (CITED, CITED_END)))
_SIGNS = str.maketrans({CALL: "[note]", **dict.fromkeys("\ue011\ue012\ue013\ue014", "")})
_WORD = re.compile(r"\S+")


def plain(text: str) -> str:
    """Return a text as people read it: without the marks of the collation."""
    return " ".join(text.translate(_NOT_SHOWN).translate(_SIGNS).split())


def excerpt(text: str) -> str:
    """Return the beginning of a text, for a report."""
    words = plain(text)
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN].rsplit(' ', 1)[0]} …"


def parted(first: tuple[str, str, str], second: tuple[str, str, str]) -> tuple[Reading, Reading]:
    """Return how two copies (name, place, text) read where they part, in whole words."""
    one, two = _WORD.findall(plain(first[2])), _WORD.findall(plain(second[2]))
    start = _alike(one, two)
    end = _alike(one[start:][::-1], two[start:][::-1])
    return _reading(first, one, start, end), _reading(second, two, start, end)


def _alike(one: list[str], two: list[str]) -> int:
    count = 0
    for a, b in zip(one, two, strict=False):
        if a != b:
            break
        count += 1
    return count


def _reading(copy: tuple[str, str, str], words: list[str], start: int, end: int) -> Reading:
    middle = words[start : len(words) - end]
    before = " ".join(words[:start])[-_AROUND:]
    after = " ".join(words[len(words) - end :])[:_AROUND]
    return Reading(copy[0], copy[1], before, " ".join(middle)[:_SHOWN], after)
