"""Callouts in pandoc's plain reading: `> [!note] Title`, and blocks of a class `callout-…`.

Their sign is not a word of the editions. Its place has the title, or words the builder chooses.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from chapbook.collate.source.reading import FILLED

Node = Mapping[str, Any]
_SIGN = re.compile(r"(?<!\\)\[!(?P<kind>[A-Za-z][\w-]{0,30})\]")
_WORD = re.compile(r"\[!(?P<kind>[A-Za-z][\w-]{0,30})\][+-]?")
_CLASS = "callout-"


def with_titles(blocks: Sequence[Node], text: str) -> Sequence[Node]:
    """Return a tree that has the titles of callouts in the place of their signs.

    `text` is the source, which has the signs of callouts without a backslash.
    """
    kinds = frozenset(match["kind"].lower() for match in _SIGN.finditer(text))
    if not kinds and _CLASS not in text:
        return blocks
    changed: Sequence[Node] = _changed(blocks, kinds)
    return changed


def _changed(item: Any, kinds: frozenset[str]) -> Any:
    if isinstance(item, list):
        return [_changed(part, kinds) for part in item]
    if not isinstance(item, dict):
        return item
    node = {key: _changed(value, kinds) for key, value in item.items()}
    if node.get("t") == "BlockQuote":
        return {**node, "c": _quoted(node["c"], kinds)}
    if node.get("t") == "Div":
        attributes, content = node["c"]
        return {**node, "c": [attributes, _fenced(attributes, content)]}
    return node


def _quoted(blocks: list[Node], kinds: frozenset[str]) -> list[Node]:
    inlines = blocks[0]["c"] if blocks and blocks[0]["t"] == "Para" else []
    words = inlines[1:] if inlines and inlines[0]["t"] == "Space" else inlines
    sign = _WORD.fullmatch(words[0]["c"]) if words and words[0]["t"] == "Str" else None
    if sign is None or sign["kind"].lower() not in kinds:
        return blocks
    breaks = (k for k, node in enumerate(words) if node["t"] in ("SoftBreak", "LineBreak"))
    end = next(breaks, len(words))
    return [_title(words[1:end]), {"t": "Para", "c": words[end + 1 :]}, *blocks[1:]]


def _fenced(attributes: Sequence[Any], blocks: list[Node]) -> list[Node]:
    _, classes, pairs = attributes
    if "callout" in classes or not any(name.startswith(_CLASS) for name in classes):
        return blocks
    title = dict(pairs).get("title", "")
    if not title and blocks and blocks[0]["t"] == "Header":
        return blocks
    return [_title([{"t": "Str", "c": title}] if title else []), *blocks]


def _title(inlines: Sequence[Node]) -> Node:
    has_words = any(node["t"] != "Space" for node in inlines)
    return {"t": "Para", "c": list(inlines) if has_words else [{"t": "Str", "c": FILLED}]}
