"""Headings without a word: no contents list, outline or listener could name them.

WCAG 2.2, 2.4.6 asks that headings describe; an empty one is announced, and says nothing.
What such a heading holds (an ornament, an identifier that links lead to) stays, as a plain block.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from chapbook.model.ast import CALL_CLASS, Node, attr_of, text_of, transform, walk
from chapbook.model.diagnostics import Code, Diagnostic, diagnostic
from chapbook.model.source import SourceText

_LINE = re.compile(r"^[ \t>]*#{1,6}(?:[ \t].*|\{.*)?$", re.MULTILINE)
# A picture has words if it has an alternative text, in brackets or as an attribute; a link or a
# span only if there are words in its brackets.
_ALT = r"\balt[ \t]*=[ \t]*[\"']?[^\"'}>\s]"
_SAYS_NOTHING = re.compile(
    rf"!?\[\s*\]\([^)\n]*\)(?:\{{(?![^}}\n]*{_ALT})[^}}\n]*\}})?(?!\{{)"
    rf"|<(?!img\b[^>\n]*{_ALT})[^>\n]*>"
    r"|\[\s*\]\{[^}\n]*\}|(?<![\])])\{[^}\n]*\}|[#>\s]"
)
_NESTED = 10  # spans may be nested; the limit stops hostile input
_SAYS_ALT = re.compile(_ALT)
_WORDS = frozenset({"Str", "Code", "Math", "Note"})


class EmptyHeadings:
    """Finds them in one tree after the other; findings gather in `diagnostics`."""

    def __init__(self, source: SourceText, masked: str) -> None:
        """Take the source, and its text with code blanked, to find places in."""
        self._source = source
        self._offsets = _offsets(source.text + masked[len(source.text) :], masked)
        self.diagnostics: list[Diagnostic] = []

    def dissolve(self, blocks: list[Node]) -> list[Node]:
        """Return the tree with a plain block in place of each heading without words."""
        return list(transform(blocks, self._change))

    def _change(self, node: Node) -> Node:
        if node["t"] != "Header" or _has_words(node["c"][2]):
            return node
        offset = next(self._offsets, None)
        place = self._source.whole if offset is None else self._source.place(offset)
        self.diagnostics.append(diagnostic(Code.EMPTY_HEADING, place))
        _, (identifier, classes, _), inlines = node["c"]
        content = [{"t": "Para", "c": inlines}] if inlines else []
        return {"t": "Div", "c": [[identifier, classes, []], content]}


def _has_words(inlines: list[Node]) -> bool:
    return any(
        node["t"] in _WORDS
        or (node["t"] == "Image" and bool(text_of(node)))
        or CALL_CLASS in (attr_of(node) or ("", [], []))[1]
        or (node["t"] == "RawInline" and bool(_SAYS_ALT.search(node["c"][1])))
        for node in walk(inlines)
    )


def _offsets(text: str, masked: str) -> Iterator[int]:
    """Yield where a line looks like a heading without a word, code left aside."""
    for line in _LINE.finditer(masked):
        if not _words_of(text[line.start() : line.end()]):
            yield line.start()


def _words_of(line: str) -> str:
    """Return the line without links, spans and pictures that have no words."""
    for _ in range(_NESTED):
        before, line = line, _SAYS_NOTHING.sub("", line)
        if line == before:
            break
    return line
