"""A made-up ICC profile of a press, since none may be copied (ICC.1:2010, 10.10: `lut8Type`).

Its inks are ideal: cyan takes away red, and so on. That is no press, but it is a `prtr` profile for
CMYK with tables in both directions, which is all that a colour engine asks for.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import product

from PIL import Image, ImageCms

_GRID = 9


@cache
def cmyk_profile(space: bytes = b"CMYK", device: bytes = b"prtr") -> bytes:
    """Return the content of a profile."""
    tags = {
        b"desc": b"desc" + bytes(4) + struct.pack(">I", 11) + b"Test press\0" + bytes(78),
        b"cprt": b"text" + bytes(4) + b"none\0",
        b"wtpt": b"XYZ " + bytes(4) + struct.pack(">3i", 63190, 65536, 54061),
        b"A2B0": _table(4, 3, 2, _paper_colours()),
        b"B2A0": _table(3, 4, _GRID, _inks()),
    }
    offset, directory, body = 128 + 4 + 12 * len(tags), b"", b""
    for name, content in tags.items():
        directory += name + struct.pack(">2I", offset + len(body), len(content))
        body += content + bytes(-len(content) % 4)
    head = struct.pack(">I4sI4s4s4s", 0, b"none", 0x02400000, device, space, b"Lab ")
    head += struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp" + bytes(28)
    head += struct.pack(">3i", 63190, 65536, 54061)
    content = head.ljust(128, b"\0") + struct.pack(">I", len(tags)) + directory + body
    return struct.pack(">I", len(content)) + content[4:]


def _table(inputs: int, outputs: int, grid: int, entries: Iterable[int]) -> bytes:
    identity = bytes(range(256))
    matrix = struct.pack(">9i", 65536, 0, 0, 0, 65536, 0, 0, 0, 65536)
    head = b"mft1" + bytes(4) + bytes((inputs, outputs, grid, 0)) + matrix
    return head + identity * inputs + bytes(entries) + identity * outputs


def _paper_colours() -> Iterator[int]:
    """Yield the colour (CIELAB) of each mixture of no and full inks."""
    mixtures = product((0, 1), repeat=4)
    rgb = [tuple(255 * (1 - ink) * (1 - k) for ink in (c, m, y)) for c, m, y, k in mixtures]
    for colour in _turned("RGB", rgb, "LAB", "LAB"):
        yield from colour


def _inks() -> Iterator[int]:
    """Yield the inks of each colour of a grid in CIELAB."""
    steps = [round(255 * step / (_GRID - 1)) for step in range(_GRID)]
    for red, green, blue in _turned("LAB", list(product(steps, repeat=3)), "sRGB", "RGB"):
        black = 255 - max(red, green, blue)
        yield from (255 - red - black, 255 - green - black, 255 - blue - black, black)


def _turned(
    mode: str, colours: Sequence[tuple[int, ...]], profile: str, into: str
) -> list[tuple[int, ...]]:
    """Return colours of sRGB in CIELAB, or the other way round (eight bits, 128 for nought).

    They are the pixels of one picture: a transform for each colour would cost 15 ms each.
    """
    row = Image.new(mode, (len(colours), 1))
    for at, colour in enumerate(colours):
        row.putpixel((at, 0), colour)
    ends = (
        ImageCms.createProfile("sRGB" if mode == "RGB" else "LAB"),
        ImageCms.createProfile(profile),
    )
    start, end = (ImageCms.ImageCmsProfile(one) for one in ends)
    turned = ImageCms.profileToProfile(row, start, end, outputMode=into)
    assert turned is not None
    return [turned.getpixel((at, 0)) for at in range(len(colours))]
