"""Which faces a document is set in, and what no face has.

Faces are those of `tools.fonts.faces`, never the system's. All but the text face are declared only
where a document has a character that needs them: they are large.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

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
from chapbook.tools.fonts.tables import characters

# Those that any style sheet may name.
FAMILIES = (
    TEXT_FAMILY,
    *(faces[0].family for faces in FALLBACK_FAMILIES),
    CODE_FACES[0].family,
)
_COMMON = frozenset({"Zyyy", "Zinh", "Zzzz"})
_EAST_ASIAN = frozenset({"Hani"})


@dataclass(frozen=True, slots=True)
class FontSelection:
    """The faces of one document, and the characters that none of them has, in order.

    `order` names the families as text asks for them, the text face first but in books of another
    script; `languages` has the families that text marked as of a language asks for first. `parted`
    are clusters (see `model.letters.clusters`) of which each character is in a face, but no face
    has all.
    """

    faces: tuple[Face, ...]
    missing: str
    order: tuple[str, ...] = (TEXT_FAMILY,)
    languages: tuple[tuple[str, str], ...] = ()
    parted: tuple[str, ...] = ()

    @property
    def css(self) -> str:
        """The `@font-face` rules, and the orders of families as custom properties.

        `--text-faces` is for text, `--latin-faces` for figures and Latin letters in any book,
        `--other-faces` for words that the text face has not in every cut, `--code-faces` for code.
        """
        rules = [face.rule() for face in self.faces]
        others = tuple(name for name in self.order if name != TEXT_FAMILY)
        latin = (TEXT_FAMILY, *others)
        orders = {
            "text": self.order,
            "latin": latin,
            "other": (*others, TEXT_FAMILY),
            "code": (CODE_FACES[0].family, *latin),
        }
        given = ";".join(f"--{name}-faces:{_list(order)}" for name, order in orders.items())
        rules.append(f":root{{{given}}}")
        if self.order[0] != TEXT_FAMILY:
            # The faces of other scripts have no small capitals.
            rules.append(".smallcaps,.small-caps{font-family:var(--latin-faces)}")
        return "\n".join([*rules, *self._by_language()])

    def _by_language(self) -> Iterator[str]:
        """Text marked as of another language comes from the face of that language."""
        for language, family in self.languages:
            marked = f'[lang|="{language}"]'
            families = _list((family, *(name for name in self.order if name != family)))
            yield f"{marked}:not(html),{marked}:not(html) .other-face{{font-family:{families}}}"

    @property
    def resources(self) -> Mapping[str, Path]:
        """The files by the URL that the rules name, with outlines that PDF/A allows.

        A face that also comes as TrueType is taken so: WeasyPrint embeds the other outlines as
        `CIDFontType0` with a font program that is not keyed by CID, and veraPDF then finds glyphs
        that are not there (ISO 19005-3, 6.2.11.4.1 and 6.2.11.8; ISO 14289-1, 7.21.8).
        """
        return {face.url: _as_truetype(face.path) for face in self.faces}

    @property
    def families(self) -> tuple[str, ...]:
        """The names of the families, those of the text first, that of code last."""
        return tuple(dict.fromkeys((*self.order, *(face.family for face in self.faces))))


def _list(families: Iterable[str]) -> str:
    return ",".join(f'"{family}"' for family in families)


def _as_truetype(path: Path) -> Path:
    truetype = path.with_suffix(".ttf")
    return truetype if truetype.is_file() else path


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
    code = code or CODE_FACES[0].family.casefold() in beside
    faces = [*TEXT_FACES, *(CODE_FACES if code else ())]
    upright = _in_all(face for face in TEXT_FACES if face.style == "normal")
    wanted = (printing - upright) | foreign_letters(text, language)
    missing = printing - _in_any(TEXT_FACES) - frozenset[str]().union(*own_faces)
    parted = _parted(clusters_of(text), (upright, *own_faces))
    own, others = own_extra(language), {own_extra(name) for name in marked}
    order = [TEXT_FAMILY]
    for family in _families_in_order(own, printing):
        found = _in_any(family)
        still_parted = _parted(parted, (found,))
        named = any(extra is not None and extra.faces is family for extra in others)
        needed = still_parted != parted or (printing if named else wanted) & found
        if needed or family[0].family.casefold() in beside:
            faces.extend(family)
            wanted, missing, parted = wanted - found, missing - found, still_parted
            order.append(family[0].family)
    if own is not None and own.family in order:
        order = [own.family, *(name for name in order if name != own.family)]
    return FontSelection(
        faces=tuple(faces),
        missing="".join(sorted(missing)),
        order=tuple(order),
        languages=tuple(_languages_set_in(order)),
        parted=tuple(sorted(cluster for cluster in parted if missing.isdisjoint(cluster))),
    )


def _languages_set_in(families: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield each language of a script for which one of the families is, with that family."""
    for extra in SCRIPTS:
        if extra.family in families:
            yield from ((name, extra.family) for name in sorted(extra.languages))


def _parted(clusters: Iterable[str], faces: Sequence[frozenset[str]]) -> frozenset[str]:
    """Return the clusters that none of the faces has whole."""
    return frozenset(one for one in clusters if not any(is_whole(one, face) for face in faces))


def _families_in_order(own: Extra | None, printing: frozenset[str]) -> list[tuple[Face, ...]]:
    """Give the families that are there, as they are asked for what the text face lacks."""
    there = sorted((e for e in SCRIPTS if e.installed), key=lambda e: _rank(e, own, printing))
    families = [*FALLBACK_FAMILIES, *(extra.faces for extra in there if extra is not own)]
    return [own.faces, *families] if own is not None and own.installed else families


def own_extra(language: str) -> Extra | None:
    """Give the extra whose faces text in a language asks for, None where the text face serves."""
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
    """Say whether a text has letters of a script that belongs to one extra alone."""
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
    """Give the scripts (ISO 15924) that a character is used in (Unicode, UAX 24)."""
    found = frozenset(scripts.script_extension(char)) - _COMMON
    return found or (_EAST_ASIAN if is_wide(char) else frozenset())


def foreign_letters(text: str, language: str = "en") -> frozenset[str]:
    """Give the letters of `text` that the text face has not in every cut, with their marks.

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
    """Give the characters that need a glyph: no controls, formats, separators, variations."""
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
