"""Where words are in a manuscript, whatever mark-up is between them."""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from functools import cached_property
from html import unescape

# What is not text: comments and tags, calls and labels of notes, targets of links, attributes. What
# could go on without end is bounded by a line or by a sign that it cannot hold.
_NO_TEXT = re.compile(
    r"<!--.*?(?:-->|\Z)|</?[A-Za-z][^<>]*>|\[\^[^\]\s]*\]:?"
    r"|(?<=\])\([^()\n]*+(?:\([^()\n]*+\)[^()\n]*+)*+\)"
    r"|(?<=\])\[[^\[\]\n]*\]|\{[#.=:A-Za-z][^{}\n]*\}",
    re.DOTALL,
)
_ENTITY = re.compile(r"&#?\w{1,31};")
_BRACKET = re.compile(r"\\.|\^\[|[\[\]]|\n[ \t]*\n", re.DOTALL)


class Locator:
    """Finds words in a source by their letters and digits; its indexes are made once."""

    def __init__(self, text: str) -> None:
        """Take the text of the manuscript as the author wrote it."""
        self._text = text

    def offset(self, words: str, near: int = 0, before: str = "") -> int | None:
        """Return the offset where words begin, those after the words `before` if there are any.

        It is sought from the offset `near` on, then from the start.
        """
        sought, context = _letters_of(words), _letters_of(before)
        if not sought:
            return None
        for index in (self._running, self._whole):
            found = index.find(context + sought, near, len(context))
            if found is None and context:
                found = index.find(sought, near)
            if found is not None:
                return found
        return None

    def place(self, offset: int) -> str:
        """Return line and column of an offset, both counted from 1, for a report."""
        line = bisect_right(self._lines, offset)
        return f"line {line}, column {offset - self._lines[line - 1] + 1}"

    @cached_property
    def _lines(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self._text))]

    @cached_property
    def _running(self) -> _Index:
        """The text without what is between its words: mark-up, and notes written in place."""
        text = _NO_TEXT.sub(_blank, self._text)
        return _Index(_without_inline_notes(text))

    @cached_property
    def _whole(self) -> _Index:
        return _Index(self._text)


class _Index:
    """The letters and digits of a text in one case, each with the offset that it comes from."""

    def __init__(self, text: str) -> None:
        self._offsets = array("L")
        self._known: dict[str, str] = {}
        letters: list[str] = []
        done = 0
        for entity in _ENTITY.finditer(text):
            self._gather(letters, text, done, entity.start())
            for letter in _letters_of(unescape(entity.group())):
                letters.append(letter)
                self._offsets.append(entity.start())
            done = entity.end()
        self._gather(letters, text, done, len(text))
        self._letters = "".join(letters)

    def _gather(self, letters: list[str], text: str, start: int, end: int) -> None:
        known = self._known
        for offset in range(start, end):
            char = text[offset]
            found = known.get(char)
            if found is None:
                found = known[char] = _letters_of(char)
            for letter in found:
                letters.append(letter)
                self._offsets.append(offset)

    def find(self, letters: str, near: int, skipped: int = 0) -> int | None:
        """Return the offset of the letter after the first `skipped` of those sought."""
        start = bisect_left(self._offsets, near)
        found = self._letters.find(letters, start)
        if found < 0:
            found = self._letters.find(letters)
        return None if found < 0 else int(self._offsets[found + skipped])


def _letters_of(text: str) -> str:
    """Return letters and digits in one case, without accents and without compatibility forms."""
    plain = unicodedata.normalize("NFKD", text.casefold()).casefold()
    return "".join(char for char in plain if char.isalnum())


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _without_inline_notes(text: str) -> str:
    """Blank the notes that are written in place; one that is not closed in its paragraph stays."""
    open_brackets: list[tuple[int, bool]] = []
    notes: list[tuple[int, int]] = []
    for match in _BRACKET.finditer(text):
        sign = match.group()
        if sign in ("[", "^["):
            open_brackets.append((match.start(), sign == "^["))
        elif sign == "]" and open_brackets:
            start, is_note = open_brackets.pop()
            if is_note:
                notes.append((start, match.end()))
        elif sign[0] == "\n":
            open_brackets.clear()
    pieces, done = list[str](), 0
    for start, end in sorted(notes):
        if start >= done:
            pieces += [text[done:start], " " * (end - start)]
            done = end
    return "".join([*pieces, text[done:]])
