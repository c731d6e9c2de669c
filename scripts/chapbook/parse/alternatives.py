"""Alternative texts of pictures: words alone, whatever the caption that they repeat holds."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from chapbook.model.ast import Node, transform, walk

# What no space comes before once the citation between them is gone.
_CLOSING = frozenset(".,;:!?)]”’»")


def without_notes(image: Node) -> Node:
    """Take notes and citations out of an alternative text: pandoc repeats a figure's caption there.

    A citation would be a second note, which is called nowhere. Of `@name` in a sentence the name is
    kept as it is written.
    """
    if not any(node["t"] in ("Note", "Cite") for node in walk(image["c"][1])):
        return image
    attributes, inlines, target = transform(image["c"], _without_note)
    return {**image, "c": [attributes, list(_without_gaps(inlines)), target]}


def words_alone(tree: Node) -> Node:
    """Return a tree without notes and citations, and without the gaps that they leave."""

    def change(node: Node) -> Node | list[Node] | None:
        kept = _without_note(node)
        if isinstance(kept, dict) and kept["t"] in ("Para", "Plain"):
            return {**kept, "c": list(_without_gaps(kept["c"]))}
        return kept

    (changed,) = transform([tree], change) or ({"t": "Null"},)
    result: Node = changed
    return result


def _without_note(node: Node) -> Node | list[Node] | None:
    if node["t"] != "Cite":
        return None if node["t"] == "Note" else node
    in_text = node["c"][0][0]["citationMode"]["t"] == "AuthorInText"
    return list(node["c"][1]) if in_text else None


def _without_gaps(inlines: list[Node]) -> Iterator[Node]:
    """Leave out a space before a full stop or at the end, as citeproc does."""
    for node, after in zip_longest(inlines, inlines[1:]):
        ends = after is None or (after["t"] == "Str" and after["c"][:1] in _CLOSING)
        if node["t"] != "Space" or not ends:
            yield node
