"""Tables, lists and formulas as they are compared: described in a few words."""

from __future__ import annotations

from chapbook.collate.readers.markup import Element
from chapbook.collate.readers.text import spaced


def formula_of(element: Element) -> str | None:
    """Give the TeX of a formula, where it says so."""
    if element.get("alt") or element.get("alttext"):
        return spaced(element.get("alt") or element.get("alttext"))
    for inner in element.walk():
        if inner.tag == "annotation" and "tex" in inner.get("encoding").lower():
            return spaced("".join(c for c in inner.children if isinstance(c, str)))
    return None


def shape_of(element: Element) -> str:
    """Describe a table: rows, cells, and which of its cells are headers."""
    rows = [e for e in element.walk() if e.tag == "tr"]
    cells = [[c.tag for c in row.children if isinstance(c, Element)] for row in rows]
    lengths = sorted({len(row) for row in cells})
    heads = sum(tag == "th" for row in cells for tag in row)
    wide = "–".join(str(n) for n in lengths) or "0"
    return f"{len(rows)} rows of {wide} cells, {heads} of them headers"


def items_of(element: Element) -> str:
    """Count the items of a list."""
    wanted = ("dt",) if element.tag == "dl" else ("li",)
    count = sum(isinstance(c, Element) and c.tag in wanted for c in element.children)
    return f"{count} items"
