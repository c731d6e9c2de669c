"""The lists, quotations and tables around a block of text in HTML and EPUB."""

from __future__ import annotations

from chapbook.collate.readers.markup import Element, kinds

_CELLS = ("th", "td")


def within(element: Element) -> tuple[str, ...]:
    """Return the lists, quotations and tables around a block of text, and its place in them."""
    found = []
    for one in element.ancestors():
        if "footnote" in kinds(one):
            break
        around = [] if one.parent is None else one.parent.children
        siblings = [child for child in around if isinstance(child, Element)]
        if one.tag == "blockquote":
            found.append("quotation")
        elif one.tag == "li":
            found.append(f"list {[e for e in siblings if e.tag == 'li'].index(one) + 1}")
        elif one.tag in ("dt", "dd"):
            found.append(f"list {_group(one, siblings)}")
        elif one.tag in _CELLS:
            column = [e for e in siblings if e.tag in _CELLS].index(one) + 1
            found.append(f"table {_row(one)}:{column}")
    return tuple(reversed(found))


def _group(item: Element, siblings: list[Element]) -> int:
    before = [e.tag for e in siblings[: siblings.index(item) + 1] if e.tag in ("dt", "dd")]
    pairs = zip(("", *before), before, strict=False)
    return sum(tag == "dt" and last != "dt" for last, tag in pairs)


def _row(cell: Element) -> int:
    table = next(one for one in cell.ancestors() if one.tag == "table")
    rows = (row for row in table.walk() if row.tag == "tr")
    own = [r for r in rows if next(o for o in r.ancestors() if o.tag == "table") is table]
    return own.index(cell.parent) + 1 if cell.parent in own else 0
