"""The contents list of the reading edition: parts, their chapters, the sections of these."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

from lxml import etree
from markupsafe import Markup

from chapbook.model.manuscript import Division, Manuscript
from chapbook.render.contents import Entry, listed, listed_headings, sections
from chapbook.render.html_tree import as_html, pictures_as_words
from chapbook.render.text.fragments import Fragments
from chapbook.render.text.notes import drop_calls


def contents(manuscript: Manuscript, fragments: Fragments) -> tuple[Entry, ...]:
    """List what has a heading, in the order of the book, nested as it is."""
    return listed(
        manuscript.divisions,
        lambda index: _entry(manuscript.divisions[index], fragments.divisions[index]),
    )


def _entry(division: Division, tree: etree._Element) -> Entry:
    return Entry(_line(tree[0]), f"#{division.identifier}", sections(list(_section_headings(tree))))


def _section_headings(tree: etree._Element) -> Iterator[tuple[int, Markup, str]]:
    for level, heading in listed_headings(tree):
        identifier = heading.get("id")
        if identifier:
            yield level, _line(heading), f"#{identifier}"


def _line(heading: etree._Element) -> Markup:
    """Return the words of a heading with their italics: no note calls, links or identifiers."""
    copy = deepcopy(heading)
    pictures_as_words(copy)
    drop_calls(copy)
    etree.strip_tags(copy, "a", "br")
    for element in copy.iter():
        element.attrib.pop("id", None)
    copy.tag, copy.tail = "span", None
    copy.attrib.clear()
    return as_html(copy)
