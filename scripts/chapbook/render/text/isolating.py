"""Marks of notes in text from right to left: each is isolated from the numbers around it.

A call is a number, and after another number (`2023.` and the call `1`) the bidirectional algorithm
(UAX 9) takes both for one, which runs from left to right: the call would be before the year. A
direction on the mark isolates it (HTML, 15.3.5: `[dir] { unicode-bidi: isolate }`). It is an
attribute, since style sheets of an EPUB may not set directions (EPUB 3.3, 6.3.1.3).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from chapbook.render.html_tree import classes

_FROM_THE_RIGHT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_MARKS = frozenset({"note-call", "note-marker", "backlinks", "backlink"})


def isolate_marks(tree: etree._Element, direction: str) -> None:
    """Isolate calls, markers and links back, where `tree` has anything that runs leftwards.

    `direction` is that of the book. A mark gets the direction of the text around it.
    """
    if direction != "rtl" and not runs_leftwards(tree):
        return
    for mark in list(_marks(tree)):
        if mark.get("dir") is None:
            around = (outer.get("dir") for outer in mark.iterancestors())
            mark.set("dir", next((one for one in around if one in ("ltr", "rtl")), direction))


def runs_leftwards(tree: etree._Element) -> bool:
    """Return whether anything in `tree` runs from right to left."""
    return any(
        element.get("dir") == "rtl"
        or _FROM_THE_RIGHT.search(element.text or "")
        or _FROM_THE_RIGHT.search(element.tail or "")
        for element in tree.iter()
        if isinstance(element.tag, str)
    )


def _marks(tree: etree._Element) -> Iterator[etree._Element]:
    """Yield the marks; a link back inside a group of them is isolated with the group."""
    for element in tree.iter("a", "span"):
        parent = element.getparent()
        grouped = parent is not None and "backlinks" in classes(parent)
        if not (_MARKS.isdisjoint(classes(element)) or grouped):
            yield element
