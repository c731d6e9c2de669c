"""The abstract of the front matter: Markdown like the text, and a chapter before it.

Its notes may be defined in the text, and the other way round, so pandoc reads it together with the
text: it is put behind the text, in its own Div that ends with it, and taken out of the tree
again. Offsets into the text stay what they were; `SourceText.annex` finds the places of the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from chapbook.model import ast
from chapbook.model.ast import Node, attr_of, call_index, call_node, text_of, transform, walk
from chapbook.model.letters.languages import in_language
from chapbook.model.letters.names import Names
from chapbook.model.manuscript import Division, DivisionKind, Matter
from chapbook.model.metadata import Metadata
from chapbook.model.notes import ParsedCall
from chapbook.model.source import SourceText
from chapbook.model.words.abstract_words import ABSTRACT
from chapbook.parse.alternatives import words_alone
from chapbook.parse.front_matter.reading import FrontMatter

_KEY = "abstract"
_FENCE = ":" * 24
_LINES = frozenset({"Para", "Plain", "Header", "CodeBlock", "LineBlock"})
# Pages that come before the contents, and so before the abstract.
_BEFORE = frozenset({"dedication", "epigraph"})


def with_abstract(source: SourceText, front: FrontMatter, text: str) -> tuple[SourceText, str]:
    """Return the text with the abstract behind it, and the source that knows its places."""
    value = front.data.get(_KEY)
    if not isinstance(value, str) or not value.strip():
        return source, text
    head = f"{text}\n\n{_FENCE} {{.{_class(source)}}}\n\n"
    lines = _lines(source, value, front.tree.places[(_KEY,)], len(head))
    return replace(source, annex=tuple(lines)), f"{head}{value}\n"


def _class(source: SourceText) -> str:
    """Return a class that no author can write: the text cannot hold its own digest."""
    return f"abstract-{source.sha256}"


def _lines(source: SourceText, value: str, start: int, offset: int) -> Iterator[tuple[int, int]]:
    """Yield where each line of the value begins behind the text, and where it is in the source."""
    for line in value.split("\n"):
        words = line.split()
        for needle in (line.strip(), words[0] if words else ""):
            found = source.text.find(needle, start) if needle else -1
            if found >= 0:
                start = found
                break
        yield offset + len(line) - len(line.lstrip()), start
        offset += len(line) + 1


def take_out(source: SourceText, blocks: list[Node]) -> tuple[list[Node], list[Node]]:
    """Return the tree without the abstract, and the blocks of the abstract."""
    found: list[Node] = []

    def change(node: Node) -> Node | None:
        if node["t"] != "Div" or _class(source) not in node["c"][0][1]:
            return node
        found.extend(node["c"][1])
        return None

    return (list(transform(blocks, change)), found) if source.annex else (blocks, found)


def with_division(
    divisions: tuple[Division, ...], blocks: list[Node], metadata: Metadata
) -> tuple[Division, ...]:
    """Put the abstract before the first chapter, behind a dedication or an epigraph."""
    if not blocks:
        return divisions
    place = next((n for n, d in enumerate(divisions) if d.role not in _BEFORE), len(divisions))
    taken = [attr[0] for tree in _trees(divisions, blocks) for attr in _attributes(tree)]
    identifier = Names([*taken, *(d.identifier for d in divisions)]).free(_KEY)
    title = metadata.abstract_title or in_language(ABSTRACT, metadata.language)
    heading = [1, [identifier, ["unnumbered"], []], [{"t": "Str", "c": title}]]
    abstract = Division(
        identifier, DivisionKind.CHAPTER, Matter.FRONT, _KEY, title,
        {"t": "Header", "c": heading}, tuple(_below(blocks)), None,
    )  # fmt: skip
    moved = [d if d.part is None else replace(d, part=d.part + 1) for d in divisions[place:]]
    return (*divisions[:place], abstract, *moved)


def calls_in_reading_order(
    divisions: tuple[Division, ...], calls: tuple[ParsedCall, ...]
) -> tuple[tuple[Division, ...], tuple[ParsedCall, ...]]:
    """Renumber the calls in the order of the divisions: pandoc read the abstract last."""
    order: list[int] = []

    def visit(node: Node) -> Node | None:
        index = call_index(node)
        if index is None:
            return None
        order.append(index)
        return call_node(len(order) - 1)

    counted = []
    for division in divisions:
        heading, blocks = ast.replace([division.heading, list(division.blocks)], visit)
        counted.append(replace(division, heading=heading, blocks=tuple(blocks)))
    return tuple(counted), tuple(calls[index] for index in order)


def _trees(divisions: Iterable[Division], blocks: list[Node]) -> Iterator[object]:
    yield blocks
    for division in divisions:
        yield [division.heading, list(division.blocks)]


def _attributes(tree: object) -> Iterator[tuple[str, list[str], list[tuple[str, str]]]]:
    return (attr for node in walk(tree) if (attr := attr_of(node)) is not None)


def _below(blocks: list[Node]) -> list[Node]:
    """Put the headings within the abstract below its own."""

    def change(node: Node) -> Node:
        if node["t"] != "Header":
            return node
        level, *rest = node["c"]
        return {**node, "c": [max(2, level), *rest]}

    return list(transform(blocks, change))


def plain_words(blocks: list[Node]) -> str | None:
    """Return the abstract as one line of plain text, without notes and citations."""
    lines = (node for node in walk(blocks) if node["t"] in _LINES)
    words = " ".join(text_of(words_alone(line)) for line in lines)
    return re.sub(r"\s+", " ", words).strip() or None
