"""A PDF of ours read again: its pages as drawn, its structure, its bookmarks and metadata."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf

from chapbook.collate.editions import Edition, ReadEntry
from chapbook.collate.readers.opening import UnreadableError, open_pdf
from chapbook.collate.readers.pdf.boxes import box_of
from chapbook.collate.readers.pdf.content import read_page
from chapbook.collate.readers.pdf.fonts import Fonts
from chapbook.collate.readers.pdf.metadata import read_metadata
from chapbook.collate.readers.pdf.runs import DrawnPage
from chapbook.collate.readers.pdf.structure import StructureReader

_DEEPEST = 400


def read_pages(path: Path) -> tuple[DrawnPage, ...]:
    """Read what the pages of a file draw. Raises UnreadableError."""
    with open_pdf(path) as pdf:
        return tuple(_pages(pdf))


def read_pdf(path: Path) -> Edition:
    """Read a PDF by its pages and by its structure. Raises UnreadableError."""
    with open_pdf(path) as pdf:
        pages = tuple(_pages(pdf))
        edition = Edition("PDF", path.name, "pdf", metadata=_metadata(pdf), pages=pages)
        reader = StructureReader(pdf, edition)
        reader.read()
        edition.destinations = reader.links.destinations
        edition.outline = list(_outline(pdf, reader.numbers))
        return edition


def _metadata(pdf: pikepdf.Pdf) -> dict[str, tuple[str, ...]]:
    fields = dict(read_metadata(pdf))
    language = str(pdf.Root.get("/Lang", ""))
    return fields | ({"root-language": (language,)} if language else {})


def _pages(pdf: pikepdf.Pdf) -> Iterator[DrawnPage]:
    fonts = Fonts()
    for number, page in enumerate(pdf.pages, start=1):
        try:
            canvas = read_page(page, fonts)
        except (ValueError, TypeError, AttributeError, LookupError) as error:
            raise UnreadableError(f"page {number} cannot be read: {error}") from error
        box = box_of(page.cropbox)
        turned = int(page.obj.get("/Rotate", 0)) % 360
        strange = tuple(_strange(page))
        runs, forms = tuple(canvas.runs), tuple(canvas.forms)
        yield DrawnPage(number, page.label, box, runs, forms, turned, strange)


def _strange(page: pikepdf.Page) -> Iterator[str]:
    for annotation in page.obj.get("/Annots", []):
        if annotation.get("/Subtype") != "/Link":
            yield str(annotation.get("/Contents", annotation.get("/Subtype", "")))


def _page_of(target: Any, numbers: dict[tuple[int, int], int]) -> str:
    """Return the number of the page that an explicit destination leads to."""
    if not isinstance(target, pikepdf.Array) or target[0].objgen not in numbers:
        return ""
    return str(numbers[target[0].objgen] + 1)


def _outline(pdf: pikepdf.Pdf, numbers: dict[tuple[int, int], int]) -> Iterator[ReadEntry]:
    """Yield the bookmarks; the target of each is the number of its page."""

    def entries(item: Any, level: int) -> Iterator[ReadEntry]:
        while item is not None and level < _DEEPEST:
            page = _page_of(item.get("/Dest"), numbers)
            yield ReadEntry(page, str(item.get("/Title", "")), "outline")
            if "/First" in item:
                yield from entries(item.First, level + 1)
            item = item.get("/Next")

    root = pdf.Root.get("/Outlines")
    if root is not None and "/First" in root:
        yield from entries(root.First, 1)
