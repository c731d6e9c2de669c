"""What an element of the document states itself: classes, language, words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_LANG = ("lang", "{http://www.w3.org/XML/1998/namespace}lang")


def is_note(element: Any) -> bool:
    """Return whether an element is a note, which is inside its first call."""
    return element.tag == "div" and "note" in classes_of(element)


def own_language(element: Any) -> str:
    """Return the language that an element itself states."""
    return next((element.get(name) for name in _LANG if element.get(name)), "")


def text_of(element: Any) -> str:
    """Return the words of an element in one line, without notes; pictures as their words."""
    return " ".join("".join(_texts(element)).split())


def _texts(element: Any) -> Iterator[str]:
    if is_note(element):
        return
    if element.tag == "img":
        yield element.get("alt", "")
    yield element.text or ""
    for child in element:
        yield from _texts(child)
        yield child.tail or ""


def classes_of(element: Any) -> list[str]:
    """Return the classes of an element."""
    return (element.get("class") or "").split()
