"""Keep note labels through pandoc: mark the definitions, parse, and prove nothing else changed.

pandoc's tree holds a note's blocks where it is called, and neither its label nor its place. So a
span naming the definition is put at the head of each body. The proof (the oracle): with the
marks taken out again, the tree must equal the tree of the unmarked text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from chapbook.model.ast import Node, transform, walk
from chapbook.parse.scan import Scan, ScannedDefinition
from chapbook.tools import pandoc

MARK_CLASS = "chapbook-definition"
_MARK = '[]{{.{0} k="{1}"}}'
_MARK_TEXT = re.compile(rf'\[\]\{{\.{MARK_CLASS} k="\d+"\}}')
# A body that begins with one of these is a block, not a paragraph: its mark stands alone.
_BLOCK_OPENER = re.compile(
    r"[ \t]*(?:$|#{1,6}[ \t]|>|[-+*:~][ \t]|\(?(?:#|[0-9]+|[A-Za-z]|[ivxlcIVXLC]+)[.)][ \t]|"
    r"\(@\w*\)|`{3}|~{3}|:{3}|\||\+[-=]|[-*_](?:[ \t]*[-*_]){2}|<|\\begin|\\newpage| {5}|\t|"
    # or whose second line makes the first a heading, a table's head or a defined term
    r"[^\n]*\n[ \t]*(?:[-=][-= \t]*$|[:~][ \t]))",
    re.MULTILINE,
)
_TRIES = 6


class OracleFailure(Exception):
    """Marked and unmarked text gave different trees; `definition` is where, if that is known."""

    def __init__(self, definition: int | None) -> None:
        """Keep the index of the scanned definition at which the trees part."""
        super().__init__("marked and unmarked trees differ")
        self.definition = definition


def marked_tree(text: str, scanned: Scan) -> Node:
    """Parse `text` into a pandoc document whose note bodies begin with their mark.

    Raises OracleFailure where no way of marking leaves the rest of the tree as it was.
    """
    alone = {k for k, d in enumerate(scanned.definitions) if _BLOCK_OPENER.match(text, d.after)}
    with ThreadPoolExecutor(max_workers=2) as pool:
        plain_run = pool.submit(pandoc.read_markdown, text)
        marked = pandoc.read_markdown(_marked(text, scanned.definitions, alone))
        plain = plain_run.result()
    for _ in range(_TRIES):
        if without_marks(marked["blocks"]) == plain["blocks"]:
            return marked
        suspect = _first_difference(marked, plain)
        every = set(range(len(scanned.definitions)))
        alone = alone ^ {suspect} if suspect is not None else every
        marked = pandoc.read_markdown(_marked(text, scanned.definitions, alone))
    raise OracleFailure(_first_difference(marked, plain))


def mark_of(note: Node) -> int | None:
    """Give the number of the definition that a Note came from, None for an inline note."""
    blocks = note["c"]
    if not blocks or blocks[0]["t"] not in ("Para", "Plain") or not blocks[0]["c"]:
        return None
    return mark_number(blocks[0]["c"][0])


def mark_number(node: Node) -> int | None:
    """Give the number in a mark, None for any other node."""
    if node["t"] != "Span" or MARK_CLASS not in node["c"][0][1]:
        return None
    return int(dict(node["c"][0][2])["k"])


def without_marks(tree: Any) -> Any:
    """Take all marks out, with the paragraph or the space that came with them."""
    return transform(tree, _unmarked)


def _unmarked(node: Node) -> Node | None:
    kind = node["t"]
    if kind in ("Para", "Plain") and node["c"]:
        inlines = node["c"]
        if mark_number(inlines[0]) is None:
            return _without_inner(node)
        rest = inlines[1:]
        if rest and rest[0]["t"] in ("Space", "SoftBreak"):
            rest = rest[1:]
        return {**node, "c": rest} if rest else None
    if kind in ("Code", "CodeBlock", "RawBlock", "RawInline", "Math"):
        return _without_mark_text(node)
    return node


def _without_inner(node: Node) -> Node:
    """Marks in running text: a definition that pandoc took for text."""
    if not any(mark_number(item) is not None for item in node["c"]):
        return node
    return {**node, "c": [item for item in node["c"] if mark_number(item) is None]}


def _without_mark_text(node: Node) -> Node:
    if not _MARK_TEXT.search(node["c"][1]):
        return node
    return {**node, "c": [node["c"][0], _MARK_TEXT.sub("", node["c"][1])]}


def _marked(text: str, definitions: tuple[ScannedDefinition, ...], alone: set[int]) -> str:
    pieces: list[str] = []
    done = 0
    for k, definition in enumerate(definitions):
        mark = _MARK.format(MARK_CLASS, k)
        pieces += [text[done : definition.after], " ", mark]
        if k in alone:
            pieces.append(_own_paragraph(definition.prefix))
            done = definition.after
        else:
            done = definition.after + _spaces_at(text, definition.after)
    return "".join([*pieces, text[done:]])


def _spaces_at(text: str, offset: int) -> int:
    return len(text[offset : offset + 80]) - len(text[offset : offset + 80].lstrip(" \t"))


def _own_paragraph(prefix: str) -> str:
    """End the mark's paragraph and go on, in the same quotation or list, with the body."""
    container = "".join(char if char in ">\t" else " " for char in prefix)
    return f"\n{container.rstrip()}\n{container}    "


def _first_difference(marked: Node, plain: Node) -> int | None:
    """Find the first definition whose body came out otherwise than without its mark."""
    ours = [(mark_of(note), without_marks(note["c"])) for note in _notes(marked["blocks"])]
    theirs = [note["c"] for note in _notes(plain["blocks"])]
    for index, (k, body) in enumerate(ours):
        if index >= len(theirs) or body != theirs[index]:
            return k if k is not None else _astray(marked["blocks"])
    return _astray(marked["blocks"])


def _astray(blocks: Any) -> int | None:
    """Find a mark that is not at the head of a body: in the term of a definition list, say."""
    heads = {id(note["c"][0]["c"][0]) for note in _notes(blocks) if mark_of(note) is not None}
    astray = (n for n in walk(blocks) if id(n) not in heads and mark_number(n) is not None)
    return next((mark_number(node) for node in astray), None)


def _notes(blocks: Any) -> Iterator[Node]:
    return (node for node in walk(blocks) if node["t"] == "Note")
