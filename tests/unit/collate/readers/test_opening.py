"""Broken files are reported as unreadable, with the reason, whatever is broken in them."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pikepdf
import pytest

from chapbook.collate.readers.keyed_markup import read_epub, read_html
from chapbook.collate.readers.opening import UnreadableError
from chapbook.collate.readers.pdf.reading import read_pages, read_pdf

POINTER = "META-INF/container.xml"


def epub(path: Path, content: bytes = b"<container/>", name: str = POINTER) -> bytes:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr(name, content)
    return path.read_bytes()


def with_flag(data: bytes, local: int, central: int, value: int) -> bytes:
    """Set a byte in the header of a member and in the directory of the container."""
    changed = bytearray(data)
    changed[local] = changed[data.index(b"PK\x01\x02") + central] = value
    return bytes(changed)


def spoilt(data: bytes) -> bytes:
    start = 30 + len(POINTER)
    return data[:start] + b"\xff" * 8 + data[start + 8 :]


def test_a_broken_epub_is_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "book.epub"
    data = epub(path, b"<container>" + b"x" * 99 + b"</container>")
    for broken, reason in (
        (b"PK", "its ZIP container cannot be read"),
        (spoilt(data), "its ZIP container cannot be read"),
        (with_flag(data, 6, 8, 1), "its ZIP container cannot be read"),  # encrypted
        (with_flag(data, 8, 10, 97), "its ZIP container cannot be read"),  # an unknown method
        (epub(path), "names no package document"),
        (epub(path, name="other"), "it does not contain the file “META-INF/container.xml”"),
        (epub(path, b"<container>"), "its XML is not well-formed"),
    ):
        path.write_bytes(broken)
        with pytest.raises(UnreadableError, match=reason):
            read_epub(path)


def test_a_page_that_is_not_utf8_is_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "book.html"
    path.write_bytes(b"<p>one\n<p>\xff")
    with pytest.raises(UnreadableError, match=r"byte 10 \(line 2\) is not UTF-8"):
        read_html(path)


@pytest.mark.parametrize(
    ("packet", "content", "reason"),
    [
        (b"<x>", b"", "its XMP is not well-formed"),
        (b"<x/>", b"", "it has no structure tree"),
        (b"<x/>", b"Tf", "page 1 cannot be read"),
    ],
)
def test_a_broken_pdf_is_unreadable(
    packet: bytes, content: bytes, reason: str, tmp_path: Path
) -> None:
    path = tmp_path / "book.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.pages[0].Contents = pdf.make_stream(content)
        pdf.Root.Metadata = pdf.make_stream(packet)
        pdf.save(path, fix_metadata_version=False)
    with pytest.raises(UnreadableError, match=reason):
        read_pdf(path)


def test_what_is_no_pdf_is_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "book.pdf"
    path.write_bytes(b"%PDF-1.7 and no more")
    with pytest.raises(UnreadableError, match="cannot be read as PDF"):
        read_pages(path)
    with pikepdf.new() as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(owner="o", user="u"))
    with pytest.raises(UnreadableError, match="encrypted with a password"):
        read_pages(path)
