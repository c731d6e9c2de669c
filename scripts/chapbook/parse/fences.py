"""Fenced code blocks: where they open and close, seen line by line.

Code hides what looks like notes, and a fence taken for another hides notes that are none of it.
So the containers count: a fence within a note, a list or a quotation is closed there or never.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from chapbook.parse.notes.labels import LABEL

_LINE = re.compile(
    r"(?P<quote>[ \t>]*)"
    r"(?P<marks>(?:(?:[-+*:~]|\(?(?:\w{1,9}|#)[.)]|\(@[\w-]*\))[ \t][ \t>]*"
    rf"|\[\^{LABEL}\]:[ \t]*)*)"
    r"(?P<fence>`{3,}|~{3,})(?P<info>.*)"
)
_NOTE_INDENT = 4  # what the lines of a note's body are indented by (pandoc manual, "Footnotes")


@dataclass(frozen=True, slots=True)
class _Fence:
    """A line with a fence. `needs` is the indentation of the container that it opens in."""

    line: int
    column: int
    sign: str
    info: str
    quoted: bool
    marked: bool
    needs: int

    def opens(self) -> bool:
        return not (self.sign[0] == "`" and "`" in self.info)

    def closes(self, opening: _Fence) -> bool:
        if self.info or self.marked or self.quoted != opening.quoted:
            return False
        return self.sign[0] == opening.sign[0] and len(self.sign) >= len(opening.sign)


def fenced_blocks(text: str) -> tuple[tuple[int, int], ...]:
    """Return start and end of each block; an opening without its close is plain text to pandoc."""
    lines = text.split("\n")  # and at no other sign that Unicode knows for a line break
    fences = [f for number, line in enumerate(lines) if (f := _fence(number, line)) is not None]
    if not fences:
        return ()
    pairs = _pairs(fences, _Containers(lines))
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    return tuple((starts[a.line] + a.column, min(starts[b.line + 1], len(text))) for a, b in pairs)


def _fence(number: int, line: str) -> _Fence | None:
    if "```" not in line and "~~~" not in line:
        return None
    match = _LINE.match(line)
    if match is None:
        return None
    marks = match["marks"]
    indent = _indent(line)
    needs = _NOTE_INDENT if "[^" in marks else min(indent, _NOTE_INDENT) or bool(marks)
    quoted = ">" in match["quote"] + marks
    column, info = match.start("fence"), match["info"].strip()
    return _Fence(number, column, match["fence"], info, quoted, bool(marks), int(needs))


def _pairs(fences: Sequence[_Fence], containers: _Containers) -> list[tuple[_Fence, _Fence]]:
    found: list[tuple[_Fence, _Fence]] = []
    # The shortest sign that was not found, by kind and by the line where the search ended.
    hopeless: dict[tuple[str, bool, int], int] = {}
    index = 0
    while index < len(fences):
        opening = fences[index]
        end = containers.end(opening)
        key = (opening.sign[0], opening.quoted, end)
        closing = None
        if opening.opens() and len(opening.sign) < hopeless.get(key, len(opening.sign) + 1):
            closing = _closing(fences, index, end)
            if closing is None:
                hopeless[key] = len(opening.sign)
        if closing is not None:
            found.append((opening, fences[closing]))
        index = index + 1 if closing is None else closing + 1
    return found


def _closing(fences: Sequence[_Fence], opening: int, end: int) -> int | None:
    for index in range(opening + 1, len(fences)):
        if fences[index].line >= end:
            return None
        if fences[index].closes(fences[opening]):
            return index
    return None


class _Containers:
    """Finder of where the note, the list or the quotation of a line ends at the latest."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._ends: list[list[int]] = [[len(lines)] for _ in range(_NOTE_INDENT + 1)]
        self._unquoted: list[int] = [len(lines)]
        for number in range(len(lines) - 1, -1, -1):
            line = lines[number]
            blank = not line.strip()
            after_blank = number > 0 and not lines[number - 1].strip()
            indent = _indent(line)
            for needs, ends in enumerate(self._ends):
                over = not blank and after_blank and indent < needs
                ends.append(number if over else ends[-1])
            quoted = line.lstrip(" \t").startswith(">")
            self._unquoted.append(self._unquoted[-1] if quoted else number)
        self._count = len(lines)

    def end(self, fence: _Fence) -> int:
        """Return the number of the first line behind the container of a fence."""
        later = self._count - fence.line - 1
        return self._unquoted[later] if fence.quoted else self._ends[fence.needs][later]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" ")) if "\t" not in line else _width(line)


def _width(line: str) -> int:
    bare = line.lstrip(" \t")
    return len(line[: len(line) - len(bare)].expandtabs(4))
