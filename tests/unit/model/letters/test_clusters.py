from __future__ import annotations

import pytest

from chapbook.model.letters.clusters import (
    clusters_of,
    drawn,
    is_emoji,
    is_ignorable,
    joined_clusters,
    without_clusters,
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("plain “text” – é", []),
        ("r\u0325gveda", ["r\u0325"]),
        ("t\u0361ʃ", ["t\u0361"]),
        ("s\u0323\u0302a\u0301", ["s\u0323\u0302", "a\u0301"]),
        ("मि, की", ["मि", "की"]),
        ("👍🏽👍", ["👍🏽"]),
        ("👩\u200d💻 x", ["👩\u200d💻"]),
        ("❤\ufe0f\u200d🔥", ["❤\ufe0f\u200d🔥"]),
        ("🇬🇧🇫🇷", ["🇬🇧", "🇫🇷"]),
        ("1\ufe0f\u20e3", ["1\ufe0f\u20e3"]),
        ("♥\ufe0f ↔\ufe0e a\u00adb", []),
        ("نمی\u200cشد", []),
        ("a\n\u0301b", []),
        ("\u0325", []),
    ],
)
def test_what_is_drawn_together(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in joined_clusters(text)] == found
    assert clusters_of(text) == frozenset(found)


def test_the_rest_of_a_text_without_its_clusters() -> None:
    assert without_clusters("r\u0325gveda ɛ\u0303 ɛ") == "gveda  ɛ"


@pytest.mark.parametrize(
    "char", "\u00ad\u034f\u115f\u180b\u200c\u200d\u2060\u3164\ufe00\ufe0e\ufe0f\U000e0100"
)
def test_ignorable_characters_draw_nothing(char: str) -> None:
    assert is_ignorable(char)
    assert drawn(f"a{char}b") == "ab"


def test_spaces_marks_and_letters_are_not_ignorable() -> None:
    assert not any(map(is_ignorable, "a \u00a0\u3000\u0301\u2010\u0600"))


def test_sequences_of_emoji_are_distinguished_from_letters_with_marks() -> None:
    assert all(map(is_emoji, ("👍🏽", "1\ufe0f\u20e3", "🇬🇧", "👩\u200d💻")))
    assert not any(map(is_emoji, ("r\u0325", "क\u094d\u200d", "مِ")))
