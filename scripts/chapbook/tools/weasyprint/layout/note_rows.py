"""The order and the rows of the notes at the foot of a page: arithmetic only, no boxes.

Notes stand in groups (series), a gap between two groups; short notes may stand side by side in
columns. Lengths are CSS pixels.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """A note of the page: the group it belongs to, its height, the columns it takes (0: all)."""

    note: Hashable
    group: int
    height: float
    columns: int = 0


@dataclass(frozen=True, slots=True)
class PlacedEntry:
    """Where a note stands in the area: its first column, how far down."""

    note: Hashable
    column: int
    offset: float


@dataclass(frozen=True, slots=True)
class Rows:
    """All notes of a page in reading order, and how high they are together."""

    placed: tuple[PlacedEntry, ...]
    height: float


def arrange(entries: Iterable[Entry], columns: int, gap: float) -> Rows:
    """Set entries, given in reading order, into rows of `columns` columns.

    A note goes beside the one before it if both are of one group and there is room in the row.
    """
    placed: list[PlacedEntry] = []
    top = bottom = 0.0
    column = columns
    group: int | None = None
    for entry in entries:
        if group is not None and entry.group != group:
            bottom += gap
            column = columns
        wanted = entry.columns or columns
        if column + wanted > columns:
            top, column = bottom, 0
        placed.append(PlacedEntry(entry.note, column, top))
        bottom = max(bottom, top + entry.height)
        column += wanted
        group = entry.group
    return Rows(tuple(placed), bottom)
