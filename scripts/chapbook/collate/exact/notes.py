"""The notes of an edition against the expectation: calls, markers, bodies, ways there and back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from chapbook.collate.editions import ReadBlock, ReadCall, ReadNote
from chapbook.collate.exact.expecting import bare
from chapbook.collate.exact.joining import Joined
from chapbook.collate.normal import marker_signs
from chapbook.model.editions.collation import Finding, Reading
from chapbook.model.editions.expectation import ExpectedNote


def compare_notes(joined: Joined) -> list[Finding]:
    """Compare the notes: each as often as it is due, of its series, with its marker and blocks."""
    stated = {note.identifier: note for note in joined.expected.notes}
    return [*_presence(joined, stated), *_notes(joined, stated), *_calls(joined, stated)]


def _there(joined: Joined, note: ExpectedNote, words: str = "") -> Reading:
    place = joined.where(note.blocks[0]) if note.blocks else ""
    return Reading(joined.copy, place, "", words or f"[^{note.label or note.identifier}]")


def _unlike(
    joined: Joined, note: ExpectedNote, place: str, message: str, texts: tuple[str, str]
) -> Finding:
    """Return the finding that a note or call has the second of two texts, not the first."""
    return Finding(message, (_there(joined, note, texts[0]), joined.at(place, texts[1])))


def _presence(joined: Joined, stated: dict[str, ExpectedNote]) -> Iterator[Finding]:
    found: dict[str, list[ReadNote]] = defaultdict(list)
    for note in joined.edition.notes:
        found[note.identifier].append(note)
    for name, expected in stated.items():
        if name not in found:
            here = joined.at(f"#{name}")
            yield Finding(f"a note is missing from {joined.name}", (_there(joined, expected), here))
        elif len(found[name]) > 1 and joined.edition.kind != "epub":
            here = joined.at(found[name][1].place, name)
            yield Finding("a note appears again", (_there(joined, expected), here))
    for name, notes in found.items():
        if name not in stated:
            reading = joined.at(notes[0].place, name)
            yield Finding("a note that the manuscript does not have", (reading,))


def _notes(joined: Joined, stated: dict[str, ExpectedNote]) -> Iterator[Finding]:
    for note in joined.edition.notes:
        expected = stated.get(note.identifier)
        if expected is None:
            continue
        if note.series and note.series != expected.series:
            both = expected.series, note.series
            yield _unlike(
                joined, expected, note.place, "a note belongs to a different series", both
            )
        if marker_signs(note.marker) != marker_signs(expected.marker):
            both = expected.marker, note.marker
            yield _unlike(joined, expected, note.place, "a note has a different marker", both)
        yield from _bodies(joined, note, expected)


def _bodies(joined: Joined, note: ReadNote, expected: ExpectedNote) -> Iterator[Finding]:
    keys = [bare(key) for key in note.blocks]
    if keys == list(expected.blocks):
        return
    for key in expected.blocks:
        if key not in keys:
            words = joined.expected.note_blocks[key].text
            readings = (_there(joined, expected, words), joined.at(note.place))
            yield Finding(f"words of a note are missing from {joined.name}", readings)
            return
    blocks = [b for b in joined.edition.blocks if b.note == note.identifier]
    strange = next((b for b in blocks if bare(b.key) not in expected.blocks), blocks[0])
    readings = (_there(joined, expected), joined.here(strange))
    yield Finding("a note has different words or a different order", readings)


def _calls(joined: Joined, stated: dict[str, ExpectedNote]) -> Iterator[Finding]:
    note_of = {call: note for note in stated.values() for call in note.calls}
    for read, expected in joined.pairs:
        if read.note:
            continue
        if len(read.calls) != len(expected.calls):
            readings = (
                joined.there(expected.key, ", ".join(expected.calls)),
                joined.at(read.place, ", ".join(c.target for c in read.calls)),
            )
            yield Finding("the notes called in a block differ", readings)
            continue
        for name, call in zip(expected.calls, read.calls, strict=True):
            if name in note_of:  # the edition used in place of the manuscript may have lost it
                yield from _call(joined, read, (name, note_of[name]), call)


def _call(
    joined: Joined, read: ReadBlock, due: tuple[str, ExpectedNote], call: ReadCall
) -> Iterator[Finding]:
    name, note = due
    place = f"#{name}" if joined.edition.kind != "pdf" else f"{read.place} #{name}"
    if call.target != note.identifier:
        targets = f"#{note.identifier}", f"#{call.target}"
        yield _unlike(joined, note, place, "a call leads to a different note", targets)
    if marker_signs(call.marker) != marker_signs(note.marker):
        markers = note.marker, call.marker
        yield _unlike(joined, note, place, "a call has a different marker", markers)
    if call.identifier and call.identifier != name:
        names = name, call.identifier
        yield _unlike(joined, note, place, "a call has a different identifier", names)


def compare_ways(joined: Joined) -> list[Finding]:
    """Check that each call leads to its note, and each note back to each of its calls.

    In an EPUB a note is stated in every file that calls it, and leads back to the calls there.
    """
    findings = list[Finding]()
    by_file = joined.edition.kind == "epub"
    due: dict[tuple[str, str], set[str]] = defaultdict(set)
    here = set[tuple[str, str]]()
    calls = {name: note for note in joined.expected.notes for name in note.calls}
    for read, expected in joined.pairs:
        if len(expected.calls) == len(read.calls):
            file = _file(read.place) if by_file else ""
            for name, call in zip(expected.calls, read.calls, strict=True):
                due[file, call.target].add(call.identifier or name)
    for note in joined.edition.notes:
        file = _file(note.place) if by_file else ""
        here.add((file, note.identifier))
        back, wanted = set(note.backlinks), due[file, note.identifier]
        for name in sorted(wanted - back):
            reading = joined.at(f"{note.place} #{note.identifier}", f"#{name}")
            findings.append(Finding("a note does not lead back to one of its calls", (reading,)))
        for name in sorted(back - wanted):
            reading = joined.at(f"{note.place} #{note.identifier}", f"#{name}")
            words = (
                "a call of a different note" if name in calls else "something that is not a call"
            )
            findings.append(Finding(f"a note leads back to {words}", (reading,)))
    for (file, target), names in due.items():
        if (file, target) not in here:
            place = f"{file}#{min(names)}"
            reading = joined.at(place, f"#{target}")
            findings.append(Finding("a call leads to no note", (reading,)))
    return findings


def _file(place: str) -> str:
    return place.partition("#")[0]
