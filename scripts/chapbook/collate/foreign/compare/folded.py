"""A pamphlet whose pages were laid out again for its paper: folded, it says what the PDF says.

Its lines break elsewhere, so letters are compared: each line of the PDF is to be found in what the
folded sheets say, and the pages of the PDF in their order. The folios printed on the sheets are to
count on from side to side.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from statistics import median_low

from chapbook.collate.foreign.folded_lines import MOST_FINDINGS, Line, Said
from chapbook.collate.foreign.readers.pdf_runs import Page, Run
from chapbook.collate.readers.binding import bound
from chapbook.collate.readers.folding import Print, PrintedSheet, Seen
from chapbook.collate.readers.pdf.boxes import Box
from chapbook.model.editions.collation import Finding, Reading

# A line of fewer letters says too little to be found again; so many lines that are nowhere else
# tell where a page is.
_LETTERS = 8
_TELLING = 3
# A sewn pamphlet is folded in bundles of so many sheets, as even as can be.
_BUNDLE = 5


@dataclass(frozen=True, slots=True)
class _Field:
    """Half a side: its letters, whether they are upright as it is printed, its printed folio."""

    letters: str
    upright: bool
    folio: int | None


def folded_findings(
    book: Sequence[Page], sides: Sequence[Page], names: tuple[str, str], *, right_to_left: bool
) -> list[Finding]:
    """Find what of the book is missing, out of order or upside down in the folded sheets.

    Whether they are stapled or sewn, on which edge the printer turns them, and whether a sheet of
    instructions comes first is tried; the way in which they read best is the right one.
    """
    ways = []
    for first in (0, 2):
        fields: dict[int, _Field] = {}
        sheets = _sheets(sides[first:], fields)
        for sizes in _gatherings(len(sheets)):
            for flip in ("short", "long"):
                read = _read(sheets, sizes, flip, right_to_left=right_to_left)
                ways.append((list(_disordered(read, fields, names[1])), read, fields))
    fewest = min((len(found) for found, _, _ in ways), default=0)
    tried = []
    for found, read, fields in ways:
        if len(found) == fewest:
            tried.append([*found, *_reworded(book, read, fields, names)])
            if not tried[-1]:
                return []
    return min(tried, key=len, default=[Finding("there is no sheet")])[:MOST_FINDINGS]


def _gatherings(count: int) -> Iterator[tuple[int, ...]]:
    """Yield the numbers of sheets in each signature: all in one, or bundles of like size."""
    if count:
        yield (count,)
    if count > _BUNDLE:
        bundles = -(-count // _BUNDLE)
        size, more = divmod(count, bundles)
        yield (size + 1,) * more + (size,) * (bundles - more)


def _sheets(sides: Sequence[Page], fields: dict[int, _Field]) -> list[PrintedSheet]:
    prints = [tuple(_halves(side, fields)) for side in sides]
    sheets = []
    for place in range(0, len(sides) - 1, 2):
        shown = sides[place].shown
        width, height = shown.right - shown.left, shown.top - shown.bottom
        sheets.append(PrintedSheet(width, height, prints[place], prints[place + 1]))
    return sheets


def _halves(side: Page, fields: dict[int, _Field]) -> Iterator[Print]:
    """Yield the halves of a side that have any letters, each with its own number."""
    width, height = side.shown.right - side.shown.left, side.shown.top - side.shown.bottom
    for half in (0, 1):
        runs = [run for run in side.runs if _in_half(run, half, width)]
        if any(_letters(run) for run in runs):
            number = len(fields) + 1
            fields[number] = _Field("".join(map(_letters, runs)), _upright(runs), _folio(runs))
            left = width * half / 2
            box = Box(left + width / 8, height / 4, left + width * 3 / 8, height * 3 / 4)
            yield Print(number, box, 1 if fields[number].upright else -1)


def _in_half(run: Run, half: int, width: float) -> bool:
    return ((run.box.left + run.box.right) / 2 > width / 2) == bool(half)


def _folio(runs: Sequence[Run]) -> int | None:
    """Return the number that is alone in the head or foot, None without one."""
    found = [run.text.strip() for run in runs if run.artifact]
    numbers = [int(text) for text in found if text.isdecimal()]
    return numbers[0] if len(numbers) == 1 else None


def _upright(runs: Sequence[Run]) -> bool:
    """Return whether most of the letters are upright."""
    turned = sum(len(run.text) for run in runs if run.turned)
    return 2 * turned <= sum(len(run.text) for run in runs)


def _read(
    sheets: list[PrintedSheet], sizes: tuple[int, ...], flip: str, *, right_to_left: bool
) -> list[Seen]:
    groups, place = [], 0
    for size in sizes:
        groups.append(sheets[place : place + size])
        place += size
    try:
        found = bound("signatures", groups, flip=flip, right_to_left=right_to_left)
    except ValueError:
        return []
    return [side for signature in found for side in signature]


def _disordered(read: Sequence[Seen], fields: dict[int, _Field], name: str) -> Iterator[Finding]:
    """Find what can be seen of the order without reading: pages on their heads, and folios."""
    if not read:
        yield Finding(f"{name} cannot be folded without two pages overlapping")
    for rank, side in enumerate(read):
        if side.page is not None and not side.upright:
            words = Reading(name, f"side {rank + 1}", "", fields[side.page].letters[:60])
            yield Finding("a page of the folded book is upside down", (words,))
    yield from _miscounted(read, fields, name)


def _reworded(
    book: Sequence[Page], read: Sequence[Seen], fields: dict[int, _Field], names: tuple[str, str]
) -> Iterator[Finding]:
    """Find which words of the book the folded sheets do not have, or have in another order."""
    said = "".join(fields[side.page].letters for side in read if side.page is not None)
    lines, last = list[Line](), 0
    for page in _without_half_title(book):
        texts = [letters for run in page.runs if len(letters := _own(run)) >= _LETTERS]
        telling = (said.find(text) for text in _above_notes(page) if said.count(text) == 1)
        places = list(islice(telling, _TELLING))
        if len(places) == _TELLING:
            here = median_low(places)
            if here < last:
                yield Finding("a page is read before the preceding page", (_of(page, names),))
            last = here
        lines += (Line(text, page, last) for text in texts)
    for line in Said(said).missing(lines):
        yield Finding("words are missing from the sheets", (_of(line.page, names, line.letters),))


def _above_notes(page: Page) -> Iterator[str]:
    """Yield the lines above the first rule: those of notes go on longer on other paper."""
    rule = max((box.top for box in page.rules), default=page.shown.bottom)
    for run in page.runs:
        if run.box.bottom >= rule and len(letters := _own(run)) >= _LETTERS:
            yield letters


def _without_half_title(book: Sequence[Page]) -> Iterator[Page]:
    """Yield the pages that a pamphlet has too: a half title says no more than the title page."""
    worded = [page for page in book if page.runs]
    said = ["".join(map(_letters, page.runs)) for page in worded]
    for rank, page in enumerate(worded):
        if not (0 < rank < _TELLING and said[rank] in "".join(said[rank + 1 : rank + 2])):
            yield page


def _miscounted(read: Sequence[Seen], fields: dict[int, _Field], name: str) -> Iterator[Finding]:
    """Find which folios are not where the others show that they belong.

    That is the only order of pages with few words, and of those without any beside them.
    """
    folios = {
        rank: folio
        for rank, side in enumerate(read)
        if side.page is not None and (folio := fields[side.page].folio) is not None
    }
    ahead = Counter(rank - folio for rank, folio in folios.items())
    expected = min(ahead, key=lambda offset: (-ahead[offset], offset), default=0)
    for rank, folio in folios.items():
        if rank - folio != expected:
            where = Reading(name, f"side {rank + 1}", "", str(folio))
            message = f"the page numbered {folio} is read where page {rank - expected} should be"
            yield Finding(message, (where,))


def _of(page: Page, names: tuple[str, str], words: str | None = None) -> Reading:
    return Reading(names[0], f"page {page.number}", "", words or _letters(page.runs[0]))


def _own(run: Run) -> str:
    """Return the letters of a run that is text; heads, and marks of what goes on, are none."""
    return "" if run.artifact else _letters(run)


def _letters(run: Run) -> str:
    """Return the letters of a run alone: digits tell pages, which differ."""
    return "".join(char for char in run.text.casefold() if char.isalpha())
