"""The words of an expectation in the order in which they are read, without what citations add."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from chapbook.collate.source.comments import without_comments
from chapbook.collate.source.reading import CITATION, Written
from chapbook.model.editions.expectation import (
    CALL,
    CITED,
    CITED_END,
    FORMULA,
    FORMULA_END,
    INNER,
    Block,
    Expectation,
)

_FORMULA = re.compile(f"{FORMULA}(.*?){FORMULA_END}")
_CITED = re.compile(f"{CITED}.*?{CITED_END}|{CALL}")


@dataclass
class Lines:
    """Lines of the expectation: each with the key of its block; and the calls in them."""

    texts: list[str] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)

    def add(self, blocks: Sequence[Block]) -> None:
        """Add blocks in the order in which they are read, blocks inside others in their place."""
        rest = iter(blocks)
        for block in rest:
            self._block(block, rest)

    def _block(self, block: Block, rest: Iterator[Block]) -> None:
        text, calls = _without_cited(block)
        for rank, piece in enumerate(text.split(INNER)):
            if rank and (inner := next(rest, None)) is not None:
                self._block(inner, rest)
            if not block.made:
                self.texts.append(piece)
                self.keys.append(block.key)
                self.calls.extend(islice(calls, piece.count(CALL)))


def _without_cited(block: Block) -> tuple[str, Iterator[str]]:
    """Return the words of a block with a mark for each citation, and the calls outside them."""
    text = block.written
    if CITED not in text:
        return text, iter(block.calls)
    every, kept = iter(block.calls), list[str]()

    def change(match: re.Match[str]) -> str:
        found = list(islice(every, match.group().count(CALL)))
        if match.group() == CALL:
            kept.extend(found)
            return CALL
        return CITATION

    return _CITED.sub(change, text), iter(kept)


@dataclass(frozen=True)
class Expected:
    """What is expected of the text and of the notes of its calls, and whether citations are set."""

    text: Lines
    notes: Lines
    cited: bool
    formulas: frozenset[str]

    def without_comments(self) -> Expected:
        """Return the same without what looks like a comment in HTML, in code or escaped."""
        written = without_comments(Written("\n".join(self.text.texts), self.notes_by_call()))
        text, notes = Lines(written.text.split("\n"), self.text.keys), Lines()
        for note in written.notes:
            notes.texts += (CALL, *note.split("\n"))
        return replace(self, text=text, notes=notes)

    def notes_by_call(self) -> tuple[str, ...]:
        """Return the text of the note of each call."""
        return tuple("\n".join(self.notes.texts).split(CALL)[1:])


def expected_words(expectation: Expectation, blocks: Sequence[Block]) -> Expected:
    """Return the words of some blocks of an expectation, and of the notes that they call."""
    every = (*expectation.blocks, *expectation.note_blocks.values())
    cited = any(block.made or CITED in block.written for block in every)
    formulas = frozenset(tex for block in every for tex in _FORMULA.findall(block.text))
    text, notes = Lines(), Lines()
    text.add(blocks)
    known = expectation.note_blocks
    bodies = {
        call: [known[key] for key in note.blocks if key in known]
        for note in expectation.notes
        for call in note.calls
    }
    for call in text.calls:
        notes.texts.append(CALL)
        notes.keys.append("")
        notes.add(bodies.get(call, ()))
    return Expected(text, notes, cited, formulas)


def chapters_of(expectation: Expectation, *, has_place: bool) -> list[tuple[Block, ...]]:
    """Return the blocks of each chapter, without the heading of a bibliography that has none.

    `has_place` says whether the author has given the bibliography a place.
    """
    blocks, starts = expectation.blocks, expectation.chapters or (0,)
    chapters = [blocks[a:b] for a, b in zip(starts, (*starts[1:], len(blocks)), strict=True)]
    last = chapters[-1]
    if not has_place and len(last) > 1 and all(block.made for block in last[1:]):
        chapters[-1] = last[1:]
    return chapters
