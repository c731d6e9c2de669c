"""The lists, quotations and tables around a block of text in HTML and EPUB."""

from __future__ import annotations

from chapbook.collate.readers.markup import Element, kinds

_CELLS = ("th", "td")


class Containers:
    """The places of items, rows and cells of a document; each list and table is walked once."""

    def __init__(self) -> None:
        """Begin with none."""
        self._places: dict[Element, int] = {}
        self._walked: set[Element] = set()

    def around(self, element: Element) -> tuple[str, ...]:
        """Return the lists, quotations and tables around a block, and its place in them."""
        found = []
        for one in element.ancestors():
            if "footnote" in kinds(one):
                break
            if one.tag == "blockquote":
                found.append("quotation")
            elif one.tag in ("li", "dt", "dd"):
                found.append(f"list {self._place(one)}")
            elif one.tag in _CELLS and one.parent is not None:
                found.append(f"table {self._row(one.parent)}:{self._place(one)}")
        return tuple(reversed(found))

    def _place(self, element: Element) -> int:
        """Return the place of an item or a cell in its parent; a term begins a group."""
        parent = element.parent
        if parent is not None and parent not in self._walked:
            self._walked.add(parent)
            count, last = 0, ""
            for child in parent.children:
                if isinstance(child, Element) and child.tag in ("li", "dt", "dd", *_CELLS):
                    count += child.tag != "dd" and (child.tag != "dt" or last != "dt")
                    self._places[child], last = count, child.tag
        return self._places.get(element, 0)

    def _row(self, row: Element) -> int:
        table = next((one for one in row.ancestors() if one.tag == "table"), None)
        if table is not None and table not in self._walked:
            self._walked.add(table)
            for rank, found in enumerate(_rows(table), start=1):
                self._places[found] = rank
        return self._places.get(row, 0)


def _rows(element: Element) -> list[Element]:
    """Return the rows of a table, without those of tables within it."""
    rows: list[Element] = []
    for child in element.children:
        if isinstance(child, Element) and child.tag != "table":
            rows += [child] if child.tag == "tr" else _rows(child)
    return rows
