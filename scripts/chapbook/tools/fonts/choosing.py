"""Which faces a document is set in, and what no face has.

Faces are those of `tools.fonts.faces`, never the system's. All but the text face are declared only
where a document has a character that needs them: they are large.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from fontTools import unicodedata as scripts

from chapbook.model.letters.clusters import clusters_of, is_ignorable, without_clusters
from chapbook.model.letters.wide import is_wide
from chapbook.tools.fonts.coverage import is_whole
from chapbook.tools.fonts.faces import (
    CODE_FACES,
    EXTRAS,
    FALLBACK_FAMILIES,
    SCRIPTS,
    TEXT_FACES,
    TEXT_FAMILY,
    Extra,
    Face,
)
from chapbook.tools.fonts.selection import FontSelection
from chapbook.tools.fonts.tables import characters

# Those that any style sheet may name.
FAMILIES = (
    TEXT_FAMILY,
    *(faces[0].family for faces in FALLBACK_FAMILIES),
    CODE_FACES[0].family,
)
_COMMON = frozenset({"Zyyy", "Zinh", "Zzzz"})
_EAST_ASIAN = frozenset({"Hani"})


def select_fonts(
    text: str,
    *,
    code: bool,
    language: str = "en",
    marked: Iterable[str] = (),
    beside: Iterable[str] = (),
    own_faces: Sequence[frozenset[str]] = (),
) -> FontSelection:
    """Choose the faces for a document that holds `text`; `code`: whether it sets any code.

    `language` (BCP 47) is that of the document: text of its script is set in the face for it.
    `marked` are the languages that passages of it are marked as; `beside` names families that its
    style sets whatever the text; `own_faces` are the characters of each face of the author's own.
    """
    printing = _printing(text)
    beside = frozenset(name.casefold() for name in beside)
    own, others = own_extra(language), {own_extra(name) for name in marked}
    lacking = _lacking_in_text_face(text, language, own_faces)
    families = []
    for family in _families_in_order(own, printing):
        found = _in_any(family)
        rest = lacking.without(found)
        named = any(extra is not None and extra.faces is family for extra in others)
        needed = rest.parted != lacking.parted or (printing if named else lacking.wanted) & found
        if needed or family[0].family.casefold() in beside:
            families.append(family)
            lacking = rest
    code = code or CODE_FACES[0].family.casefold() in beside
    order = _own_first((TEXT_FAMILY, *(family[0].family for family in families)), own)
    return FontSelection(
        faces=(*TEXT_FACES, *(CODE_FACES if code else ()), *chain.from_iterable(families)),
        missing="".join(sorted(lacking.missing)),
        order=order,
        languages=tuple(_languages_set_in(order)),
        parted=tuple(sorted(one for one in lacking.parted if lacking.missing.isdisjoint(one))),
    )


@dataclass(frozen=True, slots=True)
class _Lacking:
    """What a text still needs: `wanted` from another face; `missing` and `parted` are in none yet.

    `wanted` and `missing` are characters, `parted` clusters.
    """

    wanted: frozenset[str]
    missing: frozenset[str]
    parted: frozenset[str]

    def without(self, found: frozenset[str]) -> _Lacking:
        """Return what is lacking beside a family that has the characters `found`."""
        parted = _parted(self.parted, (found,))
        return _Lacking(self.wanted - found, self.missing - found, parted)


def _lacking_in_text_face(
    text: str, language: str, own_faces: Sequence[frozenset[str]]
) -> _Lacking:
    printing = _printing(text)
    upright = _in_all(face for face in TEXT_FACES if face.style == "normal")
    return _Lacking(
        wanted=(printing - upright) | foreign_letters(text, language),
        missing=printing.difference(_in_any(TEXT_FACES), *own_faces),
        parted=_parted(clusters_of(text), (upright, *own_faces)),
    )


def _own_first(families: tuple[str, ...], own: Extra | None) -> tuple[str, ...]:
    """Order families so that text of the script of the document is set in the face for it."""
    return tuple(sorted(families, key=lambda name: own is None or name != own.family))


def _languages_set_in(families: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield each language of a script for which one of the families is, with that family."""
    for extra in SCRIPTS:
        if extra.family in families:
            yield from ((name, extra.family) for name in sorted(extra.languages))


def _parted(clusters: Iterable[str], faces: Sequence[frozenset[str]]) -> frozenset[str]:
    """Return the clusters that none of the faces has whole."""
    return frozenset(one for one in clusters if not any(is_whole(one, face) for face in faces))


def _families_in_order(own: Extra | None, printing: frozenset[str]) -> list[tuple[Face, ...]]:
    """Return the families that are there, as they are asked for what the text face lacks."""
    there = sorted((e for e in SCRIPTS if e.installed), key=lambda e: _rank(e, own, printing))
    families = [*FALLBACK_FAMILIES, *(extra.faces for extra in there if extra is not own)]
    return [own.faces, *families] if own is not None and own.installed else families


def own_extra(language: str) -> Extra | None:
    """Return the extra with the faces a language needs, None where the text face has them."""
    parts = language.split("-")
    tags = ["-".join(parts[:count]) for count in range(len(parts), 0, -1)]
    for tag in tags:
        for extra in SCRIPTS:
            if tag.casefold() in {name.casefold() for name in extra.languages}:
                return extra
    return None


def _rank(extra: Extra, own: Extra | None, printing: frozenset[str]) -> int:
    """Rank an extra among those that have a character: Han characters are in four of them.

    They are drawn as the language of the book has them, else as the other letters of the text make
    likely (as in Japan beside kana), else as in China.
    """
    if extra is own:
        return 0
    return 1 if _is_told_by(extra, printing) else 2 + (extra.name != "chinese")


def _is_told_by(extra: Extra, printing: frozenset[str]) -> bool:
    """Return whether a text has letters of a script that belongs to one extra alone."""
    alone = extra.scripts - _EAST_ASIAN
    return any(scripts.script(char) in alone for char in printing)


def extra_for(char: str, language: str, text: str) -> str:
    """Name the extra that has faces for the script of a character, empty if there is none.

    It is one that is not installed: those that are have been asked. `text` and `language` are those
    of the document, for Han characters, which several have.
    """
    wanted, own, printing = _scripts_of(char), own_extra(language), _printing(text)
    fitting = [extra for extra in EXTRAS if not extra.installed and extra.scripts & wanted]
    fitting.sort(key=lambda extra: _rank(extra, own, printing))
    return fitting[0].name if fitting else ""


def extra_of_family(family: str) -> str | None:
    """Return the name of the extra that would bring a family, empty if there is none.

    None where the family is there.
    """
    if family.casefold() in {name.casefold() for name in FAMILIES}:
        return None
    for extra in SCRIPTS:
        if extra.family.casefold() == family.casefold():
            return None if extra.installed else extra.name
    return ""


def _scripts_of(char: str) -> frozenset[str]:
    """Return the scripts (ISO 15924) that a character is used in (Unicode, UAX 24)."""
    found = frozenset(scripts.script_extension(char)) - _COMMON
    return found or (_EAST_ASIAN if is_wide(char) else frozenset())


def foreign_letters(text: str, language: str = "en") -> frozenset[str]:
    """Return the letters of `text` that the text face has not in every cut, with their marks.

    Source Serif Pro has Cyrillic and Greek without accents, upright only: a word of such letters
    comes whole, and upright and italic alike, from another face. So does a letter whose mark the
    text face has not, and the other way round: what is given is the letter with all of its marks.
    Letters of the document's own script are not foreign.
    """
    own = own_extra(language)
    known = own.scripts if own is not None and own.installed else frozenset[str]()
    text_face = _in_all(TEXT_FACES)
    joined = (c for c in clusters_of(text) if c[0].isalpha() and not is_whole(c, text_face))
    single = _printing(without_clusters(text)) - text_face
    letters = (char for char in single if unicodedata.category(char)[0] in "LM")
    return frozenset(
        unit
        for unit in (*letters, *joined)
        if not known & frozenset[str]().union(*map(_scripts_of, unit))
    )


def _printing(text: str) -> frozenset[str]:
    """Return the characters that need a glyph: no controls, formats, separators, variations."""
    return frozenset(
        char
        for char in set(text)
        if unicodedata.category(char) not in ("Cc", "Cf", "Zl", "Zp")
        and char != " "
        and not is_ignorable(char)
    )


def _in_all(faces: Iterable[Face]) -> frozenset[str]:
    return frozenset.intersection(*(characters(face) for face in faces))


def _in_any(faces: Iterable[Face]) -> frozenset[str]:
    return frozenset[str]().union(*(characters(face) for face in faces))
