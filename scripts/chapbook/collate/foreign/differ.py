"""What two long sequences of words do not share, in time that grows with their length.

`difflib` alone is quadratic. Here equal beginnings and ends are cut off first; then runs of words
that each side has exactly once are anchors (the patience diff of Bram Cohen), and only what lies
between two anchors is given to `difflib`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

# As many words in a row are an anchor, tried from the longest on.
_RUNS = (8, 3, 1)
# What two gaps may measure, multiplied, for difflib.
_SMALL = 1_000_000


@dataclass(frozen=True, slots=True)
class Gap:
    """Words that differ: `first[a:b]` stands where `second[c:d]` does; either may be empty."""

    a: int
    b: int
    c: int
    d: int


def gaps(first: Sequence[str], second: Sequence[str]) -> list[Gap]:
    """Give what differs, in order. Nothing is given for equal sequences."""
    if first == second:
        return []
    found = list(_between(first, second, Gap(0, len(first), 0, len(second)), 0))
    return _joined(found)


def _between(first: Sequence[str], second: Sequence[str], gap: Gap, step: int) -> Iterator[Gap]:
    gap = _trimmed(first, second, gap)
    if gap.a == gap.b or gap.c == gap.d:
        if gap.a != gap.b or gap.c != gap.d:
            yield gap
        return
    if (gap.b - gap.a) * (gap.d - gap.c) <= _SMALL:
        yield from _small(first, second, gap)
        return
    if step == len(_RUNS):
        yield gap
        return
    length = _RUNS[step]
    anchors = _anchors(first, second, gap, length)
    if not anchors:
        yield from _between(first, second, gap, step + 1)
        return
    a, c = gap.a, gap.c
    for at, there in [*anchors, (gap.b, gap.d)]:
        if at < a or there < c:  # within the anchor before
            continue
        yield from _between(
            first, second, Gap(a, at, c, there), step if len(anchors) > 1 else step + 1
        )
        a, c = at + length, there + length


def _trimmed(first: Sequence[str], second: Sequence[str], gap: Gap) -> Gap:
    a, b, c, d = gap.a, gap.b, gap.c, gap.d
    while a < b and c < d and first[a] == second[c]:
        a, c = a + 1, c + 1
    while a < b and c < d and first[b - 1] == second[d - 1]:
        b, d = b - 1, d - 1
    return Gap(a, b, c, d)


def _small(first: Sequence[str], second: Sequence[str], gap: Gap) -> Iterator[Gap]:
    matcher = SequenceMatcher(None, first[gap.a : gap.b], second[gap.c : gap.d], autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal":
            yield Gap(gap.a + a, gap.a + b, gap.c + c, gap.c + d)


def _anchors(
    first: Sequence[str], second: Sequence[str], gap: Gap, length: int
) -> list[tuple[int, int]]:
    """Find runs that both have once, and of those the longest series in order on both sides."""
    here, there = (
        _once(first, gap.a, gap.b, length),
        _once(second, gap.c, gap.d, length),
    )
    pairs = sorted((at, there[run]) for run, at in here.items() if run in there)
    return _in_order(pairs)


def _once(words: Sequence[str], start: int, end: int, length: int) -> dict[tuple[str, ...], int]:
    found: dict[tuple[str, ...], int] = {}
    twice = set()
    for at in range(start, end - length + 1):
        run = tuple(words[at : at + length])
        if run in found:
            twice.add(run)
        else:
            found[run] = at
    return {run: at for run, at in found.items() if run not in twice}


def _in_order(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give the longest series of pairs that rises on both sides (patience sorting)."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for rank, (_, there) in enumerate(pairs):
        pile = bisect_left(ends, there)
        before.append(last[pile - 1] if pile else -1)
        if pile == len(ends):
            ends.append(there)
            last.append(rank)
        else:
            ends[pile], last[pile] = there, rank
    series = []
    rank = last[-1] if last else -1
    while rank >= 0:
        series.append(pairs[rank])
        rank = before[rank]
    return series[::-1]


def _joined(found: list[Gap]) -> list[Gap]:
    joined: list[Gap] = []
    for gap in found:
        if joined and joined[-1].b == gap.a and joined[-1].d == gap.c:
            before = joined.pop()
            gap = Gap(before.a, gap.b, before.c, gap.d)  # noqa: PLW2901
        joined.append(gap)
    return joined
