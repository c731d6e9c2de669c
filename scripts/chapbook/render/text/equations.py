"""Numbered equations: their numbers are found in the TeX, and are in the MathML of all editions.

A number is a cell at the right end of its row: the formula becomes a table as wide as the line, its
first and last columns take what the formula leaves. So a reading system that knows little of
styles still shows the number behind the formula, and a program that reads MathML aloud says it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from chapbook.model.ast import Inlines, Node, call_index, replace, span
from chapbook.model.equations import (
    LINK_CLASS,
    TARGET_CLASS,
    Equation,
    for_pandoc,
    is_ruled,
    number_parts,
    read_equation,
    with_number,
    without_number,
)
from chapbook.model.manuscript import Manuscript
from chapbook.render.html_tree import add_class, classes

NUMBERED, NUMBER, PAD = "numbered", "equation-number", "equation-pad"
_EQUATION, _ROW = "chapbook-equation", "chapbook-row"
_TABLE = "equation"
Key = tuple[str, int]


@dataclass
class EquationNumbers:
    """Takes the numbers out of displays, in reading order: notes where they are called first.

    `sources` are the formulas as written; `left_out` are those within lines that have a number,
    `ruled` arrays with lines between their cells.
    """

    manuscript: Manuscript
    pieces: Mapping[Key, list[Node]]
    note: str
    sources: list[tuple[str, Equation]] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    ruled: list[str] = field(default_factory=list)
    _done: dict[Key, list[Node]] = field(default_factory=dict)
    _labelled: dict[str, str] = field(default_factory=dict)
    _last: int = 0

    def taken_out(self) -> dict[Key, list[Node]]:
        """Return the pieces with numbered displays in spans, and numbers in links to them."""
        for key in self.pieces:
            self._piece(key)
        numbers = {label: list(_inlines(number)) for label, number in self._labelled.items()}
        return {key: _with_references(self._done[key], numbers) for key in self.pieces}

    def _piece(self, key: Key) -> None:
        if key not in self._done and key in self.pieces:
            self._done[key] = self.pieces[key]  # a note that calls itself is not entered twice
            self._done[key] = replace(self.pieces[key], self._visit)

    def _visit(self, node: Node) -> Node | None:
        index = call_index(node)
        if index is not None:
            call = self.manuscript.calls[index]
            self._piece((self.note, self.manuscript.statements[call.statement].note))
        if node["t"] != "Math":
            return None
        tex = node["c"][1]
        if is_ruled(tex):
            self.ruled.append(tex)
        known = for_pandoc(tex)
        if node["c"][0]["t"] != "DisplayMath":
            return self._in_text(tex, known)
        equation = read_equation(known, self._following)
        if equation is None:
            if known == tex:
                return None
            equation = Equation(known, (None,), by_row=False)
        self.sources.append((tex, equation))
        self._labelled.update({label.name: label.number for label in equation.labels})
        formula = {"t": "Math", "c": [{"t": "DisplayMath"}, equation.tex]}
        rows = [span("", [_ROW], {}, list(_inlines(number or ""))) for number in equation.numbers]
        mark = {"equation": str(len(self.sources) - 1)}
        return span("", [_EQUATION], mark, [formula, *rows])

    def _in_text(self, tex: str, known: str) -> Node | None:
        """Take the number out of a formula within a line, and remember that it had one."""
        bare, number = without_number(known)
        if bare == tex:
            return None
        if number is not None:
            self.left_out.append(tex)
        self.sources.append((tex, Equation(bare, (None,), by_row=False)))
        formula = {"t": "Math", "c": [{"t": "InlineMath"}, bare]}
        return span("", [_EQUATION], {"equation": str(len(self.sources) - 1)}, [formula])

    def _following(self) -> str:
        self._last += 1
        return str(self._last)


def _with_references(piece: list[Node], numbers: Mapping[str, Inlines]) -> list[Node]:
    if not numbers:
        return piece

    def visit(node: Node) -> Node | None:
        is_reference = node["t"] == "Link" and LINK_CLASS in node["c"][0][1]
        return with_number(node, numbers) if is_reference else None

    return list(replace(piece, visit))


def _inlines(number: str) -> Iterator[Node]:
    for text, is_mathematics in number_parts(number):
        if is_mathematics:
            yield {"t": "Math", "c": [{"t": "InlineMath"}, text]}
        else:
            yield {"t": "Str", "c": text}


def put_numbers(tree: etree._Element, sources: list[tuple[str, Equation]]) -> None:
    """Put the numbers into the formulas of a tree, and their whole TeX into the annotations.

    What pandoc could not read is shown as it was written.
    """
    for holder in list(tree.iter("span")):
        if holder.get("class") == _EQUATION:
            tex, equation = sources[int(holder.attrib["data-equation"])]
            formula = holder[0]
            if formula.tag == "math":
                _annotate(formula, tex)
                _number(formula, equation, [row for row in holder if row.get("class") == _ROW])
            else:
                sign = "$$" if "display" in (formula.get("class") or "") else "$"
                formula.text = f"{sign}{tex}{sign}"
            _unwrap(holder, formula)
            if formula.tag == "math":
                _identify(formula)


def _identify(formula: etree._Element) -> None:
    """Move the identifiers of the spans around a formula to it, or to its rows."""
    rows = list(next((one for one in formula.iter("mtable") if _TABLE in classes(one)), ()))
    while (holder := formula.getparent()) is not None and TARGET_CLASS in classes(holder):
        row = int(classes(holder)[-1])
        target = rows[row] if len(rows) > max(row, 1) else formula
        target.set("id", holder.attrib["id"])
        _unwrap(holder, formula)


def _annotate(formula: etree._Element, tex: str) -> None:
    for annotation in formula.iter("annotation"):
        annotation.text = tex


def _unwrap(holder: etree._Element, formula: etree._Element) -> None:
    formula.tail = holder.tail
    parent = holder.getparent()
    if parent is not None:
        parent.replace(holder, formula)


def _number(formula: etree._Element, equation: Equation, rows: list[etree._Element]) -> None:
    if not any(equation.numbers):
        return
    parent = formula.find("semantics")
    parent = formula if parent is None else parent
    shown = parent[0]
    table = _table(shown, equation, rows)
    add_class(table, _TABLE)
    table.set("displaystyle", "true")
    parent.insert(0, table)
    formula.set("class", NUMBERED)


def _table(shown: etree._Element, equation: Equation, rows: list[etree._Element]) -> etree._Element:
    """Return what is shown as a table with a cell for each number."""
    if equation.by_row and shown.tag == "mtable" and len(shown) == len(rows):
        for row, number in zip(shown, rows, strict=True):
            _frame(row, [number])
        return shown
    table = etree.Element("mtable")
    row = etree.SubElement(table, "mtr")
    etree.SubElement(row, "mtd").append(shown)
    _frame(row, [number for number in rows if len(number) or number.text])
    return table


def _frame(row: etree._Element, numbers: Iterable[etree._Element]) -> None:
    """Put an empty cell before a row, and one with its numbers behind it."""
    row.insert(0, etree.Element("mtd", {"class": PAD}))
    cell = etree.SubElement(row, "mtd", {"class": f"{PAD} {NUMBER}", "columnalign": "right"})
    for rank, number in enumerate(numbers):
        if rank:
            _add_text(cell, ", ")
        _add_text(cell, number.text)
        for part in number:
            if part.tag == "math":
                semantics = part.find("semantics")
                cell.append(deepcopy((part if semantics is None else semantics)[0]))
            else:
                _add_text(cell, "".join(str(text) for text in part.itertext()).strip("$"))
            _add_text(cell, part.tail)


def _add_text(cell: etree._Element, text: str | None) -> None:
    if text:
        etree.SubElement(cell, "mtext").text = text


@dataclass(frozen=True, slots=True)
class Parted:
    """A numbered formula taken apart: what is shown without numbers, and the cells of these."""

    formula: etree._Element
    numbers: tuple[etree._Element, ...]


def parted(formula: etree._Element) -> Parted:
    """Take a numbered formula apart, for an edition that sets the numbers itself."""
    copy = deepcopy(formula)
    copy.tail = None
    table = next(one for one in copy.iter("mtable") if _TABLE in classes(one))
    numbers = []
    for row in table:
        row.remove(row[0])
        if row.get("id"):
            row[-1].set("id", row.attrib["id"])
        numbers.append(row[-1])
        row.remove(row[-1])
    if len(table) == 1 and len(table[0]) == 1:
        parent = table.getparent()
        if parent is not None:
            parent.replace(table, table[0][0][0] if len(table[0][0]) == 1 else table[0][0])
    return Parted(copy, tuple(numbers))
