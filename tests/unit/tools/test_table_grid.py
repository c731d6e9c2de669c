"""The rows and columns of cells, where some take more than one."""

from __future__ import annotations

import pytest
from lxml import etree

from chapbook.tools.table_grid import grid_cells


@pytest.mark.parametrize(
    ("rows", "places"),
    [
        ("<tr><th>a</th><td>b</td></tr>", {"a": ((0,), (0,)), "b": ((0,), (1,))}),
        ("<tr><td colspan='2'>a</td><td>b</td></tr>", {"a": ((0,), (0, 1)), "b": ((0,), (2,))}),
        (
            "<thead><tr><th rowspan='2'>a</th><th>b</th></tr><tr><th>c</th></tr></thead>",
            {"a": ((0, 1), (0,)), "b": ((0,), (1,)), "c": ((1,), (1,))},
        ),
        (
            "<tbody><tr><td>a</td></tr></tbody><tfoot><tr><td>b</td></tr></tfoot>",
            {"a": ((0,), (0,)), "b": ((1,), (0,))},
        ),
        ("<tr><td rowspan='9' colspan='x'>a</td></tr>", {"a": ((0,), (0,))}),
        (
            "<tr><td>a<table><tr><td>x</td></tr></table></td><td>b</td></tr>",
            {"a": ((0,), (0,)), "b": ((0,), (1,))},
        ),
    ],
)
def test_each_cell_has_its_rows_and_columns(
    rows: str, places: dict[str, tuple[tuple[int, ...], tuple[int, ...]]]
) -> None:
    found = grid_cells(etree.fromstring(f"<table>{rows}</table>"))
    assert {one.element.text: (tuple(one.rows), tuple(one.columns)) for one in found} == places
