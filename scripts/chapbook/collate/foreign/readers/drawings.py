"""The lettering of pictures in an EPUB."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit
from zipfile import ZipFile

from chapbook.collate.readers.container import Container
from chapbook.collate.readers.epub import Package
from chapbook.collate.readers.markup import parse_xml


def read_drawings(container: ZipFile | Container, package: Package) -> Iterator[str]:
    """Yield the words in each SVG picture of the container."""
    for item in package.manifest:
        if item.media_type == "image/svg+xml" and not urlsplit(item.name).scheme:
            root = parse_xml(container.read(item.name))
            yield " ".join(e.text() for e in root.walk() if e.tag == "text")
