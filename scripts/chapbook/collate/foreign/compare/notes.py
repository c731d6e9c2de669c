"""The notes of two copies: how many, their calls, markers, order and bodies; and every backlink.

Calls are paired by the words before them and their markers; where a copy does not know the words
(pages as drawn), by markers alone. Notes are paired by their calls, never by their ids: so it shows
when two calls that share a note in one copy have two in the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from chapbook.collate.foreign.compare.bodies import Bodies
from chapbook.collate.foreign.copies import Call, Copy, Note
from chapbook.collate.foreign.differ import gaps
from chapbook.collate.foreign.readers.text import folded, tokens
from chapbook.collate.foreign.streams import (
    ANYTHING,
    QUOTES,
)
from chapbook.collate.patience import Gap
from chapbook.model.editions.collation import Comparison, Finding, Reading, compared, not_run


def compare_notes(first: Copy, second: Copy) -> Comparison:
    """Compare the notes of two copies."""
    names = (first.name, second.name)
    for copy in (first, second):
        if copy.calls is None or copy.notes is None:
            reason = copy.reasons.get("notes") or copy.reasons.get("all", "")
            return not_run("notes", names, reason or f"{copy.name} has no information on notes")
    if not first.calls and not first.notes and not second.calls and not second.notes:
        return compared("notes", names, [])
    pairing = _Pairing(first, second)
    findings = [*pairing.counts(), *pairing.calls_apart(), *pairing.notes_apart()]
    return compared("notes", names, findings)


class _Pairing:
    """Which call of one copy is which of the other, and so for their notes."""

    def __init__(self, first: Copy, second: Copy) -> None:
        self.first, self.second = first, second
        self.one, self.two = first.calls or (), second.calls or ()
        drawn = "drawn" in (first.kind, second.kind)
        self.keys = _marker_key if drawn else self._key
        self.pairs, self.lost, self.added = self._paired()
        self.bodies = Bodies(first, second)

    def _key(self, call: Call) -> str:
        before = "".join(call.before.split()).replace(ANYTHING, "").translate(QUOTES)
        return folded(before)

    def _paired(self) -> tuple[list[tuple[Call, Call]], list[Call], list[Call]]:
        keys_one = [self.keys(call) for call in self.one]
        keys_two = [self.keys(call) for call in self.two]
        pairs: list[tuple[Call, Call]] = []
        lost: list[Call] = []
        added: list[Call] = []
        at = there = 0
        for gap in [*gaps(keys_one, keys_two), Gap(len(self.one), 0, len(self.two), 0)]:
            pairs += zip(self.one[at : gap.a], self.two[there : gap.c], strict=True)
            if not gap.b and not gap.d:
                break
            here, others = self.one[gap.a : gap.b], self.two[gap.c : gap.d]
            if len(here) == len(others):
                pairs += zip(here, others, strict=True)
            else:
                some = _by_marker(here, others)
                pairs += some
                lost += [call for call in here if not _holds((a for a, _ in some), call)]
                added += [call for call in others if not _holds((b for _, b in some), call)]
            at, there = gap.b, gap.d
        return pairs, [call for call in lost if not call.optional], added

    # --- how many ----------------------------------------------------------------------------

    def counts(self) -> Iterator[Finding]:
        """Find where a series has more calls or notes in one copy than in the other."""
        if any(call.optional for call in self.one):
            return
        named = all(any(call.series for call in calls) for calls in (self.one, self.two))
        for what, one, two in (
            ("calls", self.one, self.two),
            ("notes", self.first.notes or (), self.second.notes or ()),
        ):
            here = Counter(item.series if named else "" for item in one)
            there = Counter(item.series if named else "" for item in two)
            for series in sorted(here.keys() | there.keys()):
                if here[series] != there[series]:
                    of = f" of the series {series}" if series else ""
                    yield Finding(
                        f"{self.first.name} has {here[series]} {what}{of},"
                        f" {self.second.name} has {there[series]}"
                    )

    # --- calls -------------------------------------------------------------------------------

    def calls_apart(self) -> Iterator[Finding]:
        """Find which calls are lost or added, changed their marker or their place."""
        for call in self.lost:
            reading = self._reading(self.first, call)
            note = _note(self.first, call)
            of = f" (note {note.label})" if note is not None else ""
            yield Finding(f"a call{of} is missing from {self.second.name}", (reading,))
        for call in self.added:
            reading = self._reading(self.second, call)
            yield Finding(
                f"a call is in {self.second.name} but not in {self.first.name}", (reading,)
            )
        for one, two in self.pairs:
            readings = (self._reading(self.first, one), self._reading(self.second, two))
            if _differ(one.marker, two.marker):
                message = f"the call {one.marker} is {two.marker} in {self.second.name}"
                yield Finding(message, readings)
            if self.keys != _marker_key and self._moved(one, two):
                yield Finding(f"the call {one.marker or ''} follows different words", readings)

    def _moved(self, one: Call, two: Call) -> bool:
        a, b = self._key(one), self._key(two)
        return not (a.endswith(b) or b.endswith(a)) and ANYTHING not in one.before

    @staticmethod
    def _reading(copy: Copy, call: Call) -> Reading:
        return Reading(copy.name, call.place, call.before, f"[{call.marker or 'call'}]")

    # --- notes -------------------------------------------------------------------------------

    def notes_apart(self) -> Iterator[Finding]:
        """Find which notes are lost, doubled, run together, or differ in marker or words."""
        forth: dict[int, int] = {}
        back: dict[int, int] = {}
        for one, two in self.pairs:
            if one.note is None or two.note is None:
                continue
            here, there = forth.setdefault(one.note, two.note), back.setdefault(two.note, one.note)
            if here != two.note:
                yield self._parted(self.second, one, here, two.note)
            elif there != one.note:
                yield self._run_together(two, there, one.note)
        for number, other in forth.items():
            if back.get(other) == number:
                yield from self._note_apart(number, other)
        yield from self._uncalled(forth, back)
        yield from self.bodies.left_over()

    def _parted(self, copy: Copy, call: Call, known: int, new: int) -> Finding:
        notes = copy.notes or ()
        first = _note(self.first, call)
        label = first.label if first is not None else "?"
        same = _words(notes[known].body) == _words(notes[new].body)
        how = "its body is duplicated" if same else "one of the two leads to another note"
        message = f"the note {label} is one note in {self.first.name}; in {copy.name} {how}"
        return Finding(message, tuple(reading_of(copy, notes[rank]) for rank in (known, new)))

    def _run_together(self, call: Call, known: int, new: int) -> Finding:
        notes = self.first.notes or ()
        message = f"calls of two notes lead to one note in {self.second.name}"
        there = _note(self.second, call)
        readings = [reading_of(self.first, notes[rank]) for rank in (known, new)]
        if there is not None:
            readings.append(reading_of(self.second, there))
        return Finding(message, tuple(readings))

    def _note_apart(self, number: int, other: int) -> Iterator[Finding]:
        one, two = (self.first.notes or ())[number], (self.second.notes or ())[other]
        if _differ(one.marker, two.marker):
            yield Finding(
                f"the note {one.label} has the marker {one.marker} in {self.first.name},"
                f" {two.marker} in {self.second.name}",
                (reading_of(self.first, one), reading_of(self.second, two)),
            )
        if one.series and two.series and one.series != two.series:
            yield Finding(
                f"the note {one.label} is of the series {one.series}, in {self.second.name}"
                f" of {two.series}",
                (reading_of(self.first, one), reading_of(self.second, two)),
            )
        if one.body is not None and two.body is not None:
            yield from self.bodies.apart(one, two)

    def _uncalled(self, forth: dict[int, int], back: dict[int, int]) -> Iterator[Finding]:
        optional = {call.note for call in self.one if call.optional}
        for rank, note in enumerate(self.first.notes or ()):
            if rank not in forth and rank not in optional and note.body is not None:
                message = f"the note {note.label} is not reached in {self.second.name}"
                yield Finding(message, (reading_of(self.first, note),))
        for rank, note in enumerate(self.second.notes or ()):
            if rank not in back and not any(call.note == rank for call in self.added):
                message = f"the note {note.label} appears only in {self.second.name}"
                yield Finding(message, (reading_of(self.second, note),))


def _marker_key(call: Call) -> str:
    return _bare(call.marker)


def _by_marker(here: Sequence[Call], others: Sequence[Call]) -> list[tuple[Call, Call]]:
    """Pair some calls of two stretches by their markers, in order."""
    pairs = []
    start = 0
    for one in here:
        for rank in range(start, len(others)):
            if one.marker is not None and others[rank].marker == one.marker:
                pairs.append((one, others[rank]))
                start = rank + 1
                break
    return pairs


def _holds(calls: Iterator[Call], wanted: Call) -> bool:
    return any(call is wanted for call in calls)


def _differ(one: str | None, two: str | None) -> bool:
    return one is not None and two is not None and _bare(one) != _bare(two)


def _words(text: str | None) -> str:
    return _bare(text).casefold()


def _bare(text: str | None) -> str:
    """Return a marker without the full stop or the brackets that a style adds."""
    return "".join(tokens(text or "")).strip(".[]()")


def _note(copy: Copy, call: Call) -> Note | None:
    return None if call.note is None else (copy.notes or ())[call.note]


def reading_of(copy: Copy, note: Note) -> Reading:
    """Return a note with its marker and the beginning of its body."""
    body = note.body or ""
    return Reading(copy.name, note.place, note.marker or "", body[:160])
