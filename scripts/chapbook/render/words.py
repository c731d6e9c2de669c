"""The generated words, where the render stage looks for them."""

from chapbook.model.words import Words
from chapbook.model.words_by_language import words

__all__ = ["Words", "words"]
