"""Read a finished HTML edition as a browser does: with an HTML5 parser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import tinyhtml5

from chapbook.collate.readers.html import read_metadata
from chapbook.collate.readers.markup import Document, Library, from_etree, kinds
from inspectors.edition import contents_of, read_library
from inspectors.model import ContentsEntry, InspectedEdition


def inspect_html(path: Path) -> InspectedEdition:
    """Read an HTML file; the parser repairs as browsers do, so this never fails on markup."""
    root = from_etree(tinyhtml5.parse(path.read_bytes(), override_encoding="utf-8"))
    document = Document(path.name, root)
    library = Library((document,), frozenset())
    reading = read_library(library)
    return InspectedEdition(
        format="html",
        metadata=read_metadata(root),
        languages={document.name: root.get("lang")},
        calls=reading.calls,
        notes=reading.notes,
        restatements=reading.restatements,
        headings=reading.headings,
        links=reading.links,
        external=reading.external,
        contents=tuple(_contents(document, library)),
        everything=reading.everything,
        tables=reading.tables,
        pictures=reading.pictures,
        blocks=reading.blocks,
        duplicate_ids=tuple(document.duplicates),
        dangling=reading.dangling,
    )


def _contents(document: Document, library: Library) -> Iterator[ContentsEntry]:
    for element in document.root.walk():
        if element.tag == "nav" and "toc" in kinds(element):
            yield from contents_of(document, library, element)
