"""Links without words take those of their target."""

from __future__ import annotations

import pytest

from chapbook.model.ast import Node, text_of, walk
from core import Resolved, resolved, said

BOOK = """---
title: T
---

# One *more*[^n] {#one}

{text}

[A *passage*]{#passage} and `code`{#code}.

| a |
|---|
| 1 |

: Results of [it](https://example.org) {#table}

::: {#box}
## In a box

Text.
:::

[^n]: A note with a link [](#passage).
"""


def check(text: str) -> Resolved:
    return resolved(BOOK.replace("{text}", text))


def links(result: Resolved) -> list[Node]:
    return [node for node in walk(result.book.divisions[0].blocks) if node["t"] == "Link"]


@pytest.mark.parametrize(
    ("link", "words"),
    [
        ("[](#one)", "One more"),
        ("[ ](#passage)", "A passage"),
        ("[](#code)", "code"),
        ("[](#table)", "Results of it"),
        ("[](#box)", "In a box"),
        ("[](https://example.org/ä)", "https://example.org/ä"),
        ("[](mailto:ann@example.org)", "ann@example.org"),
        ("[own words](#one)", "own words"),
        ("[$x$](#one)", "x"),
    ],
)
def test_a_link_without_words_takes_those_of_its_target(link: str, words: str) -> None:
    result = check(f"See {link}.")
    assert said(result.diagnostics) == []
    first = links(result)[0]
    assert text_of(first["c"][1]) == words
    assert not [node for node in walk(first["c"][1]) if node["t"] in ("Link", "Note")]


def test_a_raw_link_without_words_takes_them_too() -> None:
    result = check('See <a href="#box"></a>.')
    assert said(result.diagnostics) == []
    assert "See In a box." in text_of(result.book.divisions[0].blocks[0])


def test_a_note_has_such_links_too() -> None:
    note = check("Text.").book.notes[0]
    assert text_of(note.blocks) == "A note with a link A passage."


def test_without_words_anywhere_the_link_goes_and_its_identifier_stays() -> None:
    result = check("See [](#plain){#anchor} and [x](#anchor).\n\n::: {#plain}\nText.\n:::")
    assert said(result.diagnostics) == ["CB422 7:5"]
    assert next(node["c"][2][0] for node in links(result)) == "#anchor"
    spans = [node for node in walk(result.book.divisions[0].blocks) if node["t"] == "Span"]
    assert "anchor" in [node["c"][0][0] for node in spans]


@pytest.mark.parametrize(
    "target", ["/wiki/X:Y.md", "//example.org:80/x", "./a:b.md", "other.md", "?a=b:c"]
)
def test_no_target_is_left_that_only_some_editions_can_follow(target: str) -> None:
    result = check(f"A [link]({target}).")
    assert said(result.diagnostics) == ["CB408 7:10"]
    assert target not in [node["c"][2][0] for node in links(result)]
    assert text_of(result.book.divisions[0].blocks[0]) == "A link."


@pytest.mark.parametrize(
    ("target", "suggestion"),
    [
        ("//example.org/a", "https://example.org/a"),
        ("www.example.org/a", "https://www.example.org/a"),
        ("other.md", ""),
        ("/wiki/X:Y.md", ""),
    ],
)
def test_an_address_without_its_scheme_is_suggested_with_it(target: str, suggestion: str) -> None:
    (finding,) = check(f"A [link]({target}).").diagnostics
    assert finding.facts["suggestion"] == suggestion


def test_addresses_have_their_one_spelling_in_text_and_notes() -> None:
    text = "[a](https://e.org/ü) ^[<https://e.org/ö>] <https://e.org/ß>"
    result = check(text)
    note = result.book.notes[1].blocks
    found = [node["c"][2][0] for node in (*links(result), *walk(note)) if node["t"] == "Link"]
    assert found[:2] == ["https://e.org/%C3%BC", "https://e.org/%C3%9F"]
    assert found[-1] == "https://e.org/%C3%B6"
