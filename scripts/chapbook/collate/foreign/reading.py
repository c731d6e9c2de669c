"""Read finished files as copies: HTML, EPUB, and a PDF twice, by its structure and as drawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf

from chapbook.collate.editions import Fields
from chapbook.collate.foreign.assembling import Origin, assemble
from chapbook.collate.foreign.copies import (
    Copy,
    Fault,
    Heading,
    PageBreak,
)
from chapbook.collate.foreign.drawn_pages import drawn_copy
from chapbook.collate.foreign.readers.drawings import read_drawings
from chapbook.collate.foreign.readers.page_breaks import breaks_of
from chapbook.collate.foreign.readers.pdf_runs import Page, read_runs
from chapbook.collate.foreign.readers.pdf_targets import Targets, identify, read_targets
from chapbook.collate.foreign.readers.pdf_tree import Tree, UntaggedError, read_tree
from chapbook.collate.normal import spaced
from chapbook.collate.readers import epub as epub_reader
from chapbook.collate.readers import html as html_reader
from chapbook.collate.readers.markup import Document, Element, Library, kinds
from chapbook.collate.readers.opening import UnreadableError, open_epub, open_pdf, parse_page
from chapbook.collate.readers.pdf.metadata import read_metadata

# Files of pages that each edition composes for itself.
_TEMPLATES = ("titlepage", "copyright-page", "contents", "colophon", "title_page", "nav")


def read_html(path: Path) -> Copy:
    """Read an HTML file as a browser does. Raises UnreadableError for what is not UTF-8."""
    root = parse_page(path)
    if not any(element.tag != "head" and element.text() for element in _parts(root)):
        raise UnreadableError("it contains no text")
    document = Document(path.name, root)
    library = Library((document,), frozenset())
    copy = assemble(Origin("HTML", path.name, "html"), library, root.get("lang"), _navs(library))
    faults = [Fault("structure", f"the id is not unique: {d}", d) for d in document.duplicates]
    return replace(
        copy,
        **_page_marks(library),
        metadata=_with_language(html_reader.read_metadata(root), root.get("lang")),
        faults=(*copy.faults, *faults),
    )


def _with_language(fields: Fields, language: str) -> Fields:
    return {**fields, "root-language": (language,)} if language else fields


def _parts(root: Element) -> Iterator[Element]:
    return (child for child in root.children if isinstance(child, Element))


def _navs(library: Library) -> list[Element]:
    return [
        element
        for document in library.documents
        for element in document.root.walk()
        if element.tag == "nav" and ("toc" in kinds(element) or element.get("id") == "TOC")
    ]


def _page_marks(library: Library) -> dict[str, Any]:
    """Return the page breaks of a text and its list of pages; none where it marks no pages."""
    found = []
    alone = len(library.documents) == 1
    for document in library.documents:
        hidden = " (hidden)" if _is_quiet(document) else ""
        for mark in breaks_of(document):
            known = alone or not any(name in document.name for name in _TEMPLATES)
            place = f"{document.name}, page {mark.label}{hidden}"
            found.append(PageBreak(mark.label, mark.after, place, known))
    listed = [
        spaced(link.text())
        for document in library.documents
        for nav in document.root.walk()
        if nav.tag == "nav" and "page-list" in kinds(nav)
        for link in nav.walk()
        if link.tag == "a"
    ]
    return {"breaks": tuple(found), "listed": tuple(listed)}


def _is_quiet(document: Document) -> bool:
    return any(kinds(element) & {"dedication", "epigraph"} for element in document.root.walk())


def read_epub(path: Path) -> Copy:
    """Read an EPUB file. Raises UnreadableError for a broken container or broken XML."""
    with open_epub(path) as container:
        package = epub_reader.read_package(container)
        documents = tuple(epub_reader.read_documents(container, package))
        drawings = tuple(read_drawings(container, package))
        names = container.names()
    library = Library(documents, names)
    language = package.root.get("lang") or next(
        (e.text() for e in package.root.walk() if e.tag == "language"), ""
    )
    copy = assemble(Origin("EPUB", path.name, "epub"), library, language, _navs(library))
    faults = [
        Fault("structure", f"the id is not unique: {duplicate}", duplicate)
        for document in documents
        for duplicate in document.duplicates
    ]
    return replace(
        copy,
        metadata=epub_reader.gather_metadata(package),
        drawings=drawings,
        **_page_marks(library),
        faults=(*copy.faults, *faults),
    )


def read_paper(path: Path) -> tuple[Page, ...]:
    """Read the pages of sheets, or for the press. Raises UnreadableError."""
    with open_pdf(path):
        return read_runs(path)


def read_pdf(path: Path) -> tuple[Copy, Copy, tuple[Page, ...]]:
    """Read a PDF twice: its structure, and its pages as drawn; return the pages too.

    Raises UnreadableError for a broken or encrypted file. Of an untagged file the first copy
    has nothing but its reasons.
    """
    with open_pdf(path) as pdf:
        pages = read_runs(path)
        targets = read_targets(pdf)
        metadata = read_metadata(pdf)
        tree = _tree(pdf, pages)
    drawn = drawn_copy(path, pages, targets, metadata.get("title", ()))
    if isinstance(tree, str):
        structure = Copy("PDF structure", path.name, "pdf", reasons={"all": tree})
    else:
        structure = _structure(path, tree, targets)
    return replace(structure, metadata=metadata), drawn, pages


def _tree(pdf: pikepdf.Pdf, pages: tuple[Page, ...]) -> Tree | str:
    try:
        return read_tree(pdf, pages)
    except UntaggedError as error:
        return str(error)


def _structure(path: Path, tree: Tree, targets: Targets) -> Copy:
    names = [e.get("href")[1:] for e in tree.root.walk() if e.get("href").startswith("#")]
    found = identify(tree, targets, [*names, *(mark.name for mark in targets.outline)])
    document = Document(path.name, tree.root)
    document.ids.update(found)
    library = Library((document,), frozenset())
    navs = [element for element in tree.root.walk() if element.tag == "nav"]
    language = tree.root.get("lang")
    copy = assemble(Origin("PDF structure", path.name, "pdf"), library, language, navs)
    outline = [
        Heading(mark.level, spaced(mark.title), f"bookmark {rank}")
        for rank, mark in enumerate(targets.outline, start=1)
    ]
    faults = [
        Fault("structure", "a bookmark leads nowhere", f"bookmark {rank}", mark.title)
        for rank, mark in enumerate(targets.outline, start=1)
        if mark.name not in found
    ]
    return replace(
        copy,
        outline=tuple(outline),
        drawings=tuple(_drawn_words(one) for one in tree.root.walk() if one.tag == "img"),
        faults=(*copy.faults, *faults),
    )


def _drawn_words(figure: Element) -> str:
    """Return the letters drawn in a picture; they are content of it and no words of the text."""
    return "".join(child for child in figure.children if isinstance(child, str))
