"""Codes on a drawn page, read by a scanner's library (ZXing), with the white around them.

Lengths are millimetres, counted from the upper left corner of the picture.
"""

from __future__ import annotations

from dataclasses import dataclass

import zxingcpp
from PIL import Image


@dataclass(frozen=True, slots=True)
class Scanned:
    """A code that was read: what kind it is, what it says, the box of its dark modules."""

    kind: str
    text: str
    left: float
    top: float
    right: float
    bottom: float


def scan(picture: Image.Image, dots_per_inch: float) -> list[Scanned]:
    """Read all codes of a picture."""
    scale = 25.4 / dots_per_inch
    found = []
    for code in zxingcpp.read_barcodes(picture.convert("L")):
        corners = [
            getattr(code.position, name)
            for name in ("top_left", "top_right", "bottom_left", "bottom_right")
        ]
        xs, ys = [scale * corner.x for corner in corners], [scale * corner.y for corner in corners]
        found.append(Scanned(code.format.name, code.text, min(xs), min(ys), max(xs), max(ys)))
    return sorted(found, key=lambda code: code.kind)


def is_white(
    picture: Image.Image, dots_per_inch: float, box: tuple[float, float, float, float]
) -> bool:
    """Return whether a box (left, top, right, bottom) of the picture is white or tinted paper."""
    left, top, right, bottom = (round(length / 25.4 * dots_per_inch) for length in box)
    part = picture.convert("L").crop((left, top, right, bottom))
    return not any(part.histogram()[:236])
