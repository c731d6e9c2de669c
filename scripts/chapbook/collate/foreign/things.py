"""Tables, lists and formulas as they are compared: described in a few words."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from chapbook.collate.normal import spaced
from chapbook.collate.readers.markup import Element


def formula_of(element: Element) -> str | None:
    """Return the TeX of a formula, where it says so; None for what is not a formula."""
    if element.tag != "math":
        return None
    if element.get("alt") or element.get("alttext"):
        return spaced(element.get("alt") or element.get("alttext"))
    for inner in element.walk():
        if inner.tag == "annotation" and "tex" in inner.get("encoding").lower():
            return spaced("".join(c for c in inner.children if isinstance(c, str)))
    return None


def shape_of(element: Element, is_note: Callable[[Element], bool]) -> str:
    """Describe a table: rows, cells, and which of its cells are headers.

    A note that is where it is called, as in a PDF, may contain a table.
    """
    rows = list(_rows(element, is_note))
    cells = [[c.tag for c in row.children if isinstance(c, Element)] for row in rows]
    lengths = sorted({len(row) for row in cells})
    heads = sum(tag == "th" for row in cells for tag in row)
    wide = "–".join(str(n) for n in lengths) or "0"
    return f"{len(rows)} rows of {wide} cells, {heads} of them headers"


def _rows(element: Element, is_note: Callable[[Element], bool]) -> Iterator[Element]:
    for child in element.children:
        if isinstance(child, Element) and not is_note(child):
            if child.tag == "tr":
                yield child
            yield from _rows(child, is_note)


def items_of(element: Element) -> str:
    """Count the items of a list."""
    wanted = ("dt",) if element.tag == "dl" else ("li",)
    count = sum(isinstance(c, Element) and c.tag in wanted for c in element.children)
    return f"{count} items"
