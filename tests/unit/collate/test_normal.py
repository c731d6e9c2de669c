"""Differences that are ignored between formats, and what is."""

from __future__ import annotations

import pytest

from chapbook.collate.normal import (
    count_letters,
    print_letters,
    said_part,
    same_pieces,
    template_key,
    visible,
)
from chapbook.model.editions import block_keys
from chapbook.model.editions.expectation import CALL, FORMULA, FORMULA_END, PICTURE, PICTURE_END


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("A word", "a  WORD"),
        ("re-formed", "re\u00adformed"),
        ("ﬁne x²", "fine x2"),
        ("İstanbul", "istanbul"),
        ("ISI", "ısı"),
        ("straße", "STRASSE"),
        ("a\u2060b\ufe0e", "ab"),
    ],
)
def test_print_may_write_a_text_otherwise(one: str, two: str) -> None:
    assert print_letters(one) == print_letters(two)


@pytest.mark.parametrize(
    ("one", "two"), [("one, two", "one. two"), ("1950", "1951"), ("“a”", "‘a’"), ("é", "e")]
)
def test_signs_figures_and_accents_are_compared(one: str, two: str) -> None:
    assert print_letters(one) != print_letters(two)


def test_screens_show_hyphens_and_spaces_as_they_are() -> None:
    assert visible("re-formed") != visible("reformed")
    assert visible("a b") != visible("ab")
    assert visible("a\u00adb \u200b c") == visible("ab c")


def test_calls_pictures_and_formulas_are_not_counted_as_letters() -> None:
    text = f"ab{CALL} {PICTURE}A map{PICTURE_END}c{FORMULA}x^2{FORMULA_END}"
    assert count_letters(text) == 3


def test_pieces_from_right_to_left_keep_their_order_and_not_that_of_their_signs() -> None:
    wanted = "שלום עולם"
    assert same_pieces(["םולש", " םלוע"], wanted)
    assert not same_pieces(["םלוע", "םולש"], wanted)
    assert not same_pieces(["םולש"], wanted)
    assert not same_pieces(["םולש", "םלוע", "א"], wanted)


def test_marks_over_letters_may_be_one_glyph() -> None:
    assert same_pieces(["مَ"], "مَّ")


@pytest.mark.parametrize("text", ["The Title", "Über 2 Dinge", "حديقة على الشاطئ", "ﬁne"])
def test_the_key_of_a_template_is_that_of_the_builder(text: str) -> None:
    assert template_key(text) == block_keys.template_key(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("On \ue013x^2\ue014 and more", "On x^2 and more"),
        ("A \ue011picture\ue012 of \ue013a\ue014\ue013b\ue014", "A  of ab"),
        ("plain", "plain"),
    ],
)
def test_a_line_of_metadata_repeats_the_tex_of_formulas(text: str, said: str) -> None:
    assert said_part(text) == said
