"""Tables for the page: what in them stays on one line, and which are narrow."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from chapbook.render.notes import drop_calls

# So many characters of a cell stay on one line; a table whose columns take no more than that many
# together is narrow, and its caption may be wider than it.
_SHORT_CELL = 14
_NARROW_TABLE = 34
_CELLS = ("td", "th")


def mark_table(table: etree._Element) -> None:
    """Give short cells the class `short`, and a narrow table the class `narrow`."""
    widths: dict[int, int] = {}
    for column, cell in _cells(table):
        length = _length(cell)
        widths[column] = max(length, widths.get(column, 0))
        if length <= _SHORT_CELL and len(cell) == 0:
            cell.set("class", f"{cell.get('class', '')} short".strip())
    if sum(widths.values()) <= _NARROW_TABLE:
        table.set("class", f"{table.get('class', '')} narrow".strip())


def _cells(table: etree._Element) -> Iterator[tuple[int, etree._Element]]:
    for row in table.iter("tr"):
        yield from enumerate(cell for cell in row if cell.tag in _CELLS)


def _length(cell: etree._Element) -> int:
    copy = etree.fromstring(etree.tostring(cell, with_tail=False))
    drop_calls(copy)
    return len(" ".join("".join(str(part) for part in copy.itertext()).split()))
