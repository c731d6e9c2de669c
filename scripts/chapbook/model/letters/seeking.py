"""Find in a text what a tree tells of, in time that grows with the text and not with its square.

pandoc keeps no positions. What it gives comes in the order of the text, but for notes; so each
search begins where the last one ended and looks a little ahead. Only some go over the whole text: a
manuscript of ten thousand mistakes is not read ten thousand times.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches

_AHEAD = 20_000
_WHOLE_SEARCHES = 200
_COMPARISONS = 20_000
_LONGEST = 100


def spaced_pattern(text: str) -> str:
    """Return a pattern for a text that pandoc has read: lines may be cut elsewhere, and quoted."""
    return r"[\s>]+".join(re.escape(word) for word in text.split())


class Seeker:
    """Finder of each thing in turn: the n-th call returns the n-th place."""

    def __init__(self, text: str) -> None:
        """Take the text to search."""
        self._text = text
        self._here = 0
        self._last: dict[str, int] = {}
        self._left = _WHOLE_SEARCHES

    def next(self, pattern: str) -> int | None:
        """Return where the next match of a regular expression begins, or its first group.

        Where it is asked more often than it finds, it gives the last place again; None without any.
        """
        regex = re.compile(pattern)
        last = self._last.get(pattern)
        match = self._match(regex, self._here if last is None else last + 1, last is None)
        if match is not None:
            self._here = self._last[pattern] = match.start(match.lastindex or 0)
        return self._last.get(pattern)

    def _match(self, regex: re.Pattern[str], start: int, new: bool) -> re.Match[str] | None:  # noqa: FBT001
        found = regex.search(self._text, start, start + _AHEAD)
        if found is None and self._left:
            self._left -= 1
            found = regex.search(self._text, 0 if new else start)
        return found


class Suggester:
    """Finder of the nearest of some names to one that is none of them, as long as that is cheap."""

    def __init__(self, names: Iterable[str], cutoff: float = 0.6) -> None:
        """Take the names; a match is as near as `cutoff`, between 0 and 1 (`difflib`)."""
        self._names = sorted(set(names))
        self._cutoff = cutoff
        self._left = _COMPARISONS

    def near(self, name: str) -> str:
        """Return the nearest name, empty if none is near or too many were compared already."""
        if len(name) > _LONGEST or self._left < len(self._names):
            return ""
        self._left -= len(self._names)
        return next(iter(get_close_matches(name, self._names, n=1, cutoff=self._cutoff)), "")
