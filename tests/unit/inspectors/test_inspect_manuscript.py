from __future__ import annotations

from pathlib import Path

import pytest

from chapbook.collate.foreign.readers.front_matter import expected_fields
from chapbook.collate.foreign.readers.markers import marker
from inspectors.compare import lost_blocks, lost_notes
from inspectors.manuscript import read_manuscript
from inspectors.model import Block, InspectedEdition, InspectedNote, Place

SAMPLE = """---
title: A *Small* Book
author: {name: Ada Fern, sort: "Fern, Ada"}
notes:
  source:
  gloss: {marker: lower-alpha, restart: chapter}
references: [{id: k}]
---

# One[^gloss:h]

Text.[^a] Again.[^a] Code: `[^no]`, and ^[an inline [link](x)]. A source [@k, 3].[^gloss:b]

| A[^cell] |
|----------|
| b        |

: Caption.[^caption]

# Two {.backmatter}

Text.[^gloss:b]

```
[^fenced]
```

[^a]: First,
    with [^inside] a call that is none of ours to count.

[^gloss:h]: On one.
[^gloss:b]: B.
[^cell]: C.
[^caption]: D.
"""


def test_calls_are_numbered_by_series_and_scope_in_reading_order(tmp_path: Path) -> None:
    path = tmp_path / "book.md"
    path.write_text(SAMPLE, encoding="utf-8")
    found = read_manuscript(path)
    assert [(c.label, c.series, c.marker, c.division) for c in found.calls] == [
        ("gloss:h", "gloss", "a", 1),
        ("a", "source", "1", 1),
        ("a", "source", "1", 1),
        (None, "source", "2", 1),
        (None, "source", "3", 1),
        ("gloss:b", "gloss", "b", 1),
        ("caption", "source", "4", 1),
        ("cell", "source", "5", 1),
        ("gloss:b", "gloss", "a", 2),
    ]
    assert [(h.level, h.plain, h.classes) for h in found.headings] == [
        (1, "One", ()),
        (1, "Two", ("backmatter",)),
    ]


def test_front_matter_is_read_under_the_common_names(tmp_path: Path) -> None:
    path = tmp_path / "book.md"
    path.write_text(SAMPLE, encoding="utf-8")
    found = expected_fields(read_manuscript(path).front)
    assert found["title"] == ("A Small Book",)
    assert (found["author"], found["sort"]) == (("Ada Fern",), ("Ada Fern: Fern, Ada",))


@pytest.mark.parametrize(
    ("kind", "number", "shown"),
    [
        ("decimal", 12, "12"),
        ("lower-alpha", 26, "z"),
        ("lower-alpha", 27, "aa"),
        ("upper-alpha", 703, "AAA"),
        ("lower-roman", 1994, "mcmxciv"),
        ("lower-roman", 49, "xlix"),
        ("symbol", 6, "¶"),
        ("symbol", 14, "†††"),
    ],
)
def test_markers_by_arithmetic(kind: str, number: int, shown: str) -> None:
    assert marker(kind, number) == shown


def block(text: str) -> Block:
    return Block(text, Place("x", 0))


def test_a_block_that_is_not_drawn_is_named() -> None:
    blocks = [block("First words"), block("lost words here"), block("Last")]
    (finding,) = lost_blocks(blocks, "titlefirstwords" + "last")
    assert "lostwordshere" in finding


def test_what_is_drawn_too_much_is_named_but_not_list_signs() -> None:
    blocks = [block("one"), block("two"), block("three")]
    assert lost_blocks(blocks, "one1.twothree") == []
    assert lost_blocks(blocks, "onetw1.othree") == []
    (finding,) = lost_blocks(blocks, "oneextratwothree")
    assert "extra" in finding
    assert lost_blocks(blocks, "oneextratwothree", repeated=["Ex-tra"]) == []


def note(name: str, body: str, page: int = 1) -> InspectedNote:
    return InspectedNote(name, name, "1", "", body, (), (), Place(f"page {page}", 0))


def edition(notes: list[InspectedNote], carried: dict[str, str] | None = None) -> InspectedEdition:
    return InspectedEdition(
        "pdf", {}, {}, (), tuple(notes), (), (), (), (), "", carried=carried or {}
    )


def test_notes_that_differ_are_named() -> None:
    first = [note("note-a", "ad-ministration"), note("note-b", "other"), note("note-c", "gone")]
    second = edition([note("note-a", "Administration"), note("note-b", "words")])
    findings = lost_notes(first, second)
    assert [finding.partition(":")[0] for finding in findings] == ["note-b", "note-c is not there"]


def test_a_note_may_go_on_for_pages_but_must_end() -> None:
    first = [note("note-a", "one two three four"), note("note-b", "five six")]
    begun = [note("note-a", "one"), note("note-b", "five")]
    assert lost_notes(first, edition(begun, {"page 2": "two three", "page 3": "four"})) == [
        "note-b: wanted 'fivesix', found 'five'"
    ]
    begun[1] = note("note-b", "five", page=2)
    assert lost_notes(first, edition(begun, {"page 2": "two three", "page 3": "four six"})) == []
    assert lost_notes(first[:1], edition(begun[:1], {"page 2": "two three four five"})) == [
        "page 2 carries 'five'"
    ]
