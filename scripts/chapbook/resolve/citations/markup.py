"""What bibliographic data brings into the text: no attribute and no raw text that may not stay.

The text of the author was checked when it was parsed; what citeproc adds was not.
"""

from __future__ import annotations

import re

from chapbook.model.ast import Node, attr_of, transform, walk, with_attr
from chapbook.model.diagnostics import Code, Diagnostic, diagnostic
from chapbook.model.source import FORBIDDEN, SEPARATORS
from chapbook.resolve.places import Finder
from chapbook.tools.raw_html import sanitise
from chapbook.tools.raw_html.attributes import HTML_FORMATS, WRITTEN_AS, may_stay


def without_strange_markup(
    before: list[Node], blocks: list[Node], finder: Finder
) -> tuple[list[Node], tuple[Diagnostic, ...]]:
    """Return what citeproc gave without raw text of other formats and forbidden attributes.

    `before` is what citeproc was given.
    """
    own = {node["c"][1] for node in walk(before) if node["t"] in ("RawInline", "RawBlock")}
    checker = _Checker(finder, own)
    kept = list(transform(blocks, checker.change))
    return kept, tuple(checker.findings)


class _Checker:
    def __init__(self, finder: Finder, own: set[str]) -> None:
        self.finder, self.own = finder, own
        self.findings: list[Diagnostic] = []

    def change(self, node: Node) -> Node | None:
        kind = node["t"]
        if kind in ("RawInline", "RawBlock"):
            return self._raw(node)
        if kind == "Str":
            return self._text(node)
        return self._attributes(node) if kind in WRITTEN_AS else node

    def _raw(self, node: Node) -> Node | None:
        form, text = node["c"]
        if form in HTML_FORMATS:  # sanitised with its chapter
            kept, found = sanitise.without_tags(text)
            for item in () if text in self.own else found:
                self._found(Code.RAW_HTML_DROPPED, text, what=item.what)
            return {**node, "c": [form, kept]} if kept.strip() else None
        shown = text.strip().split("\n")[0][:60]
        self._found(Code.RAW_IN_REFERENCE, text.strip(), format=form, text=shown)
        return None

    def _text(self, node: Node) -> Node:
        for character in FORBIDDEN.findall(node["c"]):
            self._found(Code.CONTROL_CHARACTER, "&#", character=f"U+{ord(character):04X}")
        return {**node, "c": node["c"].translate(SEPARATORS)}

    def _attributes(self, node: Node) -> Node:
        attr = attr_of(node)
        if attr is None or not attr[2]:
            return node
        tag = WRITTEN_AS[node["t"]]
        for key, value in attr[2]:
            if not may_stay(tag, key):
                self._found(Code.RAW_HTML_DROPPED, value, what=f"{key} of <{tag}>")
        kept = [(key, value) for key, value in attr[2] if may_stay(tag, key)]
        return with_attr(node, (attr[0], attr[1], kept))

    def _found(self, code: Code, needle: str, **facts: str) -> None:
        place = self.finder.entry(re.escape(needle))
        self.findings.append(diagnostic(code, place, **facts))
