"""Permanent links of the reading edition: to every heading, and to every paragraph of the text.

A heading has the identifier that the author gave it, or pandoc made of its words. A paragraph gets
one made of its first letters: it stays when the paragraph is moved, when its later words change
and when others are added before it, as a number would not. It changes with the first letters, since
nothing else identifies the paragraph; an author who needs a fixed one writes it: `[]{#my-id}`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256

from lxml import etree

from chapbook.model.letters.names import Names
from chapbook.render.html_tree import HEADINGS, classes, is_note_call, spoken

# Of a paragraph so many letters are looked at.
_OPENING = 40
# Of the digest so many hexadecimal digits are shown; where two are alike the second is numbered.
_DIGITS = 8
# A paragraph in one of these is part of something else.
_PARTS = frozenset({"aside", "table", "figure"})
_CLASS = "permalink"
SIGN = "¶"
"""What the styles show for the link of a paragraph."""


def identify_paragraphs(trees: Sequence[etree._Element], taken: Iterable[str]) -> None:
    """Add an identifier to each paragraph that has none; `taken` are those in use.

    The calls must still be the empty spans of `Fragments`: their markers may change.
    """
    names = Names(taken)
    for tree in trees:
        for paragraph in _paragraphs(tree):
            name = None if paragraph.get("id") else _name(paragraph)
            if name is not None:
                paragraph.set("id", names.free(name))


def link_paragraphs(trees: Iterable[etree._Element]) -> None:
    """Put a link to itself into each paragraph that has an identifier.

    The styles show it to the pointer. For the keyboard and for a listener it is there when the
    reader ticks the box that the template has for it: else both would meet one in each paragraph of
    the book.
    """
    for tree in trees:
        for paragraph in list(_paragraphs(tree)):
            if paragraph.get("id"):
                link = _link(paragraph.get("id", ""))
                link.set("aria-label", SIGN)
                link.tail, paragraph.text = paragraph.text, None
                paragraph.insert(0, link)


def link_headings(tree: etree._Element) -> None:
    """Make the words of each heading a link to it; the notes called there keep their own links."""
    for heading in list(tree.iter(*HEADINGS)):
        target = _target(heading, tree)
        if not target or next(heading.iterancestors("aside"), None) is not None:
            continue
        if any(not is_note_call(link) for link in heading.iter("a")):
            link = _link(target)
            link.set("aria-label", spoken(heading))
            heading.append(link)
        else:
            _wrap(heading, _link(target))


def _target(heading: etree._Element, tree: etree._Element) -> str | None:
    """Return the identifier that shows a heading: its own, or that of the section it opens."""
    own = heading.get("id")
    return tree.get("id") if own is None and heading.getparent() is tree else own


def _wrap(heading: etree._Element, link: etree._Element) -> None:
    """Move what a heading holds before its first call into a link."""
    link.text, heading.text = heading.text, None
    for child in list(heading):
        if is_note_call(child) or any(is_note_call(inner) for inner in child.iter("a")):
            break
        link.append(child)
    heading.insert(0, link)


def _link(target: str) -> etree._Element:
    return etree.Element("a", {"class": _CLASS, "href": f"#{target}"})


def _paragraphs(tree: etree._Element) -> Iterator[etree._Element]:
    for element in tree.iter("p", "div"):
        if element.tag == "div" and "line-block" not in classes(element):
            continue
        if all(outer.tag not in _PARTS for outer in element.iterancestors()):
            yield element


def _name(paragraph: etree._Element) -> str | None:
    """Make an identifier of the first letters, however they are composed and spelled large."""
    text = "".join(str(part) for part in paragraph.itertext())
    plain = unicodedata.normalize("NFKC", text).casefold()
    letters = "".join(char for char in plain if char.isalnum())[:_OPENING]
    return f"p-{sha256(letters.encode()).hexdigest()[:_DIGITS]}" if letters else None
