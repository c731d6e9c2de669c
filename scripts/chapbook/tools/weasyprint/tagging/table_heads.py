"""Which cells of a table head which (HTML, 4.9.12; ISO 32000-1, table 349)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from chapbook.model.editions.block_keys import KEY
from chapbook.tools.weasyprint.tagging.elements import span_of

_SCOPES = {"col": "Column", "colgroup": "Column", "row": "Row", "rowgroup": "Row"}


@dataclass(frozen=True, slots=True)
class Cell:
    """What is said of a cell: its identifier and scope (header cells), or those that head it."""

    identifier: str = ""
    scope: str = "Column"
    headers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Placed:
    element: Any
    rows: range
    columns: range
    cell: Cell


def cells_of(table: Any, name: str) -> dict[Any, Cell]:
    """Give what is said of each cell of a table; identifiers begin with `name`."""
    placed = tuple(_placed(table, name))
    heads = [one for one in placed if one.cell.identifier]
    return {
        one.element: one.cell if one.cell.identifier else Cell(headers=tuple(_over(one, heads)))
        for one in placed
    }


def _over(cell: _Placed, heads: list[_Placed]) -> Iterator[str]:
    """Yield the heads of a cell: those of its rows, then those of its columns."""
    for scope in ("Row", "Column"):
        for head in heads:
            one, other = (head.rows, cell.rows) if scope == "Row" else (head.columns, cell.columns)
            if head.cell.scope == scope and max(one[0], other[0]) <= min(one[-1], other[-1]):
                yield head.cell.identifier


def _placed(table: Any, name: str) -> Iterator[_Placed]:
    taken: set[tuple[int, int]] = set()
    # A note in the table may hold a table of its own.
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
            yield _Placed(
                element, down, across, _cell(element, f"{name}-{number + 1}-{column + 1}")
            )
            column = across.stop


def _cell(element: Any, identifier: str) -> Cell:
    if element.tag != "th":
        return Cell()
    return Cell(element.get(KEY) or identifier, _SCOPES.get(element.get("scope") or "", "Column"))
