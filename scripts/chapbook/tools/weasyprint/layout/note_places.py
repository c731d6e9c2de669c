"""Where on a page a note is called, and which lines have to stay with that line.

Lengths are CSS pixels; a "bottom" is a vertical position on the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any


@dataclass(frozen=True, slots=True)
class Place:
    """Where on the page a note is called.

    `bottom`: how far down the text reaches with the line of the call; None for a note that the
    page before left over. `kept`: the height of the lines below that cannot be parted from that
    line (orphans, widows). `must`: the line is the first of its page and cannot move to the next.
    """

    bottom: float | None = None
    kept: float = 0.0
    must: bool = True


def place_of(
    bottom: float,
    box: Any,
    before: int,
    more: Callable[[], Iterable[tuple[Any, Any]]],
    *,
    must: bool,
) -> Place:
    """Return where a note is called: by the line that ends at `bottom`, after `before` others.

    `box` is the paragraph; `more` lays out the lines that follow. Those are counted that CSS 2.2,
    13.3.2 (orphans, widows) keeps on the page of this line.
    """
    orphans, widows = box.style["orphans"], box.style["widows"]
    heights = [line.height for line, _ in islice(more(), orphans + widows)]
    for count in range(len(heights) + 1):
        left = len(heights) - count
        if before + 1 + count >= orphans and (left == 0 or left >= widows):
            return Place(bottom, sum(heights[:count]), must)
    return Place(bottom, sum(heights), must)
