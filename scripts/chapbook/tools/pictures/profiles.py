"""Colours of a picture that are not sRGB: found without decoding, described as an ICC profile.

PDF pages, reading systems and many printers take numbers without a profile for sRGB. PNG and AVIF
can also say their colours in other ways (PNG, third edition, 11.3.2; ITU-T H.273, 8.1 and 8.2);
here these become a profile of the simplest kind (ICC.1:2001-04, 6.3.1.2).
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence

Point = tuple[float, float]
Matrix = tuple[tuple[float, float, float], ...]

_D65: Point = (0.3127, 0.3290)
_SRGB: tuple[Point, ...] = ((0.64, 0.33), (0.30, 0.60), (0.15, 0.06))
# By the numbers of H.273, 8.1.
_PRIMARIES: dict[int, tuple[Point, ...]] = {
    1: _SRGB,
    2: _SRGB,  # unspecified
    5: ((0.64, 0.33), (0.29, 0.60), (0.15, 0.06)),
    6: ((0.63, 0.34), (0.31, 0.595), (0.155, 0.07)),
    9: ((0.708, 0.292), (0.170, 0.797), (0.131, 0.046)),
    12: ((0.680, 0.320), (0.265, 0.690), (0.150, 0.060)),
}
# Bradford's matrix, and the white of profiles, D50 (ICC.1:2001-04, E.3 and 6.1.3).
_BRADFORD: Matrix = (
    (0.8951, 0.2664, -0.1614), (-0.7502, 1.7135, 0.0367), (0.0389, -0.0685, 1.0296),
)  # fmt: skip
_D50 = (0.9642, 1.0, 0.8249)
_STEPS = 1024


def srgb_curve(value: float) -> float:
    """Return how much light a number of sRGB means (IEC 61966-2-1, 5.2)."""
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _linear(value: float) -> float:
    return value


def power(exponent: float) -> Callable[[float], float]:
    """Return the curve of a gamma."""
    return lambda value: value**exponent


# By the numbers of H.273, 8.2. What television calls BT.709 is shown as sRGB, as browsers do.
_CURVES: dict[int, Callable[[float], float]] = {
    **dict.fromkeys((1, 2, 6, 13, 14, 15), srgb_curve),
    4: power(2.2),
    5: power(2.8),
    8: _linear,
}


def coded_profile(primaries: int, transfer: int) -> bytes | None:
    """Make the profile of colours that H.273 numbers; empty for sRGB, None for what has none."""
    if primaries not in _PRIMARIES or transfer not in _CURVES:
        return None
    if _PRIMARIES[primaries] is _SRGB and _CURVES[transfer] is srgb_curve:
        return b""
    return matrix_profile(_PRIMARIES[primaries], _D65, _CURVES[transfer])


def chromatic_profile(gamma: int | None, chromaticities: Sequence[int] | None) -> bytes:
    """Make the profile of what the chunks `gAMA` and `cHRM` of a PNG say, in 100,000ths.

    Empty where they say sRGB, or nothing that can be.
    """
    points = [value / 100_000 for value in chromaticities or ()]
    white, *primaries = zip(points[::2], points[1::2], strict=False) if points else (_D65, *_SRGB)
    if not _possible(white, primaries):
        white, primaries = _D65, list(_SRGB)
    plain = all(
        abs(one - other) < 0.002
        for mine, theirs in zip((white, *primaries), (_D65, *_SRGB), strict=True)
        for one, other in zip(mine, theirs, strict=True)
    )
    usual = gamma is None or not gamma or abs(gamma / 45_455 - 1) < 0.05
    if plain and usual:
        return b""
    curve = srgb_curve if usual or gamma is None else power(100_000 / gamma)
    return matrix_profile(primaries, white, curve)


def _possible(white: Point, primaries: Sequence[Point]) -> bool:
    if len(primaries) != 3 or any(y <= 0.001 for _, y in (white, *primaries)):
        return False
    (ax, ay), (bx, by), (cx, cy) = primaries
    return abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) > 0.01


def matrix_profile(
    primaries: Sequence[Point], white: Point, curve: Callable[[float], float]
) -> bytes:
    """Make an ICC profile of a screen with these primaries and this white."""
    columns = [_light(point) for point in primaries]
    shares = _solved(_rows(columns), _light(white))
    scaled = [
        tuple(part * share for part in column)
        for column, share in zip(columns, shares, strict=True)
    ]
    adapted = [_adapted(column, _light(white)) for column in scaled]
    table = [round(65_535 * curve(step / (_STEPS - 1))) for step in range(_STEPS)]
    tone = b"curv\0\0\0\0" + struct.pack(f">I{_STEPS}H", _STEPS, *table)
    tags = {
        b"desc": b"desc\0\0\0\0" + struct.pack(">I", 8) + b"colours\0" + bytes(78),
        b"cprt": b"text\0\0\0\0none\0\0\0\0",
        b"wtpt": _xyz(_D50),
        **{
            name + b"XYZ": _xyz(column)
            for name, column in zip((b"r", b"g", b"b"), adapted, strict=True)
        },
        **{name + b"TRC": tone for name in (b"r", b"g", b"b")},
    }
    return _assembled(tags)


def _assembled(tags: dict[bytes, bytes]) -> bytes:
    at = 128 + 4 + 12 * len(tags)
    table, data = struct.pack(">I", len(tags)), b""
    for name, body in tags.items():
        table += struct.pack(">4sII", name, at + len(data), len(body))
        data += body + bytes(-len(body) % 4)
    head = struct.pack(
        ">I4sI4s4s4s12s4s4sI4s4sQI12s", at + len(data), b"", 0x02400000, b"mntr", b"RGB ", b"XYZ ",
        bytes(12), b"acsp", b"", 0, b"", b"", 0, 0, b"".join(_fixed(part) for part in _D50),
    )  # fmt: skip
    return head.ljust(128, b"\0") + table + data


def _fixed(value: float) -> bytes:
    return struct.pack(">i", round(value * 65_536))


def _xyz(values: Sequence[float]) -> bytes:
    return b"XYZ \0\0\0\0" + b"".join(_fixed(value) for value in values)


def _light(point: Point) -> tuple[float, float, float]:
    """Return X, Y, Z of a chromaticity, as bright as can be."""
    x, y = point
    return x / y, 1.0, (1 - x - y) / y


def _adapted(light: Sequence[float], white: Sequence[float]) -> tuple[float, ...]:
    """Move a colour from one white to that of profiles, by Bradford's method."""
    cones, from_white, to_white = (_product(_BRADFORD, one) for one in (light, white, _D50))
    moved = tuple(c * t / f for c, f, t in zip(cones, from_white, to_white, strict=True))
    return _solved(_BRADFORD, moved)


def _rows(columns: Sequence[Sequence[float]]) -> Matrix:
    return tuple((a, b, c) for a, b, c in zip(*columns, strict=True))


def _product(matrix: Matrix, vector: Sequence[float]) -> tuple[float, ...]:
    return tuple(sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)


def _solved(matrix: Matrix, vector: Sequence[float]) -> tuple[float, ...]:
    """Solve three equations by Cramer's rule."""
    whole = _determinant(matrix)
    found = []
    for column in range(3):
        changed = tuple(
            (
                vector[row] if column == 0 else matrix[row][0],
                vector[row] if column == 1 else matrix[row][1],
                vector[row] if column == 2 else matrix[row][2],
            )
            for row in range(3)
        )
        found.append(_determinant(changed) / whole)
    return tuple(found)


def _determinant(matrix: Matrix) -> float:
    (a, b, c), (d, e, f), (g, h, i) = matrix
    return a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)
