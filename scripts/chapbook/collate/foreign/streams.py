"""Passages as one run of words that knows where each word is, and findings about gaps in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from chapbook.collate.foreign.copies import Passage
from chapbook.collate.foreign.readers.text import folded, tokens
from chapbook.collate.patience import Gap
from chapbook.model.editions.collation import Finding, Reading

# Stands for words that nobody knows beforehand: a citation before a citation style set it.
ANYTHING = "\ue000"
# Stands for a quotation mark that no text holds and every reader shows, that of an element `q`.
QUOTE = "\ue001"
_AROUND = 7
_SHOWN = 60
_CLOSING = frozenset(".,;:!?)]}’”»…،؛。、")
_OPENING = frozenset("([{‘“«")


@dataclass(frozen=True, slots=True)
class Stream:
    """Words as written, words as compared, and for each the passage that it belongs to."""

    name: str
    shown: list[str]
    words: list[str]
    owners: list[int]
    passages: Sequence[Passage]

    def place(self, at: int) -> str:
        """Return where a word is; beyond the end, where the last one is."""
        if not self.owners:
            return "nowhere"
        return self.passages[self.owners[min(at, len(self.owners) - 1)]].place

    def kind(self, at: int) -> str:
        """Return what kind of passage a word is in."""
        if not self.owners:
            return "passage"
        return self.passages[self.owners[min(at, len(self.owners) - 1)]].kind

    def reading(self, start: int, end: int) -> Reading:
        """Return some words with those around them."""
        return Reading(
            self.name,
            self.place(start),
            spelt(self.shown[max(start - _AROUND, 0) : start]),
            _shortened(self.shown[start:end]),
            spelt(self.shown[end : end + _AROUND]),
        )


# Quotation marks are typed straight and set by the customs of a language.
_DOUBLE, _SINGLE = "“”„‟«»「」『』", "‘’\u201a\u201b\u2039\u203a"
QUOTES = str.maketrans(dict.fromkeys(_DOUBLE + QUOTE, '"') | dict.fromkeys(_SINGLE, "'"))


def unquoted(stream: Stream) -> Stream:
    """Return a stream with all quotation marks alike, to be compared with what an author typed."""
    return replace(stream, words=[word.translate(QUOTES) for word in stream.words])


def stream_of(name: str, passages: Sequence[Passage], *, fold: bool) -> Stream:
    """Make a stream; `fold` compares capitals and small letters as one."""
    shown: list[str] = []
    owners: list[int] = []
    for rank, passage in enumerate(passages):
        found = tokens(passage.text)
        shown += found
        owners += [rank] * len(found)
    words = [folded(word) for word in shown] if fold else shown
    return Stream(name, shown, words, owners, passages)


def stream_of_text(name: str, text: str, place: str, *, fold: bool) -> Stream:
    """Make a stream of words that are in one place."""
    return stream_of(name, (Passage("note", text, place),), fold=fold)


def quotes_only(one: Sequence[str], two: Sequence[str]) -> bool:
    """Return whether the second has quotation marks where the first has elements `q`."""
    shown = "".join(two).translate(QUOTES)
    return set(one) == {QUOTE} and len(shown) == len(one) and set(shown) <= {'"', "'"}


def settled(first: Stream, second: Stream, gap: Gap) -> Gap:
    """Slide words that only one side has to where a passage begins, if they read the same there.

    In “a b | a b c” either “a b” can be the added one; the whole passage is meant.
    """
    if gap.a == gap.b:
        start = _slid(second, gap.c, gap.d)
        return Gap(gap.a - gap.c + start, gap.b - gap.c + start, start, start + gap.d - gap.c)
    if gap.c == gap.d:
        start = _slid(first, gap.a, gap.b)
        return Gap(start, start + gap.b - gap.a, gap.c - gap.a + start, gap.d - gap.a + start)
    return gap


def _slid(stream: Stream, start: int, end: int) -> int:
    """Find where the same words could start at the beginning of a passage; else leave them."""
    length = end - start
    for step in (-1, 1):
        at = start
        for _ in range(length + 1):
            if at == 0 or (at < len(stream.owners) and stream.owners[at] != stream.owners[at - 1]):
                return at
            there, back = (at - 1, at - 1 + length) if step < 0 else (at, at + length)
            if back >= len(stream.words) or stream.words[there] != stream.words[back]:
                break
            at += step
    return start


def finding(first: Stream, second: Stream, gap: Gap) -> Finding:
    """Find how two streams differ in a gap."""
    one, two = first.reading(gap.a, gap.b), second.reading(gap.c, gap.d)
    if gap.c == gap.d:
        message = f"“{one.words}” is missing from {second.name}"
    elif gap.a == gap.b:
        message = f"“{two.words}” is in {second.name} but not in {first.name}"
    else:
        message = f"“{one.words}” in {first.name} is “{two.words}” in {second.name}"
    return Finding(message, (one, two))


def spelt(words: Sequence[str]) -> str:
    """Write words as a line: no space before a closing sign or after an opening one."""
    text = ""
    for word in words:
        glued = word in _CLOSING or (text and text[-1] in _OPENING) or not text
        text += word if glued else f" {word}"
    return text.replace(ANYTHING, "[citation]").replace(QUOTE, '"')


def _shortened(words: Sequence[str]) -> str:
    if len(words) <= _SHOWN:
        return spelt(words)
    half = _SHOWN // 2
    return f"{spelt(words[:half])} … {spelt(words[-half:])}"
