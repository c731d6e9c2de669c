"""Accessibility metadata, derived from what the content holds; nothing is claimed by habit.

Terms: schema.org accessibility properties as listed by the W3C community group's vocabulary,
required by EPUB Accessibility 1.1, 2.2.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from chapbook.model.output import Accessibility
from chapbook.render.epub_content import ContentDocument

_ALWAYS = ("displayTransformability", "readingOrder", "structuralNavigation", "tableOfContents")

_FOR_ALL = (
    "The text can be resized and restyled, read in its order by a screen reader, and"
    " navigated by its table of contents and headings."
)


@dataclass(frozen=True, slots=True)
class Inventory:
    """How much the text holds of what not everyone can perceive in the same way.

    `pictures` counts those that say something (with alternative text), not ornaments.
    """

    pictures: int
    formulas: int
    tables: int
    notes: int


def take_inventory(documents: Sequence[ContentDocument]) -> Inventory:
    """Count pictures, formulas, tables and notes in all content documents."""
    trees = [document.tree for document in documents]
    return Inventory(
        pictures=sum(bool(image.get("alt")) for tree in trees for image in tree.iter("img")),
        formulas=_count(trees, "math"),
        tables=_count(trees, "table"),
        notes=_count(trees, "aside"),
    )


def accessibility(found: Inventory) -> Accessibility:
    """Turn the inventory into claims and into a summary that people can read."""
    features = list(_ALWAYS)
    if found.pictures:
        features.append("alternativeText")
    if found.formulas:
        features.append("MathML")
    return Accessibility(
        modes=("textual", "visual") if found.pictures else ("textual",),
        sufficient=("textual",),
        features=tuple(sorted(features, key=str.lower)),
        hazards=("none",),
        summary=" ".join(_sentences(found)),
        summary_language="en",
    )


def _sentences(found: Inventory) -> list[str]:
    said = [_FOR_ALL]
    if found.notes:
        said.append("Notes are linked from the text and back to it.")
    if found.pictures:
        said.append("Pictures have text alternatives.")
    if found.formulas:
        said.append("Mathematics is given as MathML with its TeX source as text alternative.")
    if found.tables:
        said.append("Tables are marked up as tables, not as pictures.")
    if not found.pictures:
        said.append("There are no pictures that carry information.")
    return said


def _count(trees: Sequence[etree._Element], tag: str) -> int:
    return sum(1 for tree in trees for _ in tree.iter(tag))
