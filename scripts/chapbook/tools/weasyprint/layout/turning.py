"""Pages that are laid out broad and shown upright: for a table that is wider than the page.

Such a page (`page: turned` in print.css, its measures in render/pdf/measures.py) is laid out with
the sides of the others exchanged, so that text, notes and repeated heads find their places as on
any page. Then it is turned by a quarter to the left: its head lies at the left edge of the page, as
printers have it (a reader turns the book to the right), and the sheet is as large as all others.
"""

from __future__ import annotations

from typing import Any

from weasyprint.css.properties import Dimension

_TURNED = "turned"


def is_turned(page_box: Any) -> bool:
    """Return whether a page is one of those."""
    return bool(page_box.page_type.name == _TURNED)


def turn_pages(document: Any) -> None:
    """Turn the pages of a document that are laid out broad."""
    for number, page in enumerate(document.pages):
        box = page._page_box  # noqa: SLF001 -- the public interface gives no boxes
        if is_turned(box):
            _turn(box)
            # A page has gathered the places of its links and bookmarks when it was made.
            document.pages[number] = type(page)(box)


def turned(x: float, y: float, width: float) -> tuple[float, float]:
    """Return where a point goes of a page that was `width` wide (CSS pixels)."""
    return y, width - x


def _turn(page_box: Any) -> None:
    width = page_box.margin_width()
    for box in page_box.children:
        box.style = box.style.copy()
        box.style["transform"] = (("matrix", (0, -1, 1, 0, 0, width)),)
        # Turned about the corner of the page, not about the middle of the box.
        corner = (box.border_box_x(), box.border_box_y())
        box.style["transform_origin"] = tuple(Dimension(-place, "px") for place in corner)
    page_box.turned_width = width
    page_box.width, page_box.height = page_box.height, page_box.width
    sides = ("top", "right", "bottom", "left")
    margins = [getattr(page_box, f"margin_{side}") for side in sides]
    for side, margin in zip(sides, (*margins[1:], margins[0]), strict=True):
        setattr(page_box, f"margin_{side}", margin)
