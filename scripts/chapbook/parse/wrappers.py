"""Split Divs around whole chapters: `<div style="…">` or `:::` around headings of level 1.

A chapter is a page, a file of an EPUB and an entry of the contents; it begins at a heading outside
all other blocks. So such a Div is split at these headings, and each part keeps its attributes.
"""

from __future__ import annotations

from collections.abc import Iterator

from chapbook.model.ast import Node, div

_OF_HEADINGS = frozenset({"lang", "dir"})

Attributes = tuple[str, list[str], list[tuple[str, str]]]


def without_wrappers(blocks: list[Node]) -> list[Node]:
    """Return the blocks with the headings of level 1 moved out of their Divs.

    If one Div holds the whole text, its headings of the highest level are moved out.
    """
    if len(blocks) == 1 and blocks[0]["t"] == "Div":
        levels = [block["c"][0] for block in _in_divs(blocks) if block["t"] == "Header"]
        return list(_parted(blocks[0], min(levels, default=1)))
    return [part for block in blocks for part in _parted(block, 1)]


def _in_divs(blocks: list[Node]) -> Iterator[Node]:
    """Walk blocks and those in Divs, not those in lists, quotations or tables."""
    for block in blocks:
        if block["t"] == "Div":
            yield from _in_divs(block["c"][1])
        else:
            yield block


def _is_heading(block: Node, level: int) -> bool:
    return block["t"] == "Header" and int(block["c"][0]) <= level


def _parted(block: Node, level: int) -> Iterator[Node]:
    if not any(block["t"] == "Div" and _is_heading(inner, level) for inner in _in_divs([block])):
        yield block
        return
    (identifier, classes, pairs), content = block["c"]
    run: list[Node] = []
    for inner in [part for child in content for part in _parted(child, level)]:
        if not _is_heading(inner, level):
            run.append(inner)
            continue
        yield from _wrapped((identifier, classes, pairs), run)
        identifier, run = "" if run else identifier, []
        yield _with_pairs(inner, [pair for pair in pairs if pair[0] in _OF_HEADINGS])
    yield from _wrapped((identifier, classes, pairs), run)


def _wrapped(attributes: Attributes, run: list[Node]) -> Iterator[Node]:
    identifier, classes, pairs = attributes
    if run and (identifier or classes or pairs):
        yield div(identifier, classes, dict(pairs), run)
    else:
        yield from run


def _with_pairs(heading: Node, pairs: list[tuple[str, str]]) -> Node:
    """Return a heading with the language and direction of the Div around it."""
    level, (identifier, classes, own), inlines = heading["c"]
    named = {key for key, _ in own}
    added = [pair for pair in pairs if pair[0] not in named]
    return {**heading, "c": [level, [identifier, classes, [*own, *added]], inlines]}
