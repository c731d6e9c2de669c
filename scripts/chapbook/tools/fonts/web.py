"""fontTools: the text face cut down to the characters of a book, as WOFF2 for a web page.

The face is Source Serif Pro (SIL Open Font License 1.1). A subset is a Modified Version in the
words of the licence, which reserves the name “Source”: the subsets are renamed, and keep the
notices of copyright and licence in their name table.
"""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Any

from chapbook.tools.fonts.faces import TEXT_FACES, Face

FAMILY = "Chapbook Serif"

# OpenType features that the styles ask for, and those that any text needs (OpenType 1.9, features).
_FEATURES = (
    "kern liga ccmp locl mark mkmk case"  # letters that fit each other
    " onum lnum pnum tnum"  # figures: old-style and lining, proportional and of one width
    " smcp c2sc sups"  # small capitals, superior letters and figures
).split()
# OpenType 1.9, `name` table: copyright, names, version, licence and where it is.
_NAMES_KEPT = [0, 1, 2, 3, 4, 5, 6, 13, 14]
_NOTICES = frozenset({0, 13, 14})
_RESERVED = {"Source Serif Pro": FAMILY, "SourceSerifPro": FAMILY.replace(" ", "")}

# The semibold replaces all heavier weights: on a page of text the bold is too dark.
_WEIGHTS = {400: "400", 600: "600 900"}
_TEXT_CUTS = frozenset({(400, "normal"), (400, "italic")})
_CUTS = _TEXT_CUTS | {(600, "normal")}


@dataclass(frozen=True, slots=True)
class WebFont:
    """A subset of a face: `style` and `weight` as in CSS `@font-face`, `content` as WOFF2."""

    style: str
    weight: str
    content: bytes

    @property
    def address(self) -> str:
        """The subset as a `data:` address (RFC 2397)."""
        return "data:font/woff2;base64," + b64encode(self.content).decode("ascii")


def web_fonts(text: str, *, bold: bool) -> tuple[WebFont, ...]:
    """Cut regular, italic and, where `bold`, semibold down to the characters of `text`.

    The same characters give the same bytes. Those that the face lacks are left to the reader's
    system. Raises ProgramMissing where the font package is not installed.
    """
    characters = "".join(sorted(set(text)))
    return tuple(
        WebFont(face.style, _WEIGHTS[face.weight], _subset(face, characters))
        for face in TEXT_FACES
        if face.weight is not None and (face.weight, face.style) in (_CUTS if bold else _TEXT_CUTS)
    )


@lru_cache(maxsize=16)
def _subset(face: Face, characters: str) -> bytes:
    from fontTools import subset
    from fontTools.ttLib import TTFont

    options = subset.Options()
    options.layout_features = list(_FEATURES)
    options.name_IDs = list(_NAMES_KEPT)
    options.hinting = False
    options.desubroutinize = True
    with TTFont(face.path, recalcTimestamp=False) as font:
        worker = subset.Subsetter(options)
        worker.populate(unicodes=[ord(character) for character in characters])
        worker.subset(font)
        _rename(font)
        written = BytesIO()
        font.flavor = "woff2"
        font.save(written)
    return written.getvalue()


def _rename(font: Any) -> None:
    """Take the reserved name out of the names of the font, in both tables that hold them."""
    for record in font["name"].names:
        if record.nameID not in _NOTICES:
            record.string = _unreserved(record.toUnicode())
    compact = font["CFF "].cff
    compact.fontNames = [_unreserved(name) for name in compact.fontNames]
    for top in compact.topDictIndex:
        for entry in ("FullName", "FamilyName"):
            if entry in top.rawDict:
                top.rawDict[entry] = _unreserved(top.rawDict[entry])


def _unreserved(name: str) -> str:
    for reserved, own in _RESERVED.items():
        name = name.replace(reserved, own)
    return name
