"""The lines of a book, looked for in what a folded pamphlet says: which of them are missing.

The pamphlet is laid out again, so that lines break elsewhere; words that are said again and again
are to be there as often.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chapbook.collate.foreign.readers.pdf_runs import Page

# No more than so many are looked for.
MOST_FINDINGS = 20
# A line of so many letters counts as another one where it occurs again.
_TAKEN = 16
_NEAR = 10_000
# As far, in letters, a line may be behind the one before it: notes come between two pages.
_NEXT = 3_000
# A line of so many letters is not part of another one.
_SURE = 40
# No line is shorter than so many letters, but the last of a paragraph.
_MIDDLE = 12


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the book: its letters, its page, and about where the folded book says them."""

    letters: str
    page: Page
    about: int


class Said:
    """What the folded book says, in letters. What has been found is not found again."""

    def __init__(self, letters: str) -> None:
        self._letters = letters
        self._taken = bytearray(len(letters))

    def missing(self, lines: Sequence[Line]) -> list[Line]:
        """Return lines that are not there as often as the book has them, in their order.

        Those that go on where the last one ended go first: so words that are said again and again
        are found each at its own place. Then long lines, so that a short one is not found within
        them; those that a new page parts go last. What is said so often that lines cannot be told
        from one another is counted.
        """
        left = self._without_followers(lines)
        ordered = sorted(left, key=lambda line: -len(line.letters))
        parted = [line for line in ordered if not self._take((line.letters,), line.about)]
        book = "".join(line.letters for line in lines)
        gone: set[int] = set()
        for line in parted:
            if len(gone) == MOST_FINDINGS:
                break
            if not self._in_parts(line) and self._is_rarer(line, book):
                gone.add(id(line))
        return [line for line in lines if id(line) in gone]

    def _without_followers(self, lines: Sequence[Line]) -> list[Line]:
        left, end = list[Line](), 0
        for line in lines:
            at = -1
            if len(line.letters) >= _SURE:
                at = self._letters.find(line.letters, end, end + len(line.letters) + _NEXT)
            if at < 0 or self._is_taken(at, len(line.letters)):
                left.append(line)
                end = max(end, line.about)
            else:
                end = self._mark(at, len(line.letters))
        return left

    def _in_parts(self, line: Line) -> bool:
        return any(self._take(parts, line.about) for parts in self._parts(line))

    def _parts(self, line: Line) -> Iterator[tuple[str, ...]]:
        """Yield the ways in which a line may be divided: the folded book has all parts.

        In two by the end of a page; in three where a page has no more than one line of a note.
        """
        text = line.letters
        whole = text in self._letters
        for at in range(2, len(text) - 1):
            if text[:at] not in self._letters:
                break
            if text[at:] in self._letters:
                yield text[:at], text[at:]
            # A line that is said whole elsewhere would be found in three small parts too easily.
            for end in range(at + _MIDDLE, len(text) - 1):
                if whole or text[at:end] not in self._letters:
                    break
                if self._are_near(text[:at], text[at:end], text[end:]):
                    yield text[:at], text[at:end], text[end:]

    def _are_near(self, head: str, middle: str, tail: str) -> bool:
        """Return whether three parts follow one another, on pages that follow one another."""
        at = self._letters.find(middle)
        while at >= 0:
            after = at + len(middle)
            if (
                self._letters.find(head, max(0, at - _NEXT), at) >= 0
                and self._letters.find(tail, after, after + _NEXT) >= 0
            ):
                return True
            at = self._letters.find(middle, at + 1)
        return False

    def _is_rarer(self, line: Line, book: str) -> bool:
        """Return whether the folded book has a line less often than the book, whole or divided.

        Its place may have been taken by another line that reads like a part of it.
        """
        if self._letters.count(line.letters) >= book.count(line.letters):
            return False
        return not any(
            all(self._letters.count(part) >= book.count(part) for part in _telling(parts))
            for parts in self._parts(line)
        )

    def _take(self, parts: tuple[str, ...], about: int) -> bool:
        """Take all parts, or none. Those too short to be distinctive need only be present."""
        if not all(part in self._letters for part in parts):
            return False
        places = [(self._free(part, about), len(part)) for part in _telling(parts)]
        if any(at < 0 for at, _ in places):
            return False
        for at, length in places:
            self._mark(at, length)
        return True

    def _mark(self, at: int, length: int) -> int:
        self._taken[at : at + length] = b"\x01" * length
        return at + length

    def _is_taken(self, at: int, length: int) -> bool:
        return self._taken.find(1, at, at + length) >= 0

    def _free(self, part: str, about: int) -> int:
        """Find a free place, or -1; books are long, so near the last one first."""
        for start, end in ((max(0, about - _NEAR), about + _NEAR), (0, len(self._letters))):
            at = self._letters.find(part, start, end)
            while at >= 0:
                if not self._is_taken(at, len(part)):
                    return at
                at = self._letters.find(part, at + 1, end)
        return -1


def _telling(parts: tuple[str, ...]) -> list[str]:
    """Return the parts of a line that are long enough to be recognised."""
    return [part for part in parts if len(part) >= _TAKEN]
