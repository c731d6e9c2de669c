"""Notes without a word: a marker would lead a reader to nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from chapbook.model.ast import Node, walk
from chapbook.model.diagnostics import Code, Diagnostic, diagnostic
from chapbook.model.letters.clusters import drawn
from chapbook.model.notes import NoteDefinition

_WITH_TEXT = frozenset({"Code", "CodeBlock", "Math"})
# What of raw HTML is never seen, and what is without being a word.
_UNSEEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1\s*>|\Z)|<(?!img\b|math\b)[^>]*>",
    re.DOTALL | re.IGNORECASE,
)


def empty_notes(definitions: Iterable[NoteDefinition]) -> Iterator[Diagnostic]:
    """Report each note of which no edition would show anything but its marker."""
    for definition in definitions:
        if not any(_is_seen(node) for node in walk(definition.blocks)):
            yield diagnostic(Code.EMPTY_NOTE, definition.place)


def _is_seen(node: Node) -> bool:
    kind = node["t"]
    if kind == "Str":
        return bool(drawn(node["c"]).strip())
    if kind in ("RawInline", "RawBlock"):
        return bool(_UNSEEN.sub("", node["c"][1]).strip())
    return kind == "Image" or (kind in _WITH_TEXT and bool(node["c"][1].strip()))
