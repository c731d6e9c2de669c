"""Read a finished EPUB: the container, the package document, every content document.

EPUB 3.3 (https://www.w3.org/TR/epub-33/). A file that is not well-formed raises
`lxml.etree.XMLSyntaxError`, as in a strict reading system.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

from chapbook.collate.foreign.readers.drawings import read_drawings
from chapbook.collate.readers.epub import (
    Package,
    gather_metadata,
    read_documents,
    read_package,
)
from chapbook.collate.readers.markup import Library
from inspectors.edition import contents_of, read_library
from inspectors.model import ContentsEntry, InspectedEdition


def inspect_epub(path: Path) -> InspectedEdition:
    """Read an EPUB file; raises on a broken container or on markup that is not well-formed."""
    with ZipFile(path) as container:
        names = frozenset(container.namelist())
        package = read_package(container)
        documents = tuple(read_documents(container, package))
        drawings = tuple(read_drawings(container, package))
    library = Library(documents, names)
    reading = read_library(library)
    roots = {document.name: document.root.get("lang") for document in documents}
    return InspectedEdition(
        format="epub",
        metadata=gather_metadata(package),
        languages={"package": package.root.get("lang"), **roots},
        calls=reading.calls,
        notes=reading.notes,
        restatements=reading.restatements,
        headings=reading.headings,
        links=reading.links,
        external=reading.external,
        contents=tuple(_contents(package, library)),
        everything=reading.everything + "\n" + package.root.text(),
        tables=reading.tables,
        pictures=reading.pictures,
        blocks=reading.blocks,
        drawings=drawings,
        duplicate_ids=tuple(d for document in documents for d in document.duplicates),
        dangling=reading.dangling,
    )


def _contents(package: Package, library: Library) -> Iterator[ContentsEntry]:
    name = next(item.name for item in package.manifest if "nav" in item.properties)
    document = library.by_name[name]
    for element in document.root.walk():
        if element.tag == "nav" and "toc" in element.get("epub:type").split():
            yield from contents_of(document, library, element)
