"""Text made comparable: what an edition may write otherwise without a difference is taken out."""

from __future__ import annotations

import re
import unicodedata
from base64 import b32encode
from collections.abc import Iterable
from functools import cache
from hashlib import sha256

from chapbook.model.editions.expectation import (
    CALL,
    CITED,
    CITED_END,
    FORMULA,
    FORMULA_END,
    PICTURE,
    PICTURE_END,
)

_MARKS = dict.fromkeys(map(ord, (CALL, CITED, CITED_END)))
# Soft hyphens, hyphens (which come and go at the ends of lines), joiners, marks of direction,
# variation selectors: Unicode's Default_Ignorable_Code_Point as far as text has them.
_UNSEEN = dict.fromkeys(
    [
        *(0x00AD, 0x2D, 0x2010, 0x2011, 0x034F, 0x061C, 0xFEFF, 0x2D7F, 0x3164),
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
        *range(0xFE00, 0xFE10),
        *range(0xE0100, 0xE01F0),
    ]
)
# From Devanagari to Myanmar, and Khmer: some vowel signs are drawn before what they are read after.
_REORDERED = (("\u0900", "\u109f"), ("\u1780", "\u17ff"))
RIGHT_TO_LEFT = frozenset("ar ckb dv fa he ps sd ug ur yi".split())
_HYPHENS = frozenset({0x2D, 0x2010, 0x2011})
_BRACKETS = {ord(sign): None for sign in "[]()"}
_HELD = re.compile(f"[{CALL}{PICTURE}{FORMULA}]")
_APART = re.compile(
    f"{CALL}|{PICTURE}[^{PICTURE_END}]*{PICTURE_END}|{FORMULA}[^{FORMULA_END}]*{FORMULA_END}"
)
# What a large letter does not turn back into (Turkish): dotless i, and the dot of İ.
_TURKISH = {0x0131: "i", 0x0307: None}
_WITHOUT_MARKS_OF_FORMULAS = dict.fromkeys(map(ord, (FORMULA, FORMULA_END)))


def spaced(text: str) -> str:
    """Return a text with every run of white space as one space."""
    return " ".join(text.split())


def shown(text: str) -> str:
    """Return a text in single spaces without the marks of calls and citations."""
    return " ".join(text.translate(_MARKS).split())


def visible(text: str) -> str:
    """Return a text as it is seen: without invisible signs, composed (NFC), in single spaces."""
    seen = text.translate({sign: None for sign in _UNSEEN if sign not in _HYPHENS})
    return spaced(unicodedata.normalize("NFC", seen))


def letters(text: str) -> str:
    """Return the letters and signs of a text as every format has them.

    Without white space, hyphens and invisible characters; compatibility forms are plain (NFKC).
    """
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return "".join(plain.translate(_UNSEEN).split())


def marker_signs(text: str) -> str:
    """Return the signs of a note marker, without the brackets that a style may put around it."""
    return letters(text).translate(_BRACKETS)


def print_letters(text: str) -> str:
    """Return the letters of a text in one case: styles of print may set words in capitals."""
    plain = letters(text).casefold()
    return plain if plain.isascii() else unicodedata.normalize("NFC", plain.translate(_TURKISH))


def is_reordered(text: str) -> bool:
    """Return whether a text may be drawn in another order than it is read in."""
    return not text.isascii() and any(map(_is_moved, set(text)))


@cache
def _is_moved(char: str) -> bool:
    return unicodedata.bidirectional(char) in ("R", "AL", "AN") or any(
        first <= char <= last for first, last in _REORDERED
    )


def signs(text: str) -> str:
    """Return the print letters of a text without marks, of which several may be one glyph."""
    plain = unicodedata.normalize("NFD", print_letters(text))
    return "".join(char for char in plain if not unicodedata.combining(char))


def same_pieces(pieces: Iterable[str], wanted: str) -> bool:
    """Return whether pieces say a text, each in whatever order its own signs are drawn."""
    due, at = signs(wanted), 0
    for piece in map(signs, pieces):
        if sorted(piece) != sorted(due[at : at + len(piece)]):
            return False
        at += len(piece)
    return at == len(due)


def drawn_part(text: str) -> str:
    """Return what of a text is drawn as text: no calls, alternatives of pictures or formulas."""
    if not _HELD.search(text):
        return text
    return _APART.sub("", text)


def said_part(text: str) -> str:
    """Return what of a text a line of metadata repeats: TeX, but no calls or pictures."""
    return drawn_part(text.translate(_WITHOUT_MARKS_OF_FORMULAS))


def count_letters(text: str) -> int:
    """Return how many letters and signs of a text are drawn as text."""
    return len(print_letters(drawn_part(text)))


def template_key(text: str) -> str:
    """Return the key that a block of a template must have for its letters, in whatever order."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    signs = sorted(filter(str.isalnum, unicodedata.normalize("NFD", plain)))
    digest = sha256("".join(signs).encode()).digest()
    return f"={b32encode(digest)[:6].decode().lower()}"
