"""Words made comparable: what differs between formats without being a difference is taken out."""

from __future__ import annotations

import re
import unicodedata

# Hyphens come and go at the ends of lines; dashes and bullets stand before list items, drawn after
# them; the others are invisible. PDFium reports a hyphen at the end of a line as U+0002 or U+FFFE.
_DROPPED = re.compile(
    "[\\s\u00ad\u2010-\u2014•◦▪▫‣·●○■□\\-\u0002\ufffe\u200b-\u200f\u2060\ufeff\ufe0e\ufe0f]+"
)


def spaced(text: str) -> str:
    """Make every run of white space one space, and trim."""
    return " ".join(text.split())


def letters(text: str) -> str:
    """Give the text without white space, hyphens and invisible characters, in one case.

    Compatibility forms (ligatures, raised figures) become plain letters (Unicode NFKC).
    """
    return unicodedata.normalize("NFKC", _DROPPED.sub("", text)).casefold()


def words(text: str) -> tuple[str, ...]:
    """Split into runs of letters and digits, in one case."""
    plain = unicodedata.normalize("NFKC", text.replace("\u00ad", "")).casefold()
    return tuple(re.findall(r"[^\W_]+", plain))
