"""EbookLib as a writer of the package document and of the container, and as nothing else.

Its helpers for content, navigation, cover and guide change what they are given (attributes and
heads are lost, ids doubled, times taken from the clock), so every file comes here finished. What
the writer itself does by the clock, by chance or by habit is overridden below.
"""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ebooklib import epub
from lxml import etree

from chapbook.errors import ProgramFailed
from chapbook.model.editions.output import Resource

UNIQUE_IDENTIFIER = "pub-id"
"""The `id` that the `dc:identifier` of the package must have (EPUB 3.3, 5.4)."""

_DC = "http://purl.org/dc/elements/1.1/"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# The earliest time that the ZIP format can say: no clock, and nobody takes it for a real date.
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_PERMISSIONS = 0o644
# Text is deflated by the zlib that Python was built with. At a fixed level every build with the
# same zlib gives the same bytes; another (zlib-ng, say) may pack the same text into other bytes.
# Names, order, times, permissions and the unpacked contents depend only on the manuscript.
_COMPRESSION_LEVEL = 9
# These are compressed already: deflating gains nothing.
_STORED = frozenset({"image/jpeg", "image/png", "image/gif", "image/webp", "font/woff2"})


@dataclass(frozen=True, slots=True)
class MetadataElement:
    """An element of the package metadata: `dc:NAME`, `meta` or `link`, as EPUB 3.3, 5.5 has it."""

    name: str
    text: str | None = None
    attributes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Package:
    """What the package document says apart from the files: its language, direction, metadata."""

    language: str
    direction: str
    metadata: tuple[MetadataElement, ...]


def write_container(target: Path, package: Package, resources: Sequence[Resource]) -> None:
    """Write the EPUB `target`: mimetype, container.xml, package document, then the resources.

    The manifest has the resources in the order given, the spine those that are `in_spine`.
    Raises ProgramFailed if the file cannot be written.
    """
    book = epub.EpubBook()  # its random identifier is dropped by `_write_opf_metadata`
    book.IDENTIFIER_ID = UNIQUE_IDENTIFIER
    book.set_direction(package.direction)
    items = [_item(resource) for resource in resources]
    for item in items:
        book.add_item(item)
    pairs = zip(items, resources, strict=True)
    book.spine = [item for item, resource in pairs if resource.in_spine]
    media_types = {f"{book.FOLDER_NAME}/{r.name}": r.media_type for r in resources}
    try:
        _Writer(target, book, package, media_types).write()
    except OSError as error:
        raise ProgramFailed(f"cannot write {target.name}: {error.strerror}") from error


def _item(resource: Resource) -> Any:
    item = epub.EpubItem(
        uid=resource.identifier,
        file_name=resource.name,
        media_type=resource.media_type,
        content=resource.content,
    )
    item.properties = list(resource.properties)
    return item


class _Writer(epub.EpubWriter):  # type: ignore[misc]  # EbookLib has no annotations
    """The writer with our metadata, our ZIP, and without what it adds unasked."""

    def __init__(
        self, target: Path, book: Any, package: Package, media_types: dict[str, str]
    ) -> None:
        super().__init__(str(target), book, {"epub2_guide": False, "spine_direction": True})
        self._package = package
        self._media_types = media_types

    def write(self) -> None:
        """Write all files; unlike `ebooklib.epub.write_epub`, let every error through."""
        with _Archive(self.file_name, self._media_types) as self.out:
            self.out.writestr("mimetype", "application/epub+zip")
            self._write_container()
            self._write_opf()
            self._write_items()

    def _write_opf_metadata(self, root: etree._Element) -> None:
        """Write the elements in the given order; the original adds the present time."""
        metadata = etree.SubElement(root, "metadata", nsmap={"dc": _DC})
        for element in self._package.metadata:
            name = element.name.removeprefix("dc:")
            tag = name if name == element.name else f"{{{_DC}}}{name}"
            etree.SubElement(metadata, tag, dict(element.attributes)).text = element.text

    def _write_opf_file(self, root: etree._Element) -> None:
        """Write the language; drop a needless prefix and the pointer to a missing NCX."""
        root.set(_XML_LANG, self._package.language)
        root.set("dir", self._package.direction)
        del root.attrib["prefix"]
        spine = root.find("spine")
        if spine is None:
            raise ProgramFailed("EbookLib wrote a package document without a spine")
        del spine.attrib["toc"]
        super()._write_opf_file(root)


class _Archive(zipfile.ZipFile):
    """A ZIP with fixed times and permissions; the mimetype file is stored (OCF, 4.2.2)."""

    def __init__(self, path: str, media_types: dict[str, str]) -> None:
        super().__init__(path, "w", zipfile.ZIP_DEFLATED, compresslevel=_COMPRESSION_LEVEL)
        self._media_types = media_types

    def writestr(self, name: Any, data: Any, *_: Any, **__: Any) -> None:  # type: ignore[override]
        """Write an entry by its name; nothing about time and compression is left to the caller."""
        info = zipfile.ZipInfo(name, _ZIP_TIME)
        info.create_system = _UNIX
        info.external_attr = _PERMISSIONS << 16
        stored = name == "mimetype" or self._media_types.get(name) in _STORED
        method = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
        super().writestr(info, data, method, _COMPRESSION_LEVEL)
