"""Numbers of pages as people write them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby


def page_ranges(pages: Sequence[int]) -> tuple[str, ...]:
    """Return the runs of ascending numbers: 1, 2, 3, 7 are `1–3` and `7`."""
    found = []
    for _, group in groupby(enumerate(pages), key=lambda item: item[1] - item[0]):
        first, *others = [page for _, page in group]
        found.append(f"{first}–{others[-1]}" if others else str(first))
    return tuple(found)
