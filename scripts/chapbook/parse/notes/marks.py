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

from chapbook.model.ast import Attr, Node, attr_of, transform, walk, with_attr
from chapbook.parse.notes.scan import Scan, ScannedDefinition
from chapbook.parse.surprises.quotes import with_sound_quotes
from chapbook.policy import in_this_context, policy
from chapbook.tools import pandoc

MARK_CLASS = "chapbook-definition"
# `w` is the width of the white space that the mark displaced, to put back where this is code.
_MARK = '[]{{.{0} k="{1}" w="{2}"}}'
# The same span for the strict reader, which knows no bracketed ones.
_STRICT_MARK = '<span class="{0}" k="{1}" w="{2}"></span>'
_MARK_TEXT = re.compile(
    rf' (?:\[\]\{{\.{MARK_CLASS}|<span class="{MARK_CLASS}") k="(\d+)" w="(\d+)"(?:\}}|></span>)'
)
_TORN = re.compile(_MARK_TEXT.pattern.replace('w="(', 'w="(?:') + r"\n[ ]*\n")
# A body that begins with one of these is a block, not a paragraph: its mark is alone.
_BLOCK_OPENER = re.compile(
    r"[ \t]*(?:$|#{1,6}[ \t]|>|[-+*:~][ \t]|\(?(?:#|[0-9]+|[A-Za-z]|[ivxlcIVXLC]+)[.)][ \t]|"
    r"\(@\w*\)|`{3}|~{3}|:{3}|\||\+[-=]|[-*_](?:[ \t]*[-*_]){2}|<|\\begin|\\newpage| {5}|\t|"
    # or whose second line makes the first a heading, a table's head or a defined term
    r"[^\n]*\n[ \t>]*(?:[-=:|+][-=:|+ \t]*$|[:~][ \t]))",
    re.MULTILINE,
)
# The ways to set a mark, tried in turn: before the first word, or in its own paragraph, after
# which the body goes on with this indentation. A list may take less than its text is indented by.
_INLINE, _ALONE, *_LESS = _WAYS = (0, 4, 2, 1, 3)
_TAB = 4  # pandoc's tab stop, and what it takes off the first line of a body if it can
_RESERVED = "chapbook-"


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
    definitions = scanned.definitions
    ways = [
        (_ALONE, _INLINE, *_LESS) if _BLOCK_OPENER.match(text, d.after) else _WAYS
        for d in definitions
    ]
    with ThreadPoolExecutor(max_workers=2) as pool:
        plain_run = pool.submit(in_this_context(pandoc.read_markdown), text)
        marked_text = _marked(text, definitions, ways)
        marked = pandoc.read_markdown(marked_text)
        plain = plain_run.result()
    if _RESERVED in text:
        plain = _disowned(plain, 0)
    suspects = set(range(len(definitions)))
    seen: set[int] = set()
    while True:
        marked = _disowned(marked, len(definitions)) if _RESERVED in text else marked
        same = without_marks(marked["blocks"]) == plain["blocks"]
        live = _live(marked["blocks"])
        found = _suspects(marked, plain) | (set() if same else seen - live)
        seen |= live
        if same and not found:
            return with_sound_quotes(_every_note_known(marked, scanned), marked_text)
        # Where no body is to blame, those are that were marked otherwise the last time.
        accused = found or suspects
        suspects = {k for k in accused if len(ways[k]) > 1}
        if not suspects:
            raise OracleFailure(min(accused, default=None))
        ways = [way[1:] if k in suspects else way for k, way in enumerate(ways)]
        marked_text = _marked(text, definitions, ways)
        marked = pandoc.read_markdown(marked_text)


def _every_note_known(marked: Node, scanned: Scan) -> Node:
    """Return the tree if no more notes are without mark than inline notes were seen."""
    unmarked = sum(mark_of(note) is None for note in _notes(_each_note_once(marked["blocks"])))
    if unmarked > len(scanned.inline_notes):
        raise OracleFailure(None)
    return marked


def _each_note_once(blocks: Any) -> Any:
    """Leave out the bodies that pandoc repeats: of notes called again, in the text of pictures."""
    met: set[int | None] = set()

    def change(node: Node) -> Node | None:
        if node["t"] == "Image":  # the caption of a figure is the text of its picture as well
            return None
        if node["t"] != "Note" or (k := mark_of(node)) is None:
            return node
        again = k in met
        met.add(k)
        return None if again else node

    return transform(blocks, change)


def _disowned(document: Node, count: int) -> Node:
    """Take our own class names from what the author wrote, but for `count` genuine marks."""

    def change(node: Node) -> Node:
        if node["t"] in ("RawInline", "RawBlock"):
            return {**node, "c": [node["c"][0], node["c"][1].replace(_RESERVED, "")]}
        attr = attr_of(node)
        if attr is None or not any(name.startswith(_RESERVED) for name in attr[1]):
            return node
        if node["t"] == "Span" and not node["c"][1] and _is_genuine(attr, count):
            return node
        identifier, classes, pairs = attr
        kept = [name for name in classes if not name.startswith(_RESERVED)]
        return with_attr(node, (identifier, kept, pairs))

    return {**document, "blocks": transform(document["blocks"], change)}


def _is_genuine(attr: Attr, count: int) -> bool:
    identifier, classes, pairs = attr
    if identifier or classes != [MARK_CLASS] or [key for key, _ in pairs] != ["k", "w"]:
        return False
    return re.fullmatch("0|[1-9][0-9]{0,8}", pairs[0][1]) is not None and int(pairs[0][1]) < count


def mark_of(note: Node) -> int | None:
    """Return the number of the definition that a Note came from, None for an inline note."""
    blocks = note["c"]
    if not blocks or blocks[0]["t"] not in ("Para", "Plain") or not blocks[0]["c"]:
        return None
    return mark_number(blocks[0]["c"][0])


def mark_number(node: Node) -> int | None:
    """Return the number in a mark, None for any other node."""
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
    text = _MARK_TEXT.sub(lambda match: " " * int(match[2]), node["c"][1])
    return {**node, "c": [node["c"][0], text]}


def _marked(
    text: str, definitions: tuple[ScannedDefinition, ...], ways: list[tuple[int, ...]]
) -> str:
    pieces: list[str] = []
    done = 0
    mark = _STRICT_MARK if policy().strict else _MARK
    for k, (definition, (way, *_)) in enumerate(zip(definitions, ways, strict=True)):
        pieces.append(text[done : definition.after])
        done, width = _spaces_at(text, definition.after)
        pieces += [" ", mark.format(MARK_CLASS, k, width)]
        if way != _INLINE:
            rest = width - _TAB if width >= _TAB else width
            pieces += [_own_paragraph(definition.prefix, way), " " * rest]
    return "".join([*pieces, text[done:]])


def _spaces_at(text: str, offset: int) -> tuple[int, int]:
    """Return where the white space at an offset ends, and how wide it is to pandoc."""
    line = text.rfind("\n", 0, offset) + 1
    end = offset
    while text[end : end + 1] in (" ", "\t"):
        end += 1
    width = len(text[line:end].expandtabs(_TAB)) - len(text[line:offset].expandtabs(_TAB))
    return end, width


def _own_paragraph(prefix: str, indent: int) -> str:
    """End the mark's paragraph and go on, in the same quotation or list, with the body."""
    container = "".join(char if char in ">\t" else " " for char in prefix)
    return f"\n{container.rstrip()}\n{container}{' ' * indent}"


def _suspects(marked: Node, plain: Node) -> set[int]:
    """Find the definitions whose body changed because of its mark."""
    ours = [(mark_of(note), without_marks(note["c"])) for note in _notes(marked["blocks"])]
    theirs = [note["c"] for note in _notes(plain["blocks"])]
    found = _astray(marked["blocks"]) | _torn_code(marked["blocks"])
    for (k, body), other in zip(ours, theirs, strict=False):
        if body != other:
            found |= {k} if k is not None else set()
            if len(ours) != len(theirs):  # what follows cannot be compared
                break
    return found


def _torn_code(blocks: Any) -> set[int]:
    """Find marks in code whose line does not go on: there they must not be alone."""
    code = (n["c"][1] for n in walk(blocks) if n["t"] in ("CodeBlock", "RawBlock"))
    return {int(k) for text in code for k in _TORN.findall(text)}


def _live(blocks: Any) -> set[int]:
    """Return the marks at the head of a note."""
    return {k for note in _notes(blocks) if (k := mark_of(note)) is not None}


def _astray(blocks: Any) -> set[int]:
    """Find marks in a note but not at its head: in a table's head or a defined term, say."""
    notes = list(_notes(blocks))
    heads = {id(note["c"][0]["c"][0]) for note in notes if mark_of(note) is not None}
    within = (node for note in notes for node in walk(note["c"]) if id(node) not in heads)
    return {k for node in within if (k := mark_number(node)) is not None}


def _notes(blocks: Any) -> Iterator[Node]:
    return (node for node in walk(blocks) if node["t"] == "Note")
