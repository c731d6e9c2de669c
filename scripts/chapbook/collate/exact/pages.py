"""The page numbers in an HTML or EPUB edition: each is where its page of the PDF begins.

A page of the PDF begins with a block, or after so many letters of one: both are counted, in the
finished files, under the same key.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chapbook.collate.editions import TEMPLATE, ReadBreak
from chapbook.collate.exact.drawn import Drawn, drawn_words
from chapbook.collate.exact.expecting import bare
from chapbook.collate.exact.joining import Joined
from chapbook.collate.normal import count_letters, drawn_part
from chapbook.collate.readers.pdf.runs import DrawnPage, sign_of
from chapbook.model.editions.collation import Finding, Reading
from chapbook.model.editions.expectation import Block, Expectation

# Pieces that are not words of the text, or not of their block's own place in it.
_BESIDE = ("*", "!", "-", "+")


@dataclass(frozen=True, slots=True)
class PageStart:
    """How a page begins: the first block of the main text on it, after so many letters of it.

    `words` are its first words. `key` is empty where it shows none of the main text.
    """

    label: str
    key: str
    letters: int
    words: str


def page_starts(pages: Sequence[DrawnPage], expected: Expectation) -> list[PageStart]:
    """Return how each page begins: with the first block in the order of the text that is on it."""
    ranks = {key: rank for rank, key in enumerate(expected.by_key)}
    drawn: Counter[str] = Counter()
    found = []
    for page in pages:
        first: dict[str, PageStart] = {}
        for run in page.runs:
            sign = sign_of(run.key)
            key = bare(run.key.removeprefix(sign))
            if run.artifact or not key or key in expected.note_blocks or sign in _BESIDE:
                continue
            if key not in first:
                first[key] = PageStart(page.label, key, drawn[key], run.text)
            if not sign:
                drawn[key] += count_letters(run.text)
        starts = sorted(first.values(), key=lambda one: ranks.get(one.key, -1))
        found.append(starts[0] if starts else PageStart(page.label, "", 0, ""))
    return found


def compare_pages(joined: Joined, drawn: Drawn) -> list[Finding]:
    """Compare the page breaks of an edition with the pages of the PDF."""
    starts = page_starts(drawn.pages, joined.expected)
    marked = {one.label: one for one in joined.edition.breaks}
    findings = [*_missing(joined, starts, marked), *_strange(joined, starts)]
    for start in starts:
        mark = marked.get(start.label)
        if mark is not None and start.key and not start.key.startswith(TEMPLATE):
            findings += _place(joined, drawn, start, mark)
    return [*findings, *_listed(joined)]


def _missing(
    joined: Joined, starts: Sequence[PageStart], marked: dict[str, ReadBreak]
) -> Iterator[Finding]:
    for start in starts:
        if start.label and start.label not in marked and joined.block(start.key) is not None:
            reading = Reading("PDF", f"page {start.label}", "", start.words)
            yield Finding(f"no break is marked for page {start.label}", (reading,))


def _strange(joined: Joined, starts: Sequence[PageStart]) -> Iterator[Finding]:
    labels = {start.label for start in starts}
    counts = Counter(one.label for one in joined.edition.breaks)
    for mark in joined.edition.breaks:
        if mark.label not in labels or counts[mark.label] > 1:
            reading = joined.at(mark.place, mark.label)
            yield Finding(
                f"a break is marked for page {mark.label}, which does not exist", (reading,)
            )


def _place(joined: Joined, drawn: Drawn, start: PageStart, mark: ReadBreak) -> Iterator[Finding]:
    block = joined.block(start.key)
    if block is None or (mark.key == start.key and _same_word(block, mark.letters, start.letters)):
        return
    if _nothing_between(joined, mark, start):
        return
    readings = (
        joined.at(mark.place, _after(joined.block(mark.key), mark.letters)),
        Reading(drawn.name, f"page {start.label}", "", start.words),
    )
    yield Finding(f"the break of page {start.label} is not where its page begins", readings)


def _nothing_between(joined: Joined, mark: ReadBreak, start: PageStart) -> bool:
    """Return whether no letter on paper is between a break and the block that begins its page.

    The break is after the last letter of the block before, or before blocks that paper omits.
    """
    blocks = list(joined.expected.by_key.values())
    ranks = {block.key: rank for rank, block in enumerate(blocks)}
    if start.letters or mark.key not in ranks or start.key not in ranks:
        return False
    between = blocks[ranks[mark.key] : ranks[start.key]]
    if len(between) == 1 and mark.letters >= len(drawn_words(between[0].text)):
        return True
    return bool(between) and not mark.letters and not any(block.paper for block in between)


def _counted(block: Block) -> Iterator[tuple[int, str]]:
    """Yield the signs of a block that are drawn as text, with the number of letters before each."""
    count = 0
    for char in drawn_part(block.text):
        yield count, char
        count += count_letters(char)


def _same_word(block: Block, one: int, two: int) -> bool:
    """Return whether two places in a block are the same, or lie within one word."""
    low, high = sorted((one, two))
    return not any(char.isspace() for count, char in _counted(block) if low < count < high)


def _after(block: Block | None, letters: int) -> str:
    """Return the beginning of what follows so many letters, for a report."""
    if block is None:
        return ""
    return "".join(char for count, char in _counted(block) if count >= letters)[:60]


def _listed(joined: Joined) -> Iterator[Finding]:
    """The list of pages names each break, in their order."""
    listed, breaks = joined.edition.listed, [one.label for one in joined.edition.breaks]
    if not listed:
        return
    for label in breaks:
        if label not in listed:
            reading = joined.at("page list", label)
            yield Finding(f"the page list does not include page {label}", (reading,))
    for label in listed:
        if label not in breaks:
            reading = joined.at("page list", label)
            yield Finding(f"the page list includes page {label}, which has no break", (reading,))
