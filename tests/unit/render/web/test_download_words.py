"""Every language of the download page has all the words, with the same places to fill in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any

import pytest

from chapbook.render.web.download_words import download_words

LANGUAGES = sorted(
    entry.name.removesuffix(".toml")
    for entry in files("chapbook.render").joinpath("languages").iterdir()
)


def places(words: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, tuple[str, ...]]]:
    for key, value in words.items():
        if isinstance(value, str):
            yield above + key, tuple(sorted(re.findall(r"\{\w*\}", value)))
        else:
            yield from places(value, f"{above}{key}.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_words_to_fill_in(language: str) -> None:
    words = download_words(language)
    assert words["language"] == language
    assert dict(places(words)) == dict(places(download_words("en")))
    assert all(value for value in words["headings"].values())


@pytest.mark.parametrize("tag", ["en-GB", "fi", "../en", "x", ""])
def test_a_language_that_is_not_there_gets_english(tag: str) -> None:
    assert download_words(tag)["language"] == "en"


def test_a_region_does_not_matter() -> None:
    assert download_words("de-AT")["language"] == "de"
