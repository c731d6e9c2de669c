"""Words of two texts made comparable, and where they differ."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from chapbook.collate.patience import Gap, anchors, trimmed
from chapbook.collate.source.reading import CITATION, FILLED, LOOSE
from chapbook.model.editions.collation import Reading
from chapbook.model.editions.expectation import (
    CALL,
    FORMULA,
    FORMULA_END,
    PICTURE,
    PICTURE_END,
)
from chapbook.model.letters.languages import primary

_MARKS = "\ue010-\ue01f"
_LETTER = re.compile(rf"[\w\n{_MARKS}]")
# Around formulas and pictures each format may part words or not.
_ONE_SIGN = {ord(mark): LOOSE for mark in (PICTURE, PICTURE_END, FORMULA, FORMULA_END)}
# Kinds of quotation marks and apostrophes, which the builder may set right; and boxes, ticked.
_SIGNS = {
    **dict.fromkeys(map(ord, "‘’"), "'"),
    **dict.fromkeys(map(ord, "“”"), '"'),
    **{ord(sign): f"{shown}{LOOSE}" for sign, shown in ("☐☐", "☑☑", "☒☑")},
}
_SELECTORS = (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0), 0x034F)
_HANGUL = re.compile("[\uac00-\ud7a3]")
# As many words in a row, found once on each side, are an anchor.
_RUN = 3
# How many words a reading shows: of the difference, and on each side of it.
_SHOWN, AROUND = 40, 8


@dataclass(frozen=True)
class Words:
    """The words of a text in order, each call and each East Asian letter one by itself.

    `starts` has the first word of each line; `lines` are without what is not compared.
    """

    lines: tuple[str, ...]
    words: tuple[str, ...]
    starts: tuple[int, ...]

    def line_of(self, word: int) -> int:
        """Return the number of the line that a word is in."""
        return max(bisect_right(self.starts, word) - 1, 0)

    def shown(self, start: int, end: int, call: str = "[note]") -> str:
        """Return words as people read them, with something for each call."""
        text = "".join(
            f"{'' if _is_wide(word[0]) else ' '}{word}" for word in self.words[max(start, 0) : end]
        )
        return text.replace(f" {CALL}", call).replace(FILLED, "").strip()

    def reading(self, copy: str, place: str, span: tuple[int, int]) -> Reading:
        """Return the reading of words that differ in a copy, with some before and after them."""
        start, end = span
        shown = self.shown(start, min(end, start + _SHOWN))
        return Reading(
            copy,
            place,
            self.shown(start - AROUND, start),
            f"{shown} …" if end - start > _SHOWN else shown,
            self.shown(end, end + AROUND),
        )

    @cached_property
    def letters(self) -> str:
        """All letters and signs, without white space."""
        return "".join(self.words)

    @cached_property
    def breaks(self) -> tuple[int, ...]:
        """How many letters are before the end of each word."""
        return tuple(accumulate(map(len, self.words)))

    def loose(self) -> frozenset[int]:
        """Return after how many letters it is not known whether a word ends."""
        found, count = set[int](), 0
        for line in self.lines:
            *pieces, last = (len("".join(piece.split())) for piece in line.split(LOOSE))
            for letters in pieces:
                count += letters
                found.add(count)
            count += last
        return frozenset(found)


def words_of(lines: Iterable[str], language: str) -> Words:
    """Return the words of the lines of a text.

    In Japanese and Chinese, white space beside wide letters is not compared: there the end of a
    line of the source is not a space.
    """
    text = _without_citations("\n".join(lines)).translate(_ONE_SIGN)
    signs = set(text)
    if primary(language) in ("ja", "zh"):
        wide = "".join(sorted(char for char in signs if _is_wide(char)))
        text = re.sub(f"[{wide}]+", rf"{LOOSE}\g<0>{LOOSE}", text) if wide else text
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_SIGNS)
        text = text.translate({ord(char): None for char in set(text) if _is_unseen(char)})
    alone = "".join(char for char in sorted(set(text)) if _stands_alone(char))
    word = re.compile(rf"[{CALL}{FILLED}{alone}]|[^\s{CALL}{FILLED}{alone}]+")
    prepared = text.split("\n")
    found, starts = list[str](), list[int]()
    for line in prepared:
        starts.append(len(found))
        found += word.findall(line.replace(LOOSE, ""))
    return Words(tuple(prepared), tuple(found), tuple(starts))


def _is_unseen(char: str) -> bool:
    return unicodedata.category(char) == "Cf" or ord(char) in _SELECTORS


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in ("W", "F")


def _stands_alone(char: str) -> bool:
    return unicodedata.east_asian_width(char) == "W" and not _HANGUL.match(char)


def _without_citations(text: str) -> str:
    """Take out citations and the punctuation beside them, which citation styles move."""
    pieces = text.split(CITATION)
    last = len(pieces) - 1
    trimmed = []
    for rank, piece in enumerate(pieces):
        start, end = 0, len(piece)
        while rank > 0 and start < end and not _LETTER.match(piece[start]):
            start += 1
        while rank < last and start < end and not _LETTER.match(piece[end - 1]):
            end -= 1
        trimmed.append(piece[start:end])
    return LOOSE.join(trimmed)


def gaps(first: Words, second: Words) -> list[Gap]:
    """Return where two texts differ, in order; the time grows with their length only.

    Between runs of words that each text has once, all is one gap but for its equal ends.
    """
    one, two = first.words, second.words
    whole = trimmed(one, two, Gap(0, len(one), 0, len(two)))
    found, a, c = list[Gap](), whole.a, whole.c
    for at, there in (*anchors(one, two, whole, _RUN), (whole.b, whole.d)):
        if at >= a and there >= c:
            found.append(trimmed(one, two, Gap(a, at, c, there)))
            a, c = at + _RUN, there + _RUN
    return [gap for gap in found if gap]


def only_spaces(first: Words, second: Words) -> list[Gap]:
    """Return where texts with the same letters part words otherwise, where that is certain."""
    loose = first.loose() | second.loose()
    found = []
    for place in sorted({*first.breaks} ^ {*second.breaks}):
        if place not in loose:
            a, c = bisect_left(first.breaks, place), bisect_left(second.breaks, place)
            one, two = first.breaks[a] == place, second.breaks[c] == place
            found.append(Gap(a, a + 1 + one, c, c + 1 + two))
    return found
