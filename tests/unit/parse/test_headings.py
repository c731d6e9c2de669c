"""Heading identifiers: those that pandoc would give if the headings held no notes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapbook.model.ast import walk
from chapbook.tools import pandoc
from core import examples, parsed, resolved, said

WORDS = [
    "The gloss", "*Juche*", "“Quoted”", '"Quoted"', "it's", "--- dash", "`code`", "1948", "A.B.C.",
    "Süd & Nord", "주체", "Вступление", "$x^2$", "a_b", "C++", "H~2~O", "x^2^", "~~gone~~",
    "(aside)", "[link](https://example.org)", "[caps]{.smallcaps}", "50 %", "é", "what?", "👍 yes",
]  # fmt: skip
NOTE = "[^gloss:x-1]"
pieces = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4)


def identifiers(text: str) -> list[str]:
    nodes = walk(pandoc.read_markdown(text)["blocks"])
    return [node["c"][1][0] for node in nodes if node["t"] == "Header"]


def heading(words: list[str], at: int) -> str:
    """A heading with a note behind one of its words."""
    noted = [word + (NOTE if index == at else "") for index, word in enumerate(words)]
    return " ".join(noted)


@examples(20)
@given(st.lists(pieces, min_size=2, max_size=8, unique_by=tuple), st.integers(0, 3))
def test_a_label_does_not_show_in_the_identifier(headings: list[list[str]], at: int) -> None:
    plain = "".join(f"# {' '.join(words)} {n}\n\n" for n, words in enumerate(headings, start=1))
    noted = "".join(
        f"# {heading(words, min(at, len(words) - 1))} {n}\n\n"
        for n, words in enumerate(headings, start=1)
    )
    book = resolved(f"---\ntitle: T\n---\n\n{noted}{NOTE}: x\n").book
    found = [d.heading["c"][1][0] for d in book.divisions if d.heading is not None]
    assert found == identifiers(plain)
    assert [division.identifier for division in book.divisions] == found


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        ("# A[^x]\n\n# A[^x]\n", ["a", "a-1"]),
        ("# A\n\n# A[^x]\n\n# A\n", ["a", "a-2", "a-1"]),
        ("# [^x]\n\n# B\n", ["section", "b"]),
        ("# A[^x] {#own}\n\n# B\n", ["own", "b"]),
        ("# A[^x] {.unnumbered}\n\n# B\n", ["a", "b"]),
        ("# A^[said at once]\n\n# B\n", ["a", "b"]),
        ("# One[^x] and two[^x]\n\n# B\n", ["one-and-two", "b"]),
    ],
)
def test_identifiers(headings: str, expected: list[str]) -> None:
    book = resolved(f"---\ntitle: T\n---\n\n{headings}\nText.[^x]\n\n[^x]: x\n").silent
    assert [d.heading["c"][1][0] for d in book.divisions if d.heading is not None] == expected


def test_links_follow_the_heading_that_lost_its_label() -> None:
    """pandoc calls it `the-glossx`, and an author may have found that out and linked to it."""
    book = resolved("# The gloss[^x]\n\nSee [it](#the-glossx).\n\n[^x]: x\n").silent
    targets = [n["c"][2][0] for n in walk(book.divisions[0].blocks) if n["t"] == "Link"]
    assert targets == ["#the-gloss"]


@pytest.mark.parametrize(
    "heading",
    ["[](#there)", "[](#there){.big}", "[]{.big}", "[ ]{#name}", "[[]{.big}](#there)", "<b></b>",
     "[![](a.png){.decorative}](#there)", "![](a.png){.decorative}", "[[[]{.a}]{.b}]{.c}"],
)  # fmt: skip
def test_a_heading_without_words_is_reported_at_its_line(heading: str) -> None:
    text = f"# There {{#there}}\n\nA line.\n\n## [words](#there) {{#x}}\n\n## {heading}\n"
    assert said(parsed(text)[1]) == ["CB504 7:1"]


@pytest.mark.parametrize("heading", ["[x](#there)", "[x]{.big}", "![A gull](a.png)", "`[]{.a}`"])
def test_a_heading_with_words_is_not_reported(heading: str) -> None:
    assert said(parsed(f"# There {{#there}}\n\n## {heading}\n")[1]) == []
