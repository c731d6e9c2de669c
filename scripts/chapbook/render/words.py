"""The generated words, where the render stage looks for them."""

from chapbook.model.words import Words, words

__all__ = ["Words", "words"]
