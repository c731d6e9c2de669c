"""The generated words, where the render stage looks for them."""

from chapbook.model.words.by_language import words
from chapbook.model.words.generated import Words

__all__ = ["Words", "words"]
