"""Words made comparable: what differs between formats without being a difference is taken out."""

from __future__ import annotations

import re
import unicodedata

# Hyphens come and go at the ends of lines; dashes and bullets come before list items, drawn after
# them; the others are invisible. PDFium reports a hyphen at the end of a line as U+0002 or U+FFFE.
_DROPPED = re.compile(
    "[\\s\u00ad\u2010-\u2014•◦▪▫‣·●○■□\\-\u0002\ufffe\u200b-\u200f\u2060\ufeff\ufe0e\ufe0f]+"
)


def letters(text: str) -> str:
    """Return the text without white space, hyphens and invisible characters, in one case.

    Compatibility forms (ligatures, raised figures) become plain letters (Unicode NFKC).
    """
    return unicodedata.normalize("NFKC", _DROPPED.sub("", text)).casefold()


# What comes and goes between formats: soft hyphens, hyphens (at ends of lines), joiners and marks
# of direction, variation selectors.
_UNSEEN = dict.fromkeys(
    [
        *(0x00AD, 0x2D, 0x2010, 0x2011, 0xFEFF, 0xFE0E, 0xFE0F, 0x2060, 0x02, 0xFFFE),
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
    ]
)
# Signs, which are letters of no alphabet; those that each stand alone. U+E001 is a sign of ours.
_SIGNS = r"\ue001!-/:-@\[-`{-~¡-©«¬®-±\u00b4¶-\u00b8»¿×÷‐-⁞₠-⅏←-⏿─-➿⟀-⯿、-〿・（-）،؛؟\u06d4"
_WIDE = r"぀-ヿ㐀-䶿一-鿿가-힯豈-﫿\U00020000-\U0003FFFF"
# Letters that are written from the right, without digits: other letters may be joined to them.
_LEFTWARDS = (
    r"\u0590-\u060b\u060d-\u061a\u061c-\u061e\u0620-\u065f\u066e-\u06d3\u06d5-\u06ef\u06fa-\u08ff"
)
_TOKEN = re.compile(rf"[{_WIDE}]|[{_LEFTWARDS}]+|[^\s{_SIGNS}{_WIDE}{_LEFTWARDS}]+|[{_SIGNS}]")


def tokens(text: str) -> list[str]:
    """Split into words and signs; signs of Chinese and Japanese each stand alone.

    Compatibility forms (ligatures, raised figures, wide letters) become plain ones (Unicode NFKC),
    hyphens and invisible characters fall away, white space only parts.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return _TOKEN.findall(text.translate(_UNSEEN))


# Vowel signs of Arabic, which a PDF places one by one, and its lengthening stroke; guillemets,
# which are drawn mirrored.
_DRAWN = dict.fromkeys([*range(0x064B, 0x0660), 0x0670, 0x0640]) | dict.fromkeys(
    map(ord, "«»"), '"'
)


def folded(word: str) -> str:
    """Return a word as print is compared: regardless of capitals and of how signs are placed."""
    return word.casefold() if word.isascii() else word.casefold().translate(_DRAWN)
