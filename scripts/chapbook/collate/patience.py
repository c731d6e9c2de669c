"""What patience diff needs (Bram Cohen): gaps between sequences, and anchors in their order."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Gap:
    """What differs: `first[a:b]` is where `second[c:d]` is; either may be empty."""

    a: int
    b: int
    c: int
    d: int

    def __bool__(self) -> bool:
        """Return whether anything differs."""
        return self.a < self.b or self.c < self.d


def trimmed(first: Sequence[str], second: Sequence[str], gap: Gap) -> Gap:
    """Return a gap without its equal beginning and end."""
    a, b, c, d = gap.a, gap.b, gap.c, gap.d
    while a < b and c < d and first[a] == second[c]:
        a, c = a + 1, c + 1
    while a < b and c < d and first[b - 1] == second[d - 1]:
        b, d = b - 1, d - 1
    return Gap(a, b, c, d)


def anchors(
    first: Sequence[str], second: Sequence[str], gap: Gap, length: int
) -> list[tuple[int, int]]:
    """Return where runs begin that each side of a gap has once, in order on both sides."""
    here, there = _once(first, gap.a, gap.b, length), _once(second, gap.c, gap.d, length)
    return _in_order(sorted((at, there[run]) for run, at in here.items() if run in there))


def _once(words: Sequence[str], start: int, end: int, length: int) -> dict[tuple[str, ...], int]:
    runs = [tuple(words[at : at + length]) for at in range(start, end - length + 1)]
    counts = Counter(runs)
    return {run: start + rank for rank, run in enumerate(runs) if counts[run] == 1}


def _in_order(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest series of pairs that rises on both sides (patience sorting)."""
    ends, last, before = list[int](), list[int](), list[int]()
    for rank, (_, there) in enumerate(pairs):
        pile = bisect_left(ends, there)
        before.append(last[pile - 1] if pile else -1)
        if pile == len(ends):
            ends.append(there)
            last.append(rank)
        else:
            ends[pile], last[pile] = there, rank
    series, rank = list[tuple[int, int]](), last[-1] if last else -1
    while rank >= 0:
        series.append(pairs[rank])
        rank = before[rank]
    return series[::-1]
