"""The pages of a PDF as a person sees them: main text, note areas, running lines; without tags.

Notes and calls are known by the names of destinations, which carry the ids of the HTML that a PDF
was made of (`note-KEY` and `call-KEY`, pandoc's `fn1` and `fnref1`) or are LaTeX's (`Hfootnote.1`).
The note area of a page is what lies under the rule over its first note; on the pages after, under a
rule of the same length. Where all notes begin after the last call, the rest of the book is notes.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chapbook.collate.foreign.readers.pdf_runs import Page, Run, is_right_to_left
from chapbook.collate.foreign.readers.pdf_targets import Link, Target, Targets
from chapbook.collate.foreign.readers.text import letters
from chapbook.collate.readers.pdf.boxes import Box

_NOTE = re.compile(r"note-.+|fn-?\d+|footnote-?\d+|Hfootnote\.\d+")
_CALL = re.compile(r"call-.+|fnref-?\d+(?:-\d+)?|footnote-ref-?\d+|Hfootnoteref\.\d+")
_OF_HTML = re.compile(r"fn-?\d+")
# How far over the first note its rule may stand, how much higher than its box a raised mark.
_RULE_OVER_NOTE = 20.0
_RAISED = 7.0
# The numbers of list items are drawn after the text of a page.
_ITEM_SIGN = re.compile(r"\(?(?:\d{1,4}|[a-z]|[ivx]{2,5})[.)]|[•◦▪–]")
_LINE, _INDENT = 4.0, 25.0
_BESIDE = 2.0
_LAST_PAGE = 10**9
CARRIED = "carried over"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run with the page that it is on; `note` is the note it belongs to, "" in the text.

    `CARRIED` for what a page shows, before its own notes, of notes that began on a page before.
    """

    page: int
    run: Run
    note: str


class DrawnBook:
    """The runs of a book, told apart."""

    def __init__(self, pages: Sequence[Page], targets: Targets, titles: Sequence[str]) -> None:
        """Take the pages, what links where, and the titles that running lines may show."""
        self.pages, self.targets = pages, targets
        named = list(_leading_to(targets, _NOTE))
        notes = {
            link.name: targets.named[link.name] for link in named if link.name in targets.named
        }
        self.notes = dict(sorted(notes.items(), key=lambda item: _place(item[1])))
        self._starts = [_start(target) for target in self.notes.values()]
        self._names = list(self.notes)
        self._rule = self._usual_rule()
        self.heads, self.feet = _bands(pages, titles)
        self._end = self._endnotes(named)
        outside = [link for link in named if not self._in_notes(link.page, link.box)]
        self.calls = tuple(_once(outside))
        self._marks = self._by_page(self.calls)
        ways = list(_leading_to(targets, _CALL))
        self.ways = tuple(link for link in ways if self._in_notes(link.page, link.box))
        self._back = self._by_page(self.ways)

    @property
    def endnotes(self) -> bool:
        """Return whether all notes are at the end of the book."""
        return self._end[0] != _LAST_PAGE

    def _usual_rule(self) -> int | None:
        lengths = Counter(
            _length(rule)
            for target in self.notes.values()
            for rule in self.pages[target.page - 1].rules
            if -1 < rule.top - target.top < _RULE_OVER_NOTE
        )
        return lengths.most_common(1)[0][0] if lengths else None

    def _endnotes(self, named: Sequence[Link]) -> tuple[int, float]:
        """Return where the notes begin that go on to the end of the book, as HTML puts them."""
        if not self._starts or not all(_OF_HTML.fullmatch(name) for name in self._names):
            return _LAST_PAGE, 0.0
        first = self._starts[0]
        outside = [(link.page, -link.box.top) for link in named]
        return first if all(place < first for place in outside) else (_LAST_PAGE, 0.0)

    def _note_top(self, page: Page) -> float | None:
        first = [target.top for target in self.notes.values() if target.page == page.number]
        over = [
            rule.top
            for rule in page.rules
            if self._rule is not None and abs(_length(rule) - self._rule) <= 1
        ]
        if first:
            return min((y for y in over if y > max(first) - 1), default=max(first) + 1)
        return min(over, default=None)

    def is_pictured(self, page: Page) -> bool:
        """Return whether a page shows pictures or drawings beside its text."""
        top = self._tops.get(page.number, page.shown.bottom - 1)
        return bool(page.pictures) or any(rule.top > top for rule in page.rules)

    def _in_notes(self, page: int, box: Box) -> bool:
        if (page, -box.top) >= self._end:
            return True
        top = self._tops.get(page)
        return top is not None and box.middle[1] < top

    @property
    def _tops(self) -> dict[int, float]:
        if not hasattr(self, "_kept_tops"):
            self._kept_tops = {
                page.number: top for page in self.pages if (top := self._note_top(page)) is not None
            }
        return self._kept_tops

    @staticmethod
    def _by_page(links: Sequence[Link]) -> dict[int, list[Box]]:
        boxes: dict[int, list[Box]] = {}
        for link in links:
            box = link.box
            raised = Box(box.left, box.bottom - 1.5, box.right, max(box.top, box.bottom + _RAISED))
            boxes.setdefault(link.page, []).append(raised)
        return boxes

    def note_at(self, page: int, box: Box) -> str:
        """Return the note of a place in a note area: the last that began before it on its page.

        Short notes are side by side: then it is the last that begins left of the place. Notes at
        the end of a book go on over its pages.
        """
        rank = bisect_right(self._starts, (page, -box.middle[1])) - 1
        if rank < 0 or (self._starts[rank][0] != page and (page, -box.middle[1]) < self._end):
            return CARRIED
        while rank and not self._left_of(rank, box) and self._beside(rank - 1, rank):
            rank -= 1
        return self._names[rank]

    def _left_of(self, rank: int, box: Box) -> bool:
        return self.notes[self._names[rank]].left <= box.left + _BESIDE

    def _beside(self, one: int, two: int) -> bool:
        first, second = self.notes[self._names[one]], self.notes[self._names[two]]
        return first.page == second.page and abs(first.top - second.top) < _BESIDE

    def pieces(self) -> Iterator[Piece]:
        """Yield the runs of text and notes in drawing order, without running lines and marks."""
        for page in self.pages:
            marks = [*self._marks.get(page.number, ()), *self._back.get(page.number, ())]
            for rank, run in enumerate(page.runs):
                if run.artifact or self._is_running(page, run):
                    continue
                if _ITEM_SIGN.fullmatch(run.text.strip()) and _beside(run, page.runs[:rank]):
                    continue
                if any(box.holds(run.box.middle, slack=0.5) for box in marks):
                    continue
                noted = self._in_notes(page.number, run.box)
                yield Piece(page.number, run, self.note_at(page.number, run.box) if noted else "")

    def _is_running(self, page: Page, run: Run) -> bool:
        return (page.number, run.box.middle[1]) in self.heads or (
            self.feet is not None and run.box.middle[1] < self.feet
        )

    def marker(self, link: Link) -> str:
        """Return what is drawn in a link."""
        box = link.box
        raised = Box(box.left, box.bottom - 1.5, box.right, max(box.top, box.bottom + _RAISED))
        runs = self.pages[link.page - 1].runs
        return "".join(run.text for run in runs if raised.holds(run.box.middle, slack=0.5)).strip()


def _leading_to(targets: Targets, names: re.Pattern[str]) -> Iterator[Link]:
    """Yield links to destinations of such names, but for headings: “Note a” may be one."""
    headings = {targets.named.get(mark.name) for mark in targets.outline}
    for link in targets.links:
        if names.fullmatch(link.name) and targets.named.get(link.name, link) not in headings:
            yield link


def _once(links: Sequence[Link]) -> Iterator[Link]:
    """Leave out a link that lies over the one before: two boxes of nested elements."""
    last: Link | None = None
    for link in links:
        over = last is not None and (last.page, last.name) == (link.page, link.name)
        if last is None or not over or not _common(last.box, link.box):
            yield link
        last = link


def _common(one: Box, two: Box) -> bool:
    wide = min(one.right, two.right) - max(one.left, two.left)
    return wide > 0 and abs(one.middle[1] - two.middle[1]) < _RAISED


def _beside(sign: Run, before: Sequence[Run]) -> bool:
    """Return whether a number or bullet is before text that was drawn earlier, as in a list.

    Before it is at its left, or at its right where it is written from there.
    """
    for run in before:
        if abs(run.box.bottom - sign.box.bottom) < _LINE:
            if 0 <= run.box.left - sign.box.right < _INDENT:
                return True
            if 0 <= sign.box.left - run.box.right < _INDENT and is_right_to_left(run.text):
                return True
    return False


def _start(target: Target) -> tuple[int, float]:
    # A little higher than the corner, so that the first line of the note lies behind it.
    return target.page, -target.top - 1.0


def _place(target: Target) -> tuple[int, int, float]:
    """Order notes by pages, rows, and from the left."""
    return target.page, -round(target.top), target.left


def _length(rule: Box) -> int:
    return round(rule.right - rule.left)


def _bands(
    pages: Sequence[Page], titles: Sequence[str]
) -> tuple[frozenset[tuple[int, float]], float | None]:
    """Find running lines that are not marked as such: the topmost with the folio or a title.

    Gives the heights of head lines by page, and the height under which all is foot.
    """
    if any(run.artifact for page in pages for run in page.runs):
        return frozenset(), None  # running lines are marked, and a note “1” on page 1 is none
    wanted = {letters(title) for title in titles if title}
    heads: set[tuple[int, float]] = set()
    feet: list[float] = []
    for page in pages:
        runs = [run for run in page.runs if not run.artifact]
        if len(runs) < 2:
            continue
        line = _level_with(max(runs, key=lambda run: run.box.middle[1]), runs)
        if _says_folio("".join(run.text for run in line), page.label, wanted):
            heads |= {(page.number, run.box.middle[1]) for run in line}
        # Alone in its line: on page 1 the mark of note 1 may be the lowest run.
        foot = _level_with(min(runs, key=lambda run: run.box.middle[1]), runs)
        if "".join(run.text for run in foot).strip() == page.label:
            feet.append(max(run.box.top for run in foot))
    return frozenset(heads), max(feet, default=None)


def _level_with(one: Run, runs: Sequence[Run]) -> list[Run]:
    return [run for run in runs if abs(run.box.middle[1] - one.box.middle[1]) < 3]


def _says_folio(text: str, folio: str, titles: set[str]) -> bool:
    plain = letters(text)
    if not folio or not (plain.startswith(folio) or plain.endswith(folio)):
        return False
    if plain in titles:  # "The visit of 2011" on page 1: a heading
        return False
    rest = plain.removeprefix(folio) if plain.startswith(folio) else plain.removesuffix(folio)
    start = rest.rstrip("….")
    return rest == "" or (len(start) > 3 and any(one.startswith(start) for one in titles))
