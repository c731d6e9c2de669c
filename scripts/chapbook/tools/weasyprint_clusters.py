"""Which characters each glyph stands for, where several glyphs are drawn for several characters.

Shaping gives clusters: a letter with its accents, a ligature. WeasyPrint notes the whole text of a
cluster for the glyph that it meets first and nothing for the others, so that copied text has marks
twice or not at all, and PDF/UA finds a glyph without a character (ISO 14289-1, 7.21.7). Here the
letter gets the letter and each mark its mark.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

# For a glyph that draws a part of a character (a dot of a letter) whose other part has it: the word
# joiner, which searching and the joining of letters pass over.
NOTHING = "\u2060"


def text_of_glyph(
    index: int, widths: Sequence[int], clusters: Sequence[int], text: bytes, *, rtl: bool
) -> str:
    """Give the characters of the glyph `index` of a run.

    `widths` are the advances of its glyphs in visual order, `clusters` the offsets (bytes of UTF-8)
    of their clusters in `text`, the text of the run.
    """
    start = clusters[index]
    end = min((other for other in clusters if other > start), default=len(text))
    members = [i for i, cluster in enumerate(clusters) if cluster == start]
    whole = text[start:end].decode()
    if len(members) == 1:
        return whole
    shares = _shares(whole, [widths[i] == 0 for i in (members[::-1] if rtl else members)])
    position = members[::-1].index(index) if rtl else members.index(index)
    return shares[position] or NOTHING


def _shares(whole: str, is_mark: Sequence[bool]) -> list[str]:
    """Share the text of a cluster among its glyphs, in the order of the text."""
    shares = [""] * len(is_mark)
    letters = [i for i, mark in enumerate(is_mark) if not mark]
    marks = [i for i, mark in enumerate(is_mark) if mark]
    if not letters or not marks:
        shares[0] = whole
        return shares
    shares[letters[0]] = "".join(c for c in whole if unicodedata.category(c)[0] != "M")
    accents = [c for c in whole if unicodedata.category(c)[0] == "M"]
    for number, char in enumerate(accents):
        shares[marks[min(number, len(marks) - 1)]] += char
    return shares
