"""The expectation compared with the source: what the builder's own reading loses is found here.

All editions are made from one reading of the manuscript, so a paragraph lost there is missing in
each of them alike. Here the source is read once more, and compared word by word and in order with
what the editions are expected to show. What a citation style sets, the bibliography and generated
words are left out on both sides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chapbook.collate.patience import Gap
from chapbook.collate.source.callouts import with_titles
from chapbook.collate.source.comments import without_comments
from chapbook.collate.source.expected import Expected, chapters_of, expected_words
from chapbook.collate.source.front import Front, cut_off
from chapbook.collate.source.locate import Locator
from chapbook.collate.source.reading import (
    FILLED,
    Manner,
    Scripts,
    Written,
    read_written,
)
from chapbook.collate.source.words import AROUND, Words, gaps, only_spaces, words_of
from chapbook.model.editions.collation import Finding
from chapbook.model.editions.expectation import CALL, Block, Expectation

Node = Mapping[str, Any]
# The abstract of the front matter is read in its own block behind the text.
_FENCE, _CLASS = ":" * 30, "of-the-front-matter"
_SCRIPT = re.compile("<(?:script|style)", re.IGNORECASE)
_MISSING = "the editions lack these words of the manuscript"
_ADDED = "the editions have words that are not in the manuscript"
_OTHER = "the editions have different words from the manuscript"
_SPACES = "the editions divide these words differently from the manuscript"


def compare_source(
    text: str, expectation: Expectation, read_markdown: Callable[[str], dict[str, Any]]
) -> list[Finding]:
    """Return where the expectation differs from the manuscript, in order.

    `text` is the manuscript as the author wrote it; `read_markdown` is pandoc's plain reading.
    """
    front, body = cut_off(text)
    if front.abstract.strip():  # its notes may be defined in the text
        body += f"\n\n{_FENCE} {{.{_CLASS}}}\n\n{front.abstract}\n"
    abstract, blocks = _abstract(with_titles(read_markdown(body)["blocks"], text), front)
    chapters = chapters_of(expectation, has_place=_has_place(blocks))
    if not front.has_title and _begins_with_title(blocks, expectation):
        blocks = blocks[1:]
    found = _fewest(text, blocks, expectation, chapters)
    if found and abstract:
        others = _without_abstract(front.abstract, abstract, expectation, chapters)
        found = _fewest(text, blocks, expectation, others)
    report = _Report(Locator(text))
    return [report.finding(one) for one in found]


def _abstract(blocks: Sequence[Node], front: Front) -> tuple[Sequence[Node], Sequence[Node]]:
    """Return the blocks of the abstract, and those of the text."""
    for last in blocks[-1:] if front.abstract else ():
        if last["t"] == "Div" and _CLASS in last["c"][0][1]:
            return last["c"][1], blocks[:-1]
    return (), blocks


def _without_abstract(
    text: str,
    abstract: Sequence[Node],
    expectation: Expectation,
    chapters: Sequence[tuple[Block, ...]],
) -> list[tuple[Block, ...]]:
    """Return the chapters without the one that the builder made of the abstract, if any."""
    made = (
        rank
        for rank, chapter in enumerate(chapters)
        if not _fewest(text, abstract, expectation, [chapter[1:]])
    )
    place = next(made, None)
    return [chapter for rank, chapter in enumerate(chapters) if rank != place]


def _fewest(
    text: str,
    blocks: Sequence[Node],
    expectation: Expectation,
    chapters: Sequence[tuple[Block, ...]],
) -> list[_Difference]:
    """Return the differences in the way to read scripts and comments that leaves the fewest."""
    expected = expected_words(expectation, [block for chapter in chapters for block in chapter])
    fewest: list[_Difference] = []
    for written, there in _ways(text, blocks, expected):
        found = list(_compared(written, there, expectation.language))
        if not found:
            return []
        fewest = min(fewest or found, found, key=_size)
    return fewest


def _ways(
    text: str, blocks: Sequence[Node], expected: Expected
) -> Iterator[tuple[Written, Expected]]:
    """Yield the ways to read scripts and comments: what is left out depends on the policy."""
    for scripts in Scripts if _SCRIPT.search(text) else (Scripts.OF_A_PIECE,):
        yield read_written(blocks, Manner(expected.cited, expected.formulas, scripts)), expected
    if "<!--" in text:
        written = read_written(blocks, Manner(expected.cited, expected.formulas))
        yield without_comments(written), expected.without_comments()


def _has_place(blocks: Sequence[Node]) -> bool:
    """Return whether the author has given the bibliography a place."""
    return any(
        block["t"] == "Div" and (block["c"][0][0] == "refs" or _has_place(block["c"][1]))
        for block in blocks
    )


def _begins_with_title(blocks: Sequence[Node], expectation: Expectation) -> bool:
    """Return whether the first heading is the title of the book and so not in its text."""
    if not blocks or blocks[0]["t"] != "Header" or blocks[0]["c"][0] != 1:
        return False
    manner = Manner(cited=False, formulas=frozenset())
    heading, title, first = (
        words_of(lines, expectation.language).letters
        for lines in (
            read_written(blocks[:1], manner, plain=True).text.split("\n"),
            [expectation.title],
            [block.text for block in expectation.blocks[:1] if block.role == "h1"],
        )
    )
    return heading == title != first


# --- the comparison -------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Difference:
    """A gap between source and expectation, with the words of both and the keys of the blocks."""

    gap: Gap
    first: Words
    second: Words
    keys: Sequence[str]
    message: str
    in_notes: bool


def _size(differences: Sequence[_Difference]) -> int:
    """Return how many words differ, of both sides."""
    return sum(one.gap.b - one.gap.a + one.gap.d - one.gap.c for one in differences)


def _compared(written: Written, expected: Expected, language: str) -> Iterator[_Difference]:
    notes = [line for note in written.notes for line in (CALL, *note.split("\n"))]
    for lines, there, in_notes in (
        (written.text.split("\n"), expected.text, False),
        (notes, expected.notes, True),
    ):
        first, second, found = _differing(lines, there.texts, language)
        for gap, message in found:
            where = "in a note, " if in_notes else ""
            yield _Difference(gap, first, second, there.keys, where + message, in_notes)


def _differing(
    lines: list[str], there: list[str], language: str
) -> tuple[Words, Words, list[tuple[Gap, str]]]:
    first = words_of((line.replace(FILLED, "") for line in lines), language)
    second = words_of(there, language)
    if first.words == second.words:
        return first, second, []
    if first.letters == second.letters:
        return first, second, [(gap, _SPACES) for gap in only_spaces(first, second)]
    first = words_of(lines, language)
    found = [gap for gap in gaps(first, second) if not _is_filled(gap, first, second)]
    return first, second, [(gap, _message(gap)) for gap in found]


def _is_filled(gap: Gap, first: Words, second: Words) -> bool:
    """Return whether nothing differs but the words given to a link, or white space."""
    one, two = "".join(first.words[gap.a : gap.b]), "".join(second.words[gap.c : gap.d])
    return re.fullmatch(".*?".join(map(re.escape, one.split(FILLED))), two) is not None


def _message(gap: Gap) -> str:
    if gap.a == gap.b:
        return _ADDED
    return _MISSING if gap.c == gap.d else _OTHER


# --- the report -----------------------------------------------------------------------------------


@dataclass
class _Report:
    """Makes findings; places are sought from that of the finding before."""

    locator: Locator
    near: int = 0

    def finding(self, difference: _Difference) -> Finding:
        """Return the finding of a difference, with its place in the manuscript."""
        gap, first, second = difference.gap, difference.first, difference.second
        line = second.line_of(min(gap.c, len(second.words) - 1))
        key = difference.keys[line] if line < len(difference.keys) else ""
        return Finding(
            difference.message,
            (
                first.reading("manuscript", self._place(difference), (gap.a, gap.b)),
                second.reading("expectation", key and f"block {key}", (gap.c, gap.d)),
            ),
        )

    def _place(self, difference: _Difference) -> str:
        """Return the place of the words in the manuscript, or of those after or before them."""
        first, gap = difference.first, difference.gap
        end = min(gap.b, gap.a + AROUND) if gap.a < gap.b else gap.a
        near = 0 if difference.in_notes else self.near
        for start, stop in ((gap.a, end), (gap.b, gap.b + AROUND), (gap.a - AROUND, gap.a)):
            for count in _halves(stop - start):
                words = first.shown(start, start + count, call="")
                before = first.shown(start - AROUND, start, call="")
                offset = self.locator.offset(words, near, before)
                if offset is not None:
                    self.near = self.near if difference.in_notes else offset
                    return self.locator.place(offset)
        return ""


def _halves(count: int) -> Iterator[int]:
    while count > 0:
        yield count
        count //= 2
