"""The gutter: in a thick book the pages lie further from its spine.

How thick it is, is known when it has been laid out. The text keeps its measure whatever the gutter:
only the margins beside it change, so what was laid out is moved sideways as it is, with heads,
folios and notes. No line breaks anew, and no second layout is needed. Covers lie around the book.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from chapbook.tools.weasyprint.layout.turning import is_turned

_PIXELS = 96 / 72
_COVER = "cover"


def bind(document: Any, gutters: Sequence[Sequence[float]], unnumbered: int) -> None:
    """Move all pages but covers and the first `unnumbered` away from the spine.

    `gutters` are pairs: up to so many pages, so many points. Left pages are bound at their right
    edge and right pages at their left, in either reading direction.
    """
    pages = document.pages[unnumbered:]
    points = next((shift for most, shift in gutters if len(pages) <= most), gutters[-1][1])
    if not points:
        return
    for page in pages:
        box = page._page_box  # noqa: SLF001 -- the public interface gives no boxes
        if box.page_type.name == _COVER:
            continue
        shift = points * _PIXELS * (-1 if box.page_type.side == "left" else 1)
        # The head of a page that will be turned comes to lie at its left.
        across = (0.0, shift) if is_turned(box) else (shift, 0.0)
        for child in box.children:
            child.translate(*across)
            _move_backgrounds(child, across)
    # A page has gathered the places of its links and bookmarks when it was made.
    document.pages[unnumbered:] = [type(page)(page._page_box) for page in pages]  # noqa: SLF001


def _move_backgrounds(box: Any, shift: tuple[float, float]) -> None:
    """Move what is painted behind a box and all in it: its areas were settled by the layout."""
    background = getattr(box, "background", None)
    if background is not None:
        layers = [_moved(layer, shift) for layer in background.layers]
        box.background = background._replace(layers=layers)
    for child in box.all_children():
        _move_backgrounds(child, shift)


def _moved(layer: Any, shift: tuple[float, float]) -> Any:
    positioned = layer.positioning_area  # a word where there is no picture to position
    return layer._replace(
        painting_area=_beside(layer.painting_area, shift),
        positioning_area=positioned if isinstance(positioned, str) else _beside(positioned, shift),
        clipped_boxes=[_beside(clipped, shift) for clipped in layer.clipped_boxes],
    )


def _beside(area: Sequence[Any], shift: tuple[float, float]) -> tuple[Any, ...]:
    """Move a rectangle, which may have radii behind its four measures."""
    return area[0] + shift[0], area[1] + shift[1], *area[2:]
