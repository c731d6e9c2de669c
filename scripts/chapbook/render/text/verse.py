"""Stanzas and the attributions of quotations: marked for the style sheets of every edition.

Trees are those of `Fragments`, without namespace; they are changed in place.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from itertools import groupby

from lxml import etree

from chapbook.render.html_tree import add_class, classes
from chapbook.render.text.notes import drop_calls

STANZA, ATTRIBUTION = "stanza", "attribution"
# What a name below a quotation begins with.
_DASHES = ("\u2014", "\u2013", "\u2015")
# Longer ones are paragraphs that begin with a dash, such as speech.
_LONGEST_ATTRIBUTION = 160


def mark_verse(tree: etree._Element) -> None:
    """Mark paragraphs of verse as `stanza`, and names below quotations as `attribution`.

    Verse are all paragraphs of `::: verse`, and in quotations those with line breaks.
    """
    for paragraph in tree.iter("p"):
        parent = paragraph.getparent()
        if parent is None:
            continue
        quoted = parent.tag == "blockquote" and paragraph.find(".//br") is not None
        if quoted or _is_in_verse(paragraph):
            add_class(paragraph, STANZA)
        if _is_below_quotation(paragraph, parent) and is_attribution(paragraph):
            add_class(paragraph, ATTRIBUTION)


def _is_in_verse(paragraph: etree._Element) -> bool:
    """Return whether `::: verse` holds a paragraph, perhaps within a quotation or another block."""
    for around in paragraph.iterancestors():
        if around.tag not in ("blockquote", "div"):
            return False
        if around.tag == "div" and "verse" in classes(around):
            return True
    return False


def _is_below_quotation(paragraph: etree._Element, parent: etree._Element) -> bool:
    before = paragraph.getprevious()
    if before is None:
        return False
    if parent.tag == "blockquote" or {"epigraph", "role-epigraph", "verse"} & set(classes(parent)):
        return paragraph.getnext() is None
    return before.tag == "blockquote" or bool({"line-block", "verse"} & set(classes(before)))


def is_attribution(words: etree._Element) -> bool:
    """Return whether a line or a paragraph names whose words are above it."""
    copy = deepcopy(words)
    drop_calls(copy)
    text = "".join(str(part) for part in copy.itertext()).strip()
    return text.startswith(_DASHES) and len(text) <= _LONGEST_ATTRIBUTION


def hang_lines(tree: etree._Element) -> None:
    """Put the lines of all verse of a tree into `span`s, so that a turned line hangs.

    Lines that break off inside emphasis stay as they are. An empty line of a line block parts two
    stanzas.
    """
    for block in list(tree.iter("div")):
        if "line-block" in classes(block) and _has_plain_breaks(block):
            stanzas = list(_stanzas(_lines(block)))
            block[:], block.text = stanzas, None
    for paragraph in list(tree.iter("p")):
        if STANZA in classes(paragraph) and _has_plain_breaks(paragraph):
            paragraph[:], paragraph.text = _lines(paragraph), None


def _has_plain_breaks(verse: etree._Element) -> bool:
    return all(line_break.getparent() is verse for line_break in verse.iter("br"))


def _lines(verse: etree._Element) -> list[etree._Element]:
    lines = [_line(verse.text)]
    for child in list(verse):
        if child.tag == "br":
            lines.append(_line((child.tail or "").lstrip("\n")))
        else:
            lines[-1].append(child)
    return lines


def _line(text: str | None) -> etree._Element:
    line = etree.Element("span", {"class": "line"})
    line.text = text
    return line


def _stanzas(lines: list[etree._Element]) -> Iterator[etree._Element]:
    groups = groupby(lines, lambda line: bool(len(line) or (line.text or "").strip()))
    for written, group in groups:
        if not written:
            continue
        stanza = etree.Element("span", {"class": STANZA})
        stanza.extend(group)
        if len(stanza) == 1 and is_attribution(stanza):
            add_class(stanza, ATTRIBUTION)
        yield stanza
