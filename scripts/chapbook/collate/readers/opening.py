"""Open finished files: whatever cannot be read is one kind of error, which says why."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zipfile import BadZipFile, ZipFile

import pikepdf
import tinyhtml5
from lxml import etree

from chapbook.collate.readers.container import Container
from chapbook.collate.readers.markup import Element, from_etree
from chapbook.collate.readers.pdf.forms import check_forms


class UnreadableError(Exception):
    """A file that cannot be read as what it is; the words say why."""


def parse_page(path: Path) -> Element:
    """Parse an HTML file as browsers do. Raises UnreadableError for what is not UTF-8."""
    content = path.read_bytes()
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise UnreadableError(f"byte {error.start} (line {line}) is not UTF-8") from error
    return from_etree(tinyhtml5.parse(content, override_encoding="utf-8"))


@contextmanager
def open_epub(path: Path) -> Iterator[Container]:
    """Open the container of an EPUB file.

    Raises UnreadableError for a broken container, and for broken parts found while it is open.
    """
    try:
        with ZipFile(path) as opened:
            yield Container(opened)
    except (BadZipFile, EOFError, zlib.error, NotImplementedError, RuntimeError) as error:
        raise UnreadableError(f"its ZIP container cannot be read: {error}") from error
    except etree.XMLSyntaxError as error:
        raise UnreadableError(f"its XML is not well-formed: {error}") from error
    except (OSError, ValueError) as error:
        raise UnreadableError(str(error)) from error


@contextmanager
def open_pdf(path: Path) -> Iterator[pikepdf.Pdf]:
    """Open a PDF. Raises UnreadableError, also for broken parts found while it is open."""
    try:
        with pikepdf.open(path) as pdf:
            check_forms(pdf)
            yield pdf
    except pikepdf.PasswordError as error:
        raise UnreadableError("it is encrypted with a password") from error
    except etree.XMLSyntaxError as error:
        raise UnreadableError(f"its XMP is not well-formed: {error}") from error
    except (pikepdf.PdfError, ValueError, TypeError, LookupError, AttributeError) as error:
        raise UnreadableError(f"it cannot be read as PDF: {error}") from error
