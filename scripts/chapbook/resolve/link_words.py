"""Links that the author left without words: `[](#id)`, `[](https://…)`, `<a href="#id"></a>`.

They get the words of the heading, caption or passage that they lead to, or the address itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from chapbook.model.ast import Inlines, Node, attr_of, call_index, text_of, transform, walk
from chapbook.tools.raw_html import sanitise

_SILENT_SCHEME = re.compile("(?:mailto|tel):", re.IGNORECASE)
_SEEN = frozenset({"Image", "RawInline", "Math"})


def words_of_targets(trees: Iterable[object]) -> dict[str, Inlines]:
    """Return the words of everything that has an identifier and words of its own, by identifier."""
    found: dict[str, Inlines] = {}
    for tree in trees:
        for node in walk(tree):
            attr = attr_of(node)
            if attr is not None and attr[0] and attr[0] not in found:
                words = _bare(_inlines(node))
                if text_of(words):
                    found[attr[0]] = words
    return found


def filled(link: Node, words: Mapping[str, Inlines]) -> Node:
    """Return a link with words, if it has none and any are known for its target."""
    attr, content, (target, title) = link["c"]
    if not is_empty(content):
        return link
    return {**link, "c": [attr, words_for(target, words), [target, title]]}


def is_empty(content: Inlines) -> bool:
    """Check whether nothing would be seen of a link with this content."""
    seen = (node["t"] in _SEEN or call_index(node) is not None for node in walk(content))
    return not text_of(content) and not any(seen)


def words_for(target: str, words: Mapping[str, Inlines]) -> Inlines:
    """Return the words to show for a target; none where it has none."""
    if target.startswith("#"):
        return words.get(target[1:], [])
    return [{"t": "Str", "c": _SILENT_SCHEME.sub("", target)}]


def fill_raw(tree: Any, words: Mapping[str, Inlines]) -> Any:
    """Return a tree in which raw links that are closed at once have words, too."""
    if isinstance(tree, dict):
        content = tree.get("c")
        return {**tree, "c": fill_raw(content, words)} if isinstance(content, list) else tree
    if not isinstance(tree, (list, tuple)):
        return tree
    targets = dict(empty_raw(tree))
    result: list[Any] = []
    for index, item in enumerate(tree):
        result.append(fill_raw(item, words))
        if index in targets:
            result.extend(words_for(targets[index], words))
    return result


def empty_raw(items: Any) -> Iterator[tuple[int, str]]:
    """Yield index and target of each raw `<a href>` in a list that the next item closes."""
    for index in range(len(items) - 1):
        if _raw(items[index + 1]).strip().lower() == "</a>":
            for target in sanitise.links(_raw(items[index])):
                yield index, target


def empty_links(tree: Any) -> Iterator[str]:
    """Yield the targets of all links without words in a tree, in its order."""
    waiting = [tree]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            if item.get("t") == "Link" and is_empty(item["c"][1]):
                yield item["c"][2][0]
            item = item.get("c")
        if isinstance(item, (list, tuple)):
            yield from (target for _, target in empty_raw(item))
            waiting.extend(part for part in reversed(item) if isinstance(part, (dict, list, tuple)))


def _raw(item: Any) -> str:
    if isinstance(item, dict) and item.get("t") == "RawInline" and item["c"][0] == "html":
        return str(item["c"][1])
    return ""


def _inlines(node: Node) -> Inlines:
    """Return the words by which a thing is known: of a heading, a caption, a passage."""
    kind, content = node["t"], node["c"]
    if kind == "Header":
        return list(content[2])
    if kind in ("Span", "Link"):
        return list(content[1])
    if kind == "Code":
        return [{"t": "Code", "c": [["", [], []], content[1]]}]
    if kind in ("Figure", "Table"):
        blocks = content[1][1]
    elif kind == "Div":
        blocks = [block for block in content[1][:1] if block["t"] == "Header"]
        return _inlines(blocks[0]) if blocks else []
    else:
        return []
    return list(blocks[0]["c"]) if blocks and blocks[0]["t"] in ("Plain", "Para") else []


def _bare(inlines: Inlines) -> Inlines:
    """Take out what may not be repeated or be in a link: calls, links, pictures, displays."""

    def change(node: Node) -> Node | list[Node] | None:
        if call_index(node) is not None or node["t"] in ("RawInline", "Image", "Note"):
            return None
        if node["t"] == "Math" and node["c"][0]["t"] == "DisplayMath":
            return None
        if node["t"] in ("Link", "Span", "Cite"):
            return list(node["c"][1])
        return node

    return list(transform(inlines, change))
