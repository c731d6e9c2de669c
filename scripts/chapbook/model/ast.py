"""The pandoc document tree as JSON: types and walks.

Nodes are the dictionaries that `pandoc -t json` writes (pandoc-types 1.23). A book has some
hundred thousand of them, so they are kept as they come: no wrapper classes, no copies.
Nothing in this module changes a node it is given.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

Node = dict[str, Any]
Blocks = tuple[Node, ...]
Inlines = list[Node]
Attr = tuple[str, list[str], list[tuple[str, str]]]

# Where pandoc keeps the attributes of a node: index into its "c".
_ATTR_INDEX = {
    "Header": 1,
    "Div": 0,
    "Span": 0,
    "Link": 0,
    "Image": 0,
    "Figure": 0,
    "Table": 0,
    "Code": 0,
    "CodeBlock": 0,
}


def attr_of(node: Node) -> Attr | None:
    """Return a node's attributes (identifier, classes, key-value pairs), None if it has none."""
    index = _ATTR_INDEX.get(node["t"])
    if index is None:
        return None
    identifier, classes, pairs = node["c"][index]
    return identifier, list(classes), [(key, value) for key, value in pairs]


def with_attr(node: Node, attr: Attr) -> Node:
    """Return a copy of a node with other attributes. It must be of a kind that has any."""
    content = list(node["c"])
    identifier, classes, pairs = attr
    content[_ATTR_INDEX[node["t"]]] = [identifier, classes, [list(pair) for pair in pairs]]
    return {**node, "c": content}


def walk(tree: Any, closed: Collection[str] = ()) -> Iterator[Node]:
    """Yield every node of a tree in document order, parents before children.

    What is in nodes of the kinds that are `closed` is left out.
    """
    waiting = [tree]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            if "t" in item:
                yield item
            item = None if item.get("t") in closed else item.get("c")
        if isinstance(item, (list, tuple)):
            waiting.extend(part for part in reversed(item) if isinstance(part, (dict, list, tuple)))


def depth_of(tree: Any) -> int:
    """Count how many nodes lie within each other at the deepest place."""
    deepest = 0
    waiting = [(tree, 0)]
    while waiting:
        item, depth = waiting.pop()
        if isinstance(item, dict):
            item, depth = item.get("c"), depth + 1
            deepest = max(deepest, depth)
        if isinstance(item, list):
            waiting.extend((part, depth) for part in item if isinstance(part, (dict, list)))
    return deepest


def transform(tree: Any, change: Callable[[Node], Node | list[Node] | None]) -> Any:
    """Rebuild a tree bottom-up.

    `change` sees each node after its children were rebuilt and returns the node to keep,
    a list to splice in its stead, or None to leave it out. Lists without changes are reused.
    """
    if isinstance(tree, dict):
        content = tree.get("c")
        if not isinstance(content, list):
            return tree
        rebuilt = transform(content, change)
        return tree if rebuilt is content else {**tree, "c": rebuilt}
    if isinstance(tree, (list, tuple)):
        return _transform_list(tree, change)
    return tree


def _transform_list(items: Iterable[Any], change: Callable[[Node], Any]) -> Any:
    result: list[Any] = []
    same = True
    for item in items:
        rebuilt = transform(item, change)
        kept = change(rebuilt) if isinstance(rebuilt, dict) and "t" in rebuilt else [rebuilt]
        if isinstance(kept, dict):
            kept = [kept]
        same = same and kept is not None and len(kept) == 1 and kept[0] is item
        result.extend(kept or ())
    return items if same else result


def replace(tree: Any, visit: Callable[[Node], Node | None]) -> Any:
    """Rebuild a tree top-down, in document order.

    `visit` sees each node before its children; what it returns replaces the node and
    is not entered, None means: keep the node and go on within.
    """
    if isinstance(tree, dict):
        if "t" in tree:
            instead = visit(tree)
            if instead is not None:
                return instead
        content = tree.get("c")
        return {**tree, "c": replace(content, visit)} if isinstance(content, list) else tree
    if isinstance(tree, (list, tuple)):
        return [replace(item, visit) if isinstance(item, (dict, list)) else item for item in tree]
    return tree


def text_of(tree: Any, *, skip: frozenset[str] = frozenset({"Note"})) -> str:
    """Return the plain text of inlines or blocks, without notes and raw mark-up.

    A picture is its alternative text.
    """
    return "".join(_text_parts(tree, skip)).strip()


def _text_parts(tree: Any, skip: frozenset[str]) -> Iterator[str]:
    if isinstance(tree, (list, tuple)):
        for item in tree:
            yield from _text_parts(item, skip)
    elif isinstance(tree, dict):
        kind = tree.get("t")
        if kind in skip or kind in ("RawInline", "RawBlock"):
            return
        if kind == "Str":
            yield tree["c"]
        elif kind in ("Space", "SoftBreak", "LineBreak"):
            yield " "
        elif kind in ("Code", "CodeBlock", "Math"):
            yield tree["c"][1]
        elif kind == "Quoted":
            yield from _quoted_parts(tree, skip)
        elif kind == "Image" and (alternative := dict(tree["c"][0][2]).get("alt")) is not None:
            yield alternative
        elif kind == "Cite" or kind in ("Link", "Image", "Span", "Div"):
            yield from _text_parts(tree["c"][1], skip)
        elif kind == "Header":
            yield from _text_parts(tree["c"][2], skip)
        else:
            yield from _text_parts(tree.get("c"), skip)


def _quoted_parts(node: Node, skip: frozenset[str]) -> Iterator[str]:
    opening, closing = ("‘", "’") if node["c"][0]["t"] == "SingleQuote" else ("“", "”")
    yield opening
    yield from _text_parts(node["c"][1], skip)
    yield closing


def span(identifier: str, classes: list[str], pairs: dict[str, str], inlines: Inlines) -> Node:
    """Make a Span node."""
    return {"t": "Span", "c": [[identifier, classes, [list(p) for p in pairs.items()]], inlines]}


def div(identifier: str, classes: list[str], pairs: dict[str, str], blocks: list[Node]) -> Node:
    """Make a Div node."""
    return {"t": "Div", "c": [[identifier, classes, [list(p) for p in pairs.items()]], blocks]}


CALL_CLASS = "chapbook-call"
CITED_CLASS = "chapbook-cited"
"""The class of the spans around what a citation style has set, until the trees are made."""


def call_node(index: int) -> Node:
    """Make the node that is where a note is called: an empty Span naming the call."""
    return span("", [CALL_CLASS], {"call": str(index)}, [])


def call_index(node: Node) -> int | None:
    """Return the number of the call that a node represents, None if it is not a call."""
    if node["t"] != "Span" or CALL_CLASS not in node["c"][0][1]:
        return None
    return int(dict(node["c"][0][2])["call"])
