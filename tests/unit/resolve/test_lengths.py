from __future__ import annotations

import pytest

from chapbook.model.diagnostics import Code
from chapbook.model.markers import MarkerKind
from chapbook.model.notes import Note, NoteOrigin, Series, Statement
from chapbook.model.source import Place
from chapbook.policy import limits
from chapbook.resolve.lengths import LONGEST, long_notes, many_symbols

SERIES = Series("note")
# Of the limit: marker and space, the end of the paragraph, and one link back.
TAKEN = 2 + 1 + 5


def note(characters: int) -> Note:
    block = {"t": "Para", "c": [{"t": "Str", "c": "x" * characters}]}
    return Note("key", "key", NoteOrigin.KEYED, SERIES, (block,), Place("book.md", 7, 1))


def statement(*calls: int) -> Statement:
    return Statement(0, "note-key", 0, SERIES, 1, "1", calls)


@pytest.mark.parametrize(
    ("characters", "calls", "warnings"),
    [
        (LONGEST - TAKEN, (0,), 0),
        (LONGEST - TAKEN + 1, (0,), 1),
        (LONGEST - TAKEN, (0, 1), 1),
        (LONGEST - TAKEN - 5, (0, 1), 0),
    ],
)
def test_the_limit_counts_marker_and_links_back(
    characters: int, calls: tuple[int, ...], warnings: int
) -> None:
    found = list(long_notes([note(characters)], [statement(*calls)]))
    assert len(found) == warnings
    assert all(one.place.line == 7 for one in found)


def test_the_statement_with_most_calls_decides() -> None:
    found = list(long_notes([note(LONGEST - TAKEN)], [statement(0), statement(1, 2), statement(3)]))
    assert [one.facts["length"] for one in found] == ["5,005"]


def test_a_series_of_symbols_has_an_end() -> None:
    series = Series("ed", MarkerKind.SYMBOL)
    most = limits().symbol_notes
    statements = [Statement(n, "note-key", 0, series, n + 1, "*", (n,)) for n in range(most + 5)]
    (found,) = many_symbols([note(1)], statements)
    assert (found.code, found.place.line) == (Code.OVER_LIMIT, 7)
    assert not list(many_symbols([note(1)], statements[:most]))
