"""Characters that are drawn together, as one sign, and characters that draw nothing.

A letter with its marks, or pictures joined into one, are a grapheme cluster (Unicode, UAX 29). The
rules here are those that matter for the choice of a face: the syllables of Korean and Indic scripts
come from one face in any case.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_JOINER = "\u200d"
# Unicode 15.1, DerivedCoreProperties, Default_Ignorable_Code_Point: without a glyph in any face.
_IGNORABLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
# Blocks that hold all that continues a cluster: most text has none of them, and is done with here.
_PERHAPS = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0590-\u1cff\u1dc0-\u1dff\u200c\u200d\u20d0-\u20ff\u2cef-\u2cf1"
    "\u2d7f\u2de0-\u2dff\u302a-\u302f\u3099\u309a\ua66f-\ua6f1\ua802-\uabff\ufb1e\ufe00-\ufe2f"
    "\U00010000-\U0001ffff\U000e0000-\U000effff]"
)
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_TAGS = range(0xE0020, 0xE0080)
_REGIONAL = range(0x1F1E6, 0x1F200)


def is_ignorable(char: str) -> bool:
    """Return whether a character draws nothing (Default_Ignorable_Code_Point)."""
    return _IGNORABLE.match(char) is not None


def drawn(text: str) -> str:
    """Return a text without the characters that draw nothing."""
    return _IGNORABLE.sub("", text)


def is_emoji(cluster: str) -> bool:
    """Return whether a cluster is a sequence of emoji: a flag, a key, a person of a profession."""
    return any(
        char in "\ufe0f\u20e3" or ord(char) in _SKIN_TONES or ord(char) in _REGIONAL
        for char in cluster
    ) or (_JOINER in cluster and unicodedata.category(cluster[0]) == "So")


def joined_clusters(text: str) -> Iterator[tuple[int, int]]:
    """Yield the start and end of each cluster that draws more than one character."""
    if _PERHAPS.search(text) is None:
        return
    start = 0
    for index in range(1, len(text) + 1):
        if index == len(text) or not _continues(text, start, index):
            if index - start > 1 and len(drawn(text[start:index])) > 1:
                yield start, index
            start = index


def clusters_of(text: str) -> frozenset[str]:
    """Return the clusters of a text that draw more than one character."""
    return frozenset(text[start:end] for start, end in joined_clusters(text))


def without_clusters(text: str) -> str:
    """Return what is left of a text without the clusters that draw more than one character."""
    left, last = [], 0
    for start, end in joined_clusters(text):
        left.append(text[last:start])
        last = end
    return "".join((*left, text[last:]))


def _continues(text: str, start: int, index: int) -> bool:
    """Return whether the character at `index` belongs to the cluster that begins at `start`."""
    char, before = text[index], text[index - 1]
    kind = unicodedata.category(char)
    if unicodedata.category(before) in ("Cc", "Zl", "Zp"):
        return False
    if kind[0] == "M" or char in "\u200c\u200d" or ord(char) in _SKIN_TONES or ord(char) in _TAGS:
        return True
    if before == _JOINER:
        return kind == "So" and unicodedata.category(text[start])[0] == "S"
    return index - start == 1 and ord(char) in _REGIONAL and ord(before) in _REGIONAL
