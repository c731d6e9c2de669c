"""The faces chosen for a document, as the rules of a style sheet and the files that it names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from chapbook.tools.fonts.faces import CODE_FACES, TEXT_FAMILY, Face


@dataclass(frozen=True, slots=True)
class FontSelection:
    """The faces of one document, and the characters that none of them has, in order.

    `order` names the families in the order in which text is set in them, the text face first but
    in books of another script; `languages` has the family that comes first for text marked as of a
    language. `parted` are clusters (see `model.letters.clusters`) of which each character is in a
    face, but no face has all.
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
