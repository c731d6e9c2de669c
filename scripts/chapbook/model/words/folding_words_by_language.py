"""The sentences about printing and folding in each language that has them."""

from __future__ import annotations

from chapbook.model.letters.languages import in_language
from chapbook.model.words import folding_words_germanic, folding_words_romance
from chapbook.model.words.folding_words import ENGLISH, FoldingWords

_WORDS = {"en": ENGLISH, **folding_words_germanic.WORDS, **folding_words_romance.WORDS}
LANGUAGES = tuple(_WORDS)
"""The tags of all languages that have these sentences."""


def folding_words(language: str) -> FoldingWords:
    """Return the sentences of a BCP 47 language tag; English where the language is not known."""
    return in_language(_WORDS, language)
