"""Folios: front matter is counted i, ii, iii, and the text begins anew with 1.

CSS resets a counter of pages for kinds of pages, not where an element begins, and one counter has
one style. So front matter is counted down from -1, where a style sheet says so (front-matter.css);
the first page of the text is 1 whatever came before, and the counter style `folio` (print.css)
writes either as it is to be printed, in heads, contents and pointers alike.
"""

from __future__ import annotations

from typing import Any

from chapbook.tools.weasyprint.elements import classes_of

_COUNTED_DOWN = ("page", -1)
_TEXT = frozenset({"bodymatter", "backmatter"})


def count_page(counters: dict[str, list[int]], before: int, page: Any) -> None:
    """Set the counter of pages for a page that was laid out; `before` is that of the last one."""
    if before < 0:
        counters["page"] = [1 if _shows_text(page) else before - 1]


def front_pages(document: Any, unnumbered: int) -> int:
    """Count the pages of front matter, those after the first `unnumbered` and before the text."""
    pages = [page._page_box for page in document.pages[unnumbered:]]  # noqa: SLF001 -- the API has no boxes
    if not pages or _COUNTED_DOWN not in pages[0].style["counter_set"]:
        return 0
    return next((number for number, page in enumerate(pages) if _shows_text(page)), len(pages))


def _shows_text(page: Any) -> bool:
    """Return whether a page shows any of the text, which its divisions say by their class."""
    return any(
        box.element is not None
        and box.element.tag == "section"
        and not _TEXT.isdisjoint(classes_of(box.element))
        for box in page.descendants()
    )
