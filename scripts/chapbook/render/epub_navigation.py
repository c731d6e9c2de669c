"""The contents list and the landmarks, taken from the finished content documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace

from lxml import etree

from chapbook.model.manuscript import DivisionKind, Matter
from chapbook.render.epub_content import ContentDocument
from chapbook.render.epub_names import relative
from chapbook.render.epub_semantics import landmark
from chapbook.render.xml import text_of

# Sections deeper than this crowd a contents list; readers still find them by their headings.
_DEEPEST = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents list."""

    title: str
    href: str
    children: tuple[Entry, ...] = ()


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
    entries = tuple(
        _entry(document, index, documents, start)
        for index, document in enumerate(documents)
        if document.division.title and not _lies_in_part(document, documents)
    )
    if entries or not documents:
        return _cut(entries, depth)
    return (Entry(untitled, relative(documents[0].name, start)),)


def _cut(entries: tuple[Entry, ...], depth: int) -> tuple[Entry, ...]:
    if depth == 0:
        return ()
    return tuple(replace(entry, children=_cut(entry.children, depth - 1)) for entry in entries)


def landmarks(
    documents: Sequence[ContentDocument], *, start: str, text: str, notes: str
) -> Iterator[Landmark]:
    """Yield the landmarks among the content documents, the beginning of the body first.

    `text` and `notes` name the body and the first note of the book.
    """
    body = [document for document in documents if document.division.matter is Matter.BODY]
    if body:
        yield Landmark("bodymatter", text, relative(body[0].name, start))
    for document in documents:
        kind = landmark(document.division)
        if kind is not None and document.division.title:
            yield Landmark(kind, document.division.title, relative(document.name, start))
    yield from _first_note(documents, start, notes)


def _first_note(documents: Sequence[ContentDocument], start: str, title: str) -> Iterator[Landmark]:
    for document in documents:
        for aside in document.tree.iter("aside"):
            if aside.get("role") == "doc-footnote":
                href = relative(document.name, start, aside.get("id", ""))
                yield Landmark("footnotes", title, href)
                return


def _lies_in_part(document: ContentDocument, documents: Sequence[ContentDocument]) -> bool:
    part = document.division.part
    return part is not None and bool(documents[part].division.title)


def _entry(
    document: ContentDocument, index: int, documents: Sequence[ContentDocument], start: str
) -> Entry:
    children = _sections(document, start)
    if document.division.kind is DivisionKind.PART:
        children += tuple(
            _entry(chapter, number, documents, start)
            for number, chapter in enumerate(documents)
            if chapter.division.part == index and number != index and chapter.division.title
        )
    return Entry(document.division.title, relative(document.name, start), children)


def _sections(document: ContentDocument, start: str) -> tuple[Entry, ...]:
    """Nest the section headings of a document by their level."""
    found = [
        (level, title, relative(document.name, start, identifier))
        for level, title, identifier in _headings(document.tree)
    ]
    return _nest(found)


def _nest(found: Sequence[tuple[int, str, str]]) -> tuple[Entry, ...]:
    entries: list[Entry] = []
    position = 0
    while position < len(found):
        level, title, href = found[position]
        end = position + 1
        while end < len(found) and found[end][0] > level:
            end += 1
        entries.append(Entry(title, href, _nest(found[position + 1 : end])))
        position = end
    return tuple(entries)


def _headings(tree: etree._Element) -> Iterator[tuple[int, str, str]]:
    for level, heading in _flow_headings(tree):
        parent = heading.getparent()
        identifier = heading.get("id") or (parent.get("id") if parent is not None else None)
        title = heading_text(heading)
        if identifier and title:
            yield level, title, identifier


def _flow_headings(tree: etree._Element) -> Iterator[tuple[int, etree._Element]]:
    """Yield the section headings of the text proper: not the title, not those inside notes."""
    for heading in tree.iter(*(f"h{level}" for level in range(2, _DEEPEST + 1))):
        if next(heading.iterancestors("aside", "blockquote"), None) is None:
            yield int(str(heading.tag)[1]), heading


def heading_text(heading: etree._Element) -> str:
    """Give the words of a heading without its note calls."""
    copy = deepcopy(heading)
    for link in list(copy.iter("a")):
        if link.get("role") == "doc-noteref":
            tail = link.tail
            link.clear()
            link.tail = tail
    copy.tail = None
    return text_of(copy)
