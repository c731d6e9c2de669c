"""Language tags (BCP 47), and tables with an entry for each of some languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

_T = TypeVar("_T")
_FALLBACK = "en"
# Regions whose Chinese is written in traditional characters where the tag names no script
# (Unicode CLDR, likely subtags).
_TRADITIONAL = frozenset({"tw", "hk", "mo"})
# Withdrawn tags that are still in use (IANA Language Subtag Registry).
_NOW = {"iw": "he"}


def primary(language: str) -> str:
    """Return the primary subtag of a tag: `en` of `en-GB` (BCP 47, 2.2.1)."""
    return language.partition("-")[0].lower()


def in_language(table: Mapping[str, _T], language: str) -> _T:
    """Return the entry of a language, by the longest tag that has one; else that of English."""
    return next((table[tag] for tag in _tags(language) if tag in table), table[_FALLBACK])


def _tags(language: str) -> Iterator[str]:
    """Yield a tag, then what is left of it without its last subtags (RFC 4647, 3.4)."""
    first, *others = language.lower().replace("_", "-").split("-")
    if first == "zh" and _TRADITIONAL & set(others) and "hans" not in others:
        others = ["hant"]
    subtags = [_NOW.get(first, first), *others]
    for count in range(len(subtags), 0, -1):
        yield "-".join(subtags[:count])
