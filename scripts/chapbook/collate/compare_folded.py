"""A pamphlet whose pages were laid out anew for its paper: folded, it says what the PDF says.

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

from chapbook.collate.readers.binding import bound
from chapbook.collate.readers.folding import Box, Print, PrintedSheet, Seen
from chapbook.collate.readers.pdf_runs import Page, Run
from chapbook.model.collation import Finding, Reading

# A line of fewer letters says too little to be found again; so many lines that stand nowhere else
# tell where a page is.
_LETTERS = 8
# A line of so many letters is another one where it stands again.
_TAKEN = 16
_TELLING = 3
_NEAR = 10_000
# As far, in letters, a line may stand behind the one before it: notes come between two pages.
_NEXT = 3_000
# A line of so many letters is no part of another one.
_SURE = 40
# A sewn pamphlet is folded in bundles of so many sheets, as even as can be.
_BUNDLE = 5
_MOST_FINDINGS = 20


@dataclass(frozen=True, slots=True)
class _Field:
    """Half a side: its letters, whether they stand upright as it is printed, its printed folio."""

    letters: str
    upright: bool
    folio: int | None


def folded_findings(
    book: Sequence[Page], sides: Sequence[Page], names: tuple[str, str], *, right_to_left: bool
) -> list[Finding]:
    """Say what of the book is missing, out of order or upside down in the folded sheets.

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
    return min(tried, key=len, default=[Finding("there is no sheet")])[:_MOST_FINDINGS]


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
    """Yield the halves of a side that have any letters, each with a number of its own."""
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
    """Give the number that stands alone in the head or foot, None without one."""
    found = [run.text.strip() for run in runs if run.artifact]
    numbers = [int(text) for text in found if text.isdecimal()]
    return numbers[0] if len(numbers) == 1 else None


def _upright(runs: Sequence[Run]) -> bool:
    """Say whether most of the letters stand upright."""
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
    """Say what can be seen of the order without reading: pages on their heads, and folios."""
    if not read:
        yield Finding(f"{name} cannot be folded so that no two pages lie over each other")
    for rank, side in enumerate(read):
        if side.page is not None and not side.upright:
            words = Reading(name, f"side {rank + 1}", "", fields[side.page].letters[:60])
            yield Finding("a page of the folded book stands on its head", (words,))
    yield from _miscounted(read, fields, name)


def _reworded(
    book: Sequence[Page], read: Sequence[Seen], fields: dict[int, _Field], names: tuple[str, str]
) -> Iterator[Finding]:
    """Say which words of the book the folded sheets do not have, or have in another order."""
    said = "".join(fields[side.page].letters for side in read if side.page is not None)
    lines, last = list[_Line](), 0
    for page in _without_half_title(book):
        texts = [letters for run in page.runs if len(letters := _own(run)) >= _LETTERS]
        # In the order in which they are drawn: notes come last, and go on longer on other paper.
        telling = (said.find(text) for text in texts if said.count(text) == 1)
        places = list(islice(telling, _TELLING))
        if len(places) == _TELLING:
            here = median_low(places)
            if here < last:
                yield Finding("a page is read before the one before it", (_of(page, names),))
            last = here
        lines += (_Line(text, page, last) for text in texts)
    for line in _Said(said).missing(lines):
        yield Finding("words are not on the sheets", (_of(line.page, names, line.letters),))


def _without_half_title(book: Sequence[Page]) -> Iterator[Page]:
    """Yield the pages that a pamphlet has too: a half title says no more than the title page."""
    worded = [page for page in book if page.runs]
    said = ["".join(map(_letters, page.runs)) for page in worded]
    for rank, page in enumerate(worded):
        if not (0 < rank < _TELLING and said[rank] in "".join(said[rank + 1 : rank + 2])):
            yield page


def _miscounted(read: Sequence[Seen], fields: dict[int, _Field], name: str) -> Iterator[Finding]:
    """Say which folios do not stand where the others say that they belong.

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


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the book: its letters, its page, and about where the folded book says them."""

    letters: str
    page: Page
    about: int


class _Said:
    """What the folded book says, in letters. What has been found is not found again."""

    def __init__(self, letters: str) -> None:
        self._letters = letters
        self._taken = bytearray(len(letters))

    def missing(self, lines: Sequence[_Line]) -> list[_Line]:
        """Give lines that are not there as often as the book has them, in their order.

        Those that go on where the last one ended go first: so words that are said again and again
        are found each at its own place. Then long lines, so that a short one is not found within
        them; those that a new page parts go last. What is said so often that lines cannot be told
        from one another is counted.
        """
        left = self._without_followers(lines)
        ordered = sorted(left, key=lambda line: -len(line.letters))
        parted = [line for line in ordered if not self._take((line.letters,), line.about)]
        book = "".join(line.letters for line in lines)
        gone: set[int] = set()
        for line in parted:
            if len(gone) == _MOST_FINDINGS:
                break
            rarer = self._letters.count(line.letters) < book.count(line.letters)
            if not self._in_parts(line) and rarer:
                gone.add(id(line))
        return [line for line in lines if id(line) in gone]

    def _without_followers(self, lines: Sequence[_Line]) -> list[_Line]:
        left, end = list[_Line](), 0
        for line in lines:
            at = -1
            if len(line.letters) >= _SURE:
                at = self._letters.find(line.letters, end, end + len(line.letters) + _NEXT)
            if at < 0 or self._is_taken(at, len(line.letters)):
                left.append(line)
                end = max(end, line.about)
            else:
                end = self._mark(at, len(line.letters))
        return left

    def _in_parts(self, line: _Line) -> bool:
        text = line.letters
        return any(
            self._take((text[:at], text[at:]), line.about)
            for at in range(2, len(text) - 1)
            if text[:at] in self._letters and text[at:] in self._letters
        )

    def _take(self, parts: tuple[str, ...], about: int) -> bool:
        """Take all parts, or none. Those too short to be told from others need only be there."""
        places = []
        for part in parts:
            at = self._free(part, about) if len(part) >= _TAKEN else self._letters.find(part)
            if at < 0:
                return False
            places += [(at, len(part))] * (len(part) >= _TAKEN)
        for at, length in places:
            self._mark(at, length)
        return True

    def _mark(self, at: int, length: int) -> int:
        self._taken[at : at + length] = b"\x01" * length
        return at + length

    def _is_taken(self, at: int, length: int) -> bool:
        return self._taken.find(1, at, at + length) >= 0

    def _free(self, part: str, about: int) -> int:
        """Find a free place, or -1; books are long, so near the last one first."""
        for start, end in ((max(0, about - _NEAR), about + _NEAR), (0, len(self._letters))):
            at = self._letters.find(part, start, end)
            while at >= 0:
                if not self._is_taken(at, len(part)):
                    return at
                at = self._letters.find(part, at + 1, end)
        return -1


def _of(page: Page, names: tuple[str, str], words: str | None = None) -> Reading:
    return Reading(names[0], f"page {page.number}", "", words or _letters(page.runs[0]))


def _own(run: Run) -> str:
    """Give the letters of a run that is text; heads, and marks of what goes on, are none."""
    return "" if run.artifact else _letters(run)


def _letters(run: Run) -> str:
    """Give the letters of a run alone: digits tell pages, which differ."""
    return "".join(char for char in run.text.casefold() if char.isalpha())
