r"""Links to displayed equations: `\\eqref{x}` and `\\ref{x}` where a numbered row has `\\label{x}`.

The number is not known before the notes are in their order, so a link holds the label until
`render.text.equations` puts the number in its place. A reference to what has no number stays as it
is, and is reported with other raw TeX; so is one to a label that is defined twice.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from chapbook.model.ast import Node, attr_of, replace, span, walk
from chapbook.model.equations import (
    TARGET_CLASS,
    Label,
    for_pandoc,
    is_display,
    read_equation,
    read_reference,
    reference_link,
)
from chapbook.model.letters.names import Names

TEX = frozenset({"tex", "latex"})
_NO_LETTER = re.compile(r"[^A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class EquationLinks:
    """The identifiers of labelled equations, by label."""

    identifiers: Mapping[str, str]

    @staticmethod
    def of(trees: list[list[Node]]) -> EquationLinks:
        """Choose an identifier for each row whose label is unique in the text and its notes."""
        nodes = [node for node in walk(trees) if node["t"] != "Str"]
        names = Names(attr[0] for attr in map(attr_of, nodes) if attr is not None)
        displays = [found for node in nodes if (found := _labels(node))]
        count = Counter(label.name for labels in displays for label in labels)
        identifiers: dict[str, str] = {}
        for labels in displays:
            rows: dict[int, str] = {}
            for label in labels:
                if count[label.name] == 1:
                    wish = "equation-" + _NO_LETTER.sub("-", label.name)
                    if label.row not in rows:
                        rows[label.row] = names.free(wish)
                    identifiers[label.name] = rows[label.row]
        return EquationLinks(identifiers)

    def put(self, blocks: Iterable[Node]) -> list[Node]:
        """Return the blocks with links in place of references, and identifiers at their targets."""
        return list(replace(list(blocks), self._visit)) if self.identifiers else list(blocks)

    def _visit(self, node: Node) -> Node | None:
        if node["t"] == "Header":
            return node  # its words are repeated where no link may be, before the numbers are known
        inline = self._link(node) or self._target(node)
        if inline is None or node["t"] != "RawBlock":
            return inline
        return {"t": "Para", "c": [inline]}

    def _link(self, node: Node) -> Node | None:
        if node["t"] not in ("Math", "RawInline", "RawBlock"):
            return None
        reference = read_reference(node["c"][1])
        if reference is None or reference.label not in self.identifiers:
            return None
        return reference_link(reference, self.identifiers[reference.label])

    def _target(self, node: Node) -> Node | None:
        """Wrap a display in a span for each of its rows that has a label."""
        rows = {
            self.identifiers[label.name]: label.row
            for label in _labels(node)
            if label.name in self.identifiers
        }
        display = display_of(node) if rows else None
        for identifier, row in rows.items():
            display = display and span(identifier, [TARGET_CLASS, str(row)], {}, [display])
        return display


def display_of(node: Node) -> Node | None:
    """Return the displayed formula that a node is, with or without dollar signs, else None.

    pandoc writes displays without dollar signs as mathematics in HTML.
    """
    if node["t"] == "Math":
        return node if node["c"][0]["t"] == "DisplayMath" else None
    if node["t"] in ("RawInline", "RawBlock") and node["c"][0] in TEX and is_display(node["c"][1]):
        return {"t": "Math", "c": [{"t": "DisplayMath"}, node["c"][1].strip()]}
    return None


def _labels(node: Node) -> tuple[Label, ...]:
    display = display_of(node)
    if display is None or "\\label" not in display["c"][1]:
        return ()
    equation = read_equation(for_pandoc(display["c"][1]), lambda: "")
    return () if equation is None else equation.labels
