"""Print references that only a pandoc filter could number: `@fig:map`, `@tbl:rates`, `@eq:m`."""

from __future__ import annotations

from collections.abc import Collection

from chapbook.model.ast import CITED_CLASS, Node, span
from chapbook.model.diagnostics import Diagnostic
from chapbook.model.manuscript import ParsedManuscript
from chapbook.resolve.citations.faults import NUMBERED, keys_of, printed_references
from chapbook.resolve.places import Finder
from chapbook.resolve.trees import changed


def without_numbered(
    parsed: ParsedManuscript, known: Collection[str], finder: Finder
) -> tuple[ParsedManuscript, tuple[Diagnostic, ...]]:
    """Keep such references from citeproc, print them as written, and report them.

    `known` are the keys of the bibliography; without any, nothing is a citation. The references are
    marked as citations because the comparison with the manuscript reads each as a citation.
    """
    numbered: list[Node] = []

    def change(node: Node) -> Node:
        if node["t"] != "Cite" or not _is_numbered(node, known, parsed.scanned_text):
            return node
        numbered.append(node)
        return span("", [CITED_CLASS], {}, node["c"][1])

    without = changed(parsed, change) if known else parsed
    return without, tuple(printed_references(keys_of(numbered), finder))


def _is_numbered(cite: Node, known: Collection[str], text: str) -> bool:
    for key in keys_of([cite]):
        match = NUMBERED.match(key)
        if match is None or key in known or (match["hyphen"] and f"#{key}" not in text):
            return False
    return True
