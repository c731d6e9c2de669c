"""PNG, JPEG and GIF: measured and checked from their structure, and without what is no picture.

Nothing is decoded to pixels here, so a small file cannot fill the memory. What the editions get
are the author's pixels as they are; comments, EXIF (with its places), thumbnails, other programs'
data and whatever is appended after the end are left out. Of EXIF the orientation
stays, since browsers and WeasyPrint turn the picture by it.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator

from chapbook.policy import advice, limits, option_of

_PNG = b"\x89PNG\r\n\x1a\n"
# What changes how the pixels look (PNG, third edition, 11.3), and the pixels.
_PNG_KEPT = frozenset(
    (
        b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT cICP mDCV cLLI bKGD pHYs acTL fcTL fdAT"
    ).split()
)
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}  # by colour type (PNG, 11.2.1)
_DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
_PASSES = ((0, 8, 0, 8), (4, 8, 0, 8), (0, 4, 4, 8), (2, 4, 0, 4), (0, 2, 2, 4), (1, 2, 0, 2),
           (0, 1, 1, 2))  # fmt: skip
_GIF_KEPT = frozenset({b"\xff\x0bNETSCAPE2.0", b"\xff\x0bANIMEXTS1.0"})  # how often it moves
_MOST_PROFILE = 4_000_000
LONGEST_SIDE = 30_000
_MOST_SCANS = 100  # of a progressive JPEG; encoders write about ten
_PIECE = 1 << 16
_AFTER_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")


class NotAPicture(Exception):
    """The file is broken or too large. The message ends the sentence “the picture …”."""


def cleaned(content: bytes, media_type: str) -> bytes:
    """Check a picture and take out what is none. Raises NotAPicture."""
    try:
        if media_type == "image/png":
            return _png(content)
        return _jpeg(content) if media_type == "image/jpeg" else _gif(content)
    except (struct.error, IndexError, zlib.error) as error:
        raise NotAPicture("is truncated or broken") from error


def measured(width: int, height: int) -> None:
    """Refuse a picture by its size. Raises NotAPicture."""
    if width <= 0 or height <= 0:
        raise NotAPicture("has no pixels")
    most = limits().picture_pixels
    if width * height > most:
        limit = f"the limit {option_of('picture_pixels')} is {most:,} ({advice('picture_pixels')})"
        raise NotAPicture(f"has {width:,} × {height:,} pixels: {limit}")
    if max(width, height) > LONGEST_SIDE:
        raise NotAPicture(f"is longer than {LONGEST_SIDE:,} pixels")


# --- PNG ------------------------------------------------------------------------------------------


def _png(content: bytes) -> bytes:
    kept, pixels, seen = [_PNG], zlib.decompressobj(), set[bytes]()
    expected, inflated, frames = 0, 0, 0
    for kind, data, whole in png_chunks(content):
        if not seen:
            expected = _png_size(kind, data)
        if kind == b"IDAT":
            inflated += _inflated(pixels, data, expected - inflated)
        if kind == b"iCCP" and not _small_profile(data):
            raise NotAPicture("has a colour profile that is broken or too large when unpacked")
        frames += kind == b"fcTL"
        seen.add(kind)
        if kind in _PNG_KEPT:
            kept.append(whole)
        elif kind == b"eXIf":
            kept.append(_png_turn(data))
        elif not kind[0] & 32:  # PNG, 5.4: a chunk that no reader may pass over
            raise NotAPicture("contains an unknown critical chunk")
    if b"IEND" not in seen or inflated < expected:
        raise NotAPicture("is truncated")
    _framed(max(frames, 1))
    if content[25] == 3 and b"PLTE" not in seen:
        raise NotAPicture("has no palette")
    return b"".join(kept)


def _png_turn(exif: bytes) -> bytes:
    """Write a chunk of EXIF with nothing but the orientation (PNG, 11.3.4.6), if it turns."""
    turn = orientation_of(exif)
    if not turn:
        return b""
    data = b"eXIf" + _only_turn(turn)
    return struct.pack(">I", len(data) - 4) + data + struct.pack(">I", zlib.crc32(data))


def png_chunks(content: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Yield type, data and whole of each chunk (PNG, 5.3), up to the end of the picture."""
    at, view = len(_PNG), memoryview(content)
    while at < len(content):
        (length,) = struct.unpack_from(">I", content, at)
        end = at + 12 + length
        if length > 0x7FFFFFFF or end > len(content):
            raise NotAPicture("is truncated")
        (checksum,) = struct.unpack_from(">I", content, end - 4)
        if zlib.crc32(view[at + 4 : end - 4]) != checksum:
            raise NotAPicture("is broken: a checksum is wrong")
        kind = content[at + 4 : at + 8]
        yield kind, content[at + 8 : end - 4], content[at:end]
        if kind == b"IEND":
            return
        at = end


def _png_size(kind: bytes, header: bytes) -> int:
    """Return the bytes that the pixels unpack to (PNG, 7.2 and 8.1)."""
    if kind != b"IHDR" or len(header) != 13:
        raise NotAPicture("does not begin with its size")
    width, height, depth, colour, packing, filters, interlace = struct.unpack(">IIBBBBB", header)
    measured(width, height)
    if depth not in _DEPTHS.get(colour, ()) or packing or filters or interlace > 1:
        raise NotAPicture("has an invalid pixel format")
    bits: int = depth * _CHANNELS[colour]
    if not interlace:
        return int(height * (1 + (width * bits + 7) // 8))
    total = 0
    for left, across, top, down in _PASSES:
        columns, rows = -(-(width - left) // across), -(-(height - top) // down)
        if columns > 0 and rows > 0:
            total += rows * (1 + (columns * bits + 7) // 8)
    return total


def _inflated(stream: zlib._Decompress, data: bytes, most: int) -> int:
    """Count what a piece unpacks to, up to `most`, keeping nothing of it."""
    count = 0
    while data and count < most and not stream.eof:
        count += len(stream.decompress(data, _PIECE))
        data = stream.unconsumed_tail
    return count


def _small_profile(data: bytes) -> bool:
    """Return whether a colour profile (PNG, 11.3.2.3) unpacks, and to no more than it may."""
    name, _, packed = data.partition(b"\0")
    try:
        stream = zlib.decompressobj()
        count = _inflated(stream, packed[1:], _MOST_PROFILE)
    except zlib.error:
        return False
    return 0 < len(name) < 80 and packed[:1] == b"\0" and 0 < count < _MOST_PROFILE and stream.eof


# --- JPEG -----------------------------------------------------------------------------------------


def _jpeg(content: bytes) -> bytes:
    kept, is_measured, scans = [content[:2]], False, 0
    for marker, segment in segments(content):
        if is_frame(marker):
            measured(*struct.unpack_from(">HH", segment, 5)[::-1])
            is_measured = True
        scans += marker == 0xDA
        kept.append(_jpeg_kept(marker, segment))
    if not is_measured or not scans or scans > _MOST_SCANS:
        raise NotAPicture("is not a picture that can be shown")
    return b"".join(kept) + b"\xff\xd9"


def is_frame(marker: int) -> bool:
    """Return whether a segment of a JPEG is the header of a frame (ITU-T T.81, table B.1)."""
    return 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC)


def segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield each marker of a JPEG with its segment, a scan with its pixels (ITU-T T.81, B.1.1)."""
    at = 2
    while True:
        if content[at] != 0xFF:
            raise NotAPicture("is broken: a marker is missing")
        marker = content[at + 1]
        if marker == 0xFF:  # fill
            at += 1
            continue
        if marker == 0xD9:
            return
        (length,) = struct.unpack_from(">H", content, at + 2)
        end = at + 2 + length
        if length < 2 or end > len(content):
            raise NotAPicture("is truncated")
        if marker == 0xDA:
            after = _AFTER_SCAN.search(content, end)
            if after is None:
                raise NotAPicture("is truncated")
            end = after.start()
        yield marker, content[at:end]
        at = end


def _jpeg_kept(marker: int, segment: bytes) -> bytes:
    """Return what stays of a segment: no comments, and of other programs' data the colours only."""
    if marker == 0xE1:
        turn = orientation_of(segment[10:]) if segment[4:10] == b"Exif\0\0" else 0
        body = b"Exif\0\0" + _only_turn(turn)
        return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body if turn else b""
    profile = marker == 0xE2 and segment[4:16] == b"ICC_PROFILE\0"
    plain = not (0xE0 <= marker <= 0xEF or marker == 0xFE)
    return segment if plain or profile or marker in (0xE0, 0xEE) else b""


def orientation_of(tiff: bytes) -> int:
    """Return the orientation that EXIF data give (EXIF 2.32, 4.6.4), 0 where it turns nothing."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return 0
    try:
        (offset,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, offset)
        for entry in range(min(count, 200)):
            at = offset + 2 + 12 * entry
            tag, kind, _, value = struct.unpack_from(f"{order}HHIH", tiff, at)
            if tag == 0x0112 and kind == 3 and 2 <= value <= 8:
                return int(value)
    except struct.error:
        pass
    return 0


def _only_turn(turn: int) -> bytes:
    return b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, 0x0112, 3, 1, turn, 0, 0)


# --- GIF ------------------------------------------------------------------------------------------


def _gif(content: bytes) -> bytes:
    """Keep the screen, the frames, and how they are shown (GIF 89a, 17 to 27)."""
    width, height, flags = struct.unpack_from("<HHB", content, 6)
    measured(width, height)
    at = 13 + _table(flags)
    kept, frames = [content[:at]], 0
    while (kind := content[at]) != 0x3B:
        start = at
        if kind == 0x21:
            at = _after_blocks(content, at + 2)
        elif kind == 0x2C:
            left, top, across, down, flags = struct.unpack_from("<HHHHB", content, at + 1)
            if left + across > width or top + down > height or not across or not down:
                raise NotAPicture("has a frame larger than the picture")
            at = _after_blocks(content, at + 10 + _table(flags) + 1)
            frames += 1
        else:
            raise NotAPicture("is broken: a block is missing")
        if (
            kind == 0x2C
            or content[start + 1 : start + 14] in _GIF_KEPT
            or content[start + 1] == 0xF9
        ):
            kept.append(content[start:at])
    _framed(frames)
    return b"".join(kept) + b"\x3b"


def _framed(frames: int) -> None:
    """Refuse a picture without frames, or with very many. Raises NotAPicture."""
    most = limits().picture_frames
    if frames < 1:
        raise NotAPicture("has no pixels")
    if frames > most:
        limit = f"the limit {option_of('picture_frames')} is {most:,} ({advice('picture_frames')})"
        raise NotAPicture(f"has {frames:,} frames: {limit}")


def _table(flags: int) -> int:
    """Return the length of a table of colours."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _after_blocks(content: bytes, at: int) -> int:
    """Pass over data blocks up to the one without data."""
    while content[at]:
        at += content[at] + 1
    return at + 1
