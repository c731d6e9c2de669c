"""The page list of an EPUB and the page breaks in its text, read from the finished file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

from chapbook.collate.foreign.readers.page_breaks import PageBreak, breaks_of, is_break
from chapbook.collate.readers.elements import label_of
from chapbook.collate.readers.epub import read_documents, read_package
from chapbook.collate.readers.markup import Document, Element, Library, kinds


@dataclass(frozen=True, slots=True)
class PageList:
    """The list in the navigation document, label and landing place; the breaks by reading order.

    `landed` has for each entry the label of the break that it leads to, None for any other place.
    """

    entries: tuple[str, ...]
    landed: tuple[str | None, ...]
    breaks: tuple[PageBreak, ...]
    properties: dict[str, tuple[str, ...]]


def read_page_list(path: Path) -> PageList:
    """Read an EPUB file."""
    with ZipFile(path) as container:
        package = read_package(container)
        documents = tuple(read_documents(container, package))
        names = frozenset(container.namelist())
    library = Library(documents, names)
    links = [
        (document, link)
        for document in documents
        for nav in document.root.walk()
        if nav.tag == "nav" and "page-list" in kinds(nav)
        for link in nav.walk()
        if link.tag == "a"
    ]
    properties: dict[str, tuple[str, ...]] = {}
    for element in package.root.walk():
        if element.tag == "meta" and not element.get("refines"):
            name = element.get("property")
            properties[name] = (*properties.get(name, ()), element.text())
    return PageList(
        tuple(link.text() for _, link in links),
        tuple(_landed(library, document, link) for document, link in links),
        tuple(found for document in documents for found in breaks_of(document)),
        properties,
    )


def _landed(library: Library, document: Document, link: Element) -> str | None:
    found = library.find(document, link.get("href"))
    return label_of(found[1]) if found and is_break(found[1]) else None
