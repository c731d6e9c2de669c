"""Cells of a pipe table that it has no column for: pandoc leaves them out with their words.

The columns are those of the line of hyphens (pandoc manual, "Extension: pipe_tables").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from chapbook.model.ast import Node, walk
from chapbook.parse.notes.labels import LABEL

_RULE = re.compile(r"^[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:[|+][ \t]*:?-+:?[ \t]*)*[|+]?[ \t]*$")
_BEFORE = re.compile(rf"[ \t>]*(?:\[\^{LABEL}\]:|(?:[-+*:~]|\(?\w{{1,4}}[.)])(?=[ \t]))(?=[^|]*\|)")
# What a bar does not end a cell in; code is blanked before.
_SHIELDED = re.compile(
    r"\\.|(?<![\\$])\$(?=[^\s$])[^$\n]*?(?<=[^\s\\])\$(?!\d)|<(?!\w+:)[A-Za-z/!][^<>\n]*>|\|"
)


def extra_cells(masked: str, tree: Sequence[Node]) -> Iterator[tuple[int, str]]:
    """Yield where each stretch of a row begins that no edition shows, and its text."""
    columns = {len(node["c"][2]) for node in walk(tree) if node["t"] == "Table"}
    if not columns:
        return
    lines = masked.split("\n")
    offsets = [0]
    for line in lines:
        offsets.append(offsets[-1] + len(line) + 1)
    for number, line in enumerate(lines):
        if "|" not in line or "-" not in line or not _RULE.match(line) or number == 0:
            continue
        width = len(_cells(line.replace("+", "|")))
        if width in columns and "|" in lines[number - 1]:
            for row in _rows(lines, number):
                for start, cell in _lost(lines[row], width):
                    yield offsets[row] + start, cell


def _rows(lines: Sequence[str], rule: int) -> Iterator[int]:
    """Yield the numbers of the lines of a table: its head, and what follows the rule."""
    yield rule - 1
    for number in range(rule + 1, len(lines)):
        if "|" not in lines[number]:
            return
        yield number


def _lost(line: str, width: int) -> Iterator[tuple[int, str]]:
    before = _BEFORE.match(line)  # of the head: a note's label, the sign of a list
    cells = _cells(line if before is None else " " * before.end() + line[before.end() :])
    for start, cell in cells[width:]:
        if cell.strip():
            yield start + len(cell) - len(cell.lstrip()), cell.strip()


def _cells(line: str) -> list[tuple[int, str]]:
    """Cut a row at its bars; one at the head or at the end opens or closes it."""
    bars = [match.start() for match in _SHIELDED.finditer(line) if match.group() == "|"]
    edges = [-1, *bars, len(line)]
    cells = [(a + 1, line[a + 1 : b]) for a, b in pairwise(edges)]
    if bars and not cells[0][1].strip(" \t>"):
        cells = cells[1:]
    if cells and not cells[-1][1].strip():
        cells = cells[:-1]
    return cells
