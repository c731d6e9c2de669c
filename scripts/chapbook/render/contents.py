"""The contents list of a reflowable edition: parts, their chapters, the sections of these."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from chapbook.model.manuscript import UNLISTED, Division, DivisionKind
from chapbook.render.html_tree import HEADINGS, classes

# Sections further down crowd a contents list; readers still find them by their headings.
SECTION_LEVELS = 2


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents; `title` is text, or markup where it keeps its italics."""

    title: str
    href: str
    children: tuple[Entry, ...] = ()


def listed(divisions: Sequence[Division], entry: Callable[[int], Entry]) -> tuple[Entry, ...]:
    """List the divisions that are `listed`, chapters below their part, in the order of the book.

    `entry` makes the line of a division, by its index, with the sections in it as children.
    """

    def with_chapters(index: int) -> Entry:
        own = entry(index)
        if divisions[index].kind is not DivisionKind.PART:
            return own
        chapters = tuple(
            with_chapters(number)
            for number, chapter in enumerate(divisions)
            if chapter.part == index and number != index and chapter.listed
        )
        return replace(own, children=own.children + chapters)

    return tuple(
        with_chapters(index)
        for index, division in enumerate(divisions)
        if division.listed and not _lies_in_listed_part(division, divisions)
    )


def sections(found: Sequence[tuple[int, str, str]]) -> tuple[Entry, ...]:
    """List the headings of a division, each a level, a title and an address.

    What counts is how deep a heading is nested, not its level: where a level is left out, the next
    one takes its place, as in the outline of the PDF.
    """
    return cut(nest(found), SECTION_LEVELS)


def cut(entries: tuple[Entry, ...], depth: int) -> tuple[Entry, ...]:
    """Leave out what lies deeper than `depth` levels."""
    if depth == 0:
        return ()
    return tuple(replace(entry, children=cut(entry.children, depth - 1)) for entry in entries)


def nest(found: Sequence[tuple[int, str, str]]) -> tuple[Entry, ...]:
    """Nest headings, each a level, a title and an address, by their level."""
    entries: list[Entry] = []
    position = 0
    while position < len(found):
        level, title, href = found[position]
        end = position + 1
        while end < len(found) and found[end][0] > level:
            end += 1
        entries.append(Entry(title, href, nest(found[position + 1 : end])))
        position = end
    return tuple(entries)


def listed_headings(tree: etree._Element) -> Iterator[tuple[int, etree._Element]]:
    """Yield the section headings of a division with their levels: not its title.

    Headings within notes and quotations are not part of the text proper.
    """
    for heading in tree.iter(*HEADINGS[1:]):
        quoted = next(heading.iterancestors("aside", "blockquote"), None) is not None
        if not quoted and is_listed(heading):
            yield int(str(heading.tag)[1]), heading


def is_listed(heading: etree._Element) -> bool:
    """Decide whether a section's heading belongs into the contents (class `unlisted`)."""
    return UNLISTED not in classes(heading)


def _lies_in_listed_part(division: Division, divisions: Sequence[Division]) -> bool:
    return division.part is not None and divisions[division.part].listed
