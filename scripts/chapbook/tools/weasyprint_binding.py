"""The gutter: in a thick book the pages lie further from its spine.

How thick it is, is known when it has been laid out. The text keeps its measure whatever the gutter:
only the margins beside it change, so what was laid out is moved sideways as it is, with heads,
folios and notes. No line breaks anew, and no second layout is needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

_PIXELS = 96 / 72


def bind(document: Any, gutters: Sequence[Sequence[float]], unnumbered: int) -> None:
    """Move all pages but the first `unnumbered` away from the spine.

    `gutters` are pairs: up to so many pages, so many points. Left pages are bound at their right
    edge and right pages at their left, in either reading direction.
    """
    pages = document.pages[unnumbered:]
    points = next((shift for most, shift in gutters if len(pages) <= most), gutters[-1][1])
    if not points:
        return
    for page in pages:
        box = page._page_box  # noqa: SLF001 -- the public interface gives no boxes
        shift = points * _PIXELS * (-1 if box.page_type.side == "left" else 1)
        for child in box.children:
            child.translate(dx=shift)
    # A page has gathered the places of its links and bookmarks when it was made.
    document.pages[unnumbered:] = [type(page)(page._page_box) for page in pages]  # noqa: SLF001
