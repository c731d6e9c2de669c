"""Language tags (BCP 47), and tables with an entry for each of some languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

_T = TypeVar("_T")
_FALLBACK = "en"


def primary(language: str) -> str:
    """Give the primary subtag of a tag: `en` of `en-GB` (BCP 47, 2.2.1)."""
    return language.partition("-")[0].lower()


def in_language(table: Mapping[str, _T], language: str) -> _T:
    """Give the entry of a language, by its primary subtag; English where the table has none."""
    return table.get(primary(language), table[_FALLBACK])
