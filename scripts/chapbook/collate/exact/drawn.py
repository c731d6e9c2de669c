"""What the pages of a PDF show, piece by piece: every block's words, where they can be seen.

Pieces are joined with the expectation by the keys they are marked with, so that line ends, pages,
columns and tables are no puzzle.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import gcd

from chapbook.collate.difference import parted
from chapbook.collate.editions import TEMPLATE
from chapbook.collate.exact.expecting import Expecting
from chapbook.collate.normal import (
    drawn_part,
    is_reordered,
    marker_signs,
    print_letters,
    same_pieces,
    template_key,
)
from chapbook.collate.readers.pdf.runs import DrawnPage, Run, sign_of, stated_text
from chapbook.model.editions.collation import Finding, Reading
from chapbook.model.editions.expectation import Block, Expectation, ExpectedNote


@dataclass(slots=True)
class Shown:
    """The pieces of one block, in the order of the pages: words, calls, labels."""

    pages: list[int] = field(default_factory=list)
    words: list[Run] = field(default_factory=list)
    calls: list[tuple[int, Run]] = field(default_factory=list)
    labels: list[Run] = field(default_factory=list)


@dataclass(frozen=True)
class Drawn(Expecting):
    """The pages of a file, beside the expectation."""

    name: str
    pages: tuple[DrawnPage, ...]

    @cached_property
    def shown(self) -> dict[str, Shown]:
        """The pieces of each block."""
        found: dict[str, Shown] = defaultdict(Shown)
        for page in self.pages:
            for run in page.runs:
                if run.artifact or not run.key:
                    continue
                sign = sign_of(run.key)
                shown = found[run.key.removeprefix(sign)]
                if sign == "*":
                    shown.calls.append((page.number, run))
                elif sign == "!":
                    shown.labels.append(run)
                elif not sign and run.text.strip():
                    shown.words.append(run)
                    shown.pages.append(page.number)
        return found

    def label(self, number: int) -> str:
        """Return how a page is called in the report."""
        return label_of(self.pages[number - 1])

    def here(self, pieces: Shown, words: str | None = None) -> Reading:
        """Return the reading of a block where it begins: some words, or its own."""
        if words is None:
            words = joined_words(pieces.words)
        return Reading(self.name, self.label(pieces.pages[0]) if pieces.pages else "", "", words)


def label_of(page: DrawnPage) -> str:
    """Return how a page is called in the report."""
    return f"page {page.label or page.number}"


def joined_words(runs: Sequence[Run]) -> str:
    """Return the words of some pieces, for a report."""
    return " ".join(run.text.strip() for run in runs)


def compare_drawn(drawn: Drawn) -> list[Finding]:
    """Compare what is drawn under each key: words, in order, markers of calls and notes."""
    return [
        *_unmarked(drawn),
        *_words(drawn),
        *_order(drawn),
        *_calls(drawn),
        *_markers(drawn),
    ]


def _unmarked(drawn: Drawn) -> Iterator[Finding]:
    for page in drawn.pages:
        for run in page.runs:
            if not run.artifact and not run.key and run.text.strip():
                reading = Reading(drawn.name, label_of(page), "", run.text)
                yield Finding(
                    "text that does not belong to any block of the manuscript", (reading,)
                )


def _words(drawn: Drawn) -> Iterator[Finding]:
    for key, pieces in drawn.shown.items():
        block = drawn.block(key)
        if key.startswith(TEMPLATE):
            yield from _template(drawn, key, pieces)
        elif block is not None:
            yield from _of_block(drawn, block, pieces)
        elif pieces.words:
            yield Finding("text that the manuscript does not have", (drawn.here(pieces),))
    for block in drawn.expected.blocks:
        if block.key not in drawn.shown and drawn_words(block.text) and block.paper:
            readings = (drawn.there(block.key), Reading(drawn.name, ""))
            yield Finding("a block of text is not on any page", readings)
    for note in drawn.expected.notes:
        for key in note.blocks:
            block = drawn.expected.note_blocks[key]
            if key not in drawn.shown and drawn_words(block.text):
                here = Reading(drawn.name, f"#{note.identifier}")
                yield Finding("words of a note are not on any page", (drawn.there(key), here))


def drawn_words(text: str) -> str:
    """Return the letters of a block that are drawn as text: no calls, pictures or formulas."""
    return print_letters(drawn_part(text))


def _of_block(drawn: Drawn, block: Block, pieces: Shown) -> Iterator[Finding]:
    wanted = drawn_words(block.text)
    texts = [run.text for run in pieces.words]
    stated = stated_text(pieces.words)
    if is_reordered(wanted) or drawn.leftwards:
        same = same_pieces(texts, wanted) or same_pieces([stated], wanted)
    else:
        same = print_letters("".join(texts)) == wanted == print_letters(stated)
    if not same:
        first = (drawn.copy, drawn.where(block.key), block.text)
        odd = print_letters("".join(texts)) == wanted
        here = drawn.here(pieces, stated if odd else None)
        second = (drawn.name, here.place, here.words)
        yield Finding("the drawn words differ", parted(first, second))


def _template(drawn: Drawn, key: str, pieces: Shown) -> Iterator[Finding]:
    """A block of a template has the key of its words, once or, said again, several times."""
    whole = "".join(run.text for run in pieces.words)
    if template_key(whole) == key:
        return
    for page in dict.fromkeys(pieces.pages):
        here = [r for r, n in zip(pieces.words, pieces.pages, strict=True) if n == page]
        text = "".join(run.text for run in here)
        if template_key(text) != key and not _repeats(text, key):
            reading = Reading(drawn.name, drawn.label(page), "", joined_words(here))
            yield Finding("words that a template did not set", (reading,))


def _repeats(text: str, key: str) -> bool:
    """Return whether a page says words of one key several times: its letters are multiples."""
    counts = Counter(print_letters(text))
    shared = gcd(*counts.values()) if counts else 0
    return any(
        shared % times == 0
        and template_key("".join(sign * (n // times) for sign, n in counts.items())) == key
        for times in range(2, shared + 1)
    )


def ranks_of(expected: Expectation) -> dict[str, int]:
    """Return the place of each block in the order of the pages.

    The blocks of a table have one place: cells beside each other go over pages side by side.
    """
    ranks: dict[str, int] = {}
    rank, in_table = 0, False
    for block in expected.blocks:
        tabled = any(one.startswith("table") for one in block.within)
        rank += not (tabled and in_table)
        ranks[block.key], in_table = rank, tabled
    return ranks


def _order(drawn: Drawn) -> Iterator[Finding]:
    """Each block of the main text begins on the page of the one before it, or on a later one."""
    ranks = ranks_of(drawn.expected)
    last, current, first = 0, 0, 0
    for block in drawn.expected.blocks:
        pieces = drawn.shown.get(block.key)
        if pieces is None or not pieces.pages:
            continue
        if ranks[block.key] != current:
            last, current, first = max(last, first), ranks[block.key], pieces.pages[0]
        first = min(first, pieces.pages[0])
        if pieces.pages != sorted(pieces.pages) or pieces.pages[0] < last:
            here = drawn.here(pieces, joined_words(pieces.words)[:160])
            readings = (drawn.there(block.key), here)
            yield Finding("a block of text is on a page before the text it follows", readings)
            return


def _calls(drawn: Drawn) -> Iterator[Finding]:
    markers = {name: note.marker for note in drawn.expected.notes for name in note.calls}
    for block in drawn.expected.blocks:
        if not block.calls or not block.paper:
            continue
        pieces = drawn.shown.get(block.key, Shown())
        found = marker_signs("".join(run.text for _, run in pieces.calls)).casefold()
        wanted = marker_signs("".join(markers.get(name, "") for name in block.calls)).casefold()
        if found != wanted and sorted(found) != sorted(wanted):
            readings = (drawn.there(block.key, wanted), drawn.here(pieces, found))
            yield Finding("the drawn call markers differ", readings)


def _markers(drawn: Drawn) -> Iterator[Finding]:
    for key, note in first_blocks(drawn.expected):
        pieces = drawn.shown.get(key)
        if pieces is None:
            continue
        found = marker_signs("".join(run.text for run in pieces.labels)).casefold()
        if not found.startswith(marker_signs(note.marker).casefold()):
            readings = (drawn.there(key, note.marker), drawn.here(pieces, found))
            yield Finding("the drawn marker of a note differs", readings)


def first_blocks(expected: Expectation) -> Iterator[tuple[str, ExpectedNote]]:
    """Yield the key of the first block of each note, as it is where the note is stated."""
    times: Counter[str] = Counter()
    for note in expected.notes:
        if note.blocks:
            key = note.blocks[0]
            times[key] += 1
            yield (key if times[key] == 1 else f"{key}.{times[key]}"), note
