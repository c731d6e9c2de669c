"""The generated words of each language: what must be true of all of them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import asdict
from itertools import pairwise

import pytest

from chapbook.model.notes import Series
from chapbook.model.words.by_language import LANGUAGES, words

EU = "bg cs da de el en es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv"
OTHERS = "ar fa he ja ko ru tr uk zh zh-hant"
PLACES = {
    "back_to_call": ["note"],
    "back_to_further_call": ["note", "ordinal"],
    "made_with": ["tool"],
    "note_continued": ["note"],
    "see_page": ["page"],
    "pages_beside": ["link"],
}
# The script of each language, by a letter that only texts in it have.
SCRIPTS = {
    "CYRILLIC": "bg ru uk",
    "GREEK": "el",
    "ARABIC": "ar fa",
    "HEBREW": "he",
    "HANGUL": "ko",
    "CJK": "ja zh zh-hant",
}
# Words that really are the same as in English.
SAME = {
    "da": {"note"},
    "de": {"text"},
    "fr": {"notes", "note", "page"},
    "it": {"colophon"},
    "sv": {"text"},
}

_BRACKETS = re.compile(r"\([^()]*\)")


def stands_alone(form: str, name: str) -> bool:
    """Return whether the place of `name` in a form is a word by itself, in any script.

    Compatibility forms are taken apart first, and what is in brackets is not part of the words, as
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


def script_of(language: str) -> str:
    return next((name for name, them in SCRIPTS.items() if language in them.split()), "LATIN")


def test_all_languages_are_there() -> None:
    assert sorted(LANGUAGES) == sorted((EU + " " + OTHERS).split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_there_with_its_places(language: str) -> None:
    for name, word in asdict(words(language)).items():
        assert word.strip() == word != "", name
        assert sorted(re.findall(r"{(\w*)}", word)) == PLACES.get(name, []), name
        assert re.sub(r"{\w+}", "", word).count("{") == 0, name


@pytest.mark.parametrize("language", sorted(set(LANGUAGES) - {"en"}))
def test_no_word_is_left_in_english(language: str) -> None:
    english, own = asdict(words("en")), asdict(words(language))
    same = {name for name, word in own.items() if word.casefold() == english[name].casefold()}
    assert same == SAME.get(language, set())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_in_the_script_of_its_language(language: str) -> None:
    for name, word in asdict(words(language)).items():
        bare = re.sub(r"{\w+}|PDF", "", word)
        letters = [unicodedata.name(char) for char in bare if char.isalpha()]
        wanted = script_of(language)
        kinds = ("CJK", "HIRAGANA", "KATAKANA") if wanted == "CJK" else (wanted,)
        assert all(one.startswith(kinds) or "PROLONGED" in one for one in letters), name
        assert letters, name


def test_no_two_languages_have_the_same_words() -> None:
    tables = [tuple(asdict(words(language)).values()) for language in LANGUAGES]
    assert len(set(tables)) == len(tables)


@pytest.mark.parametrize(
    ("tag", "contents"),
    [
        ("zh", "目录"),
        ("zh-CN", "目录"),
        ("zh-Hans-HK", "目录"),
        ("zh-Hant", "目錄"),
        ("zh-TW", "目錄"),
        ("zh-Hant-HK", "目錄"),
        ("pt-BR", "Índice"),
        ("iw", "תוכן העניינים"),
        ("sr-Latn", "Contents"),
        ("EL", "Περιεχόμενα"),
        ("de_AT", "Inhalt"),
    ],
)
def test_words_are_found_by_the_longest_tag(tag: str, contents: str) -> None:
    assert words(tag).contents == contents


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_hold_the_marker(language: str) -> None:
    own = words(language)
    note = own.note_label(Series("note"), "12")
    assert note.split()[-1] == "12"
    assert note in own.backlink_label(note, 1)
    assert note in own.note_continued_label(note)
