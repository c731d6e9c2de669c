"""Letters as wide as their type is high: those of East Asia (Unicode, UAX 11)."""

from __future__ import annotations

import unicodedata

_WIDE = frozenset({"W", "F"})


def is_wide(char: str) -> bool:
    """Return whether a character is a wide one."""
    return unicodedata.east_asian_width(char) in _WIDE
