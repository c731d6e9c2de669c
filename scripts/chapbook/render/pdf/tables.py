"""Tables for the page: what in them stays on one line or is a number, which hardly fit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from lxml import etree

from chapbook.model.diagnostics import Code, Diagnostic, diagnostic
from chapbook.model.letters.seeking import Seeker
from chapbook.model.manuscript import Manuscript
from chapbook.render.html_tree import add_class
from chapbook.render.text.notes import drop_calls
from chapbook.render.text.spans import wrap_words
from chapbook.tools.table_grid import grid_cells

# So many letters find room for each size of the type that a line is wide; a gap between two columns
# takes as much as some of them.
_LETTERS_PER_SIZE = 1.9
_GAP = 1.5
# So many letters of a cell (“30 September 1950”) stay on one line, if the line is wide enough.
_SHORT_CELL = 17
# A table whose columns take no more than that many letters together, or than that share of a line,
# is narrow: its caption may be wider than it.
_NARROW_TABLE = 34
_NARROW_SHARE = 0.58
# A row with a cell of more letters is broken over pages: parallel texts are in such rows.
_LONG_CELL = 600
# So much of a line the longest words of the columns may take before the table is measured: capitals
# and signs are wider than letters on average. Where it is set in, the line is shorter.
_SUSPECT, _SUSPECT_INSIDE = 0.5, 0.25
_NAMING_WORDS = 6
# What is longer and has no place to break may break anywhere: no page is wide enough.
_LONG_TOKEN = re.compile(r"([^\s/?\-\u2010-\u2014\u200b]{81,})")
_WIDTH = re.compile(r"(?:^|;)\s*width:\s*([\d.]+)%")


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell, its row, the number of its first column, its words without note calls."""

    element: etree._Element
    row: etree._Element
    column: int
    words: tuple[str, ...]

    @property
    def whole(self) -> int:
        """The letters on one line."""
        return len(" ".join(self.words))

    @property
    def longest(self) -> int:
        """The letters of the longest word."""
        return max(map(len, self.words), default=0)

    @property
    def is_number(self) -> bool:
        """Whether it has digits, and no letters."""
        text = "".join(self.words)
        return any(map(str.isdigit, text)) and not any(map(str.isalpha, text))

    @property
    def is_short(self) -> bool:
        """Whether it is to stay on one line."""
        return len(self.element) == 0 and self.whole <= _SHORT_CELL


def mark_table(table: etree._Element, line: float) -> None:
    """Mark short cells as `short`, and a narrow table as `narrow`.

    Rows as long as a good part of a page get `long`. Cells of digits alone get `number`: in some
    faces tabular figures come with wide hyphens. Columns whose widths the source gives are left to
    them: there no cell is held on one line. What may be wider than the page gets its first words as
    `data-wide`, and is measured (tools/weasyprint/layout/wide_tables.py). `line` is how wide a line
    is, in sizes of the type.
    """
    cells = tuple(_cells(table))
    for cell in cells:
        if cell.is_number:
            add_class(cell.element, "number")
        if cell.whole > _LONG_CELL:
            add_class(cell.row, "long")
    wrap_words(table, _LONG_TOKEN, "long-token")
    given = _keep_widths(table)
    room = line * _LETTERS_PER_SIZE - _GAP * max((cell.column for cell in cells), default=0)
    if _width(cells, lambda cell: cell.whole if cell.is_short else cell.longest) <= room:
        for cell in () if given else cells:
            if cell.is_short:
                add_class(cell.element, "short")
    narrow = min(_NARROW_TABLE, _NARROW_SHARE * room)
    if not given and _width(cells, lambda cell: cell.whole) <= narrow:
        add_class(table, "narrow")
    if _may_be_wide(table, cells, room):
        table.set("data-wide", _first_words(cells))


def _may_be_wide(table: etree._Element, cells: tuple[_Cell, ...], room: float) -> bool:
    """Return whether a table may be wider than its place; no estimate here is too small."""
    if next(table.iter("img", "pre", "code"), None) is not None:
        return True
    inside = next(table.iterancestors("li", "dd", "blockquote"), None) is not None
    share = _SUSPECT_INSIDE if inside else _SUSPECT
    return _width(cells, lambda cell: cell.longest) > share * room


def _first_words(cells: Iterable[_Cell]) -> str:
    """Return the words that a table begins with, by which it is found in the source."""
    words = (word for cell in cells for word in cell.words)
    return " ".join(islice(words, _NAMING_WORDS))


def divided_tables(manuscript: Manuscript, names: Sequence[str]) -> Iterator[Diagnostic]:
    """Report the tables whose words the layout had to divide, by the words that they begin with."""
    source = manuscript.source
    seeker = Seeker(source.text)
    for name in names:
        words = [re.escape(word) for word in name.split()]
        # Between the words of cells are bars, dashes, emphasis, the labels of notes.
        found = (seeker.next(pattern) for pattern in (r"[^\w\n]+".join(words), *words[:1]))
        offset = next((place for place in found if place is not None), None)
        place = source.whole if offset is None else source.place(offset)
        yield diagnostic(Code.TABLE_TOO_WIDE, place, words=name)


def _keep_widths(table: etree._Element) -> bool:
    """Keep the widths that pandoc has from the source, as shares of the table; return if any.

    pandoc rounds each width down, and leaves out that of a table as wide as the line.
    """
    shares = _shares(table)
    if not shares:
        return False
    for column, share in zip(table.findall("colgroup/col"), shares, strict=True):
        column.set("style", f"width:{share:.2f}%")
    if _WIDTH.search(table.get("style", "")) is None:
        table.set("style", "width:100%")
    return True


def column_share(cell: etree._Element) -> float | None:
    """Return how much of the line the columns of a cell take, None where no widths are given."""
    table = next(cell.iterancestors("table"))
    shares = _shares(table)
    if not shares:
        return None
    columns = next(one.columns for one in grid_cells(table) if one.element is cell)
    taken = shares[columns.start : columns.stop]
    whole = _WIDTH.search(table.get("style", ""))
    share = sum(taken) / 100 * (float(whole[1]) / 100 if whole is not None else 1.0)
    return share if taken else None


def _shares(table: etree._Element) -> list[float]:
    """Return the shares of the table that its columns take, in per cent; none where not given."""
    widths = [_WIDTH.search(one.get("style", "")) for one in table.findall("colgroup/col")]
    given = [float(width[1]) for width in widths if width is not None]
    whole = sum(given)
    return [100 * one / whole for one in given] if whole and len(given) == len(widths) else []


def _cells(table: etree._Element) -> Iterator[_Cell]:
    for cell in grid_cells(table):
        row = cell.element.getparent()
        yield _Cell(cell.element, row, cell.columns.start, _words(cell.element))


def _words(cell: etree._Element) -> tuple[str, ...]:
    copy = etree.fromstring(etree.tostring(cell, with_tail=False))
    drop_calls(copy)
    return tuple("".join(str(part) for part in copy.itertext()).split())


def _width(cells: tuple[_Cell, ...], width_of: Callable[[_Cell], int]) -> int:
    return sum(_columns(cells, width_of))


def _columns(cells: tuple[_Cell, ...], width_of: Callable[[_Cell], int]) -> tuple[int, ...]:
    """Return the widths of the columns, each as wide as its widest cell."""
    columns: dict[int, int] = {}
    for cell in cells:
        columns[cell.column] = max(width_of(cell), columns.get(cell.column, 0))
    return tuple(columns[number] for number in sorted(columns))
