"""How large a picture is to be shown: the lengths that mean the same in every edition."""

from __future__ import annotations

import re

# CSS Values 4, 6: `px` is 1/96 inch; `inch` is pandoc's own word.
_UNITS = {unit: unit for unit in ("px", "%", "em", "cm", "mm", "in", "pt", "pc")} | {"inch": "in"}
_LENGTH = re.compile(r"([0-9]+(?:\.[0-9]*)?|\.[0-9]+)[ \t]*([a-z]*|%)", re.IGNORECASE)


def length_of(value: str) -> str | None:
    """Return a length as CSS writes it, None for what is none; a number alone counts pixels."""
    match = _LENGTH.fullmatch(value.strip())
    if match is None:
        return None
    number, unit = float(match[1]), _UNITS.get(match[2].lower() or "px")
    # A picture of less than a pixel is a share of something: 0.5 for 50 %.
    if unit is None or number <= 0 or (not match[2] and number < 1):
        return None
    return f"{number:.4f}".rstrip("0").rstrip(".") + unit


def times(length: str, factor: float) -> str | None:
    """Return a length so many times as long; None for a share, or what is not a length."""
    match = _LENGTH.fullmatch(length)
    if match is None or match[2] == "%":
        return None
    return length_of(f"{float(match[1]) * factor:.4f}{match[2]}")


def size_problem(name: str, value: str) -> str | None:
    """Return what is wrong with the attribute `width` or `height` of a picture, None if nothing.

    The words end the sentence “width=… …”.
    """
    length = length_of(value)
    if length is None:
        return "is not a size that all editions support"
    if name == "height" and length.endswith("%"):
        return "is a percentage of an unknown height"
    return None
