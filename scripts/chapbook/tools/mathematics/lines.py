"""Lines of a displayed formula that is wider than its measure.

It is broken before a relation, or before a binary operator where that is not enough; never within
brackets, scripts, roots or fractions (The TeXbook, p. 195; Chicago 17, 12.22-23). Widths are in em.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from chapbook.tools.mathematics.input import is_aligned
from chapbook.tools.mathematics.spacing import Atom, atoms_of

Measure = Callable[[Sequence[etree._Element]], float]  # noqa: SLF001  # lxml's name of the type

# How far the lines after the first are set in, and those of aligned equations after their sign.
INDENT, _ALIGNED_INDENT = 2.0, 1.0
# What a line costs that begins with a binary operator, beside one that begins with a relation.
_OPERATOR, _LINE, _TOO_WIDE = 3.0, 10.0, 1000.0
_PAIR = 2


@dataclass(frozen=True, slots=True)
class _Piece:
    """What is between two places for a break; `cost` is that of a break before it."""

    content: tuple[etree._Element, ...]
    width: float
    cost: float


def broken(formula: etree._Element, room: float, measure: Measure) -> etree._Element:
    """Return a prepared formula, or a copy of it in lines no wider than `room` where it can be."""
    row = _row(formula)
    if measure([row]) <= room:
        return formula
    if row.tag == "mtable":
        return _broken_table(formula, room, measure)
    lines = _lines(row, room, room - INDENT, measure)
    if len(lines) == 1:
        return formula
    table = etree.Element("mtable", {"displaystyle": "true", "rowspacing": "0.26em"})
    for number, line in enumerate(lines):
        _add_row(table, line, INDENT if number else 0.0).set("columnalign", "left")
    copy = etree.Element("math", dict(formula.attrib))
    copy.append(table)
    return copy


def _broken_table(formula: etree._Element, room: float, measure: Measure) -> etree._Element:
    """Break the right sides of equations that are aligned at one place."""
    copy = deepcopy(formula)
    table = _row(copy)
    if not is_aligned(table) or any(len(row) > _PAIR for row in table):
        return formula
    left = max((measure([row[0]]) for row in table if len(row)), default=0.0)
    for row in list(table):
        if len(row) < _PAIR or left + measure([row[1]]) <= room:
            continue
        side = room - left
        first, *others = _lines(row[1], side, side - _ALIGNED_INDENT, measure)
        row[1][:] = first
        for line in reversed(others):
            added = etree.Element("mtable")
            continued = _add_row(added, line, _ALIGNED_INDENT)
            continued.insert(0, etree.Element("mtd"))
            continued.set("columnalign", row.get("columnalign", "right left"))
            row.addnext(continued)
    return copy


def _row(formula: etree._Element) -> etree._Element:
    """Return the row, or the table, that is the whole of a formula."""
    row = formula
    while len(row) == 1 and row.tag in ("math", "mrow", "mstyle"):
        row = row[0]
    return row


def _add_row(
    table: etree._Element, line: Sequence[etree._Element], indent: float
) -> etree._Element:
    row = etree.SubElement(table, "mtr")
    cell = etree.SubElement(row, "mtd")
    # A number without a unit is in units of the drawing, which has a hundred to the em.
    cell.append(etree.Element("mspace", {"width": f"{indent * 100:.2f}"}))
    cell.extend(deepcopy(list(line)))
    return row


def _lines(
    row: etree._Element, first: float, others: float, measure: Measure
) -> list[list[etree._Element]]:
    """Cut a row so that the fewest lines are needed, then at the best places."""
    pieces = _pieces(row, measure)
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(pieces) + 1):
        choices: list[tuple[float, int]] = []
        width = 0.0
        for start in reversed(range(end)):
            width += pieces[start].width
            if choices and width > max(first, others):
                break  # a line that begins still further back is wider still
            room = others if start else first
            over = _TOO_WIDE * (width - room) if width > room else (1 - width / room) ** 2
            cost = best[start][0] + over + _LINE + (pieces[start].cost if start else 0.0)
            choices.append((cost, start))
        best.append(min(choices))
    cuts, end = [], len(pieces)
    while end:
        start = best[end][1]
        cuts.append((start, end))
        end = start
    return [_trimmed([e for p in pieces[a:b] for e in p.content]) for a, b in reversed(cuts)]


def _pieces(row: etree._Element, measure: Measure) -> list[_Piece]:
    atoms = {child: (first, last) for child, first, last in atoms_of(row)}
    contents: list[list[etree._Element]] = [[]]
    costs, depth = [0.0], 0
    for child in row:
        first, last = atoms.get(child, (Atom.ORDINARY, Atom.ORDINARY))
        if depth <= 0 and first in (Atom.RELATION, Atom.BINARY) and _has_atom(contents[-1]):
            contents.append([])
            costs.append(_OPERATOR if first is Atom.BINARY else 0.0)
        contents[-1].append(child)
        depth += (last is Atom.OPENING) - (first is Atom.CLOSING and last is not Atom.OPENING)
    return [
        _Piece(tuple(content), measure(content), cost)
        for content, cost in zip(contents, costs, strict=True)
    ]


def _has_atom(content: list[etree._Element]) -> bool:
    return any(element.tag != "mspace" for element in content)


def _trimmed(line: list[etree._Element]) -> list[etree._Element]:
    """Drop the room at the end of a line."""
    while line and line[-1].tag == "mspace":
        line.pop()
    return line
