"""Which pictures every edition shows alike as they are, and what is uncommon about the others.

Read from the structure of a file that `tools.pictures.raster` has cleaned; nothing is decoded.
Uncommon are pixels, colours or turns that only some readers understand, or WeasyPrint or Pillow get
wrong.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator

from chapbook.tools.pictures.profiles import chromatic_profile, coded_profile
from chapbook.tools.pictures.raster import (
    NotAPicture,
    is_frame,
    measured,
    orientation_of,
    png_chunks,
    segments,
)

# Frames of a JPEG that browsers and PDF decode: Huffman coded, sequential or progressive.
_COMMON_FRAMES = (0xC0, 0xC1, 0xC2)
_ADOBE_LESS_RGB = b"RGB"
_CODED = re.compile(rb"colrnclx(..)(..)", re.DOTALL)
_HEAD = 65_536
# The chunks of a PNG that say what its colours are.
_COLOURS = frozenset({b"cICP", b"iCCP", b"sRGB", b"gAMA", b"cHRM"})


def png_profile(content: bytes) -> bytes:
    """Return the ICC profile of a PNG's colours, made from its other marks if need be.

    Empty where it is sRGB. The marks have an order: cICP, iCCP, sRGB, gAMA (11.3.2).
    """
    found = {kind: data for kind, data, _ in png_chunks(content) if kind in _COLOURS}
    if b"cICP" in found:
        return _coded(*found[b"cICP"][:2])
    if b"iCCP" in found:
        return zlib.decompress(found[b"iCCP"].partition(b"\0")[2][1:])
    if b"sRGB" in found:
        return b""
    gamma = struct.unpack(">I", found[b"gAMA"])[0] if b"gAMA" in found else None
    points = struct.unpack(">8I", found[b"cHRM"]) if b"cHRM" in found else None
    return chromatic_profile(gamma, points)


def uncommon_png(content: bytes) -> bool:
    """Return whether the pixels or the turn of a PNG are uncommon, colours apart.

    Pillow loses the transparent colour of grey in 2 or 4 bits, and of all pictures in 16 bits.
    """
    depth, colour = content[24], content[25]
    kinds = {kind for kind, _, _ in png_chunks(content)}
    return depth == 16 or b"eXIf" in kinds or (b"tRNS" in kinds and colour == 0 and depth in (2, 4))


def jpeg_profile(content: bytes) -> bytes:
    """Return the ICC profile in a JPEG (ICC.1:2001-04, B.4), empty where there is none."""
    parts = sorted(
        (segment[16:17], segment[18:])
        for marker, segment in segments(content)
        if marker == 0xE2 and segment[4:16] == b"ICC_PROFILE\0"
    )
    return b"".join(part for _, part in parts)


def uncommon_jpeg(content: bytes) -> bool:
    """Return whether the pixels or the turn of a JPEG are uncommon, colours apart."""
    adobe = False
    for marker, segment in segments(content):
        adobe = adobe or (marker == 0xEE and segment[4:9] == b"Adobe")
        if marker == 0xE1 and orientation_of(segment[10:]):
            return True
        if is_frame(marker):
            components = segment[9]
            names = bytes(segment[10::3][:components])
            if marker not in _COMMON_FRAMES or segment[4] != 8 or components not in (1, 3):
                return True
            if names == _ADOBE_LESS_RGB and not adobe:
                return True
    return False


def avif_profile(content: bytes) -> bytes:
    """Return the profile of the colours that an AVIF numbers (ISO/IEC 23000-22), empty for sRGB."""
    found = _CODED.search(content, 0, _HEAD)
    if found is None:
        return b""
    return _coded(*(int.from_bytes(number, "big") for number in found.groups()))


def _coded(primaries: int, transfer: int) -> bytes:
    profile = coded_profile(primaries, transfer)
    if profile is None:
        raise NotAPicture(
            f"uses colours that only some screens can show (H.273: {primaries}, {transfer})"
        )
    return profile


def measure_webp(content: bytes) -> bool:
    """Measure a WebP before anything makes room for it; return whether it is without loss.

    The sizes are those of RFC 9649, 2.5 to 2.7. Raises NotAPicture for a broken or huge one.
    """
    lossless = False
    for kind, data in _riff(content):
        if kind == b"VP8X":
            width = int.from_bytes(data[4:7], "little") + 1
            measured(width, int.from_bytes(data[7:10], "little") + 1)
        elif kind == b"VP8L":
            bits = int.from_bytes(data[1:5], "little")
            measured((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
            return True
        elif kind == b"VP8 ":
            width, height = struct.unpack_from("<HH", data, 6)
            measured(width & 0x3FFF, height & 0x3FFF)
            return lossless
        elif kind == b"ANMF":
            lossless = data[16:20] == b"VP8L"
    return lossless


def _riff(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 12
    while at + 8 <= len(content):
        length = int.from_bytes(content[at + 4 : at + 8], "little")
        yield content[at : at + 4], content[at + 8 : at + 8 + length]
        at += 8 + length + length % 2
