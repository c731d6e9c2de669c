"""Heading identifiers: pandoc's, but for the note labels that leak into them.

pandoc makes the identifier of `## The gloss[^heading]` before it knows that this is a note, and
so writes `the-glossheading`. Links that use the identifier are corrected along with it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from chapbook.model.ast import Node, transform, walk
from chapbook.model.letters.names import Names
from chapbook.parse.notes.marks import mark_of
from chapbook.parse.notes.scan import Scan


def identifier_of(text: str) -> str:
    """Make an identifier as pandoc's `auto_identifiers` does (manual, "Heading identifiers")."""
    kept = "".join(
        char
        for char in text.lower()
        if char in "_-. \n" or unicodedata.category(char)[0] in "LN" or _is_mark(char)
    )
    joined = re.sub(r"\s+", "-", kept.strip())
    return re.sub(r"^[^A-Za-z\u00aa-\uffff]+", "", joined) or "section"


def _is_mark(char: str) -> bool:
    return unicodedata.category(char)[0] == "M"


def leaked_identifiers(tree: list[Node], scanned: Scan) -> dict[str, str]:
    """Find heading identifiers that hold a note label, and what they should be."""
    headers = [node for node in walk(tree) if node["t"] == "Header"]
    names = Names((node["c"][1][0] for node in headers), first=1)
    renamed: dict[str, str] = {}
    for node in headers:
        if not any(inline["t"] == "Note" for inline in walk(node["c"][2])):
            continue
        identifier = node["c"][1][0]
        with_labels = identifier_of(_text(node["c"][2], scanned, labels=True))
        wanted = identifier_of(_text(node["c"][2], scanned, labels=False))
        leaks = wanted != with_labels  # an inline note has no label that could
        if leaks and re.fullmatch(re.escape(with_labels) + r"(-\d+)?", identifier):
            renamed[identifier] = names.free(wanted)
    return renamed


def renamed(tree: list[Node], names: Mapping[str, str]) -> list[Node]:
    """Correct the identifiers of headings, and the links that use them."""

    def change(node: Node) -> Node:
        if node["t"] == "Header" and node["c"][1][0] in names:
            level, (identifier, *rest), inlines = node["c"]
            return {**node, "c": [level, [names[identifier], *rest], inlines]}
        if node["t"] == "Link" and node["c"][2][0].removeprefix("#") in names:
            attr, inlines, (target, title) = node["c"]
            if target.startswith("#"):
                return {**node, "c": [attr, inlines, ["#" + names[target[1:]], title]]}
        return node

    return list(transform(tree, change)) if names else tree


def _text(inlines: Any, scanned: Scan, *, labels: bool) -> str:
    parts: list[str] = []
    for node in inlines:
        kind = node["t"]
        if kind == "Note":
            mark = mark_of(node)
            if labels and mark is not None:
                parts.append(scanned.definitions[mark].label)
        elif kind == "Str":
            parts.append(node["c"])
        elif kind in ("Space", "SoftBreak", "LineBreak"):
            parts.append(" ")
        elif kind in ("Code", "Math"):
            parts.append(node["c"][1])
        elif isinstance(node.get("c"), list):
            inner = node["c"][1] if kind in ("Span", "Link", "Quoted", "Cite") else node["c"]
            parts.append(_text([n for n in inner if isinstance(n, dict)], scanned, labels=labels))
    return "".join(parts)
