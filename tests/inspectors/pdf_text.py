"""The drawn characters of a PDF with their places, read with PDFium.

Coordinates are PDF points, from the lower left corner of the page.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from chapbook.collate.foreign.readers.pdf_runs import joined
from chapbook.collate.foreign.readers.text import letters
from chapbook.collate.normal import spaced
from chapbook.collate.readers.pdf.boxes import Box

# PDFium reports a hyphen at the end of a line as U+0002.
_END_OF_LINE_HYPHEN = 2
_PICTURES = (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING, pdfium.FPDF_PAGEOBJ_FORM)


@dataclass(frozen=True, slots=True)
class Glyph:
    """A drawn character; `box` is None for the spaces and line ends that PDFium makes up.

    `base` is the height of the line that it is on. `artifact`: the file says that it is no
    content of the author's (ISO 32000-1, 14.8.2.2).
    """

    text: str
    box: Box | None
    base: float = 0.0
    artifact: bool = False


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """A page as drawn: characters in the order of the file, rules, pictures counted.

    `number` counts all pages from 1; `label` is what the file calls the page (ISO 32000-1, 12.4.2),
    or the number where it labels none.
    """

    number: int
    label: str
    media: Box
    glyphs: tuple[Glyph, ...]
    rules: tuple[Box, ...]
    pictures: int


def read_pages(path: Path) -> tuple[DrawnPage, ...]:
    """Read the characters and rules of every page."""
    document = pypdfium2.PdfDocument(path)
    try:
        labels = [document.get_page_label(index) for index in range(len(document))]
        if not any(labels):
            labels = [str(number) for number in range(1, len(document) + 1)]
        return tuple(_read_page(document, index, label) for index, label in enumerate(labels))
    finally:
        document.close()


def _read_page(document: Any, index: int, label: str) -> DrawnPage:
    page = document[index]
    text = page.get_textpage()
    try:
        objects = list(page.get_objects(max_depth=3))
        rules = tuple(joined(_rules(objects)))
        glyphs = tuple(_glyphs(text.raw, text.count_chars()))
        pictures = sum(drawn.type in _PICTURES for drawn in objects)
        return DrawnPage(index + 1, label, Box(*page.get_mediabox()), glyphs, rules, pictures)
    finally:
        text.close()
        page.close()


def _rules(objects: Iterable[Any]) -> Iterator[Box]:
    """Yield the boxes of lines and frames: a border is the frame of its box, drawn on one side."""
    for drawn in objects:
        if drawn.type == pdfium.FPDF_PAGEOBJ_PATH:
            box = Box(*drawn.get_bounds())
            if box.right - box.left > 15:
                yield box


def _glyphs(text: Any, count: int) -> Iterator[Glyph]:
    left, right, bottom, top, across, base = (ctypes.c_double() for _ in range(6))
    artifacts: dict[int, bool] = {}
    for index in range(count):
        code = pdfium.FPDFText_GetUnicode(text, index)
        character = "-" if code == _END_OF_LINE_HYPHEN else chr(code)
        if pdfium.FPDFText_IsGenerated(text, index) == 1:
            yield Glyph(character, None)
            continue
        pdfium.FPDFText_GetCharBox(text, index, left, right, bottom, top)
        pdfium.FPDFText_GetCharOrigin(text, index, across, base)
        box = Box(left.value, bottom.value, right.value, top.value)
        yield Glyph(character, box, base.value, _is_artifact(text, index, artifacts))


def _is_artifact(text: Any, index: int, known: dict[int, bool]) -> bool:
    """Return whether a character is drawn in marked content of the type Artifact."""
    drawn = pdfium.FPDFText_GetTextObject(text, index)
    address = ctypes.cast(drawn, ctypes.c_void_p).value or 0
    if address not in known:
        count = pdfium.FPDFPageObj_CountMarks(drawn) if drawn else 0
        marks = (pdfium.FPDFPageObj_GetMark(drawn, number) for number in range(count))
        known[address] = any(_mark_name(mark) == "Artifact" for mark in marks)
    return known[address]


def _mark_name(mark: Any) -> str:
    length = ctypes.c_ulong()
    name = (ctypes.c_ushort * 64)()
    pdfium.FPDFPageObjMark_GetName(mark, name, ctypes.sizeof(name), length)
    return bytes(name)[: max(length.value - 2, 0)].decode("utf-16-le")


def text_of(glyphs: Iterable[Glyph]) -> str:
    """Return the words of some characters."""
    return spaced("".join(glyph.text for glyph in glyphs))


def within(page: DrawnPage, box: Box) -> str:
    """Return the words drawn in a rectangle."""
    return text_of(
        g for g in page.glyphs if g.box is not None and box.holds(g.box.middle, slack=0.5)
    )


def lines(page: DrawnPage) -> tuple[tuple[float, str], ...]:
    """Return the lines of a page from its top: the height of the baseline, the words."""
    rows: dict[int, list[Glyph]] = {}
    for glyph in page.glyphs:
        if glyph.box is not None and glyph.text.strip():
            rows.setdefault(round(glyph.base), []).append(glyph)
    return tuple((rows[key][0].base, text_of(rows[key])) for key in sorted(rows, reverse=True))


@dataclass(frozen=True, slots=True)
class Bands:
    """Where the running lines stand: baselines of the head and of the foot, if there are any."""

    head: float | None
    foot: float | None

    def is_running(self, glyph: Glyph) -> bool:
        """Return whether a character belongs to a running line, or is beyond it."""
        if glyph.box is None:
            return False
        over = self.head is not None and glyph.base > self.head - 1
        return over or (self.foot is not None and glyph.base < self.foot + 1)


def running_bands(pages: Sequence[DrawnPage], titles: Iterable[str]) -> Bands:
    """Find the running lines: the outermost that say the folio, alone or with one of `titles`."""
    wanted = frozenset(letters(title) for title in titles)
    heads, feet = set(), set()
    for page in pages:
        rows = lines(page)
        if rows and _is_running(rows[0][1], page.label, wanted):
            heads.add(rows[0][0])
        if len(rows) > 1 and _is_running(rows[-1][1], page.label, wanted):
            feet.add(rows[-1][0])
    return Bands(max(heads, default=None), min(feet, default=None))


def _is_running(text: str, folio: str, titles: frozenset[str]) -> bool:
    plain = letters(text)
    if not folio:  # a cover is labelled with nothing, and has no running lines
        return False
    if plain in titles:  # "The visit of 2011" on page 1: a heading
        return False
    if plain.startswith(folio):
        rest = plain.removeprefix(folio)
    elif plain.endswith(folio):
        rest = plain.removesuffix(folio)
    else:
        return bool(plain) and set(plain) <= set("ivxlc")
    # A long title is cut short in a head.
    start = rest.rstrip("….")
    return rest == "" or (len(start) > 3 and any(title.startswith(start) for title in titles))
