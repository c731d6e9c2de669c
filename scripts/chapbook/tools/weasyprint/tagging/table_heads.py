"""Which cells of a table head which (HTML, 4.9.12; ISO 32000-1, table 349)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from chapbook.model.editions.block_keys import KEY
from chapbook.tools.table_grid import GridCell, grid_cells

_SCOPES = {"col": "Column", "colgroup": "Column", "row": "Row", "rowgroup": "Row"}


@dataclass(frozen=True, slots=True)
class Cell:
    """What is said of a cell: its identifier and scope (header cells), or those that head it."""

    identifier: str = ""
    scope: str = "Column"
    headers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Placed:
    at: GridCell
    cell: Cell


def cells_of(table: Any, name: str) -> dict[Any, Cell]:
    """Return what is said of each cell of a table; identifiers begin with `name`."""
    placed = tuple(_placed(table, name))
    heads = [one for one in placed if one.cell.identifier]
    return {
        one.at.element: one.cell if one.cell.identifier else Cell(headers=tuple(_over(one, heads)))
        for one in placed
    }


def _over(placed: _Placed, heads: list[_Placed]) -> Iterator[str]:
    """Yield the heads of a cell: those of its rows, then those of its columns."""
    for scope in ("Row", "Column"):
        for head in heads:
            by_row = (head.at.rows, placed.at.rows)
            one, other = by_row if scope == "Row" else (head.at.columns, placed.at.columns)
            if head.cell.scope == scope and max(one[0], other[0]) <= min(one[-1], other[-1]):
                yield head.cell.identifier


def _placed(table: Any, name: str) -> Iterator[_Placed]:
    for at in grid_cells(table):
        identifier = f"{name}-{at.rows.start + 1}-{at.columns.start + 1}"
        yield _Placed(at, _cell(at.element, identifier))


def _cell(element: Any, identifier: str) -> Cell:
    if element.tag != "th":
        return Cell()
    return Cell(element.get(KEY) or identifier, _SCOPES.get(element.get("scope") or "", "Column"))
