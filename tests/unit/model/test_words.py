"""The generated words of each language: what must be true of all of them."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

import pytest

from chapbook.model.words_by_language import LANGUAGES, words

_BRACKETS = re.compile(r"\([^()]*\)")


def stands_alone(form: str, name: str) -> bool:
    """Say whether the place of `name` in a form is a word by itself, in any script.

    Compatibility forms are taken apart first, and what is in brackets is no part of the words, as
    accessibility checkers have it: a full-width bracket is one too.
    """
    bare = _BRACKETS.sub("", unicodedata.normalize("NFKD", form)).replace("{" + name + "}", "\0")
    touching = [pair for pair in pairwise(f" {bare} ") if "\0" in pair]
    return bool(touching) and not any(char.isalnum() for pair in touching for char in pair)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_link_back_shows_is_a_word_of_its_name(language: str) -> None:
    own = words(language)
    assert stands_alone(own.back_to_call, "note")
    assert stands_alone(own.back_to_further_call, "note")
    assert stands_alone(own.back_to_further_call, "ordinal")


@pytest.mark.parametrize(
    "form", ["{note}의 본문", "본문（{note}か所）", "to ({note})", "注{note}", ""]
)
def test_a_name_that_runs_into_other_words_is_found(form: str) -> None:
    assert not stands_alone(form, "note")
