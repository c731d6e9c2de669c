"""The bodies of two notes, word by word; in print a note may go on over later pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from chapbook.collate.foreign.compare.text import PRINT, is_sign, signs_only
from chapbook.collate.foreign.copies import Copy, Note
from chapbook.collate.foreign.differ import gaps
from chapbook.collate.foreign.leftwards import (
    in_print,
    letters_in_direction,
    mostly_leftward,
    too_few,
)
from chapbook.collate.foreign.readers.text import folded, tokens
from chapbook.collate.foreign.streams import (
    ANYTHING,
    QUOTES,
    Stream,
    finding,
    quotes_only,
    settled,
    stream_of_text,
    unquoted,
)
from chapbook.collate.patience import Gap
from chapbook.model.editions.collation import Finding, Reading

# Among so many pieces after the last one the next piece of a note is looked for.
_NEAR = 400
# So many ways to put a rest together are tried.
_MOST_TRIED = 5_000


class Bodies:
    """Compares the bodies of notes of two copies.

    What pages show of notes that began on earlier ones is taken by the notes that lack it.
    """

    def __init__(self, first: Copy, second: Copy) -> None:
        """Take the copies; the second may have words that were carried over."""
        self._first, self._second = first, second
        self._fold = first.kind in PRINT or second.kind in PRINT
        quotes = QUOTES if first.kind == "manuscript" else {}
        self._carried = [(p, _plain(p.text).translate(quotes)) for p in second.carried]

    def apart(self, one: Note, two: Note) -> Iterator[Finding]:
        """Find how the body of a note differs in the two."""
        here = stream_of_text(self._first.name, one.body or "", one.place, fold=self._fold)
        there = stream_of_text(self._second.name, two.body or "", two.place, fold=self._fold)
        if self._first.kind == "manuscript":
            here, there = unquoted(here), unquoted(there)
        counted, leftward = list[Finding](), None
        if self._fold:
            here, there, others = in_print(here, there, drawn=self._second.kind == "drawn")
            if others:
                leftward = mostly_leftward("".join(here.words))
            if others and not self._carried:
                counted = [finding(*others, gap) for gap in too_few(*others)]
        for difference in (*self._differences(here, there, leftward=leftward), *counted):
            message = f"in the note {one.label}: {difference.message}"
            yield Finding(message, difference.readings)

    def left_over(self) -> Iterator[Finding]:
        """Find which words were carried over that no note lacks."""
        for passage, text in self._carried:
            if text and not is_sign(text):
                reading = Reading(self._second.name, passage.place, "", passage.text)
                yield Finding("words that no note goes on with", (reading,))

    def _differences(
        self, here: Stream, there: Stream, *, leftward: bool | None
    ) -> Iterator[Finding]:
        if _fits(here.words, there.words):
            return
        found = [
            told
            for gap in gaps(here.words, there.words)
            for told in [settled(here, there, gap)]
            if not self._alike(here, there, gap)
            and not (self._fold and signs_only(here, there, told))
        ]
        if found and self._goes_on(here, there, found[-1], leftward=leftward):
            found.pop()
        yield from (finding(here, there, gap) for gap in found)

    def _alike(self, here: Stream, there: Stream, gap: Gap) -> bool:
        one, two = here.words[gap.a : gap.b], there.words[gap.c : gap.d]
        return "".join(one) == "".join(two) or (self._fold and quotes_only(one, two))

    def _goes_on(self, here: Stream, there: Stream, gap: Gap, *, leftward: bool | None) -> bool:
        """Return whether what a note lacks is carried over to later pages; take it from there.

        `leftward` is the direction that `here` and `there` were reduced to, None if they were not.
        """
        gap = _moved_to_the_end(here.words, there.words, gap)
        rest, begun = "".join(here.words[gap.a : gap.b]), "".join(there.words[gap.c : gap.d])
        start = "" if is_sign(begun) else begun  # a word may be divided, too
        if gap.b != len(here.words) or gap.d != len(there.words) or not rest.startswith(start):
            return False
        return self._take(
            _in_direction(rest.removeprefix(start), leftward=leftward), leftward=leftward
        )

    def _take(self, rest: str, *, leftward: bool | None) -> bool:
        """Take the pieces of a rest from what was carried over, in order; or none of them.

        Pieces of other notes are in between, and short ones may read like what comes next: then
        what follows does not fit, and a later one is tried.
        """
        parts = [_in_direction(text, leftward=leftward) for _, text in self._carried]
        pending: list[tuple[str, tuple[int, ...]]] = [(rest, ())]
        tried: set[tuple[int, int]] = set()
        while pending and len(tried) < _MOST_TRIED:
            left, taken = pending.pop()
            if not left:
                # With what of the other direction is before the end; its letters are counted.
                unread = (rank for rank in range(max(taken, default=0)) if not parts[rank])
                for rank in (*taken, *unread):
                    self._carried[rank] = self._carried[rank][0], ""
                return True
            first = taken[-1] + 1 if taken else 0
            if (len(left), first) not in tried:
                tried.add((len(left), first))
                ahead = range(first, min(first + _NEAR, len(parts)) if taken else len(parts))
                fitting = [rank for rank in ahead if parts[rank] and left.startswith(parts[rank])]
                pending += [
                    (left.removeprefix(parts[rank]), (*taken, rank)) for rank in reversed(fitting)
                ]
        return False


def _moved_to_the_end(one: Sequence[str], two: Sequence[str], gap: Gap) -> Gap:
    """Move what one has more towards the end, as far as the same words follow that it begins with.

    “It was. So it is.” goes on after “It was.”: the full stop at the end may be that of either.
    """
    while gap.c == gap.d < len(two) and gap.b < len(one) and one[gap.a] == one[gap.b]:
        gap = Gap(gap.a + 1, gap.b + 1, gap.c + 1, gap.d + 1)
    return gap


def _in_direction(text: str, *, leftward: bool | None) -> str:
    return text if leftward is None else letters_in_direction(text, leftward=leftward)


def _fits(one: Sequence[str], two: Sequence[str]) -> bool:
    """Return whether words fit a body with citations in it."""
    if ANYTHING not in one:
        return False
    parts = (".+" if word == ANYTHING else re.escape(word) for word in one)
    return re.fullmatch("".join(parts), "".join(two), re.DOTALL) is not None


def _plain(text: str) -> str:
    return "".join(folded(word) for word in tokens(text))
