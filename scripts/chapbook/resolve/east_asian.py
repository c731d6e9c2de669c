"""Line ends of the manuscript within Japanese and Chinese text: they are no spaces there.

Unicode line breaking is not asked: a break between two wide characters can only come from the
author's editor. CSS Text 3, 4.1.2 has the same rule, which few reading systems know.
"""

from __future__ import annotations

from typing import Any

from chapbook.model.ast import Blocks, Node, call_index, text_of
from chapbook.model.letters.languages import primary
from chapbook.model.letters.wide import is_wide

_LANGUAGES = frozenset({"ja", "zh"})


def join_lines(blocks: Blocks, language: str) -> Blocks:
    """Take out line ends between wide characters; blocks of other languages stay as they are."""
    if primary(language) not in _LANGUAGES:
        return blocks
    return tuple(_joined(block) for block in blocks)


def _joined(tree: Any) -> Any:
    if isinstance(tree, dict):
        content = tree.get("c")
        return {**tree, "c": _joined(content)} if isinstance(content, list) else tree
    if isinstance(tree, (list, tuple)):
        return [
            _joined(item) if isinstance(item, (dict, list)) else item
            for index, item in enumerate(tree)
            if not _is_needless(tree, index)
        ]
    return tree


def _is_needless(inlines: Any, index: int) -> bool:
    node = inlines[index]
    if not isinstance(node, dict) or node.get("t") != "SoftBreak":
        return False
    before = _edge(inlines[:index][::-1], last=True)
    after = _edge(inlines[index + 1 :], last=False)
    return before != "" != after and is_wide(before) and is_wide(after)


def _edge(nodes: Any, *, last: bool) -> str:
    """Return the character next to a line end; calls have none of the text's."""
    for node in nodes:
        text = "" if _is_call(node) else text_of(node)
        if text:
            return text[-1] if last else text[0]
    return ""


def _is_call(node: Node) -> bool:
    return call_index(node) is not None
