"""Finished imposed sheets, read back: where the text of each page of the source is on them.

The words of a source page are found again on a side of a sheet; those of its characters that lie
farthest apart tell how the page was moved, scaled and turned, and so where its trim box lies.
Lengths are points. Pages without text cannot be found.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2

from chapbook.collate.readers.folding import Print, PrintedSheet
from chapbook.collate.readers.pdf.boxes import Box
from inspectors.pdf_text import DrawnPage, read_pages


@dataclass(frozen=True, slots=True)
class _Letter:
    text: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A page of the source: its letters with their places, and its trim box."""

    number: int
    letters: tuple[_Letter, ...]
    trim: Box

    @property
    def text(self) -> str:
        """Its letters in the order of the file."""
        return "".join(letter.text for letter in self.letters)


def read_source(path: Path) -> tuple[SourcePage, ...]:
    """Read the pages that were imposed. They must not be turned by /Rotate."""
    document = pypdfium2.PdfDocument(path)
    try:
        trims = [Box(*page.get_trimbox()) for page in document]
    finally:
        document.close()
    return tuple(
        SourcePage(page.number, tuple(_letters(page)), trim)
        for page, trim in zip(read_pages(path), trims, strict=True)
    )


def read_imposed(
    path: Path, source: Sequence[SourcePage], *, both_sides: bool = True
) -> list[PrintedSheet]:
    """Read sheets, two sides each. Raises ValueError for text that is of no source page."""
    sides = [(page.media, tuple(_prints(page, source))) for page in read_pages(path)]
    step = 2 if both_sides else 1
    sheets = []
    for place in range(0, len(sides), step):
        media, front = sides[place]
        back = sides[place + 1][1] if both_sides else ()
        width, height = media.right - media.left, media.top - media.bottom
        sheets.append(PrintedSheet(width, height, front, back))
    return sheets


def _letters(page: DrawnPage) -> Iterator[_Letter]:
    for glyph in page.glyphs:
        if glyph.box is not None and glyph.text.strip():
            across = (glyph.box.left + glyph.box.right) / 2
            yield _Letter(glyph.text, across, glyph.box.middle[1])


def _prints(side: DrawnPage, source: Sequence[SourcePage]) -> Iterator[Print]:
    letters = tuple(_letters(side))
    text = "".join(letter.text for letter in letters)
    while letters:
        found = [page for page in source if page.letters and text.startswith(page.text)]
        if not found:
            raise ValueError(f"side {side.number} has text of no page: {text[:60]}")
        page = max(found, key=lambda one: len(one.letters))
        count = len(page.letters)
        yield _print(page, letters[:count])
        letters, text = letters[count:], text[len(page.text) :]


def _print(page: SourcePage, placed: Sequence[_Letter]) -> Print:
    """Find the motion of the page: on each axis a factor and a shift."""
    at_x, factor_x = _motion([one.x for one in page.letters], [one.x for one in placed])
    at_y, factor_y = _motion([one.y for one in page.letters], [one.y for one in placed])
    if abs(factor_x - factor_y) > 0.01:
        raise ValueError(f"page {page.number} is stretched or seen in a mirror")
    xs = sorted(at_x + factor_x * x for x in (page.trim.left, page.trim.right))
    ys = sorted(at_y + factor_y * y for y in (page.trim.bottom, page.trim.top))
    return Print(page.number, Box(xs[0], ys[0], xs[1], ys[1]), 1 if factor_y > 0 else -1)


def _motion(before: Sequence[float], after: Sequence[float]) -> tuple[float, float]:
    one, two = before.index(min(before)), before.index(max(before))
    factor = (after[two] - after[one]) / (before[two] - before[one])
    return after[one] - factor * before[one], factor
