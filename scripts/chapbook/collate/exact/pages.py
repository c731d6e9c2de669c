"""The page numbers in an HTML or EPUB edition: each stands where its page of the PDF begins.

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
    number: int
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
                first[key] = PageStart(page.label, page.number, key, drawn[key], run.text)
            if not sign:
                drawn[key] += count_letters(run.text)
        starts = sorted(first.values(), key=lambda one: ranks.get(one.key, -1))
        found.append(starts[0] if starts else PageStart(page.label, page.number, "", 0, ""))
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
            yield Finding(f"the break of page {mark.label} is there without its page", (reading,))


def _place(joined: Joined, drawn: Drawn, start: PageStart, mark: ReadBreak) -> Iterator[Finding]:
    block = joined.block(start.key)
    if block is None or (mark.key == start.key and _same_word(block, mark.letters, start.letters)):
        return
    if _ends_before(joined, mark, start) or _before_hidden(joined, mark, start):
        return
    readings = (
        joined.at(mark.place, _after(joined.block(mark.key), mark.letters)),
        Reading(drawn.name, f"page {start.label}", "", start.words),
    )
    yield Finding(f"the break of page {start.label} is not where its page begins", readings)


def _ends_before(joined: Joined, mark: ReadBreak, start: PageStart) -> bool:
    """Return whether a break stands after the last letter before a block that begins its page."""
    block = joined.block(mark.key)
    if block is None or start.letters or mark.letters < len(drawn_words(block.text)):
        return False
    order = list(joined.expected.by_key)
    if mark.key not in joined.expected.by_key or start.key not in joined.expected.by_key:
        return False
    return order.index(start.key) == order.index(mark.key) + 1


def _before_hidden(joined: Joined, mark: ReadBreak, start: PageStart) -> bool:
    """Return whether only blocks that paper does not show stand between a break and its page."""
    if start.letters or mark.letters:
        return False
    blocks = joined.expected.blocks
    ranks = {block.key: rank for rank, block in enumerate(blocks)}
    if mark.key not in ranks or start.key not in ranks:
        return False
    between = blocks[ranks[mark.key] : ranks[start.key]]
    return bool(between) and not any(block.paper for block in between)


def _same_word(block: Block, one: int, two: int) -> bool:
    """Return whether two places in a block are the same, or lie within one word."""
    if one == two:
        return True
    low, high = sorted((one, two))
    text, count = drawn_part(block.text), 0
    between: list[str] = []
    for char in text:
        if low < count < high or (count == low and between):
            between.append(char)
        width = count_letters(char)
        if width and count == low:
            between.append(char)
        count += width
        if count > high:
            break
    return not any(char.isspace() for char in between)


def _after(block: Block | None, letters: int) -> str:
    if block is None:
        return ""
    text, count = drawn_part(block.text), 0
    for at, char in enumerate(text):
        if count >= letters:
            return text[at : at + 60]
        count += count_letters(char)
    return ""


def _listed(joined: Joined) -> Iterator[Finding]:
    """The list of pages names each break, in their order."""
    listed, breaks = joined.edition.listed, [one.label for one in joined.edition.breaks]
    if not listed:
        return
    for label in breaks:
        if label not in listed:
            reading = joined.at("page list", label)
            yield Finding(f"the page list does not name page {label}", (reading,))
    for label in listed:
        if label not in breaks:
            reading = joined.at("page list", label)
            yield Finding(f"the page list names page {label}, which has no break", (reading,))
