"""Alternative texts of pictures: words alone, whatever the caption that they repeat holds."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from itertools import zip_longest

from chapbook.model.ast import Node, transform, walk
from chapbook.parse.notes.scan import Scan

# What no space comes before once the citation between them is gone.
_CLOSING = frozenset(".,;:!?)]”’»")

_PICTURE = re.compile(
    r"!\[(?P<words>(?:[^\[\]]|\[[^\[\]]{0,200}\]){0,2000})\]\([^()\n]{0,500}\)(?:\{[^{}\n]{0,500}\})?"
)
# What may be on a line with a picture that forms a paragraph by itself.
_ALONE_BEFORE = re.compile(r"(?:\A|\n[ \t>]*\n)[-+*:~\d.)(> \t]*\Z")
_ALONE_AFTER = re.compile(r"[ \t]*(?:\Z|\n[ \t>]*(?:\n|\Z))")
_FAR = 200


def calls_in_lines(scanned: Scan) -> dict[str, list[int]]:
    """Return the offsets of calls in alternative texts, by label, in reverse order."""
    spans = list(_in_lines(scanned.masked))
    heads = [start for start, _ in spans]
    found: dict[str, list[int]] = defaultdict(list)
    for call in reversed(scanned.calls):
        k = bisect_right(heads, call.start)
        if k and call.start < spans[k - 1][1]:
            found[call.label].append(call.start)
    return found


def _in_lines(masked: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the alternative texts of pictures that are not figures."""
    for match in _PICTURE.finditer(masked):
        start = match.start()
        before = _ALONE_BEFORE.search(masked, max(0, start - _FAR), start)
        if before is None or not _ALONE_AFTER.match(masked, match.end()):
            yield match.span("words")


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
