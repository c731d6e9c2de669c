"""parse and resolve together: whatever the text, they answer; and calls are where they are."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapbook.model.ast import call_index, walk
from chapbook.model.manuscript import Manuscript
from chapbook.parse import parse
from chapbook.read import read
from chapbook.render.text.fragments import fragments
from chapbook.report import json_of, lines_of
from chapbook.resolve import resolve
from core import examples, resolved, said

TOKENS = [
    "[^a]", "[^b]", "[^c:x]", "[^a]: ", "[^b]: ", "^[in", "]", "[", "\\", "`", "```\n", "~~~\n",
    "\n", "\n\n", "    ", "> ", "- ", "1. ", "<!--", "-->", "word", " ", "\t", "\u00a0", "$x$", "*",
    "# H\n\n", "{#id}", "{.part}", "<b>", "</b>", "<div>", "\n\n<div>\n\n", "</div>", "<img src=x>",
    "<a href='#id'>", "![alt](x.png)", "[l](#id)", "[l](a.md)", "@doe", "[@doe, 5]", "Table: c\n",
    "| a | b |\n|---|---|\n| 1 | 2 |\n", "Term\n:   Def\n", "::: {.x}\n", ":::\n", "---\n", "% t\n",
    "title: T\n", "notes: {c: {}}\n", "&#1;", "\\foo{x}", "`<i>`{=html}", "{onclick=x}", "| v\n",
    "[]{.chapbook-call call=1}", "\u2028", "(@ex)", "Head\n===\n", "'", '"',
]  # fmt: skip


def calls_in(book: Manuscript) -> list[int]:
    trees = [[division.heading, list(division.blocks)] for division in book.divisions]
    found = [call_index(node) for node in walk(trees)]
    return [index for index in found if index is not None]


@examples(40)
@given(st.lists(st.sampled_from(TOKENS), max_size=30).map("".join))
def test_any_text_is_answered(text: str) -> None:
    result = resolved(text)
    assert len(lines_of(result.diagnostics)) == 2 * len(result.diagnostics)
    assert json_of(result.diagnostics, exit_code=3)
    if result.manuscript is None:
        assert any(finding.severity.value == "error" for finding in result.diagnostics)
        return
    assert calls_in(result.manuscript) == [call.index for call in result.manuscript.calls]
    assert all(not calls_in_notes(note.blocks) for note in result.manuscript.notes)
    fragments(result.manuscript)


def calls_in_notes(blocks: object) -> list[str]:
    return [node["t"] for node in walk(blocks) if node["t"] == "Note" or call_index(node)]


MANUSCRIPT = """---
title: T
auther: X
---

# One[^a]

Text [^b] and [^lost].

```
[^a]
```

> Quoted[^a] <b onclick="x">y</b>

[^a]: A note.

[^b]: Another with [^a].
"""
FOUND = ["CB102 3:1", "CB201 8:15", "CB501 14:14", "CB205 18:20"]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_places_are_the_same_whatever_the_line_ends(
    tmp_path: Path, line_end: str, mark: str
) -> None:
    path = tmp_path / "manuscript.md"
    path.write_bytes((mark + MANUSCRIPT.replace("\n", line_end)).encode())
    source, findings = read(path)
    assert findings == ()
    assert source is not None
    tree, found = parse(source)
    assert tree is not None
    assert said((*found, *resolve(tree)[1])) == FOUND


def test_two_runs_give_the_same_values() -> None:
    first, second = (
        resolved(MANUSCRIPT.replace("[^lost]", "")),
        resolved(MANUSCRIPT.replace("[^lost]", "")),
    )
    assert first.diagnostics == second.diagnostics
    fine = "Text[^a] and [^b].[^a]\n\n[^a]: x\n\n[^b]: y\n"
    assert resolved(fine).silent == resolved(fine).silent


def test_calls_shown_in_indented_code_are_none() -> None:
    text = (
        "Shown:\n\n    [^a] and [^lost]\n    [^a]: x\n\n> Shown:\n>\n>     [^a]\n\n"
        "Meant[^a] [^lost]\n\n- in a list\n\n    again[^a]\n\n[^a]: x\n"
    )
    result = resolved(text)
    assert said(result.diagnostics) == ["CB201 10:11"]
    book = resolved(text.replace(" [^lost]\n\n", "\n\n")).silent
    assert [(c.place.line, c.place.column) for c in book.calls] == [(10, 6), (14, 10)]


def test_each_call_has_the_place_where_it_is() -> None:
    text = (
        "# One[^a]\n\n- x[^b] `[^a]`[^a]\n\n> [^b]\n\n| t[^a] |\n|---|\n| [^b] |\n\n"
        "Term[^a]\n:   Def^[inline] \\[^a] [^b]\n\n[^a]: x\n\n[^b]: y\n"
    )
    book = resolved(text).silent
    places = [(call.place.line, call.place.column) for call in book.calls]
    assert places == [(1, 6), (3, 4), (3, 15), (5, 3), (7, 4), (9, 3), (11, 5), (12, 8), (12, 24)]
