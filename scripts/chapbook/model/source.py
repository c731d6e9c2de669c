"""The author's file as text, and places in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

# C0 and C1 controls but tab and newline, surrogates and non-characters: not for an XML 1.0 text.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)

# Separators of lines and paragraphs of Unicode: white space that no font draws, made a plain space.
SEPARATORS = str.maketrans("\u2028\u2029", "  ")

# Marks that turn the direction of what follows (Unicode Standard Annex 9, 2): they can make a
# line look other than it is.
BIDI_CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
BIDI_OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a file, as an author's editor counts it: lines and columns from 1.

    Columns count code points. `line` is None where only the file as a whole can be named.
    """

    path: str
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        """Return `path:line:column`, leaving out what is not known."""
        return ":".join(str(part) for part in (self.path, self.line, self.column) if part)


@dataclass(frozen=True)
class SourceText:
    """A manuscript read whole: its text with line feeds as line ends, and the digest of its bytes.

    `shown_path` is the path as the author gave it, for diagnostics; `path` is absolute. `annex` is
    for words of the front matter that are read behind the text, as if it went on there: pairs of
    the offset at which a line of them begins, and of the offset in `text` where it is written.
    """

    path: Path
    shown_path: str
    text: str
    sha256: str
    annex: tuple[tuple[int, int], ...] = ()

    @cached_property
    def _line_starts(self) -> tuple[int, ...]:
        starts = [0]
        starts.extend(index + 1 for index, char in enumerate(self.text) if char == "\n")
        return tuple(starts)

    @property
    def folder(self) -> Path:
        """The folder whose files the manuscript may name."""
        return self.path.parent

    def place(self, offset: int) -> Place:
        """Turn a code-point offset into a place."""
        if self.annex and offset >= len(self.text):
            begin, written = self.annex[max(0, bisect_right(self.annex, (offset, offset)) - 1)]
            offset = min(written + max(0, offset - begin), len(self.text))
        line = bisect_right(self._line_starts, offset)
        return Place(self.shown_path, line, offset - self._line_starts[line - 1] + 1)

    @property
    def whole(self) -> Place:
        """The place of the file as a whole."""
        return Place(self.shown_path)
