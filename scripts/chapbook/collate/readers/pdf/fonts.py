"""Fonts of a PDF as far as text is read with them: what a code says, and how wide it is.

ISO 32000-1, 9.7 and 9.10.3. A composite font has codes of two bytes, all others of one.
"""

from __future__ import annotations

import re
from typing import Any

_SECTION = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
_PART = re.compile(rb"<([0-9A-Fa-f\s]*)>|\[|\]")
_DEFAULT_WIDTH = 1000.0
_SPACE = 32


class Font:
    """A font: texts and widths of its codes."""

    def __init__(self, font: Any) -> None:
        """Read a font dictionary."""
        self.composite = font.get("/Subtype") == "/Type0"
        self.texts = _texts(font)
        self.default, self.widths = _widths(font, composite=self.composite)

    def decoded(self, codes: bytes) -> tuple[str, float, float, int, int]:
        """Return the text of some codes, their width and that of white space at their end.

        Widths are in thousandths. The number of codes follows, and that of blanks among them.
        """
        if self.composite:
            numbers = [codes[i] << 8 | codes[i + 1] for i in range(0, len(codes) - 1, 2)]
            blanks = 0
        else:
            numbers = list(codes)
            blanks = numbers.count(_SPACE)
        texts, widths, default = self.texts, self.widths, self.default
        words = "".join([texts.get(number, "\ufffd") for number in numbers])
        width = sum([widths.get(number, default) for number in numbers])
        blank = 0.0
        for number in reversed(numbers):
            if not texts.get(number, "\ufffd").isspace():
                break
            blank += widths.get(number, default)
        return words, width, blank, len(numbers), blanks


class Fonts:
    """The fonts of a file, each read once."""

    def __init__(self) -> None:
        """Begin with none."""
        self._known: dict[tuple[int, int], Font] = {}
        self.spans = 0  # pieces of marked content so far, each with its own number

    def get(self, resources: Any, name: str) -> Font | None:
        """Return the font of a name in some resources, None if there is none."""
        found = resources.get("/Font", {}).get(name)
        if found is None:
            return None
        key = found.objgen
        if key == (0, 0) or key not in self._known:
            self._known[key] = Font(found)
        return self._known[key]


def _texts(font: Any) -> dict[int, str]:
    table = font.get("/ToUnicode")
    if table is None:
        return {} if font.get("/Subtype") == "/Type0" else {n: chr(n) for n in range(32, 127)}
    found: dict[int, str] = {}
    for kind, body in _SECTION.findall(table.read_bytes()):
        parts = [match[0] for match in _PART.finditer(body)]
        if kind == b"bfchar":
            for code, text in zip(parts[0::2], parts[1::2], strict=False):
                found[int(code[1:-1], 16)] = _utf16(text)
        else:
            _add_ranges(parts, found)
    return found


def _add_ranges(parts: list[bytes], found: dict[int, str]) -> None:
    at = 0
    while at + 2 < len(parts):
        first, last = int(parts[at][1:-1], 16), int(parts[at + 1][1:-1], 16)
        if parts[at + 2] == b"[":
            end = parts.index(b"]", at)
            for code, text in zip(range(first, last + 1), parts[at + 3 : end], strict=False):
                found[code] = _utf16(text)
            at = end + 1
        else:
            start = _utf16(parts[at + 2])
            for code in range(first, last + 1):
                found[code] = start[:-1] + chr(ord(start[-1]) + code - first) if start else ""
            at += 3


def _utf16(token: bytes) -> str:
    digits = b"".join(token[1:-1].split()).decode()
    return bytes.fromhex(digits).decode("utf-16-be", errors="replace")


def _widths(font: Any, *, composite: bool) -> tuple[float, dict[int, float]]:
    if not composite:
        first = int(font.get("/FirstChar", 0))
        listed = (float(one) for one in font.get("/Widths", []))
        return _DEFAULT_WIDTH / 2, dict(enumerate(listed, start=first))
    inner = font.DescendantFonts[0]
    widths: dict[int, float] = {}
    entries = list(inner.get("/W", []))
    at = 0
    while at + 1 < len(entries):
        first, second = int(entries[at]), entries[at + 1]
        if isinstance(second, (int, float)) or not hasattr(second, "__iter__"):
            width = float(entries[at + 2])
            widths |= dict.fromkeys(range(first, int(second) + 1), width)
            at += 3
        else:
            widths |= dict(enumerate((float(one) for one in second), start=first))
            at += 2
    return float(inner.get("/DW", _DEFAULT_WIDTH)), widths
