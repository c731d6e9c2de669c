"""The runs of drawn text in a PDF, read with PDFium: words, place, and how the run is marked.

A run is what one text object shows (ISO 32000-1, 9.4). Reading runs takes a tenth of the time that
reading each character takes. Coordinates are points from the lower left corner of the page.
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from chapbook.collate.readers.pdf.boxes import UNMOVED, Box, Matrix, around, times, transformed

# A hyphen at the end of a line, as PDFium reports it; what follows it goes on with the word.
_END_HYPHENS = ("\x02", "\ufffe")
_FORM_DEPTH = 4
# Lines at the same height, of which one ends where the next begins, within so many points.
_LEVEL = 0.6
_TOUCHING = 1.5


class EncryptedError(ValueError):
    """The file can only be opened with a password."""


@dataclass(frozen=True, slots=True)
class Run:
    """Drawn text. `mark` is its marked-content identifier, None without one (14.7.4).

    `artifact`: it is marked as no part of the text (14.8.2.2). `clip` is the box that it is cut to.
    `turned`: its letters are upside down.
    """

    text: str
    box: Box
    mark: int | None
    artifact: bool
    clip: Box | None = None
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its number (from 1), its label, what is shown of it, runs in drawing order, rules."""

    number: int
    label: str
    shown: Box
    runs: tuple[Run, ...]
    rules: tuple[Box, ...]
    pictures: int


def read_runs(path: Path) -> tuple[Page, ...]:
    """Read the pages of a file.

    Raises EncryptedError for a file with a password, ValueError for what is not a PDF.
    """
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise EncryptedError("it is encrypted with a password") from error
        raise ValueError(f"PDFium cannot read it: {error}") from error
    try:
        labels = [document.get_page_label(index) for index in range(len(document))]
        if not any(labels):
            labels = [str(number) for number in range(1, len(document) + 1)]
        return tuple(_page(document, index, label) for index, label in enumerate(labels))
    finally:
        document.close()


def _page(document: Any, index: int, label: str) -> Page:
    try:
        page = document[index]
    except pypdfium2.PdfiumError as error:
        raise ValueError(f"page {index + 1} cannot be read") from error
    text = page.get_textpage()
    try:
        shown = Box(*page.get_cropbox())
        reader = _PageReader(text.raw)
        reader.read(page.raw)
        runs = tuple(_logical(reader.runs))
        return Page(index + 1, label, shown, runs, tuple(joined(reader.rules)), reader.pictures)
    finally:
        text.close()
        page.close()


def _logical(runs: list[Run]) -> Iterator[Run]:
    """Put runs of right-to-left text into the order of reading.

    Where marks over letters are placed one by one, a piece of marked content is several runs, and
    they are drawn from left to right; the letters of each are in the order of reading.
    """
    for mark, group in groupby(runs, key=lambda run: run.mark):
        found = list(group)
        text = "".join(run.text for run in found)
        leftwards = found[-1].box.right > found[0].box.right
        turned = mark is not None and len(found) > 1 and leftwards and is_right_to_left(text)
        yield from reversed(found) if turned else found


def is_right_to_left(text: str) -> bool:
    """Return whether a text has letters that are written from the right."""
    return not text.isascii() and any(unicodedata.bidirectional(c) in ("R", "AL") for c in text)


class _PageReader:
    """Collects what is drawn on a page, in forms too."""

    def __init__(self, text: Any) -> None:
        self.text = text
        self.runs: list[Run] = []
        self.rules: list[Box] = []
        self.pictures = 0

    def read(self, page: Any) -> None:
        for index in range(pdfium.FPDFPage_CountObjects(page)):
            self._object(pdfium.FPDFPage_GetObject(page, index), _Surroundings())

    def _object(self, drawn: Any, around: _Surroundings) -> None:
        kind = pdfium.FPDFPageObj_GetType(drawn)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            self._run(drawn, around)
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            box = transformed(_bounds(drawn), around.matrix)
            if box.right - box.left > 15:
                self.rules.append(box)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and around.depth < _FORM_DEPTH:
            inner = around.inside(drawn)
            for index in range(pdfium.FPDFFormObj_CountObjects(drawn)):
                self._object(pdfium.FPDFFormObj_GetObject(drawn, index), inner)
        else:
            self.pictures += 1

    def _run(self, drawn: Any, around: _Surroundings) -> None:
        words = _words(drawn, self.text)
        if not words.strip():
            return
        mark, artifact = around.marked(drawn)
        box, clip = transformed(_bounds(drawn), around.matrix), _clip(drawn)
        shown = None if clip is None else transformed(clip, around.matrix)
        turned = times(_matrix(drawn), around.matrix)[3] < 0
        self.runs.append(Run(words, box, mark, artifact, shown, turned))


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """The forms that an object is drawn in: how deep, how moved, and as what they are marked."""

    depth: int = 0
    matrix: Matrix = UNMOVED
    mark: int | None = None
    artifact: bool = False

    def inside(self, form: Any) -> _Surroundings:
        mark, artifact = self.marked(form)
        return _Surroundings(self.depth + 1, times(_matrix(form), self.matrix), mark, artifact)

    def marked(self, drawn: Any) -> tuple[int | None, bool]:
        """Return what an object is content of: its own mark, else that of the form around it."""
        mark = pdfium.FPDFPageObj_GetMarkedContentID(drawn)
        if mark >= 0:
            return mark, False
        if "Artifact" in _marks(drawn):
            return None, True
        return self.mark, self.artifact


def _words(drawn: Any, text: Any) -> str:
    length = pdfium.FPDFTextObj_GetText(drawn, text, None, 0)
    if length <= 2:
        return ""
    buffer = (ctypes.c_ushort * (length // 2))()
    pdfium.FPDFTextObj_GetText(drawn, text, buffer, length)
    found = bytes(buffer).decode("utf-16-le", errors="replace").rstrip("\0")
    for hyphen in _END_HYPHENS:
        found = found.replace(hyphen, "\u2010")
    return found


def _bounds(drawn: Any) -> Box:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(drawn, left, bottom, right, top)
    return Box(left.value, bottom.value, right.value, top.value)


def _clip(drawn: Any) -> Box | None:
    """Return the box around the paths that an object is clipped to; None if it is not clipped."""
    clip = pdfium.FPDFPageObj_GetClipPath(drawn)
    count = pdfium.FPDFClipPath_CountPaths(clip) if clip else 0
    found: Box | None = None
    x, y = ctypes.c_float(), ctypes.c_float()
    for path in range(max(count, 0)):
        points = []
        for index in range(max(pdfium.FPDFClipPath_CountPathSegments(clip, path), 0)):
            segment = pdfium.FPDFClipPath_GetPathSegment(clip, path, index)
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            points.append((x.value, y.value))
        if points:
            found = around(points).within(found)
    return found


def _marks(drawn: Any) -> Iterator[str]:
    """Yield the names of the marked content that an object is in."""
    length = ctypes.c_ulong()
    for index in range(pdfium.FPDFPageObj_CountMarks(drawn)):
        mark = pdfium.FPDFPageObj_GetMark(drawn, index)
        buffer = (ctypes.c_ushort * 32)()
        if pdfium.FPDFPageObjMark_GetName(mark, buffer, 64, length):
            yield bytes(buffer)[: max(length.value - 2, 0)].decode("utf-16-le", errors="replace")


def _matrix(drawn: Any) -> Matrix:
    found = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(drawn, found)
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def joined(rules: Iterable[Box]) -> list[Box]:
    """Put lines together of which one goes on where another ends, as those of the cells of a row.

    One of them alone may be as long as the rule over notes.
    """
    found: list[Box] = []
    for rule in sorted(rules, key=lambda box: (-round(box.top), -round(box.bottom), box.left)):
        last = found[-1] if found else None
        if last is not None and _goes_on(last, rule):
            found[-1] = replace(last, right=max(last.right, rule.right))
        else:
            found.append(rule)
    return found


def _goes_on(one: Box, other: Box) -> bool:
    level = abs(one.top - other.top) < _LEVEL and abs(one.bottom - other.bottom) < _LEVEL
    return level and other.left - one.right < _TOUCHING
