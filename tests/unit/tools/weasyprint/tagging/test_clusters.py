from __future__ import annotations

import pytest

from chapbook.tools.weasyprint.tagging.clusters import (
    NOTHING,
    Run,
    learn_texts,
    split_text,
    text_of_glyph,
)


def texts(text: str, clusters: list[int], widths: list[int], *, rtl: bool = False) -> list[str]:
    content = text.encode()
    return [
        text_of_glyph(index, widths, clusters, content, rtl=rtl) for index in range(len(clusters))
    ]


@pytest.mark.parametrize(
    ("text", "clusters", "widths", "found"),
    [
        ("abc", [0, 1, 2], [5, 5, 5], ["a", "b", "c"]),
        ("fix", [0, 2], [9, 5], ["fi", "x"]),
        ("x\u0302y", [0, 0, 3], [5, 0, 5], ["x", "\u0302", "y"]),
        ("x\u0302\u0323", [0, 0, 0], [5, 0, 0], ["x", "\u0323", "\u0302"]),
        ("x\u0302\u0323\u0301", [0, 0, 0], [5, 0, 0], ["x", "\u0323", "\u0302\u0301"]),
        ("é", [0, 0], [5, 0], ["e", "\u0301"]),
        ("ǭ", [0, 0], [5, 0], ["ǫ", "\u0304"]),
        ("o\u0328\u0304", [0, 0], [5, 0], ["ǫ", "\u0304"]),
        ("ب\u0651\u064e", [0, 0], [5, 0], ["ب", "\u064e\u0651"]),
        ("æ", [0, 0], [5, 5], ["æ", NOTHING]),
    ],
)
def test_each_glyph_has_its_characters(
    text: str, clusters: list[int], widths: list[int], found: list[str]
) -> None:
    assert texts(text, clusters, widths) == found


def test_from_right_to_left_the_mark_is_drawn_before_its_letter() -> None:
    text = "أُم"  # alef with hamza, damma, meem: glyphs come in the order of the eye
    assert texts(text, [4, 0, 0], [5, 0, 5], rtl=True) == ["م", "\u064f", "أ"]


def learned(
    text: str, glyphs: list[int | None], clusters: list[int], known: dict[int, str]
) -> list[tuple[list[int], str]]:
    """Learn a run whose glyphs are the code points of what they are by themselves."""
    run = Run(glyphs, [5] * len(glyphs), clusters, text.encode(), rtl=False)
    return [(list(members), whole) for members, whole in learn_texts(known, ord, run)]


def test_a_glyph_has_the_text_of_its_character_and_not_of_its_first_cluster() -> None:
    known: dict[int, str] = {}
    assert learned("हि", [ord("ि"), ord("ह")], [0, 0], known) == [([0, 1], "हि")]
    assert known == {ord("ि"): "ि", ord("ह"): "ह"}
    assert learned("ह", [ord("ह")], [0], known) == []


def test_one_glyph_for_a_longer_text_stands_for_that_text() -> None:
    known: dict[int, str] = {}
    assert learned("👍🏽", [ord("👍")], [0], known) == [([0], "👍🏽")]
    assert known == {ord("👍"): "👍"}


@pytest.mark.parametrize(
    ("text", "glyphs"), [("a\u00a0b", [97, 32, 98]), ("♥\ufe0f", [0x2665]), ("µm", [0x3BC, 109])]
)
def test_compatible_and_invisible_characters_need_no_span(text: str, glyphs: list[int]) -> None:
    clusters = [len(text[:index].encode()) for index in range(len(glyphs))]
    assert learned(text, list(glyphs), clusters, {32: " ", 0x3BC: "μ"}) == []


def test_what_is_not_drawn_has_no_text() -> None:
    assert learned("a\u200cb", [97, None, 98], [0, 1, 4], {}) == []


@pytest.mark.parametrize(
    ("text", "count", "parts"),
    [
        ("👍🏽", 1, ["👍🏽"]),
        ("हि", 2, ["ह", "ि"]),
        ("ක්‍ර", 2, ["ක", "්‍ර"]),
        ("கொ", 3, ["க", "ெ", "ா"]),
        ("æ", 2, ["æ", NOTHING]),
    ],
)
def test_the_text_of_a_cluster_is_split_in_its_order(
    text: str, count: int, parts: list[str]
) -> None:
    assert split_text(text, count) == parts
