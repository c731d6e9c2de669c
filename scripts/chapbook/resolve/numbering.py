"""Number the notes, once for all formats."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from chapbook.model.letters.names import Names, lengthened
from chapbook.model.manuscript import Division, DivisionKind
from chapbook.model.notes import (
    Call,
    Note,
    NoteDefinition,
    NoteOrigin,
    Restart,
    Series,
    Statement,
)
from chapbook.model.source import Place


@dataclass(frozen=True, slots=True)
class PlacedCall:
    """A call before numbering: its definition, the division it is in, its place."""

    definition: int
    division: int
    place: Place


@dataclass(slots=True)
class Numbering:
    """The result: notes by definition, statements in order of first call, calls in text order."""

    notes: tuple[Note, ...] = ()
    statements: list[Statement] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)


def number_notes(
    definitions: Sequence[NoteDefinition],
    series: Sequence[Series],
    calls: Sequence[PlacedCall],
    divisions: Sequence[Division],
    taken: Iterable[str],
) -> Numbering:
    """Set the number and marker of every numbered note, and the identifier of every call.

    `series` is parallel to `definitions`; `taken` holds the identifiers of the manuscript.
    """
    first_division = {call.definition: call.division for call in reversed(calls)}
    keys = _keys(definitions, divisions, first_division)
    notes = tuple(map(_note, definitions, series, keys))
    numberer = _Numberer(notes, divisions, _Identifiers(set(taken), keys))
    for call in calls:
        numberer.call(call)
    return numberer.numbering()


class _Numberer:
    """Takes the calls in text order; a call in a scope that has not stated its note states it."""

    def __init__(
        self, notes: tuple[Note, ...], divisions: Sequence[Division], identifiers: _Identifiers
    ) -> None:
        self.notes, self.divisions, self.identifiers = notes, divisions, identifiers
        self.parts = _parts_in_force(divisions)
        self.statements: list[Statement] = []
        self.calls: list[Call] = []
        self._index: dict[tuple[int, int | None], int] = {}
        self._counters: dict[tuple[str, int | None], int] = {}
        self._stated: set[int] = set()

    def call(self, placed: PlacedCall) -> None:
        scope = self._scope(self.notes[placed.definition].series, placed.division)
        if (placed.definition, scope) not in self._index:
            self._state(placed.definition, scope)
        statement = self.statements[self._index[placed.definition, scope]]
        self.calls.append(
            Call(
                len(self.calls),
                self.identifiers.call(self.notes[placed.definition].key),
                statement.marker,
                statement.index,
                placed.division,
                placed.place,
            )
        )

    def numbering(self) -> Numbering:
        called: list[list[int]] = [[] for _ in self.statements]
        for call in self.calls:
            called[call.statement].append(call.index)
        statements = [
            replace(statement, calls=tuple(indexes))
            for statement, indexes in zip(self.statements, called, strict=True)
        ]
        return Numbering(self.notes, statements, self.calls)

    def _scope(self, series: Series, division: int) -> int | None:
        """Return the division within which a series counts: a chapter, a part, None for the book.

        What precedes the first part is numbered separately; what follows the
        chapters of a part, back matter too, counts on.
        """
        if series.restart is Restart.NEVER:
            return None
        return division if series.restart is Restart.CHAPTER else self.parts[division]

    def _state(self, definition: int, scope: int | None) -> None:
        note = self.notes[definition]
        number = self._counters.get((note.series.name, scope), 0) + 1
        self._counters[note.series.name, scope] = number
        again = definition in self._stated and scope is not None
        where = self.divisions[scope].identifier if again and scope is not None else None
        self._stated.add(definition)
        self._index[definition, scope] = len(self.statements)
        self.statements.append(
            Statement(
                index=len(self.statements),
                identifier=self.identifiers.statement(note.key, where),
                note=definition,
                series=note.series,
                number=number,
                marker=note.series.marker.write(number),
                calls=(),
            )
        )


def _parts_in_force(divisions: Sequence[Division]) -> list[int | None]:
    """Map each division to the last part that began before it or is it."""
    part: int | None = None
    found: list[int | None] = []
    for index, division in enumerate(divisions):
        part = index if division.kind is DivisionKind.PART else part
        found.append(part)
    return found


def _note(definition: NoteDefinition, series: Series, key: str) -> Note:
    return Note(
        key, definition.label, definition.origin, series, definition.blocks, definition.place
    )


def _keys(
    definitions: Sequence[NoteDefinition],
    divisions: Sequence[Division],
    first_division: dict[int, int],
) -> list[str]:
    """Make keys of labels. A note without label is named by its chapter and a running number."""
    labels = {item.label for item in definitions if item.label is not None}
    by_label = _label_keys(labels)
    names = Names(by_label.values())
    found: list[str] = []
    for index, definition in enumerate(definitions):
        if definition.label is not None:
            found.append(by_label[definition.label])
            continue
        chapter = divisions[first_division[index]].identifier
        inline = definition.origin is NoteOrigin.INLINE
        hint = "inline" if inline else definition.key_hint
        found.append(names.free(safe_key(f"{chapter}-{hint}")))
    return found


def _label_keys(labels: Iterable[str]) -> dict[str, str]:
    """Make the key of each label, whatever the order of the calls.

    Of labels that come to the same key, the first in order of their signs has it as it is, the
    others with a digest of the label.
    """
    found: dict[str, str] = {}
    taken: set[str] = set()
    for label in sorted(labels, key=lambda label: (safe_key(label) != label, label)):
        key = safe_key(label)
        if key in taken:
            key = f"{key}-{hashlib.sha256(label.encode()).hexdigest()[:8]}"
        taken.add(key)
        found[label] = key
    return found


def safe_key(label: str) -> str:
    """Make a label fit `[A-Za-z0-9_-]+`; what has no ASCII form is written as code points."""
    plain = unicodedata.normalize("NFKD", label)
    kept = "".join(
        char if char.isascii() else "" if unicodedata.combining(char) else f"-u{ord(char):x}-"
        for char in plain
    )
    return re.sub(r"-{2,}", "-", re.sub(r"[^A-Za-z0-9_-]+", "-", kept)).strip("-") or "x"


class _Identifiers:
    """Hands out identifiers that nothing else has."""

    def __init__(self, taken: set[str], keys: Sequence[str]) -> None:
        self.taken = taken
        self.ordinals: dict[str, int] = {}
        self.reserved = {f"call-{key}" for key in keys} | {f"note-{key}" for key in keys}

    def statement(self, key: str, where: str | None) -> str:
        return self._free(f"note-{key}" if where is None else f"note-{key}--{safe_key(where)}")

    def call(self, key: str) -> str:
        ordinal = self.ordinals[key] = self.ordinals.get(key, 0) + 1
        if ordinal == 1:
            return self._free(f"call-{key}")
        candidate = f"call-{key}-{ordinal}"
        return self._free(f"call-{key}--{ordinal}" if candidate in self.reserved else candidate)

    def _free(self, identifier: str) -> str:
        name = lengthened(identifier, self.taken)
        self.taken.add(name)
        return name
