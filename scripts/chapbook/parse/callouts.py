"""Callouts: `> [!note]` as GitHub and Obsidian have it, `::: {.callout-note}` as Quarto has it.

pandoc reads the one as a quotation that begins with odd words, the other as a block that may begin
with a heading. Both become a block of the class `callout`, with its title first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from chapbook.model.ast import Node, div, transform
from chapbook.model.words.callout_words import callout_title

_SIGN = re.compile(r"\[!(?P<kind>[A-Za-z][\w-]{0,30})\][+-]?")
_UNESCAPED = re.compile(r"(?<!\\)\[!(?P<kind>[A-Za-z][\w-]{0,30})\]")
_CLASS = "callout-"
_SETTINGS = frozenset({"title", "collapse", "icon", "appearance"})
_BREAKS = ("SoftBreak", "LineBreak")


def with_callouts(blocks: list[Node], text: str, language: str) -> list[Node]:
    """Return the blocks with callouts in the place of pandoc's quotations and blocks.

    `text` is the source: a mark that is written there with a backslash only is text.
    """
    signs = frozenset(match["kind"].lower() for match in _UNESCAPED.finditer(text))

    def change(node: Node) -> Node:
        if node["t"] == "BlockQuote":
            return _quoted(node, signs, language)
        return _fenced(node, language) if node["t"] == "Div" else node

    return list(transform(blocks, change))


def _quoted(node: Node, signs: frozenset[str], language: str) -> Node:
    first: Node | None = next(iter(node["c"]), None)
    if first is None or first["t"] != "Para":
        return node
    mark, signed, inlines = _without_mark(first["c"])
    match = _SIGN.fullmatch(signed["c"]) if signed is not None and signed["t"] == "Str" else None
    if match is None or match["kind"].lower() not in signs:
        return node
    end = next((k for k, item in enumerate(inlines) if item["t"] in _BREAKS), len(inlines))
    title, rest = inlines[:end], inlines[end + 1 :]
    body = [{**first, "c": [*mark, *rest]}] if mark or rest else []
    return _callout(match["kind"].lower(), title, [*body, *node["c"][1:]], language)


def _without_mark(inlines: Sequence[Node]) -> tuple[list[Node], Node | None, list[Node]]:
    """Part the mark of a note's definition, if there is one, from the first word and the rest."""
    marked = bool(inlines) and inlines[0]["t"] == "Span" and not inlines[0]["c"][1]
    mark, others = list(inlines[:marked]), list(inlines[marked:])
    while others and others[0]["t"] == "Space":
        others = others[1:]
    return mark, (others[0] if others else None), others[1:]


def _fenced(node: Node, language: str) -> Node:
    (identifier, classes, pairs), blocks = node["c"]
    kind = next((name[len(_CLASS) :] for name in classes if name.startswith(_CLASS)), "")
    if not kind or "callout" in classes:
        return node
    given = dict(pairs).get("title", "")
    title: list[Node] = [{"t": "Str", "c": given}] if given else []
    name = ""  # of the heading: links may lead to it
    if not title and blocks and blocks[0]["t"] == "Header":
        (name, _, _), title, blocks = blocks[0]["c"][1], blocks[0]["c"][2], blocks[1:]
    callout = _callout(kind.lower(), title, blocks, language, name)
    kept = [pair for pair in pairs if pair[0] not in _SETTINGS]
    _, content = callout["c"]
    others = [name for name in classes if not name.startswith(_CLASS)]
    return {"t": "Div", "c": [[identifier, ["callout", _CLASS + kind, *others], kept], content]}


def _callout(
    kind: str, title: Sequence[Any], body: Sequence[Node], language: str, name: str = ""
) -> Node:
    words = [item for item in title if item["t"] != "Space"]
    inlines = list(title) if words else [{"t": "Str", "c": callout_title(kind, language)}]
    while inlines[0]["t"] == "Space":
        inlines = inlines[1:]
    head = div(name, ["callout-title"], {}, [{"t": "Para", "c": inlines}])
    return div("", ["callout", _CLASS + kind], {}, [head, *body])
