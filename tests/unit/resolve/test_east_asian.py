from __future__ import annotations

from typing import Any

import pytest

from chapbook.model.ast import call_node
from chapbook.resolve.east_asian import join_lines

BREAK = {"t": "SoftBreak"}


def word(text: str) -> dict[str, Any]:
    return {"t": "Str", "c": text}


def kinds(language: str, *inlines: dict[str, Any]) -> list[str]:
    (block,) = join_lines(({"t": "Para", "c": list(inlines)},), language)
    return [node["t"] for node in block["c"]]


def test_a_line_end_between_wide_characters_goes() -> None:
    assert kinds("ja", word("風は、"), BREAK, word("夏")) == ["Str", "Str"]
    assert kinds("zh-Hant", word("風"), BREAK, word("夏")) == ["Str", "Str"]


@pytest.mark.parametrize(("before", "after"), [("風", "wind"), ("wind", "風"), ("a", "b")])
def test_a_line_end_beside_other_letters_stays(before: str, after: str) -> None:
    assert kinds("ja", word(before), BREAK, word(after)) == ["Str", "SoftBreak", "Str"]


def test_a_call_at_the_line_end_is_looked_through() -> None:
    assert kinds("ja", word("風。"), call_node(0), BREAK, word("夏")) == ["Str", "Span", "Str"]


def test_inner_text_counts_and_inner_line_ends_go() -> None:
    emphasis = {"t": "Emph", "c": [word("夏"), BREAK, word("だけ")]}
    (block,) = join_lines(({"t": "Para", "c": [word("は"), BREAK, emphasis]},), "ja")
    assert [node["t"] for node in block["c"]] == ["Str", "Emph"]
    assert len(block["c"][1]["c"]) == 2


@pytest.mark.parametrize("language", ["en", "ko", "de"])
def test_other_languages_are_left_as_they_are(language: str) -> None:
    blocks = ({"t": "Para", "c": [word("風"), BREAK, word("夏")]},)
    assert join_lines(blocks, language) is blocks
