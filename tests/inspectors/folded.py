"""Finished imposed sheets, cut into their fields, folded, and read: what a reader then finds.

Needs no other file: a field is told by where it lies on the sheet, and which way up its page is
by the way its letters run. `imposed` reads the same sheets against the pages they were made of.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, pairwise
from pathlib import Path

from chapbook.collate.readers.binding import bound
from chapbook.collate.readers.folding import Print, PrintedSheet
from chapbook.collate.readers.pdf.boxes import Box
from inspectors.pdf_text import DrawnPage, Glyph, lines, read_pages


@dataclass(frozen=True, slots=True)
class Leaf:
    """A side of a leaf as a reader sees it.

    `lines` has the letters of its lines, from the head; `hand` is where it lies in the open book.
    """

    lines: tuple[str, ...]
    hand: str
    upright: bool

    @property
    def text(self) -> str:
        """All its letters and signs."""
        return "".join(self.lines)


@dataclass(frozen=True, slots=True)
class Binding:
    """How sheets are made into a book: see `binding.bound`. `columns` and `rows` are fields."""

    scheme: str
    columns: int
    rows: int
    flip: str = "short"
    right_to_left: bool = False
    both_sides: bool = True


def read_book(path: Path, signatures: Sequence[int], binding: Binding) -> tuple[Leaf, ...]:
    """Fold and gather the sheets of a file, so many in each signature; read the sides in order.

    Raises ValueError where the file has not the sheets for that.
    """
    sides = read_pages(path)
    step = 2 if binding.both_sides else 1
    if len(sides) != step * sum(signatures):
        raise ValueError(f"{path} has {len(sides)} sides for {sum(signatures)} sheets")
    numbers, found = count(1), dict[int, tuple[str, ...]]()
    sheets = [
        _sheet(sides[place : place + step], binding, numbers, found)
        for place in range(0, len(sides), step)
    ]
    groups, place = [], 0
    for size in signatures:
        groups.append(sheets[place : place + size])
        place += size
    read = bound(binding.scheme, groups, flip=binding.flip, right_to_left=binding.right_to_left)
    return tuple(
        Leaf(found.get(side.page or 0, ()), side.hand, side.upright)
        for signature in read
        for side in signature
    )


def _sheet(
    sides: Sequence[DrawnPage],
    binding: Binding,
    numbers: Iterator[int],
    found: dict[int, tuple[str, ...]],
) -> PrintedSheet:
    media = sides[0].media
    prints = [tuple(_prints(side, binding, numbers, found)) for side in sides]
    back = prints[1] if len(prints) > 1 else ()
    return PrintedSheet(media.right - media.left, media.top - media.bottom, prints[0], back)


def _prints(
    side: DrawnPage, binding: Binding, numbers: Iterator[int], found: dict[int, tuple[str, ...]]
) -> Iterator[Print]:
    """Yield what is printed in each field that has any letters."""
    width = (side.media.right - side.media.left) / binding.columns
    height = (side.media.top - side.media.bottom) / binding.rows
    fields: dict[tuple[int, int], list[Glyph]] = {}
    for glyph in side.glyphs:
        if glyph.box is not None and glyph.text.strip():
            across = (glyph.box.left + glyph.box.right) / 2
            field = int(across // width), int(glyph.box.middle[1] // height)
            fields.setdefault(field, []).append(glyph)
    for (column, row), glyphs in sorted(fields.items()):
        number, head = next(numbers), _head(glyphs)
        rows = lines(DrawnPage(side.number, "", side.media, tuple(glyphs), (), 0))
        found[number] = tuple(text for _, text in (rows if head > 0 else reversed(rows)))
        middle = Box(
            (column + 0.25) * width, (row + 0.25) * height,
            (column + 0.75) * width, (row + 0.75) * height,
        )  # fmt: skip
        yield Print(number, middle, head)


def _head(glyphs: Sequence[Glyph]) -> int:
    """Return where the head of a page is, up or down: its letters run to the right, or left.

    In lines written from right to left it is the other way round, so a whole book of those would
    be read upside down throughout.
    """
    steps = sum(
        1 if after.box.left > before.box.left else -1
        for before, after in pairwise(glyphs)
        if before.box and after.box and abs(before.base - after.base) < 0.5
    )
    return 1 if steps >= 0 else -1
