"""The finished files themselves: what they carry, and that they ask for nothing outside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from zipfile import ZIP_STORED, ZipFile

import pikepdf
import tinyhtml5

from building import Book
from chapbook.collate.readers.markup import Element, from_etree

_ADDRESS = re.compile(r"url\(\s*[\"']?([^\"')]{1,80})|@import\s+[\"']([^\"']+)")


# Links that say what else there is (HTML, 4.6.8): no browser follows them by itself.
_NOT_FETCHED = {"license", "canonical", "alternate"}


def asked_for(root: Element) -> Iterator[str]:
    """Yield the addresses of all that a browser would fetch with the page."""
    for element in root.walk():
        for name in ("src", "srcset", "poster", "data"):
            if element.get(name):
                yield element.get(name)
        if element.tag == "link" and not _NOT_FETCHED & set(element.get("rel").split()):
            yield element.get("href")
        if element.tag == "style":
            css = "".join(child for child in element.children if isinstance(child, str))
            yield from (match[1] or match[2] for match in _ADDRESS.finditer(css))


def test_the_html_edition_is_one_file(book: Book) -> None:
    content = book.files.html.read_bytes()
    root = from_etree(tinyhtml5.parse(content, override_encoding="utf-8"))
    addresses = list(asked_for(root))
    assert addresses
    assert [address for address in addresses if not address.startswith(("data:", "#"))] == []
    scripts = [element.get("type") for element in root.walk() if element.tag == "script"]
    assert scripts == ["application/ld+json", "", ""]


def test_the_epub_container_begins_as_it_must(book: Book) -> None:
    """EPUB 3.3, 4.2.2: `mimetype` comes first, as it is."""
    with ZipFile(book.files.epub) as container:
        first = container.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)
        assert container.read(first) == b"application/epub+zip"
        assert container.testzip() is None


def test_no_edition_names_the_folder_it_was_made_in(book: Book) -> None:
    with ZipFile(book.files.epub) as container:
        parts = [container.read(name) for name in container.namelist()]
    parts += [book.files.html.read_bytes(), *streams(book)]
    folder = str(book.files.html.parent).encode()
    assert not any(folder in part or b"file:///" in part for part in parts)


def streams(book: Book) -> list[bytes]:
    """Return the decoded streams of the PDF, and its objects as text."""
    with pikepdf.open(book.files.pdf) as pdf:
        found: list[bytes] = []
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Stream):
                found.append(readable(thing))
            else:
                found.append(repr(thing).encode())
        return found


def readable(stream: Any) -> bytes:
    """Decode a stream; a picture in its own format stays as it is."""
    try:
        return bytes(stream.read_bytes())
    except pikepdf.PdfError:
        return bytes(stream.read_raw_bytes())


def test_every_face_is_in_the_pdf(book: Book) -> None:
    with pikepdf.open(book.files.pdf) as pdf:
        described = [
            thing
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor"
        ]
        assert described
        lacking = [
            str(face.FontName)
            for face in described
            if not any(name in face for name in ("/FontFile", "/FontFile2", "/FontFile3"))
        ]
        assert lacking == []
