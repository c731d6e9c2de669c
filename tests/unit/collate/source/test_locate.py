"""Where words are in a manuscript, whatever is between their letters."""

from __future__ import annotations

import time

import pytest

from chapbook.collate.source.locate import Locator

TEXT = """---
title: The mill
---

# The mill {#mill .part}

The *old* mill[^a] stood **by [the river](https://river.example/stood "Old")**.
It was^[A note [in place] of the mill.] never sold; Caf&eacute; d&#8217;or.

[^a]: The mill <!-- never sold --> was
    rebuilt.

The `code` and <b class="x">bold</b> words. Größe, naïve, 東京\u306f\u96e8.

The old mill stood by the river again.
"""


@pytest.mark.parametrize(
    ("words", "place"),
    [
        pytest.param("old mill", (7, 6), id="emphasis begins after its sign"),
        pytest.param("mill stood by the", (7, 11), id="a call and emphasis are passed over"),
        pytest.param("the river. It was", (7, 32), id="the target of a link is passed over"),
        pytest.param("It was never", (8, 1), id="a note written in place is passed over"),
        pytest.param("A note in place of", (8, 9), id="words of a note written in place"),
        pytest.param("Café d’or", (8, 53), id="references of characters"),
        pytest.param("the mill was rebuilt", (10, 7), id="a body over lines, and a comment"),
        pytest.param("code and bold words", (13, 6), id="code and raw HTML"),
        pytest.param("GROSSE, naive", (13, 45), id="case and accents"),
        pytest.param("東京 は雨", (13, 59), id="letters without spaces"),
        pytest.param("title: The mill", (2, 1), id="the front matter, at last"),
    ],
)
def test_words_are_found_where_they_begin(words: str, place: tuple[int, int]) -> None:
    locator = Locator(TEXT)
    offset = locator.offset(words)
    assert offset is not None
    assert locator.place(offset) == f"line {place[0]}, column {place[1]}"


def test_words_are_sought_from_an_offset_on_then_from_the_start() -> None:
    locator = Locator(TEXT)
    near = TEXT.index("Größe")
    assert locator.offset("old mill stood", near) == TEXT.index("old mill stood")
    assert locator.offset("code and", near) == TEXT.index("code")


def test_words_before_tell_which_of_two_places_is_meant() -> None:
    locator = Locator(TEXT)
    offset = locator.offset("mill", before="The old")
    assert offset is not None
    assert locator.place(offset) == "line 7, column 11"
    assert locator.offset("the river", before="words that are nowhere") == TEXT.index("the river]")


@pytest.mark.parametrize("words", ["windmill keepers", "", "… —"])
def test_what_is_not_there_has_no_place(words: str) -> None:
    assert Locator(TEXT).offset(words) is None


def test_the_time_grows_with_the_text_only() -> None:
    def seconds(text: str) -> float:
        start = time.process_time()
        assert Locator(text).offset("the last words") is not None
        return time.process_time() - start

    for piece in ("](a](a", "<!-- a <b ^[", "{a ![(", "&amp;a "):
        once = min(seconds(piece * 4_000 + " the last words") for _ in range(3))
        assert seconds(piece * 32_000 + " the last words") < 8 * 3 * once + 0.05
