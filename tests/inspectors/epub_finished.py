"""A finished EPUB read for checks of its notes: calls, notes, links, style sheets.

Calls, notes and backlinks are known by `epub:type` or DPUB-ARIA role, as reading systems know them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

from chapbook.collate.foreign.readers.elements import is_internal
from chapbook.collate.readers.epub import Package, read_documents, read_package
from chapbook.collate.readers.markup import Document, Element, Library


@dataclass(frozen=True, slots=True)
class Call:
    """A note call: its link, the document it is in, and what it leads to."""

    document: Document
    link: Element
    target: tuple[Document, Element] | None


class Finished:
    """A finished EPUB, read for the checks."""

    def __init__(self, library: Library, package: Package, styles: str) -> None:
        """Take the content documents, the package document and the text of all style sheets."""
        self.library, self.package, self.styles = library, package, styles
        self.rank = {
            id(element): rank
            for document in library.documents
            for rank, element in enumerate(document.root.walk())
        }
        self.calls = tuple(self._calls())
        self.notes = tuple(
            (document, element)
            for document in library.documents
            for element in document.root.walk()
            if is_note(element)
        )

    def _calls(self) -> Iterator[Call]:
        for document in self.library.documents:
            for element in document.root.walk():
                if element.tag == "a" and is_call(element):
                    target = self.library.find(document, element.get("href"))
                    yield Call(document, element, target)

    def links(self) -> Iterator[tuple[Document, Element]]:
        """Yield all internal links."""
        for document in self.library.documents:
            for element in document.root.walk():
                if element.tag == "a" and element.get("href") and is_internal(element.get("href")):
                    yield document, element


def read_finished(path: Path) -> Finished:
    """Read an EPUB file."""
    with ZipFile(path) as container:
        package = read_package(container)
        documents = tuple(read_documents(container, package))
        styles = "\n".join(
            container.read(item.name).decode()
            for item in package.manifest
            if item.media_type == "text/css"
        )
        return Finished(Library(documents, frozenset(container.namelist())), package, styles)


def types(element: Element) -> list[str]:
    """Return the words of its `epub:type`."""
    return element.get("epub:type").split()


def roles(element: Element) -> list[str]:
    """Return the words of its role."""
    return element.get("role").split()


def is_call(element: Element) -> bool:
    """Return whether it is marked as a note call."""
    return "noteref" in types(element) or "doc-noteref" in roles(element)


def is_note(element: Element) -> bool:
    """Return whether it is marked as a note; links are not, whatever they are marked."""
    return element.tag != "a" and ("footnote" in types(element) or "doc-footnote" in roles(element))


def is_backlink(element: Element) -> bool:
    """Return whether it is marked as a link back."""
    return "backlink" in types(element) or "doc-backlink" in roles(element)


def backlinks(note: Element) -> list[Element]:
    """Return the links back of a note."""
    return [element for element in note.walk() if is_backlink(element)]


def at(document: Document, element: Element) -> str:
    """Name a place for a message."""
    return f"{document.name}#{element.get('id') or element.tag}"


def children(element: Element) -> list[Element]:
    """Return the elements directly in it."""
    return [child for child in element.children if isinstance(child, Element)]


def said(element: Element) -> str:
    """Return the accessible name."""
    return element.get("aria-label") or element.text()


def place(call: Call) -> str:
    """Name the place of a call."""
    return at(call.document, call.link)
