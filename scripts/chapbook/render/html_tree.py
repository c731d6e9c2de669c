"""Trees without namespace as HTML5 text."""

from __future__ import annotations

import re
from copy import deepcopy

from lxml import etree
from markupsafe import Markup

# Void elements (HTML 13.1.2) that libxml2, which knows HTML 4, gives an end tag.
_LATE_VOID = re.compile("</(?:wbr|source|track)>")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
INLINE = frozenset(
    """a abbr b bdi bdo br cite code data del dfn em i img input ins kbd label mark math q rp rt
    ruby s samp small span strong sub sup time u var wbr""".split()
)


def as_html(tree: etree._Element) -> Markup:
    """Write a tree in the HTML syntax, without its tail, as markup that a template prints as is."""
    text = etree.tostring(tree, method="html", encoding="unicode", with_tail=False)
    return Markup(_LATE_VOID.sub("", text))  # noqa: S704 -- a serialised tree


def is_inline(element: etree._Element) -> bool:
    """Return whether an element is part of a line (HTML's phrasing content that occurs here)."""
    return element.tag in INLINE or not isinstance(element.tag, str)


def classes(element: etree._Element) -> list[str]:
    """Return the classes of an element."""
    return (element.get("class") or "").split()


def add_class(element: etree._Element, name: str) -> None:
    """Add a class after those that are there."""
    element.set("class", " ".join(dict.fromkeys((*classes(element), name))))


def is_note_call(element: etree._Element) -> bool:
    """Return whether an element is the mark of a note in the text."""
    return element.get("role") == "doc-noteref"


def pictures_as_words(tree: etree._Element) -> None:
    """Put the alternative text of each picture in its place, for lists that show words alone."""
    for picture in list(tree.iter("img")):
        words = picture.get("alt", "")
        picture.clear(keep_tail=True)
        picture.tag, picture.text = "chapbook-words", words
    etree.strip_tags(tree, "chapbook-words")


def spoken(element: etree._Element) -> str:
    """Return the words of an element without its note calls: a name for a listener."""
    copy = deepcopy(element)
    pictures_as_words(copy)
    for link in list(copy.iter("a")):
        if is_note_call(link):
            link.clear(keep_tail=True)
    return " ".join("".join(str(part) for part in copy.itertext()).split())
