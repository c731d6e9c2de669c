"""Codes that machines read from paper: QR by segno (BSD), EAN-13 by python-barcode (MIT).

The libraries give the modules, dark and light; how large these are printed is for the style sheet
and the template to say. Both kinds are drawn as one path each, filled once, so that no hairline
can show between modules that touch.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

# Light modules around the code: ISO/IEC 18004, 9.1; ISO/IEC 15420, 4.3.2 (before and after).
QR_QUIET = 4
EAN_QUIET = (11, 7)
# Heights in modules of 0.33 mm: bars of 22.85 mm, guard bars 5 modules longer (ISO/IEC 15420).
EAN_HEIGHT = 69
EAN_GUARD = 5
# The bars that are at both ends and in the middle.
_GUARDS = (range(3), range(45, 50), range(92, 95))


@dataclass(frozen=True, slots=True)
class Code:
    """A code as an SVG path of dark modules; `width` and `height` (in modules) with quiet zones."""

    path: str
    width: int
    height: int


def qr_code(text: str) -> Code:
    """Encode a text with error correction M, which bears a stain or a crease."""
    import segno

    matrix = segno.make(text, error="m", micro=False).matrix
    runs = [
        _rectangle(column, row, length, 1)
        for row, modules in enumerate(matrix, start=QR_QUIET)
        for column, length in _runs(modules, QR_QUIET)
    ]
    size = len(matrix) + 2 * QR_QUIET
    return Code("".join(runs), size, size)


def ean_13(isbn: str) -> tuple[Code, str]:
    """Encode an ISBN, of ten or thirteen digits; give the thirteen that stand beneath it.

    An ISBN-10 becomes an ISBN-13 by the prefix 978 (ISO 2108, annex C).
    """
    from barcode.ean import EuropeanArticleNumber13

    digits = isbn[:12] if len(isbn) == 13 else f"978{isbn[:9]}"
    article = EuropeanArticleNumber13(digits)
    before, after = EAN_QUIET
    bars = [
        _rectangle(column, 0, length, EAN_HEIGHT + (EAN_GUARD if _is_guard(column - before) else 0))
        for column, length in _runs([int(module) for module in article.build()[0]], before)
    ]
    return Code("".join(bars), before + 95 + after, EAN_HEIGHT + EAN_GUARD), article.get_fullcode()


def _runs(modules: Iterable[int], start: int) -> list[tuple[int, int]]:
    """Return place and length of each run of dark modules, counted from `start`."""
    found, place = [], start
    for dark, group in groupby(modules):
        length = len(list(group))
        if dark:
            found.append((place, length))
        place += length
    return found


def _is_guard(column: int) -> bool:
    return any(column in guard for guard in _GUARDS)


def _rectangle(x: int, y: int, width: int, height: int) -> str:
    return f"M{x} {y}h{width}v{height}h-{width}z"
