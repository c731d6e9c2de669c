"""What two long sequences of words do not share, in time that grows with their length.

`difflib` alone is quadratic. Here equal beginnings and ends are cut off first; then runs of words
that each side has exactly once are anchors (the patience diff of Bram Cohen), and only what lies
between two anchors is given to `difflib`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from chapbook.collate.patience import Gap, anchors, trimmed

# As many words in a row are an anchor, tried from the longest on.
_RUNS = (8, 3, 1)
# What two gaps may measure, multiplied, for difflib.
_SMALL = 1_000_000


def gaps(first: Sequence[str], second: Sequence[str]) -> list[Gap]:
    """Return what differs, in order. Nothing is given for equal sequences."""
    if first == second:
        return []
    found = list(_between(first, second, Gap(0, len(first), 0, len(second)), 0))
    return _joined(found)


def _between(first: Sequence[str], second: Sequence[str], gap: Gap, step: int) -> Iterator[Gap]:
    gap = trimmed(first, second, gap)
    if gap.a == gap.b or gap.c == gap.d:
        if gap:
            yield gap
        return
    if (gap.b - gap.a) * (gap.d - gap.c) <= _SMALL:
        yield from _small(first, second, gap)
        return
    if step == len(_RUNS):
        yield gap
        return
    length = _RUNS[step]
    found = anchors(first, second, gap, length)
    if not found:
        yield from _between(first, second, gap, step + 1)
        return
    a, c = gap.a, gap.c
    for at, there in [*found, (gap.b, gap.d)]:
        if at < a or there < c:  # within the anchor before
            continue
        yield from _between(
            first, second, Gap(a, at, c, there), step if len(found) > 1 else step + 1
        )
        a, c = at + length, there + length


def _small(first: Sequence[str], second: Sequence[str], gap: Gap) -> Iterator[Gap]:
    matcher = SequenceMatcher(None, first[gap.a : gap.b], second[gap.c : gap.d], autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal":
            yield Gap(gap.a + a, gap.a + b, gap.c + c, gap.c + d)


def _joined(found: list[Gap]) -> list[Gap]:
    joined: list[Gap] = []
    for gap in found:
        if joined and joined[-1].b == gap.a and joined[-1].d == gap.c:
            before = joined.pop()
            gap = Gap(before.a, gap.b, before.c, gap.d)  # noqa: PLW2901
        joined.append(gap)
    return joined
