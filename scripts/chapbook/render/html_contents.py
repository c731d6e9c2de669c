"""The contents list of the reading edition: parts, their chapters, the sections of these."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree
from markupsafe import Markup

from chapbook.model.manuscript import DivisionKind, Manuscript
from chapbook.render.fragments import Fragments
from chapbook.render.html_tree import as_html
from chapbook.render.notes import drop_calls

# Sections deeper than this (levels of the manuscript) crowd a contents list.
_DEEPEST = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: `title` keeps its italics, `identifier` is where it leads."""

    title: Markup
    identifier: str
    children: tuple[Entry, ...] = ()


def contents(manuscript: Manuscript, fragments: Fragments) -> tuple[Entry, ...]:
    """List what has a heading, in the order of the book, nested as it is."""
    return tuple(
        _entry(manuscript, fragments, index)
        for index in range(len(manuscript.divisions))
        if manuscript.divisions[index].title and not _in_listed_part(manuscript, index)
    )


def free_identifier(wish: str, taken: set[str]) -> str:
    """Give `wish`, or as much like it as the author's identifiers leave free."""
    while wish in taken:
        wish += "-"
    return wish


def _in_listed_part(manuscript: Manuscript, index: int) -> bool:
    part = manuscript.divisions[index].part
    return part is not None and bool(manuscript.divisions[part].title)


def _entry(manuscript: Manuscript, fragments: Fragments, index: int) -> Entry:
    division, tree = manuscript.divisions[index], fragments.divisions[index]
    children = _nest(list(_section_headings(tree)))
    if division.kind is DivisionKind.PART:
        children += tuple(
            _entry(manuscript, fragments, number)
            for number, chapter in enumerate(manuscript.divisions)
            if chapter.part == index and number != index and chapter.title
        )
    return Entry(_line(tree[0]), division.identifier, children)


def _section_headings(tree: etree._Element) -> Iterator[tuple[int, Markup, str]]:
    for heading in tree.iter(*(f"h{level}" for level in range(2, _DEEPEST + 1))):
        quoted = next(heading.iterancestors("blockquote", "aside"), None) is not None
        identifier = heading.get("id")
        if identifier and not quoted:
            yield int(str(heading.tag)[1]), _line(heading), identifier


def _nest(found: Sequence[tuple[int, Markup, str]]) -> tuple[Entry, ...]:
    entries: list[Entry] = []
    position = 0
    while position < len(found):
        level, title, identifier = found[position]
        end = position + 1
        while end < len(found) and found[end][0] > level:
            end += 1
        entries.append(Entry(title, identifier, _nest(found[position + 1 : end])))
        position = end
    return tuple(entries)


def _line(heading: etree._Element) -> Markup:
    """Give the words of a heading with their italics: no note calls, links or identifiers."""
    copy = deepcopy(heading)
    drop_calls(copy)
    etree.strip_tags(copy, "a", "br")
    for element in copy.iter():
        element.attrib.pop("id", None)
    copy.tag, copy.tail = "span", None
    copy.attrib.clear()
    return as_html(copy)
