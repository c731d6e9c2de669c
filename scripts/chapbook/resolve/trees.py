"""Walk and change the trees of a parsed manuscript, those of its text and of its notes."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from typing import Any

from chapbook.model.ast import Node, transform, walk
from chapbook.model.manuscript import ParsedManuscript


def _everything(parsed: ParsedManuscript) -> Iterator[Any]:
    for division in parsed.divisions:
        yield division.heading
        yield division.blocks
    for definition in parsed.definitions:
        yield definition.blocks


def walk_all(parsed: ParsedManuscript) -> Iterator[Node]:
    """Walk the text and the note bodies."""
    for tree in _everything(parsed):
        yield from walk(tree)


def cites_of(parsed: ParsedManuscript) -> Iterator[Node]:
    """Yield the citations of the text, then those of the notes."""
    return (node for node in walk_all(parsed) if node["t"] == "Cite")


def changed(
    parsed: ParsedManuscript, change: Callable[[Node], Node | list[Node]]
) -> ParsedManuscript:
    """Return the manuscript with a change applied to each node of the text and of the notes."""
    divisions = tuple(
        dataclasses.replace(
            d, heading=transform(d.heading, change), blocks=tuple(transform(d.blocks, change))
        )
        for d in parsed.divisions
    )
    definitions = tuple(
        dataclasses.replace(d, blocks=tuple(transform(d.blocks, change)))
        for d in parsed.definitions
    )
    return dataclasses.replace(parsed, divisions=divisions, definitions=definitions)
