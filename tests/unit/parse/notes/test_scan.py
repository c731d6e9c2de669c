"""scan: where calls and definitions stand; never wrong in its offsets, never slow."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapbook.parse.notes.scan import Scan, definitions_inside, scan
from core import examples

TOKENS = [
    "[^a]", "[^b]:", "[^a]: ", "^[", "]", "[", "\\", "`", "```", "~~~", "\n", "\n\n", "    ", "> ",
    "- ", "1. ", "<!--", "-->", "word", " ", "\t", ":", "é", "\u00a0", "\u2028", "😀", "^", "$",
]  # fmt: skip
texts = st.lists(st.sampled_from(TOKENS), max_size=40).map("".join)


def calls(text: str) -> list[str]:
    return [call.label for call in scan(text).calls]


def definitions(text: str) -> list[str]:
    return [definition.label for definition in scan(text).definitions]


@examples(400)
@given(texts)
def test_masking_keeps_every_offset_and_every_line(text: str) -> None:
    masked = scan(text).masked
    assert len(masked) == len(text)
    assert all(m == t or (m == " " and t != "\n") for m, t in zip(masked, text, strict=True))


@examples(400)
@given(texts)
def test_offsets_point_at_what_they_name(text: str) -> None:
    found = scan(text)
    for definition in found.definitions:
        head = f"[^{definition.label}]:"
        assert text[definition.start : definition.after] == head
        assert found.masked[: definition.start].rpartition("\n")[2] == definition.prefix
        assert definition.after <= definition.end <= len(text)
    for call in found.calls:
        assert text.startswith(f"[^{call.label}]", call.start)
    for offset in found.inline_notes:
        assert text.startswith("^[", offset)
    for start, end in found.inline_spans:
        assert (text[start : start + 2], text[end - 1]) == ("^[", "]")
    for start, end in found.fences:
        assert re.match(r"(?s).*(```|~~~).*(```|~~~)", text[start:end])


@examples(300)
@given(texts, texts)
def test_nothing_is_both_a_call_and_a_definition(text: str, more: str) -> None:
    found = scan(text + "\n\n" + more)
    heads = {definition.start for definition in found.definitions}
    assert heads.isdisjoint(call.start for call in found.calls)


HOSTILE: dict[str, Callable[[int], str]] = {
    "open comments": lambda n: "<!--" * n,
    "closed comments": lambda n: "<!-- x -->" * n,
    "spaces": lambda n: " " * n + "x",
    "quotation marks": lambda n: ">" * n + "x",
    "a list mark and spaces": lambda n: "- " + " " * n + "x",
    "brackets": lambda n: "[" * n,
    "open inline notes": lambda n: "^[" * n,
    "open calls": lambda n: "[^a" * n,
    "backslashes": lambda n: "\\" * n + "[^a]",
    "backticks of all lengths": lambda n: " ".join("`" * (i % 40) for i in range(n // 20)),
    "fences of all lengths": lambda n: "".join("`" * (60 - i % 50) + "\n" for i in range(n // 30)),
    "fences with words": lambda n: "```a\n" * n,
    "definitions": lambda n: "[^a]: x\n" * n,
    "a body without end": lambda n: "[^a]: x\n\n" + "    y\n\n" * n,
}


def work(text: str) -> int:
    """Count the lines that scanning runs through, as a measure that no busy machine changes."""
    count = 0

    def tracer(_: FrameType, __: str, ___: object) -> Callable[..., Any]:
        nonlocal count
        count += 1
        return tracer

    before = sys.gettrace()
    sys.settrace(tracer)
    try:
        scan(text)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE.keys())
def test_twice_the_text_is_not_three_times_the_work(make: Callable[[int], str]) -> None:
    assert work(make(1600)) < 3 * work(make(800)) + 200


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE.keys())
def test_much_malice_is_scanned(make: Callable[[int], str]) -> None:
    text = make(40_000)
    assert len(scan(text).masked) == len(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a[^x]b", ["x"]),
        ("a\\[^x]b", []),
        ("a\\\\[^x]b", ["x"]),
        ("a\\\\\\[^x]b", []),
        ("`[^x]` ``a`[^y]`` [^z]", ["z"]),
        ("a ` b [^x]\n\nc ` d", ["x"]),
        ("```\n[^x]\n```\n[^y]", ["y"]),
        ("~~~~\n[^x]\n~~~\n[^x]\n~~~~\n[^y]", ["y"]),
        ("```\n[^x]\n", ["x"]),
        ("> ```\n> [^x]\n> ```\n[^y]", ["y"]),
        ("<!-- [^x] --> [^y] <!-- [^z]", ["y", "z"]),
        ("[^] [^ x] [^a b] [^a^b] [^x]", ["x"]),
        ("[^no\u00a0break]", ["no\u00a0break"]),
        ("[^x](y) [^a:b] [^é] [^1]", ["x", "a:b", "é", "1"]),
        ("text\u2028```\n[^x]\n```\n[^y]\n```\n", ["x"]),
    ],
)
def test_calls(text: str, found: list[str]) -> None:
    assert calls(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[^x]: y", ["x"]),
        ("   [^x]: y", ["x"]),
        ("> [^x]: y\n>\n> [^z]: y", ["x", "z"]),
        ("- [^x]: y\n\n1. [^y]: z\n\n    [^z]: a", ["x", "y", "z"]),
        ("text [^x]: y", []),
        ("```\n[^x]: y\n```\n[^y]: z", ["y"]),
        ("<!--\n[^x]: y\n-->", []),
        ("[^x]: a ` b\n[^y]: c ` d", ["x", "y"]),
    ],
)
def test_definitions(text: str, found: list[str]) -> None:
    assert definitions(text) == found


def within(text: str) -> list[tuple[str, bool]]:
    return [(call.label, call.in_definition) for call in scan(text).calls]


def test_calls_within_bodies_are_known() -> None:
    text = "[^a]: one [^in]\nlazy [^in]\n\n    more [^in]\n\nafter [^out]\n"
    assert within(text) == [("in", True)] * 3 + [("out", False)]
    assert within("a ^[b [^in] c] [^out]") == [("in", True), ("out", False)]
    assert within("[^a]: x [^in]\n[^b]: y [^in]\n\n[^out]") == [
        ("in", True), ("in", True), ("out", False),
    ]  # fmt: skip


def test_definitions_that_a_fence_has_swallowed_are_found_at_their_place() -> None:
    text = "Text.\n\n```\ncode\n\n[^a]: swallowed\n\n```\n"
    found: Scan = scan(text)
    assert found.definitions == ()
    (inside,) = definitions_inside(text, found.fences[0])
    assert text[inside.start : inside.after] == "[^a]:"
