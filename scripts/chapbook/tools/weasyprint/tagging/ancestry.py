"""What an element of the document is in: its link, its figure, its note, its language, its key."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from chapbook.model.editions.block_keys import KEY
from chapbook.tools.weasyprint.elements import classes_of, is_note, own_language, text_of

_LABELS = frozenset({"note-marker", "backlink"})


class Ancestry:
    """The elements around each element of a document."""

    def __init__(self, root: Any) -> None:
        """Take the tree that was laid out (ElementTree, HTML names without namespace)."""
        self._parents = {child: parent for parent in root.iter() for child in parent}

    def above(self, element: Any) -> Any:
        """Return the parent of an element, which the root has not."""
        return self._parents[element]

    def nearest(self, element: Any, wanted: Callable[[Any], Any]) -> Any | None:
        """Return the first that is wanted of an element and those around it, from the inside."""
        while element is not None and not wanted(element):
            element = self._parents.get(element)
        return element

    def language(self, element: Any) -> str:
        """Return the language of an element, its own or else that of the nearest around it."""
        stated = self.nearest(element, own_language)
        return "" if stated is None else own_language(stated)

    def link_of(self, element: Any) -> Any | None:
        """Return the `<a href>` around an element; a note is in none."""
        found = self.nearest(element, lambda one: is_note(one) or _is_link(one))
        return found if found is not None and _is_link(found) else None

    def caption(self, element: Any) -> str:
        """Return the words of the caption of the figure around a picture."""
        figure = self.nearest(element, lambda one: one.tag == "figure")
        caption = None if figure is None else figure.find("figcaption")
        return "" if caption is None else text_of(caption)

    def key_of(self, element: Any, pseudo: str) -> str:
        """Return the key of the block whose words an element holds, with a sign for other content.

        Before the key of a note call is `*`, of a note marker or a backlink `!`, of the number of a
        list item `-`, of what a style sheet generates `+`. Empty where there is no block.
        """
        if pseudo == "footnote-call":
            return "*" + self._key_around(self.above(element))
        link = self.link_of(element)
        if link is not None and _LABELS.intersection(classes_of(link)):
            return "!" + (self._key_around(element) or self._key_of_note(element))
        key = self._key_around(element)
        if pseudo and key:
            return ("-" if pseudo == "marker" else "+") + key
        return key or ("-" if pseudo == "marker" else "")

    def _key_around(self, element: Any) -> str:
        keyed = self.nearest(element, lambda one: one.get(KEY) or is_note(one))
        return "" if keyed is None else keyed.get(KEY, "")

    def _key_of_note(self, element: Any) -> str:
        note = self.nearest(element, is_note)
        keys = () if note is None else (one.get(KEY) for one in note.iter())
        return next((key for key in keys if key), "")


def _is_link(element: Any) -> bool:
    return element.tag == "a" and bool(element.get("href"))
