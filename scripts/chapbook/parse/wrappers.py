"""Divs about whole chapters: `<div style="…">` or `:::` around headings of level 1.

A chapter is a page, a file of an EPUB and an entry of the contents; it begins at a heading that
stands in nothing else. So such a Div is parted at these headings, and each part keeps what it says.
"""

from __future__ import annotations

from collections.abc import Iterator

from chapbook.model.ast import Node, div

_OF_HEADINGS = frozenset({"lang", "dir"})

Attributes = tuple[str, list[str], list[tuple[str, str]]]


def without_wrappers(blocks: list[Node]) -> list[Node]:
    """Return the blocks with the headings of level 1 in Divs outside them.

    Of a Div that is all there is, headings of any level count.
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
        yield _said(inner, [pair for pair in pairs if pair[0] in _OF_HEADINGS])
    yield from _wrapped((identifier, classes, pairs), run)


def _wrapped(attributes: Attributes, run: list[Node]) -> Iterator[Node]:
    identifier, classes, pairs = attributes
    if run and (identifier or classes or pairs):
        yield div(identifier, classes, dict(pairs), run)
    else:
        yield from run


def _said(heading: Node, pairs: list[tuple[str, str]]) -> Node:
    """Have a heading say its language and direction, as the Div about it did."""
    level, (identifier, classes, own), inlines = heading["c"]
    named = {key for key, _ in own}
    added = [pair for pair in pairs if pair[0] not in named]
    return {**heading, "c": [level, [identifier, classes, [*own, *added]], inlines]}
