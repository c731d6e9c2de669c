"""Where each page begins: the place of its first word in the text of the document.

A box knows the element that it was made for, and an element's boxes come in the order of its
text. So the letters that an element has shown so far tell how far into its text a box is,
whatever is generated, repeated (the heads of tables) or not shown around it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import Any

from weasyprint.formatting_structure import boxes

from chapbook.model.letters.measure import count_letters, pieces


def page_starts(document: Any, root: Any) -> list[int | None]:
    """Return for each page the letters of the document's text before its first word.

    `root` is the tree that was laid out; notes, running heads and generated content are passed
    over, pictures count as text. None for a page without any.
    """
    text = _Text(root)
    # The public interface gives no boxes; the first child of a page is its running text.
    return [text.start(page._page_box.children[0]) for page in document.pages]  # noqa: SLF001


class _Text:
    """The text of the document, and how much of each element the pages so far have shown."""

    def __init__(self, root: Any) -> None:
        # By element, the runs of its text not yet shown in full: place and length.
        self._runs: dict[Any, deque[tuple[int, int]]] = {}
        place = 0
        for piece in pieces(root):
            if piece.letters:
                self._runs.setdefault(piece.owner, deque()).append((place, piece.letters))
            place += piece.letters

    def start(self, box: Any) -> int | None:
        """Take up all that a page shows; give the place of the first."""
        places = [self._take(element, letters) for element, letters in _shown(box)]
        return next((place for place in places if place is not None), None)

    def _take(self, element: Any, letters: int) -> int | None:
        """Take up letters of an element; give their place, None if it has shown all it has."""
        runs = self._runs.get(element)
        if not runs:
            return None
        place = runs[0][0]
        while runs and letters:
            first, length = runs.popleft()
            if length > letters:
                runs.appendleft((first + letters, length - letters))
            letters -= min(length, letters)
        return place


def _shown(box: Any) -> Iterator[tuple[Any, int]]:
    for child in box.descendants(placeholders=True):
        if "::" in child.element_tag:
            continue
        if isinstance(child, boxes.TextBox):
            letters = count_letters(child.text)
            if letters:
                yield child.element, letters
        elif isinstance(child, boxes.ReplacedBox):
            yield child.element, 1
