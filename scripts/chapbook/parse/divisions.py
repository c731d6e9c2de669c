"""Divide the book: parts, chapters, front and back matter, by headings of the highest level."""

from __future__ import annotations

import re
from dataclasses import replace

from chapbook.model.ast import Node, attr_of, text_of, transform, walk
from chapbook.model.ast import replace as replace_nodes
from chapbook.model.letters.names import Names
from chapbook.model.manuscript import UNLISTED, Division, DivisionKind, Matter
from chapbook.tools.raw_html import sanitise

# What a class of a chapter's heading says of its place; EPUB structural semantics has the words.
FRONT_ROLES = (
    "dedication", "epigraph", "foreword", "preface", "prologue", "introduction",
    "acknowledgments", "abstract",
)  # fmt: skip
BACK_ROLES = (
    "afterword", "epilogue", "appendix", "bibliography", "glossary", "index", "colophon",
    "conclusion", "endnotes", "credits", "names",
)  # fmt: skip
_BODY_ROLES = frozenset({"introduction", "prologue", "epilogue", "conclusion"})


def divide(blocks: list[Node]) -> tuple[Division, ...]:
    """Split the blocks at headings of the chapter level.

    The chapter level is 1, or the highest level in use where a manuscript has no level-1
    heading. Deeper headings are moved up with it, so that a chapter's heading is always level 1.
    """
    level = min((b["c"][0] for b in blocks if b["t"] == "Header"), default=1)
    blocks = _unlisted_below([_raised(block, level - 1) for block in blocks])
    found: list[Division] = []
    part: int | None = None
    matter = Matter.BODY
    names = Names()
    for heading, content in _runs(blocks):
        name = _opening(blocks) if heading is None else heading["c"][1][0] or "chapter"
        division = _division(heading, content, part, matter, names.free(name))
        if division.kind is DivisionKind.PART:
            part = len(found)
            division = replace(division, part=None)
        elif division.matter is not Matter.BODY:
            part = None
            division = replace(division, part=None)
        matter = _next_matter(division)
        found.append(division)
    return tuple(found)


def _unlisted_below(blocks: list[Node]) -> list[Node]:
    """Make the headings below an unlisted one unlisted, as pandoc does."""
    unlisted: int | None = None  # the level of the heading whose section this is

    def visit(node: Node) -> Node | None:
        nonlocal unlisted
        if node["t"] != "Header":
            return None
        level, (identifier, classes, pairs), inlines = node["c"]
        if unlisted is not None and level > unlisted:
            kept = list(dict.fromkeys([*classes, UNLISTED]))
            return {**node, "c": [level, [identifier, kept, pairs], inlines]}
        unlisted = level if UNLISTED in classes else None
        return node

    return list(replace_nodes(blocks, visit))


def _opening(blocks: list[Node]) -> str:
    """Name what comes before the first heading, by a name that no element has."""
    return Names(attr[0] for node in walk(blocks) if (attr := attr_of(node))).free("text")


def _raised(block: Node, by: int) -> Node:
    if by and block["t"] == "Div":
        attributes, content = block["c"]
        return {**block, "c": [attributes, [_raised(inner, by) for inner in content]]}
    if by == 0 or block["t"] != "Header":
        return block
    level, *rest = block["c"]
    return {**block, "c": [max(1, level - by), *rest]}


def _runs(blocks: list[Node]) -> list[tuple[Node | None, list[Node]]]:
    runs: list[tuple[Node | None, list[Node]]] = []
    for block in blocks:
        if block["t"] == "Header" and block["c"][0] == 1:
            runs.append((block, []))
        elif not runs:
            runs.append((None, [block]))
        else:
            runs[-1][1].append(block)
    return runs


def _division(
    heading: Node | None, content: list[Node], part: int | None, matter: Matter, identifier: str
) -> Division:
    if heading is None:
        return Division(
            identifier, DivisionKind.CHAPTER, Matter.BODY, None, "", None, tuple(content), None
        )
    _, classes, _ = heading["c"][1]
    kind = DivisionKind.PART if "part" in classes else DivisionKind.CHAPTER
    role = next((c for c in classes if c in FRONT_ROLES or c in BACK_ROLES), None)
    return Division(
        identifier=identifier,
        kind=kind,
        matter=_matter(classes, role, matter),
        role=role,
        title=_title(heading["c"][2]),
        heading=heading,
        blocks=tuple(content),
        part=part,
    )


def _title(inlines: list[Node]) -> str:
    """Return the words of a heading; those of a picture are its alternative text."""
    words = text_of(list(transform(inlines, _raw_picture_as_words)))
    return re.sub(r" {2,}", " ", words)


def _raw_picture_as_words(node: Node) -> Node | list[Node]:
    if node["t"] != "RawInline":
        return node
    return [{"t": "Str", "c": alt} for _, alt in sanitise.pictures(node["c"][1]) if alt]


def _matter(classes: list[str], role: str | None, current: Matter) -> Matter:
    if "frontmatter" in classes:
        return Matter.FRONT
    if "backmatter" in classes:
        return Matter.BACK
    if "mainmatter" in classes or role in _BODY_ROLES:
        return Matter.BODY
    if role in FRONT_ROLES:
        return Matter.FRONT
    if role in BACK_ROLES:
        return Matter.BACK
    return Matter.BACK if current is Matter.BACK else Matter.BODY


def _next_matter(division: Division) -> Matter:
    """What follows back matter without a word is back matter; all else is the body."""
    return Matter.BACK if division.matter is Matter.BACK else Matter.BODY
