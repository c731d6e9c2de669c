"""A measure of text that is the same in every edition: letters, counted in the order of the source.

Spaces come and go with the layout, and so do hyphens at the ends of lines; what is invisible is
never counted. A picture or a formula counts as one letter, so that what is before and what
is after it have different places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

# Stands before and after a formula in the words of a running head; nothing is drawn for it.
FORMULA = "\u2063"
_NOT_COUNTED = re.compile("[\\s\u00ad\u200b\u2010\u2060-]+")
# Drawn as one thing, whatever is in them.
_UNITS = frozenset({"img", "input", "math", "svg"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text in a tree, or a unit: whose it is, and how many letters it has.

    `owner` is the element that directly holds the text; `before` the child whose tail it is, None
    for what comes before any child. A unit is its own owner.
    """

    owner: Any
    before: Any | None
    text: str
    letters: int

    @property
    def is_unit(self) -> bool:
        """Return whether it is a picture or a formula."""
        return self.letters == 1 and not self.text


def count_letters(text: str) -> int:
    """Count the letters and signs of a text."""
    return len(_NOT_COUNTED.sub("", text))


def index_of_letter(text: str, number: int) -> int:
    """Return the index in `text` of the letter that has `number` letters before it."""
    left = number
    for index, char in enumerate(text):
        if _NOT_COUNTED.fullmatch(char):
            continue
        if left == 0:
            return index
        left -= 1
    return len(text)


def pieces(element: Any) -> Iterator[Piece]:
    """Yield the pieces of a tree (lxml or ElementTree, without namespaces) in document order."""
    if element.tag in _UNITS:
        yield Piece(element, None, "", 1)
        return
    if element.text and isinstance(element.tag, str):
        yield Piece(element, None, element.text, count_letters(element.text))
    for child in element:
        if isinstance(child.tag, str):
            yield from pieces(child)
        if child.tail:
            yield Piece(element, child, child.tail, count_letters(child.tail))
