"""The lists, quotations and tables around a block of text, in the structure tree of a PDF."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf


class Containers:
    """The places of items, rows and cells in the tree; each list and table is walked once."""

    def __init__(self) -> None:
        """Begin with none."""
        self._ranks: dict[tuple[Any, tuple[str, ...]], dict[Any, int]] = {}

    def of(self, thing: Any, kind: str) -> tuple[str, ...]:
        """Return the list, quotation or table that an element is in, with its place there."""
        if kind == "BlockQuote":
            return ("quotation",)
        if kind == "LI":
            return (f"list {self._rank(thing, ('LI',))}",)
        if kind in ("TH", "TD"):
            return (f"table {self._row(thing.P)}:{self._rank(thing, ('TH', 'TD'))}",)
        return ()

    def _rank(self, thing: Any, kinds: tuple[str, ...]) -> int:
        """Return the place of an element among those of its kind that its parent holds."""
        key = (thing.P.objgen, kinds)
        if key not in self._ranks:
            found = (one for one in _elements(thing.P) if str(one.S)[1:] in kinds)
            self._ranks[key] = {one.objgen: rank for rank, one in enumerate(found, start=1)}
        return self._ranks[key].get(thing.objgen, 0)

    def _row(self, row: Any) -> int:
        """Return the place of a row in its table, over head, body and foot."""
        table = row.P if str(row.P.S) == "/Table" else row.P.P
        key = (table.objgen, ("rows",))
        if key not in self._ranks:
            parts = [[one] if str(one.S) == "/TR" else _elements(one) for one in _elements(table)]
            rows = (one for part in parts for one in part if str(one.S) == "/TR")
            self._ranks[key] = {one.objgen: rank for rank, one in enumerate(rows, start=1)}
        return self._ranks[key].get(row.objgen, 0)


def kids_of(thing: Any) -> Iterator[Any]:
    """Yield what a structure element holds directly: elements, references, numbers of content."""
    kids = thing.get("/K")
    if isinstance(kids, pikepdf.Array):
        yield from kids
    elif kids is not None:
        yield kids


def _elements(thing: Any) -> Iterator[Any]:
    """Yield the structure elements that one holds directly."""
    for kid in kids_of(thing):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
