"""An edition joined with the expectation by block keys, to compare its text.

Each key is there as often as it is due and in order, and the words under it are those expected.
Text under no key is a difference. A block of a template has the key of its own words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from chapbook.collate.difference import excerpt, parted
from chapbook.collate.editions import TEMPLATE, Edition, ReadBlock
from chapbook.collate.exact.expecting import Expecting, bare
from chapbook.collate.normal import (
    drawn_part,
    is_reordered,
    print_letters,
    same_pieces,
    signs,
    template_key,
    visible,
)
from chapbook.model.editions.collation import Finding, Reading
from chapbook.model.editions.expectation import (
    CALL,
    FORMULA,
    FORMULA_END,
    PICTURE,
    PICTURE_END,
    Block,
)


@dataclass(frozen=True)
class Joined(Expecting):
    """An edition beside the expectation; `nameless` if a PDF takes the manuscript's place.

    A PDF does not name its calls and headings.
    """

    edition: Edition
    nameless: bool = False

    @property
    def name(self) -> str:
        """What the edition is called in the report."""
        return self.edition.name

    def comparable(self, words: str) -> str:
        """Return some words as the format writes them: a PDF may draw them in another order."""
        if self.edition.kind == "pdf" and (self.leftwards or is_reordered(words)):
            return "".join(sorted(signs(words)))
        return print_letters(words)

    @cached_property
    def pairs(self) -> tuple[tuple[ReadBlock, Block], ...]:
        """The blocks of the edition that are expected, each with what is expected of it."""
        found = ((read, self.block(read.key)) for read in self.edition.blocks)
        return tuple((read, block) for read, block in found if block is not None)

    def at(self, place: str, words: str = "") -> Reading:
        """Return the reading of some words of the edition."""
        return Reading(self.name, place, "", words)

    def here(self, block: ReadBlock) -> Reading:
        """Return the reading of a block of the edition."""
        return self.at(block.place, excerpt(block.text))


def compare_text(joined: Joined) -> list[Finding]:
    """Compare the main text: every block once, in order, with its words; nothing beside it."""
    return [*_loose(joined), *_presence(joined), *_words(joined), *_templates(joined)]


def _loose(joined: Joined) -> Iterator[Finding]:
    for text, place in joined.edition.loose:
        reading = joined.at(place, excerpt(text))
        yield Finding("text that does not belong to any block of the manuscript", (reading,))


def _presence(joined: Joined) -> Iterator[Finding]:
    on_paper = joined.edition.kind == "pdf"
    due = {block.key: block for block in joined.expected.blocks if block.paper or not on_paper}
    first: dict[str, ReadBlock] = {}
    beside = list[Finding]()
    for read in joined.edition.blocks:
        key = bare(read.key)
        if read.note or key.startswith(TEMPLATE):
            continue
        if key not in due:
            beside.append(Finding("text that the manuscript does not have", (joined.here(read),)))
        elif key in first:
            beside.append(Finding("a block of text appears again", (joined.here(read),)))
        else:
            first[key] = read
    for key, block in due.items():
        if key not in first:
            message = f"{_kind(block)} is missing from {joined.name}"
            yield Finding(message, (joined.there(key), joined.at("")))
    yield from beside
    order = (key for key in due if key in first)
    for there, (here, read) in zip(order, first.items(), strict=True):
        if here != there:
            readings = (joined.there(there), joined.here(read))
            yield Finding("the order of the text differs", readings)
            return


def _words(joined: Joined) -> Iterator[Finding]:
    for read, expected in joined.pairs:
        if not same_words(joined, expected, read):
            first = (joined.copy, joined.where(expected.key), expected.text)
            yield Finding("the words differ", parted(first, (joined.name, read.place, read.text)))


def same_words(joined: Joined, expected: Block, read: ReadBlock) -> bool:
    """Return whether a block has the words expected, as its format writes them."""
    if joined.edition.kind == "pdf":
        if joined.leftwards or is_reordered(expected.text):
            return same_pieces(read.parts, expected.text)
        return print_letters(expected.text) == print_letters(read.text)
    return expected.text == read.text or visible(expected.text) == visible(read.text)


def _templates(joined: Joined) -> Iterator[Finding]:
    for read in joined.edition.blocks:
        if read.key.startswith(TEMPLATE) and template_key(drawn_part(read.text)) != read.key:
            yield Finding("words that a template did not set", (joined.here(read),))


def words_of(text: str) -> str:
    """Return a text without calls, with the alternatives of pictures and the TeX of formulas."""
    signs = (CALL, PICTURE, PICTURE_END, FORMULA, FORMULA_END)
    return text.translate(dict.fromkeys(map(ord, signs)))


def _kind(block: Block) -> str:
    if block.role.startswith("h"):
        return "a heading"
    return "a cell" if block.role in ("th", "td") else "a block of text"
