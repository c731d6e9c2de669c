"""The shape of a picture, read from its head: how wide it is for its height."""

from __future__ import annotations

import re
import struct

from lxml import etree

from chapbook.model.editions.picture_sizes import length_of
from chapbook.tools.pictures.kinds import SVG
from chapbook.tools.pictures.raster import is_frame, segments

_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_POINTS = {"px": 0.75, "pt": 1.0, "pc": 12.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4}


def shape_of(content: bytes, media_type: str) -> float | None:
    """Return width by height of a picture that was checked; None where it does not say."""
    if media_type == SVG:
        return _of_drawing(content)
    if media_type == "image/png":
        width, height = struct.unpack_from(">II", content, 16)
    elif media_type == "image/gif":
        width, height = struct.unpack_from("<HH", content, 6)
    else:
        frames = (segment for marker, segment in segments(content) if is_frame(marker))
        height, width = struct.unpack_from(">HH", next(frames), 5)
    return float(width / height)


def _of_drawing(content: bytes) -> float | None:
    """Return the shape that an SVG says by its sides, else by its view box (SVG 2, 8.2)."""
    parser = etree.XMLPullParser(events=("start",), resolve_entities=False, no_network=True)
    parser.feed(content)
    root = next((element for _, element in parser.read_events()), None)
    if root is None:
        return None
    sides = [_points(str(root.get(side, ""))) for side in ("width", "height")]
    if sides[0] and sides[1]:
        return sides[0] / sides[1]
    box = [float(number) for number in _NUMBER.findall(str(root.get("viewBox", "")))]
    return box[2] / box[3] if len(box) == 4 and box[2] > 0 and box[3] > 0 else None


def _points(value: str) -> float | None:
    length = length_of(value)
    match = re.fullmatch(r"([0-9.]+)([a-z]+)", length or "")
    return float(match[1]) * _POINTS[match[2]] if match and match[2] in _POINTS else None
