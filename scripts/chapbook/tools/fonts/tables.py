"""What a font file holds: its characters, how wide they are, whether it is a font at all."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from io import BytesIO

from fontTools.ttLib import TTFont

from chapbook.tools.fonts.faces import TEXT_FACES, Face


@cache
def characters(face: Face) -> frozenset[str]:
    """Read which characters a face has a glyph for."""
    with TTFont(face.path, lazy=True) as font:
        return frozenset(chr(code) for code in font.getBestCmap())


_MAGIC = {
    b"\0\1\0\0": "font/ttf",
    b"true": "font/ttf",
    b"OTTO": "font/otf",
    b"wOFF": "font/woff",
    b"wOF2": "font/woff2",
}


def media_type_of(content: bytes) -> str | None:
    """Return the media type of a font file by its first bytes (OpenType, WOFF), None for others."""
    return _MAGIC.get(content[:4])


def fault_of(content: bytes) -> str | None:
    """Return what is wrong with a font file, None if its characters can be read."""
    try:
        return None if characters_in(content) else "is a font without any characters"
    except Exception as error:  # noqa: BLE001  # fontTools raises whatever its tables lead to
        return f"cannot be read as a font ({type(error).__name__})"


def characters_in(content: bytes) -> frozenset[str]:
    """Read which characters a font file has a glyph for. Raises what fontTools raises."""
    with TTFont(BytesIO(content), lazy=True) as font:
        return frozenset(chr(code) for code in font.getBestCmap() or ())


def width_of(text: str, *, weight: int = 400) -> float:
    """Measure a line of text in the upright text face, in em; kerning is left out.

    A character that the face has not counts as wide as it is high.
    """
    face = next(f for f in TEXT_FACES if f.weight == weight and f.style == "normal")
    advances = _advances(face)
    return sum(advances.get(char, 1.0) for char in text)


@cache
def _advances(face: Face) -> Mapping[str, float]:
    with TTFont(face.path, lazy=True) as font:
        widths, units = font["hmtx"], font["head"].unitsPerEm
        return {chr(code): widths[name][0] / units for code, name in font.getBestCmap().items()}
