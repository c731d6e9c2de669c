"""The face of formulas for a web page: STIX Two Math cut down to the signs of a book, as WOFF2.

Without a face that has a table MATH (OpenType 1.9) a browser stretches no bracket, bar or root, and
sets limits beside their signs; few systems bring one. The face is the one of the PDF, from the
package of ziamath (SIL Open Font License 1.1, no reserved name); the subset is renamed, since
STIX is a trademark, and keeps the notices of copyright and licence.
"""

from __future__ import annotations

import unicodedata
from base64 import b64encode
from functools import lru_cache
from importlib.resources import files
from io import BytesIO

FAMILY = "Chapbook Math"
_OWN_NAME = "STIX Two Math"
# Variants for scripts, dotless letters under accents, flat accents over capitals; composition.
_FEATURES = ["ssty", "dtls", "flac", "ccmp", "mark", "mkmk"]
# OpenType 1.9, `name` table: copyright, names, version, trademark, licence and where it is.
_NAMES_KEPT = [0, 1, 2, 3, 4, 5, 6, 7, 13, 14]
_NOTICES = frozenset({0, 7, 13, 14})
# The sign of a root is nowhere in the text.
_ALWAYS = "√"
# Signs that MathML writes in one way and a face draws in another.
_DRAWN_AS = {"-": "\u2212", "'": "\u2032", "*": "\u2217", "^": "\u0302", "~": "\u0303"}


def mathematics_face(text: str) -> str:
    """Return the face as a `data:` address, with the signs of `text` in every form they may take.

    The same signs give the same bytes.
    """
    return "data:font/woff2;base64," + b64encode(_subset(_characters(text))).decode("ascii")


def _characters(text: str) -> str:
    """Return the characters of a text, and the italic letters that MathML makes of single ones."""
    found = set(text) | set(_ALWAYS) | {_DRAWN_AS[char] for char in set(text) & set(_DRAWN_AS)}
    for char in set(text):
        found |= _italic(char)
    return "".join(sorted(found))


def _italic(char: str) -> set[str]:
    if char == "h":
        return {"\u210e"}
    name = unicodedata.name(char, "")
    for alphabet in ("LATIN ", "GREEK "):
        if name.startswith(alphabet) and " LETTER " in name:
            kind = name.removeprefix("LATIN ").removeprefix("GREEK ").replace("LETTER ", "")
            wanted = f"MATHEMATICAL ITALIC {kind}"
            try:
                return {unicodedata.lookup(wanted)}
            except KeyError:
                return set()
    return set()


@lru_cache(maxsize=8)
def _subset(characters: str) -> bytes:
    from fontTools import subset
    from fontTools.ttLib import TTFont

    options = subset.Options()
    options.layout_features = list(_FEATURES)
    options.name_IDs = list(_NAMES_KEPT)
    options.hinting = False
    with (files("ziamath") / "fonts" / "STIXTwoMath-Regular.ttf").open("rb") as source:
        font = TTFont(source, recalcTimestamp=False)
        worker = subset.Subsetter(options)
        worker.populate(unicodes=[ord(character) for character in characters])
        worker.subset(font)
        for record in font["name"].names:
            if record.nameID not in _NOTICES:
                name = record.toUnicode().replace(_OWN_NAME, FAMILY)
                record.string = name.replace("STIXTwoMath", FAMILY.replace(" ", ""))
        written = BytesIO()
        font.flavor = "woff2"
        font.save(written)
    return written.getvalue()
