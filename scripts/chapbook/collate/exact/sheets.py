"""The pamphlet: its sheets are folded, and what is then read is compared with the expectation.

Each page on a sheet is a separate form, whose pieces carry the keys of their blocks. So the
folded book is read as a PDF is: page by page, every block with its words, in order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import dropwhile

from chapbook.collate.editions import TEMPLATE
from chapbook.collate.exact.drawn import Drawn, compare_drawn, ranks_of
from chapbook.collate.exact.expecting import bare
from chapbook.collate.exact.landings import compare_note_pages
from chapbook.collate.exact.visible import compare_visible
from chapbook.collate.readers.binding import bound, off_the_paper
from chapbook.collate.readers.folding import Print, PrintedSheet
from chapbook.collate.readers.pdf.runs import DrawnPage, sign_of
from chapbook.model.editions.collation import Finding, Reading

_SCHEME = re.compile("-pamphlet-(quarto|zine|cut-stack|signatures)-")
# A sewn pamphlet is folded in bundles of so many sheets, as even as can be.
_BUNDLE = 5
_COLUMNS = {"zine": 4}
_ROWS = {"zine": 2, "quarto": 2}


_Read = list[tuple[DrawnPage, bool]]
"""The pages in the order of reading, numbered so, and whether each is upright."""


def compare_sheets(sides: Drawn) -> list[Finding]:
    """Fold the sheets and compare what is read; `sides` are the sides as they are printed.

    They may be printed to be turned on either edge, and be stapled or sewn: the way in which they
    read in order is the right one.
    """
    placed = [side for side in dropwhile(_instructs, sides.pages) if side.forms]
    if not placed:
        return [Finding("no pages are placed on the sheets", (Reading(sides.name, "side 1"),))]
    pages: list[DrawnPage] = []
    sheets = _sheets(placed, pages)
    ways = list(_ways(sides, sheets, pages))
    if not ways:
        return [Finding("the sheets cannot be folded into a book", (Reading(sides.name, ""),))]
    best = min(ways, key=lambda way: len(list(_disorder(sides, way))))
    book = replace(sides, pages=tuple(page for page, _ in best))
    findings = [*_disorder(sides, best), *_off(sides, sheets)]
    findings += [*compare_drawn(book), *compare_visible(book), *compare_note_pages(book)]
    return findings


def _instructs(side: DrawnPage) -> bool:
    """Return whether a side is of the sheet that says how to fold: its words are in no form."""
    return any(run.form < 0 and run.text.strip() for run in side.runs)


def _sheets(sides: Sequence[DrawnPage], pages: list[DrawnPage]) -> list[PrintedSheet]:
    """Read the sheets, two sides each; every page placed on them goes into `pages`."""
    prints = [tuple(_prints(side, pages)) for side in sides]
    found = []
    for at in range(0, len(sides), 2):
        shown = sides[at].shown
        back = prints[at + 1] if at + 1 < len(sides) else ()
        width, height = shown.right - shown.left, shown.top - shown.bottom
        found.append(PrintedSheet(width, height, prints[at], back))
    return found


def _prints(side: DrawnPage, pages: list[DrawnPage]) -> Iterator[Print]:
    for form in side.forms:
        runs = tuple(run for run in side.runs if run.form == form.rank)
        number = len(pages) + 1
        pages.append(DrawnPage(number, f"side {side.number}", form.box, runs, ()))
        yield Print(number, form.box, 1 if form.upright else -1)


def _scheme(sides: Drawn) -> str:
    named = _SCHEME.search(sides.name)
    return named[1] if named else "saddle"


def _ways(sides: Drawn, sheets: list[PrintedSheet], pages: Sequence[DrawnPage]) -> Iterator[_Read]:
    for sizes in _gatherings(len(sheets), _scheme(sides)):
        groups, at = [], 0
        for size in sizes:
            groups.append(sheets[at : at + size])
            at += size
        for flip in ("short", "long"):
            try:
                read = bound(_scheme(sides), groups, flip=flip, right_to_left=sides.leftwards)
            except ValueError:
                continue
            seen = ((side.page, side.upright) for signature in read for side in signature)
            printed = [(pages[page - 1], upright) for page, upright in seen if page is not None]
            yield [
                (replace(page, number=number), upright)
                for number, (page, upright) in enumerate(printed, start=1)
            ]


def _gatherings(count: int, scheme: str) -> Iterator[tuple[int, ...]]:
    """Yield the numbers of sheets in each signature: all in one, or bundles of like size."""
    yield (count,)
    if scheme in ("saddle", "signatures") and count > _BUNDLE:
        bundles = -(-count // _BUNDLE)
        size, more = divmod(count, bundles)
        yield (size + 1,) * more + (size,) * (bundles - more)


def _disorder(sides: Drawn, way: _Read) -> Iterator[Finding]:
    """Yield the pages that are upside down or are read before those that they follow."""
    ranks = ranks_of(sides.expected)
    last = -1
    for page, stands in way:
        here = _ranks(page, ranks)
        reading = Reading(sides.name, page.label, "", " ".join(r.text for r in page.runs)[:120])
        if not stands and any(run.text.strip() for run in page.runs):
            yield Finding(f"page {page.number} of the folded book is upside down", (reading,))
        if here and min(here) < last:
            yield Finding(f"page {page.number} of the folded book is out of order", (reading,))
        last = max([last, *here])


def _ranks(page: DrawnPage, ranks: dict[str, int]) -> list[int]:
    """Return the places in the book of the blocks that a page shows."""
    keys = {
        bare(run.key)
        for run in page.runs
        if run.key and not sign_of(run.key) and not run.key.startswith(TEMPLATE)
    }
    return [ranks[key] for key in keys if key in ranks]


def _off(sides: Drawn, sheets: Sequence[PrintedSheet]) -> Iterator[Finding]:
    scheme = _scheme(sides)
    columns, rows = _COLUMNS.get(scheme, 2), _ROWS.get(scheme, 1)
    for number, sheet in enumerate(sheets, start=1):
        for fault in off_the_paper(sheet, columns, rows, slack=1.0):
            yield Finding(f"sheet {number}: {fault}", (Reading(sides.name, f"sheet {number}"),))
