"""Witnesses of finished files: HTML, EPUB, and a PDF twice, by its structure and as drawn."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

import pikepdf
import tinyhtml5
from lxml import etree

from chapbook.collate.assembling import Origin, assemble
from chapbook.collate.placement import misplaced, place
from chapbook.collate.readers import epub as epub_reader
from chapbook.collate.readers import html as html_reader
from chapbook.collate.readers.container import Container
from chapbook.collate.readers.markup import Document, Element, Library, from_etree, kinds
from chapbook.collate.readers.model import Fields
from chapbook.collate.readers.page_list import breaks_of
from chapbook.collate.readers.pdf_drawn import CARRIED, DrawnBook, Piece
from chapbook.collate.readers.pdf_forms import check_forms
from chapbook.collate.readers.pdf_metadata import read_metadata
from chapbook.collate.readers.pdf_runs import Page, read_runs
from chapbook.collate.readers.pdf_targets import Targets, identify, read_targets
from chapbook.collate.readers.pdf_tree import Tree, UntaggedError, read_tree
from chapbook.collate.readers.text import letters, spaced, tokens
from chapbook.collate.witness import (
    Call,
    Fault,
    Heading,
    Link,
    Note,
    PageBreak,
    PageText,
    Passage,
    Witness,
)

# Files of pages that each edition composes for itself.
_TEMPLATES = ("titlepage", "copyright-page", "contents", "colophon", "title_page", "nav")
# As many lines of a page are kept: a title page may begin with the names of many authors.
_FIRST = 40
_ITEM_NUMBER = re.compile(r"\(?(?:\d{1,4}|[a-z]|[ivx]{2,5})[.)]|[•◦▪–]")


class UnreadableError(Exception):
    """A file that cannot be read as what it is; the words say why."""


def read_html(path: Path) -> Witness:
    """Read an HTML file as a browser does. Raises UnreadableError for what is no UTF-8."""
    content = path.read_bytes()
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise UnreadableError(f"byte {error.start} (line {line}) is not UTF-8") from error
    root = from_etree(tinyhtml5.parse(content, override_encoding="utf-8"))
    if not any(element.tag != "head" and element.text() for element in _parts(root)):
        raise UnreadableError("it holds no text")
    document = Document(path.name, root)
    library = Library((document,), frozenset())
    witness = assemble(Origin("HTML", path.name, "html"), library, root.get("lang"), _navs(library))
    faults = [Fault("structure", f"the id is not unique: {d}", d) for d in document.duplicates]
    return replace(
        witness,
        **_page_marks(library),
        metadata=_with_language(html_reader.read_metadata(root), root.get("lang")),
        faults=(*witness.faults, *faults),
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
    """Give the page breaks of a text and its list of pages; none where it marks no pages."""
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


def read_epub(path: Path) -> Witness:
    """Read an EPUB file. Raises UnreadableError for a broken container or broken XML."""
    try:
        with ZipFile(path) as opened:
            container = Container(opened)
            package = epub_reader.read_package(container)
            documents = tuple(epub_reader.read_documents(container, package))
            drawings = tuple(epub_reader.read_drawings(container, package))
            names = container.names()
    except (BadZipFile, EOFError, zlib.error, NotImplementedError, RuntimeError) as error:
        raise UnreadableError(f"its ZIP container cannot be read: {error}") from error
    except etree.XMLSyntaxError as error:
        raise UnreadableError(f"its XML is not well-formed: {error}") from error
    except (KeyError, StopIteration, OSError, ValueError) as error:
        raise UnreadableError(f"its package is not complete: {error!r}") from error
    library = Library(documents, names)
    language = package.root.get("lang") or next(
        (e.text() for e in package.root.walk() if e.tag == "language"), ""
    )
    witness = assemble(Origin("EPUB", path.name, "epub"), library, language, _navs(library))
    faults = [
        Fault("structure", f"the id is not unique: {duplicate}", duplicate)
        for document in documents
        for duplicate in document.duplicates
    ]
    return replace(
        witness,
        metadata=epub_reader.gather_metadata(package),
        drawings=drawings,
        **_page_marks(library),
        faults=(*witness.faults, *faults),
    )


def read_paper(path: Path) -> tuple[Page, ...]:
    """Read the pages of sheets, or for the press. Raises UnreadableError."""
    try:
        with pikepdf.open(path) as pdf:
            check_forms(pdf)
        return read_runs(path)
    except (pikepdf.PdfError, ValueError) as error:
        raise UnreadableError(str(error)) from error


def read_pdf(path: Path) -> tuple[Witness, Witness, tuple[Page, ...]]:
    """Read a PDF twice: its structure, and its pages as drawn; give the pages too.

    Raises UnreadableError for a broken or encrypted file. Of an untagged file the first witness
    has nothing but its reasons.
    """
    try:
        with pikepdf.open(path) as pdf:
            check_forms(pdf)
            pages = read_runs(path)
            targets = read_targets(pdf)
            metadata = read_metadata(pdf)
            tree = _tree(pdf, pages)
    except pikepdf.PasswordError as error:
        raise UnreadableError("it is encrypted with a password") from error
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise UnreadableError(f"it cannot be read as PDF: {error}") from error
    except etree.XMLSyntaxError as error:
        raise UnreadableError(f"its XMP is not well-formed: {error}") from error
    drawn = _drawn(path, pages, targets, metadata.get("title", ()))
    if isinstance(tree, str):
        structure = Witness("PDF structure", path.name, "pdf", reasons={"all": tree})
    else:
        structure = _structure(path, tree, targets)
    return replace(structure, metadata=metadata), drawn, pages


def _tree(pdf: pikepdf.Pdf, pages: tuple[Page, ...]) -> Tree | str:
    try:
        return read_tree(pdf, pages)
    except UntaggedError as error:
        return str(error)


def _structure(path: Path, tree: Tree, targets: Targets) -> Witness:
    names = [e.get("href")[1:] for e in tree.root.walk() if e.get("href").startswith("#")]
    found = identify(tree, targets, [*names, *(mark.name for mark in targets.outline)])
    document = Document(path.name, tree.root)
    document.ids.update(found)
    library = Library((document,), frozenset())
    navs = [element for element in tree.root.walk() if element.tag == "nav"]
    language = tree.root.get("lang")
    witness = assemble(Origin("PDF structure", path.name, "pdf"), library, language, navs)
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
        witness,
        outline=tuple(outline),
        drawings=tuple(_drawn_words(one) for one in tree.root.walk() if one.tag == "img"),
        faults=(*witness.faults, *faults),
    )


def _drawn_words(figure: Element) -> str:
    """Give the letters drawn in a picture; they are content of it and no words of the text."""
    return "".join(child for child in figure.children if isinstance(child, str))


def _drawn(
    path: Path, pages: tuple[Page, ...], targets: Targets, titles: tuple[str, ...]
) -> Witness:
    book = DrawnBook(pages, targets, [*titles, *(mark.title for mark in targets.outline)])
    drawn = list(book.pieces())
    pieces = list(_whole_words(iter(drawn)))
    passages = tuple(
        Passage("line", text, place(piece)) for piece, text in pieces if not piece.note
    )
    bodies: dict[str, list[tuple[Piece, str]]] = {name: [] for name in book.notes}
    for piece, text in pieces:
        if piece.note and piece.note != CARRIED:
            bodies[piece.note].append((piece, text))
    carried = (
        Passage("note", text, place(piece)) for piece, text in pieces if piece.note == CARRIED
    )
    ranks = {name: rank for rank, name in enumerate(bodies)}
    notes = [_drawn_note(name, found) for name, found in bodies.items()]
    calls = [
        Call(book.marker(link), "", ranks.get(link.name), "", f"page {link.page}")
        for link in book.calls
    ]
    links = [
        Link("", link.address, f"page {link.page}", external=True)
        for link in targets.links
        if link.address
    ]
    return Witness(
        "PDF pages",
        path.name,
        "drawn",
        passages=passages,
        calls=tuple(calls) if book.notes else None,
        notes=tuple(notes) if book.notes else None,
        links=tuple(links),
        faults=tuple(misplaced(book, drawn)),
        pages=tuple(_page_texts(pages, drawn)),
        carried=tuple(carried),
        reasons={} if book.notes else {"notes": "its pages show no notes that links lead to"},
    )


def _whole_words(pieces: Iterator[Piece]) -> Iterator[tuple[Piece, str]]:
    """Put the parts of a word together that a hyphen at the end of a line cut in two.

    The numbers of list items may be drawn between two pages.
    """
    held: tuple[Piece, str] | None = None
    for piece in pieces:
        text = piece.run.text
        if held is not None and _ITEM_NUMBER.fullmatch(text.strip()):
            yield piece, text
            continue
        if held is not None and held[0].note == piece.note:
            held = held[0], held[1] + text
        elif held is not None:
            yield held
            held = piece, text
        else:
            held = piece, text
        if not text.rstrip().endswith(("\u2010", "-", "\u00ad")):
            yield held
            held = None
    if held is not None:
        yield held


def _page_texts(pages: tuple[Page, ...], pieces: list[Piece]) -> Iterator[PageText]:
    """Give how the main text of each page begins and ends."""
    texts: dict[int, list[str]] = {}
    for piece in pieces:
        if not piece.note and not _ITEM_NUMBER.fullmatch(piece.run.text.strip()):
            texts.setdefault(piece.page, []).append(piece.run.text)
    for page in pages:
        text = texts.get(page.number, [])
        yield PageText(
            page.number, page.label, letters("".join(text[:_FIRST])), letters("".join(text[-3:]))
        )


def _drawn_note(name: str, found: list[tuple[Piece, str]]) -> Note:
    where = place(found[0][0]) if found else "nowhere"
    return Note(name.removeprefix("note-"), None, "", " ".join(text for _, text in found), where)


def count_words(witness: Witness) -> int:
    """Count the words of the author in the main text."""
    return sum(len(tokens(p.text)) for p in witness.passages if p.role != "generated")
