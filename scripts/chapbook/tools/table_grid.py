"""Which rows and columns the cells of a table take (HTML, 4.9.12.1).

Tables are trees of lxml or of ElementTree, with HTML names without namespace.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell, and the rows and columns that it takes, from 0."""

    element: Any
    rows: range
    columns: range


def grid_cells(table: Any) -> Iterator[GridCell]:
    """Yield the cells of a table in the order of the source; not those of a table inside it."""
    taken: set[tuple[int, int]] = set()
    rows = [
        row for part in table for row in ([part] if part.tag == "tr" else part) if row.tag == "tr"
    ]
    for number, row in enumerate(rows):
        column = 0
        for element in row:
            if element.tag not in ("td", "th"):
                continue
            while (number, column) in taken:
                column += 1
            across = range(column, column + span_of(element, "colspan"))
            down = range(number, number + min(span_of(element, "rowspan"), len(rows) - number))
            taken.update((y, x) for y in down for x in across)
            yield GridCell(element, down, across)
            column = across.stop


def span_of(cell: Any, name: str) -> int:
    """Return how many rows or columns a cell takes (`rowspan`, `colspan`)."""
    text = cell.get(name) or "1"
    return int(text) if text.isdecimal() and int(text) > 0 else 1
