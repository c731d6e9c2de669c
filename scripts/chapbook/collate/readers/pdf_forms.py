"""Forms of a PDF that draw themselves, or one another without end: PDFium would not come back."""

from __future__ import annotations

from typing import Any

import pikepdf

# As many forms may stand within one another; imposed pages have two or three.
_DEEPEST = 8


def check_forms(pdf: pikepdf.Pdf) -> None:
    """Look at the form XObjects of all pages (ISO 32000-1, 8.10). Raises ValueError."""
    depths: dict[tuple[int, int], int] = {}
    for page in pdf.pages:
        if _depth(page.obj, depths, ()) > _DEEPEST:
            raise ValueError("forms are drawn within one another without end")


def _depth(drawn: Any, depths: dict[tuple[int, int], int], above: tuple[Any, ...]) -> int:
    key = drawn.objgen
    if key in depths and key != (0, 0):
        return depths[key]
    if key in above or len(above) > _DEEPEST:
        return _DEEPEST + 1
    found = dict(drawn.get("/Resources", {}).get("/XObject", {})).values()
    forms = [one for one in found if one.get("/Subtype") == "/Form"]
    depths[key] = max((1 + _depth(one, depths, (*above, key)) for one in forms), default=0)
    return depths[key]
