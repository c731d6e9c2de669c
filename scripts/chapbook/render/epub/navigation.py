"""The contents list and the landmarks, taken from the finished content documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from chapbook.model.manuscript import Matter
from chapbook.render.contents import Entry, cut, listed, listed_headings, sections
from chapbook.render.epub.content import ContentDocument
from chapbook.render.epub.names import relative
from chapbook.render.epub.semantics import landmark
from chapbook.render.html_tree import classes, pictures_as_words
from chapbook.render.words import Words
from chapbook.render.xml import text_of


@dataclass(frozen=True, slots=True)
class Landmark:
    """A place that reading systems offer to jump to; `epub_type` says what it is."""

    epub_type: str
    title: str
    href: str


def contents(
    documents: Sequence[ContentDocument], *, start: str, untitled: str, depth: int
) -> tuple[Entry, ...]:
    """List parts, their chapters and the sections of these, as seen from the file `start`.

    What lies deeper than `depth` levels is left out.

    A document without a heading is left out, unless there is no other: EPUB wants one entry at
    least (EPUB 3.3, 5.4.1), which is then named `untitled`.
    """
    divisions = [document.division for document in documents]
    entries = listed(divisions, lambda index: _entry(documents[index], start))
    if entries or not documents:
        return cut(entries, depth)
    return (Entry(untitled, relative(documents[0].name, start)),)


def landmarks(
    documents: Sequence[ContentDocument], *, start: str, words: Words
) -> Iterator[Landmark]:
    """Yield the landmarks among the content documents, the beginning of the body first.

    The bibliography is the division that the author calls so, else the list that citeproc made.
    """
    body = [document for document in documents if document.division.matter is Matter.BODY]
    if body:
        yield Landmark("bodymatter", words.text, relative(body[0].name, start))
    for document in documents:
        kind = landmark(document.division)
        if kind is not None and document.division.title:
            yield Landmark(kind, document.division.title, relative(document.name, start))
    if all(landmark(document.division) != "bibliography" for document in documents):
        yield from _first("bibliography", words.bibliography, documents, start)
    yield from _first("footnotes", words.notes, documents, start)


def _first(
    kind: str, title: str, documents: Sequence[ContentDocument], start: str
) -> Iterator[Landmark]:
    """Yield the landmark of the first element of its kind, which is no division of its own."""
    for document in documents:
        for element in document.tree.iter("div", "aside"):
            if _is(kind, element):
                yield Landmark(kind, title, relative(document.name, start, element.get("id", "")))
                return


def _is(kind: str, element: etree._Element) -> bool:
    if kind == "bibliography":
        return "csl-bib-body" in classes(element)
    return element.get("role") == "doc-footnote"


def _entry(document: ContentDocument, start: str) -> Entry:
    return Entry(
        document.division.title, relative(document.name, start), _sections(document, start)
    )


def _sections(document: ContentDocument, start: str) -> tuple[Entry, ...]:
    """Nest the section headings of a document by their level."""
    found = [
        (level, title, relative(document.name, start, identifier))
        for level, title, identifier in _headings(document.tree)
    ]
    return sections(found)


def _headings(tree: etree._Element) -> Iterator[tuple[int, str, str]]:
    for level, heading in listed_headings(tree):
        parent = heading.getparent()
        identifier = heading.get("id") or (parent.get("id") if parent is not None else None)
        title = heading_text(heading)
        if identifier and title:
            yield level, title, identifier


def heading_text(heading: etree._Element) -> str:
    """Return the words of a heading without its note calls, formulas as TeX, pictures as words."""
    copy = deepcopy(heading)
    pictures_as_words(copy)
    for formula in list(copy.iter("math")):
        source = formula.get("alttext") or formula.findtext("semantics/annotation")
        if source:
            tail = formula.tail
            formula.clear()
            formula.text, formula.tail = source.strip(), tail
    for link in list(copy.iter("a")):
        if link.get("role") == "doc-noteref":
            tail = link.tail
            link.clear()
            link.tail = tail
    copy.tail = None
    return text_of(copy)
