"""The rows of notes: all of them once, in their order, none over another."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from chapbook.tools.weasyprint.layout.note_rows import Entry, arrange

ENTRIES = st.lists(
    st.tuples(st.integers(1, 3), st.floats(1, 50), st.integers(0, 3)), max_size=12
).map(lambda rows: [Entry(n, group, height, span) for n, (group, height, span) in enumerate(rows)])


def test_notes_of_one_series_stand_side_by_side_until_the_row_is_full() -> None:
    rows = arrange([Entry(name, 1, 11, 1) for name in "abc"], 2, gap=3)
    assert [(one.note, one.column, one.offset) for one in rows.placed] == [
        ("a", 0, 0), ("b", 1, 0), ("c", 0, 11),
    ]  # fmt: skip
    assert rows.height == 22


def test_another_series_begins_a_row_of_its_own_after_a_gap() -> None:
    rows = arrange([Entry("a", 1, 11, 1), Entry("*", 2, 11, 1)], 2, gap=3)
    assert [(one.column, one.offset) for one in rows.placed] == [(0, 0), (0, 14)]
    assert rows.height == 25


def test_a_note_of_the_whole_measure_stands_alone() -> None:
    rows = arrange([Entry("a", 1, 11, 1), Entry("b", 1, 33), Entry("c", 1, 11, 1)], 2, gap=3)
    assert [(one.column, one.offset) for one in rows.placed] == [(0, 0), (0, 11), (0, 44)]


@given(ENTRIES, st.integers(1, 3), st.floats(0, 9))
def test_none_lies_over_another(entries: list[Entry], columns: int, gap: float) -> None:
    entries = [
        entry if entry.columns <= columns else Entry(entry.note, entry.group, entry.height, columns)
        for entry in entries
    ]
    rows = arrange(entries, columns, gap)
    assert [one.note for one in rows.placed] == [entry.note for entry in entries]
    cells = []
    for entry, one in zip(entries, rows.placed, strict=True):
        right = one.column + (entry.columns or columns)
        assert right <= columns
        assert one.offset + entry.height <= rows.height + 1e-6
        for left, other_right, top, bottom in cells:
            beside = right <= left or other_right <= one.column
            assert beside or one.offset >= bottom - 1e-6 or one.offset + entry.height <= top
        cells.append((one.column, right, one.offset, one.offset + entry.height))
