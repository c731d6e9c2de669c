"""Block keys: short, stable names of the blocks of text that every edition must show.

A key is made of the words of its block, never of a number: adding a paragraph changes no other key.
The key of a block that a template fills begins with `=` and is made of its words alone, so that a
reader of the finished file can check it without the manuscript.
"""

from __future__ import annotations

import unicodedata
from base64 import b32encode
from hashlib import sha256

KEY = "data-key"
"""The attribute that carries the key in XHTML and HTML."""
TEMPLATE = "="
"""How the key of a block begins that a template fills."""
RESTATED = "."
"""What parts the key of a block from its count, where an edition states a note again."""
_LENGTH = 6


def key_of(scope: str, text: str, ordinal: int = 0) -> str:
    """Return the key of a block in a `scope` (the text, or a note) by its words.

    `ordinal` distinguishes blocks of one scope with the same words.
    """
    number = f"\0{ordinal}" if ordinal else ""
    return _digest(f"{scope}\0{plain_letters(text)}{number}")


def template_key(text: str) -> str:
    """Return the key of a block of a template.

    Letters count in any order: words from right to left are drawn from the left.
    """
    letters = unicodedata.normalize("NFD", plain_letters(text))
    return TEMPLATE + _digest("".join(sorted(filter(str.isalnum, letters))))


def plain_letters(text: str) -> str:
    """Return letters and digits in one case, without compatibility forms (Unicode NFKC)."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in plain if char.isalnum())


def _digest(text: str) -> str:
    return b32encode(sha256(text.encode()).digest())[:_LENGTH].decode().lower()
