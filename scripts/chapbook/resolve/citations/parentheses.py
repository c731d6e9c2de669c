"""Citations within a sentence of a note: one pair of parentheses, never two.

citeproc puts such a citation in parentheses, and a note style has the publication in parentheses as
well: (Jane Doe, *The Book* (Press, 1999)). What is within parentheses goes in square brackets (The
Chicago Manual of Style, 18th ed., 6.106), and where the author has opened parentheses already
none are added.
"""

from __future__ import annotations

from typing import Any

from chapbook.model.ast import Node, replace

_BRACKETS = str.maketrans("()", "[]")
# What keeps its own signs: words of an author or of a title.
_CLOSED = frozenset({"Emph", "Strong", "Quoted", "Span", "Link", "Code", "Math", "Image", "Note"})


def without_doubled(blocks: list[Node]) -> list[Node]:
    """Return the blocks of a note, no citation of which is in parentheses within parentheses."""
    return [_Paragraph().read(block) for block in blocks]


class _Paragraph:
    """Counts the parentheses that are open, from the beginning of one block."""

    def __init__(self) -> None:
        self.open = 0

    def read(self, block: Node) -> Node:
        changed: Node = replace(block, self._visit)
        return changed

    def _visit(self, node: Node) -> Node | None:
        kind = node["t"]
        if kind in ("Para", "Plain", "Header"):
            self.open = 0
        if kind == "Str":
            self._count(node["c"])
        return self._cited(node) if kind == "Cite" else None

    def _count(self, text: str) -> None:
        for character in text:
            if character == "(":
                self.open += 1
            elif character == ")":
                self.open = max(0, self.open - 1)

    def _cited(self, cite: Node) -> Node:
        citations, inlines = cite["c"]
        if not _in_parentheses(inlines):
            return {**cite, "c": [citations, _bracketed(inlines)]} if self.open else cite
        inner = _bracketed(inlines[1:-1])
        kept = inner if self.open else [inlines[0], *inner, inlines[-1]]
        return {**cite, "c": [citations, kept]}


def _in_parentheses(inlines: list[Node]) -> bool:
    ends = [inlines[0], inlines[-1]] if len(inlines) > 1 else []
    return [node.get("c") for node in ends] == ["(", ")"]


def _bracketed(inlines: list[Node]) -> list[Node]:
    """Replace the parentheses that the style has set, but none of a title."""

    def visit(node: Node) -> Node | None:
        if node["t"] == "Str":
            return {**node, "c": node["c"].translate(_BRACKETS)}
        return node if node["t"] in _CLOSED else None

    changed: Any = replace(inlines, visit)
    return list(changed)
