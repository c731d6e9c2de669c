"""The sentences about printing and folding: each language has them all, with their places."""

from __future__ import annotations

import re
from dataclasses import asdict

import pytest

from chapbook.model.words.folding_words_by_language import LANGUAGES, folding_words

ENGLISH = folding_words("en")
OTHERS = sorted(set(LANGUAGES) - {"en"})


def sentences(language: str) -> dict[str, str]:
    own = asdict(folding_words(language))
    steps = own.pop("steps")
    return {**own, **steps}


@pytest.mark.parametrize("language", OTHERS)
def test_every_sentence_is_there_with_its_places(language: str) -> None:
    english, own = sentences("en"), sentences(language)
    assert own["language"] == language
    assert list(own) == list(english)
    for name, sentence in own.items():
        assert sentence.strip() == sentence != ""
        assert sorted(re.findall(r"{\w+}", sentence)) == sorted(re.findall(r"{\w+}", english[name]))


@pytest.mark.parametrize("language", OTHERS)
def test_no_sentence_is_left_in_english_or_given_twice(language: str) -> None:
    own = sentences(language)
    assert all(sentence != sentences("en")[name] for name, sentence in own.items())
    assert len(set(own.values())) == len(own)


def test_sheets_are_counted() -> None:
    assert [folding_words("de").count(number) for number in (1, 5)] == ["ein Blatt", "5 Blätter"]
    assert folding_words("ja").language == "en"
