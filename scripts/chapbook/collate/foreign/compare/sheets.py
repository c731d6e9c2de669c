"""The pamphlet: its sheets are folded, and what is read is the pages of the PDF, in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chapbook.collate.foreign.compare.folded import folded_findings
from chapbook.collate.foreign.differ import gaps
from chapbook.collate.foreign.leftwards import is_leftward_letter, mostly_leftward
from chapbook.collate.foreign.readers.pdf_runs import Page
from chapbook.collate.foreign.readers.sheets import Sheets, read_sheets
from chapbook.collate.readers.binding import bound, off_the_paper
from chapbook.collate.readers.folding import Seen
from chapbook.model.editions.collation import Comparison, Finding, Reading, compared

_SLACK = 3.0
_SHOWN = 120


@dataclass(frozen=True, slots=True)
class Paper:
    """A PDF whose pages are compared with those of another: name in the report, and pages."""

    name: str
    pages: tuple[Page, ...]


def compare_sheets(book: Paper, sheets: Paper, *, right_to_left: bool) -> Comparison:
    """Fold sheets two pages to a side, stapled in the middle, and read them.

    The sheets may be printed to be turned on either edge; whichever reads in order is right.
    """
    names = (book.name, sheets.name)
    found = read_sheets(sheets.pages, book.pages)
    same, all_pages = _same_pages(found, book)
    if same < all_pages:
        wrong = folded_findings(book.pages, sheets.pages, names, right_to_left=right_to_left)
        # Few pages of a short book change when it is laid out again for its paper.
        if not wrong or 2 * same < all_pages:
            return compared("pamphlet", names, wrong)
    findings = list(_strange(found, book, sheets))
    readings: list[list[Finding]] = []
    for flip in ("short", "long"):
        try:
            (read,) = bound("saddle", [found.sheets], flip=flip, right_to_left=right_to_left)
        except ValueError as error:
            readings.append([Finding(f"two pages overlap: {error}")])
        else:
            readings.append(list(_wrong(read, book, sheets)))
    best = min(readings, key=len)
    findings += best
    for number, sheet in enumerate(found.sheets, start=1):
        for fault in off_the_paper(sheet, 2, 1, slack=_SLACK):
            findings.append(Finding(f"sheet {number}: {fault}"))
    return compared("pamphlet", names, findings)


def _same_pages(found: Sheets, book: Paper) -> tuple[int, int]:
    """Count the pages of the PDF that are on the sheets as they are, and all that have words."""
    same = sum(len(sheet.front) + len(sheet.back) for sheet in found.sheets)
    return same, sum(bool(page.runs) for page in book.pages)


def _strange(found: Sheets, book: Paper, sheets: Paper) -> Iterator[Finding]:
    """Find words that no page has; the outer back is the publisher's to fill."""
    for side, words, run in found.strange:
        if side == 1 and run.box.left < found.sheets[0].width / 2:
            continue
        reading = Reading(sheets.name, f"side {side}", "", words[:_SHOWN])
        yield Finding(f"words that are not on any page of {book.name}", (reading,))


def _wrong(read: Sequence[Seen], book: Paper, sheets: Paper) -> Iterator[Finding]:
    """Find where the folded book does not read like the PDF. Pages without words cannot be seen."""
    alike = _alike(book)
    order = [alike[page.number] for page in book.pages if page.runs]
    seen = [alike[side.page] for side in read if side.page is not None]
    for number in order:
        if number not in seen:
            yield Finding(f"page {number} is not on the sheets", (_of(book, number),))
    if sorted(seen) == sorted(order) and seen != order:
        at = next(rank for rank, (a, b) in enumerate(zip(seen, order, strict=True)) if a != b)
        message = f"page {seen[at]} is read where page {order[at]} should be"
        yield Finding(message, (_of(book, order[at]), _of(book, seen[at], sheets.name)))
    elif Counter(seen) - Counter(order):
        twice = next(iter(Counter(seen) - Counter(order)))
        yield Finding(f"page {twice} is on the sheets more than once", (_of(book, twice),))
    for rank, side in enumerate(read):
        if side.page is not None and not side.upright:
            message = f"page {side.page} is upside down on side {rank + 1} of the folded book"
            yield Finding(message, (_of(book, side.page),))


def _alike(book: Paper) -> dict[int, int]:
    """Return for each page the first that reads the same: sheets do not show which it is."""
    first: dict[tuple[str, ...], int] = {}
    return {
        page.number: first.setdefault(tuple(run.text for run in page.runs), page.number)
        for page in book.pages
    }


def _of(paper: Paper, number: int, name: str | None = None) -> Reading:
    runs = paper.pages[number - 1].runs
    words = " ".join(run.text for run in runs)[:_SHOWN]
    return Reading(name or paper.name, f"page {number}", "", words)


def compare_press(book: Paper, press: Paper) -> Comparison:
    """The pages for the press say what the pages for the screen say, each on its page."""
    names = (book.name, press.name)
    here, there = _worded(book), _worded(press)
    texts = [text for _, text in here]
    findings = []
    for gap in gaps(texts, [text for _, text in there]):
        if gap.c == gap.d and _may_begin(texts, gap.a, gap.b):
            continue  # the cover is printed by itself
        one, two = here[gap.a : gap.b], there[gap.c : gap.d]
        findings += [
            _press_finding(book, press, one[rank : rank + 1], two[rank : rank + 1])
            for rank in range(max(len(one), len(two)))
        ]
    return compared("press pages", names, findings)


def _may_begin(texts: Sequence[str], start: int, end: int) -> bool:
    """Return whether the pages that are left out can as well be the first.

    The cover may say no more than half title and title page: which of them is left out is not seen.
    """
    while start and texts[start - 1] == texts[end - 1]:
        start, end = start - 1, end - 1
    return start == 0


def _press_finding(
    book: Paper, press: Paper, one: list[tuple[int, str]], two: list[tuple[int, str]]
) -> Finding:
    readings = [
        Reading(paper.name, f"page {number}", "", text[:_SHOWN])
        for paper, pages in ((book, one), (press, two))
        for number, text in pages
    ]
    if one and two:
        return Finding("a page has different text", tuple(readings))
    name = press.name if one else book.name
    return Finding(f"a page is missing from {name}", tuple(readings))


def _worded(paper: Paper) -> list[tuple[int, str]]:
    """Return the pages that show words, with their letters."""
    texts = ((page.number, _in_order([run.text for run in page.runs])) for page in paper.pages)
    return [(number, text) for number, text in texts if text]


def _in_order(texts: Sequence[str]) -> str:
    """Return the letters of a page; what is written from the right comes last, in one order.

    In what order its pieces are drawn is told by marks of the structure, which pages for the press
    have not. On a page from right to left that goes for its numbers and Latin words, too.
    """
    letters = "".join("".join(texts).split())
    if mostly_leftward(letters):
        return "".join(sorted(letters))
    leftward = [text for text in texts if any(map(is_leftward_letter, text))]
    others = [text for text in texts if not any(map(is_leftward_letter, text))]
    return "".join(("".join(others) + "".join(sorted("".join(leftward)))).split())
