"""Sort forms of titles and names that the author gave none for: only where no guess is needed.

A wrong sort form is worse than none, since reading systems then file the name or title as written.
"""

from __future__ import annotations

import re
import unicodedata

from chapbook.model.letters.languages import primary

# In other languages an article at the head may be a pronoun (`Das war ich`, `La vi ayer`), and `A`
# may be the letter (`A to Z`).
_ENGLISH_ARTICLE = re.compile(r"(The|An) (\S.*)", re.DOTALL)
# Scripts in which the family name comes first as it is.
_FAMILY_FIRST = ("CJK UNIFIED", "CJK COMPATIBILITY", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO")


def title_sort(title: str, language: str) -> str | None:
    """Return `Walled Garden, The` for `The Walled Garden`, None where a title sorts as written."""
    found = _ENGLISH_ARTICLE.fullmatch(title)
    if found is None or primary(language) != "en":
        return None
    article, rest = found.groups()
    return f"{rest}, {article}"


def name_sort(name: str) -> str | None:
    """Return the sort form of a name that is its own: one word, or in a script of East Asia.

    None for all others: which part of `Kim Il Sung`, `Ludwig van Beethoven` or `News Agency` comes
    first cannot be seen from the words.
    """
    letters = [char for char in name if char.isalpha()]
    if not letters:
        return None
    if len(name.split()) == 1 or all(_east_asian(char) for char in letters):
        return name
    return None


def _east_asian(char: str) -> bool:
    return unicodedata.name(char, "").startswith(_FAMILY_FIRST)
