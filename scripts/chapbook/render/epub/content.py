"""The content document of a division: calls, notes at its end, semantics, tidy markup."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from chapbook.model.manuscript import Division
from chapbook.render.epub.notes import NoteSetter
from chapbook.render.epub.semantics import semantics
from chapbook.render.text.notes import EPUB_TYPE, call_indexes, put_calls
from chapbook.render.text.tidying import tidy


@dataclass(frozen=True, slots=True)
class ContentDocument:
    """One file of the text: `name` in the container, its division, its tree (a `<section>`)."""

    name: str
    division: Division
    tree: etree._Element


def content_document(setter: NoteSetter, index: int, *, name: str) -> ContentDocument:
    """Make the document of division `index`; links still lead by bare identifier (`#id`)."""
    manuscript = setter.manuscript
    division = manuscript.divisions[index]
    tree = deepcopy(setter.fragments.divisions[index])
    tree.tail = None
    called = [manuscript.calls[number] for number in call_indexes(tree)]
    put_calls(tree, setter.call)
    tree.extend(setter.notes(called))
    _set_semantics(tree, division)
    tidy(tree, manuscript.metadata.direction)
    return ContentDocument(name, division, tree)


def _set_semantics(tree: etree._Element, division: Division) -> None:
    meaning = semantics(division)
    if meaning.epub_type:
        tree.set(EPUB_TYPE, meaning.epub_type)
    if meaning.role:
        tree.set("role", meaning.role)
    if all(element.get("id") != division.identifier for element in tree.iter()):
        tree.set("id", division.identifier)
