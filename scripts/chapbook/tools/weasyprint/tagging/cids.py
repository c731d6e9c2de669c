"""Fonts of East Asia: their glyphs are found by the numbers that the pages are written in.

WeasyPrint writes the indexes of glyphs as character codes. In a CFF font whose glyphs are named by
character identifiers, as those of Chinese, Japanese and Korean are, a code is an identifier, and
the charset of the font says which glyph it is (ISO 32000-1, 9.7.4.2). Some readers take it for the
index all the same; others show wrong glyphs or none, and veraPDF finds .notdef (ISO 19005-3,
6.2.11.8).
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

from fontTools.ttLib import TTFont


def with_identifiers_as_indexes(subset: Callable[..., None]) -> Callable[..., None]:
    """Wrap `Font.subset`: in the font that is left every identifier is the index of its glyph."""

    def subset_with_identifiers(font: Any, *arguments: Any) -> None:
        subset(font, *arguments)
        if font.type == "otf":
            font.file_content = identified_by_index(font.file_content)

    return subset_with_identifiers


def identified_by_index(content: bytes) -> bytes:
    """Return a font whose identifiers are the indexes of its glyphs; others as they are."""
    with TTFont(BytesIO(content), recalcTimestamp=False, recalcBBoxes=False) as font:
        if "CFF " not in font:
            return content
        top = font["CFF "].cff.topDictIndex[0]
        if not hasattr(top, "ROS"):
            return content
        names = [".notdef", *(f"cid{index:05d}" for index in range(1, len(top.charset)))]
        glyphs = top.CharStrings.charStrings
        top.CharStrings.charStrings = {
            new: glyphs[old] for old, new in zip(top.charset, names, strict=True)
        }
        top.charset, top.ROS = names, ("Adobe", "Identity", 0)
        font.setGlyphOrder(names)
        written = BytesIO()
        font.save(written)
        return written.getvalue()
