"""Where the links of a PDF lead (ISO 32000-1, 12.3.2 and 12.5.6.5)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf


def leads_to(annotation: Any) -> str:
    """Return the name (with `#`) or the address that a link annotation leads to."""
    target, action = annotation.get("/Dest"), annotation.get("/A")
    if target is None and action is not None:
        if "/URI" in action:
            return str(action.URI)
        target = action.get("/D")
    return f"#{target}" if isinstance(target, (pikepdf.String, pikepdf.Name)) else ""


def destinations(
    pdf: pikepdf.Pdf, numbers: dict[tuple[int, int], int]
) -> Iterator[tuple[str, tuple[int, float]]]:
    """Yield the named destinations: page (from 1) and height of each."""
    names = pdf.Root.get("/Names")
    tree = {} if names is None or "/Dests" not in names else pikepdf.NameTree(names.Dests)
    for name, found in tree.items():
        target = found.D if isinstance(found, pikepdf.Dictionary) else found
        if isinstance(target, pikepdf.Array) and target[0].objgen in numbers:
            top = target[3] if len(target) > 3 else None
            yield str(name), (numbers[target[0].objgen] + 1, 1e6 if top is None else float(top))
