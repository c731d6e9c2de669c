"""Numbering: gapless by series and scope, one marker for one note, identifiers that stay."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapbook.model.manuscript import Division, DivisionKind, Matter
from chapbook.model.markers import MarkerKind
from chapbook.model.notes import NoteDefinition, NoteOrigin, Restart, Series
from chapbook.model.source import Place
from chapbook.resolve.numbering import (
    Numbering,
    PlacedCall,
    number_notes,
    safe_key,
)
from core import examples

SAFE = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
PLACE = Place("manuscript.md")


# --- Books of all shapes ------------------------------------------------------------------------


@dataclass(frozen=True)
class Sketch:
    """A book without text: divisions, the notes with their series, and who is called where."""

    divisions: tuple[Division, ...]
    definitions: tuple[NoteDefinition, ...]
    series: tuple[Series, ...]
    calls: tuple[PlacedCall, ...]
    taken: tuple[str, ...] = ()

    def numbered(self) -> Numbering:
        return number_notes(self.definitions, self.series, self.calls, self.divisions, self.taken)


def definition(label: str | None) -> NoteDefinition:
    origin = NoteOrigin.INLINE if label is None else NoteOrigin.KEYED
    return NoteDefinition(label, origin, (), PLACE)


@st.composite
def division_rows(draw: st.DrawFn) -> tuple[Division, ...]:
    rows: list[Division] = []
    part = None
    for index in range(draw(st.integers(1, 5))):
        kind = draw(st.sampled_from(DivisionKind))
        held = None if kind is DivisionKind.PART else part
        identifier = f"{kind.value}-{index}"
        rows.append(Division(identifier, kind, Matter.BODY, None, "", None, (), held))
        part = index if kind is DivisionKind.PART else part
    return tuple(rows)


TAKEN = ["note-a", "call-a", "call-a-2", "note-b"]
LABELS = st.text(st.sampled_from("ab2.:-é주 _"), min_size=1, max_size=4)
SERIES = [
    Series(f"s-{restart.value}", kind, restart)
    for restart, kind in zip(
        Restart, (MarkerKind.DECIMAL, MarkerKind.SYMBOL, MarkerKind.LOWER_ALPHA), strict=True
    )
]


@st.composite
def sketches(draw: st.DrawFn) -> Sketch:
    """Draw a book in which every note is called, in the order that `resolve` gives."""
    divisions = draw(division_rows())
    labels: list[str | None] = list(draw(st.lists(LABELS, min_size=1, max_size=6, unique=True)))
    labels += [None] * draw(st.integers(0, 2))
    order = draw(st.lists(st.integers(0, len(labels) - 1), min_size=1, max_size=14))
    first: dict[int, int] = {}
    called: list[int] = []
    for index in order:
        if labels[index] is None and index in first:  # an inline note is called where it is
            continue
        called.append(first.setdefault(index, len(first)))
    places = sorted(
        draw(
            st.lists(st.integers(0, len(divisions) - 1), min_size=len(called), max_size=len(called))
        )
    )
    series = draw(st.lists(st.sampled_from(SERIES), min_size=len(first), max_size=len(first)))
    return Sketch(
        divisions,
        tuple(definition(labels[index]) for index in first),
        tuple(series),
        tuple(PlacedCall(k, where, PLACE) for k, where in zip(called, places, strict=True)),
        tuple(draw(st.lists(st.sampled_from(TAKEN), max_size=2))),
    )  # fmt: skip


def scope_of(series: Series, division: int, divisions: tuple[Division, ...]) -> int | None:
    """Return where a series counts: the chapter, the last part that has begun, or the book."""
    parts = [k for k in range(division + 1) if divisions[k].kind is DivisionKind.PART]
    scopes = {
        Restart.NEVER: None,
        Restart.PART: max(parts, default=None),
        Restart.CHAPTER: division,
    }
    return scopes[series.restart]


@examples(200)
@given(sketches())
def test_each_series_counts_without_gaps_in_each_scope(sketch: Sketch) -> None:
    numbering = sketch.numbered()
    counts: dict[tuple[str, int | None], list[int]] = {}
    for statement in numbering.statements:
        where = numbering.calls[statement.calls[0]].division
        scope = scope_of(statement.series, where, sketch.divisions)
        counts.setdefault((statement.series.name, scope), []).append(statement.number)
        assert statement.marker == statement.series.marker.write(statement.number)
    for numbers in counts.values():
        assert numbers == list(range(1, len(numbers) + 1))


@examples(200)
@given(sketches())
def test_a_note_has_one_marker_in_one_scope(sketch: Sketch) -> None:
    numbering = sketch.numbered()
    markers: dict[tuple[int, int | None], set[str]] = {}
    for call, placed in zip(numbering.calls, sketch.calls, strict=True):
        scope = scope_of(sketch.series[placed.definition], placed.division, sketch.divisions)
        markers.setdefault((placed.definition, scope), set()).add(call.marker)
    assert all(len(found) == 1 for found in markers.values())
    assert len(numbering.statements) == len(markers)


@examples(200)
@given(sketches())
def test_calls_and_statements_name_each_other(sketch: Sketch) -> None:
    numbering = sketch.numbered()
    assert [call.index for call in numbering.calls] == list(range(len(sketch.calls)))
    for call, placed in zip(numbering.calls, sketch.calls, strict=True):
        statement = numbering.statements[call.statement]
        assert statement.note == placed.definition
        assert call.index in statement.calls
        assert (call.marker, call.division) == (statement.marker, placed.division)
    for index, statement in enumerate(numbering.statements):
        assert statement.index == index
        assert list(statement.calls) == sorted(statement.calls)
    every = [call for statement in numbering.statements for call in statement.calls]
    assert sorted(every) == list(range(len(sketch.calls)))


@examples(200)
@given(sketches())
def test_identifiers_are_unique_and_safe(sketch: Sketch) -> None:
    numbering = sketch.numbered()
    found = [call.identifier for call in numbering.calls]
    found += [statement.identifier for statement in numbering.statements]
    assert len({*found, *sketch.taken}) == len(found) + len(set(sketch.taken))
    assert all(SAFE.fullmatch(identifier) for identifier in found)
    assert len({note.key for note in numbering.notes}) == len(sketch.definitions)


@examples(200)
@given(sketches(), st.integers(0, 20), st.from_regex(r"new[a-z]{0,3}", fullmatch=True))
def test_one_more_note_changes_no_other_identifier(sketch: Sketch, at: int, label: str) -> None:
    """Nor does it matter where it is called; unlabelled notes alone are named by their order."""
    at = min(at, len(sketch.calls))
    division = sketch.calls[at].division if at < len(sketch.calls) else len(sketch.divisions) - 1
    new = PlacedCall(len(sketch.definitions), division, PLACE)
    more = replace(
        sketch,
        definitions=(*sketch.definitions, definition(label)),
        series=(*sketch.series, SERIES[0]),
        calls=(*sketch.calls[:at], new, *sketch.calls[at:]),
    )
    before, after = sketch.numbered(), more.numbered()
    assert [note.key for note in after.notes[:-1]] == [note.key for note in before.notes]
    old_calls = [call.identifier for index, call in enumerate(after.calls) if index != at]
    assert old_calls == [call.identifier for call in before.calls]
    assert {s.identifier for s in before.statements} < {s.identifier for s in after.statements}


@examples(100)
@given(sketches())
def test_keys_of_labels_do_not_hang_on_the_order_of_calls(sketch: Sketch) -> None:
    keys = {n.label: n.key for n in sketch.numbered().notes if n.label is not None}
    turned = replace(
        sketch,
        definitions=sketch.definitions[::-1],
        series=sketch.series[::-1],
        calls=tuple(
            replace(call, definition=len(sketch.definitions) - 1 - call.definition)
            for call in sketch.calls
        ),
    )
    again = {n.label: n.key for n in turned.numbered().notes if n.label is not None}
    assert again == keys


@examples(200)
@given(st.text(max_size=20))
def test_any_label_has_a_key(label: str) -> None:
    assert SAFE.fullmatch("note-" + safe_key(label))
    assert "--" not in safe_key(label)


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("visit", "visit"),
        ("gloss:juche", "gloss-juche"),
        ("kcna-2011-06-06", "kcna-2011-06-06"),
        ("Été", "Ete"),
        ("a.b/c", "a-b-c"),
        ("§", "ua7"),
        ("—", "u2014"),
        ("...", "x"),
        ("-a-", "a"),
        ("a--b", "a-b"),
    ],
)
def test_keys_read_like_their_labels(label: str, key: str) -> None:
    assert safe_key(label) == key
