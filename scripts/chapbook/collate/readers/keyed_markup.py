"""HTML and EPUB read again by their keys, document by document.

HTML is parsed as browsers do, EPUB as XML.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from chapbook.collate.editions import Edition, ReadBlock
from chapbook.collate.readers.epub import gather_metadata, read_documents, read_package
from chapbook.collate.readers.html import read_metadata
from chapbook.collate.readers.keyed_document import INSIDE, DocumentReader
from chapbook.collate.readers.markup import Document, Element, Library
from chapbook.collate.readers.opening import open_epub, parse_page


def read_html(path: Path) -> Edition:
    """Read an HTML file. Raises UnreadableError for what is not UTF-8."""
    root = parse_page(path)
    library = Library((Document("", root),), frozenset())
    edition = Edition("HTML", path.name, "html", metadata=_of_page(root))
    _read(edition, library)
    return edition


def read_epub(path: Path) -> Edition:
    """Read an EPUB file. Raises UnreadableError for a broken container or markup."""
    with open_epub(path) as container:
        package = read_package(container)
        library = Library(tuple(read_documents(container, package)), container.names())
        edition = Edition("EPUB", path.name, "epub", metadata=gather_metadata(package))
    _read(edition, library)
    return edition


def _of_page(root: Element) -> dict[str, tuple[str, ...]]:
    fields = dict(read_metadata(root))
    if root.get("lang"):
        fields["root-language"] = (root.get("lang"),)
    return fields


def _read(edition: Edition, library: Library) -> None:
    for document in library.documents:
        edition.faults += (
            (f"the identifier {name} is used twice", name, name) for name in document.duplicates
        )
        DocumentReader(edition, library, document).read()
    edition.blocks = [_landed(block, edition) for block in edition.blocks]


def _landed(block: ReadBlock, edition: Edition) -> ReadBlock:
    """Replace the targets of a block's internal links by the keys of the blocks they lead to."""
    links = [
        replace(link, target=f"#{edition.places.get(link.target.removeprefix(INSIDE), '')}")
        if link.target.startswith(INSIDE)
        else link
        for link in block.links
    ]
    return replace(block, links=links)
