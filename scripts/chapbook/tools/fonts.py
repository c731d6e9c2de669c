"""The faces that the PDF is set in: found in pinned packages, never among the system's fonts.

The text face is Source Serif Pro (real small caps, old-style figures, drawn superiors). What it
lacks comes from Noto Serif, then from faces with more signs; these are large, so they are declared
only where a document has a character that needs them. Code is set in JetBrains Mono. All are under
the SIL Open Font License.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from fontTools.ttLib import TTFont

from chapbook.errors import ProgramMissing

# A scheme of our own: only what is listed under it can be opened (see tools.weasyprint).
URL = "chapbook://font/"
TEXT_FAMILY = "Source Serif Pro"


@dataclass(frozen=True, slots=True)
class Face:
    """One font file: its package and path there, and how CSS asks for it.

    `weight` is None for a variable font, which has them all.
    """

    family: str
    package: str
    name: str
    weight: int | None = None
    style: str = "normal"

    @property
    def path(self) -> Path:
        """The file. Raises ProgramMissing if its package is not installed."""
        try:
            path = Path(str(files(self.package).joinpath(self.name)))
        except ModuleNotFoundError as error:
            raise ProgramMissing(f"the font package {self.package} is missing", _NEXT) from error
        if not path.is_file():
            raise ProgramMissing(f"{self.package} has no {self.name}", _NEXT)
        return path

    @property
    def url(self) -> str:
        """The address that style sheets name it by."""
        return URL + Path(self.name).name.split("[")[0].split(".")[0]

    def rule(self) -> str:
        """Give the `@font-face` rule (CSS Fonts 4, 4)."""
        weight = "" if self.weight is None else f"font-weight:{self.weight};"
        return (
            f'@font-face{{font-family:"{self.family}";font-style:{self.style};{weight}'
            f'src:url("{self.url}")}}'
        )


_NEXT = "install Chapbook again with its dependencies"


def _source_serif(name: str, weight: int, style: str) -> Face:
    path = f"files/SourceSerifPro-{name}.otf"
    return Face(TEXT_FAMILY, "font_source_serif_pro", path, weight, style)


def _western(family: str, file: str, style: str = "normal", weight: int | None = None) -> Face:
    path = f"fonts/ofl/{family.lower().replace(' ', '')}/{file}.ttf"
    return Face(family, "justmytype_western_core", path, weight, style)


TEXT_FACES = (
    _source_serif("Regular", 400, "normal"),
    _source_serif("It", 400, "italic"),
    _source_serif("Semibold", 600, "normal"),
    _source_serif("SemiboldIt", 600, "italic"),
    _source_serif("Bold", 700, "normal"),
    _source_serif("BoldIt", 700, "italic"),
)
CODE_FACES = (
    _western("JetBrains Mono", "JetBrainsMono[wght]"),
    _western("JetBrains Mono", "JetBrainsMono-Italic[wght]", "italic"),
)
# In the order in which they are asked.
FALLBACK_FAMILIES = (
    (
        _western("Noto Serif", "NotoSerif[wdth,wght]"),
        _western("Noto Serif", "NotoSerif-Italic[wdth,wght]", "italic"),
    ),
    (_western("STIX Two Math", "STIXTwoMath-Regular", weight=400),),
    (_western("Noto Sans Symbols 2", "NotoSansSymbols2-Regular", weight=400),),
    (_western("Inter", "Inter[opsz,wght]"), _western("Inter", "Inter-Italic[opsz,wght]", "italic")),
)


@dataclass(frozen=True, slots=True)
class FontSelection:
    """The faces of one document, and the characters that none of them has, in order."""

    faces: tuple[Face, ...]
    missing: str

    @property
    def css(self) -> str:
        """The `@font-face` rules."""
        return "\n".join(face.rule() for face in self.faces)

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
        """The names of the families, the text face first."""
        return tuple(dict.fromkeys(face.family for face in self.faces))


def _as_truetype(path: Path) -> Path:
    truetype = path.with_suffix(".ttf")
    return truetype if truetype.is_file() else path


def select_fonts(text: str, *, code: bool) -> FontSelection:
    """Choose the faces for a document that holds `text`; `code`: whether it sets any code."""
    faces = [*TEXT_FACES, *(CODE_FACES if code else ())]
    printing = _printing(text)
    upright = _in_all(face for face in TEXT_FACES if face.style == "normal")
    wanted = (printing - upright) | foreign_letters(text)
    missing = printing - _in_any(TEXT_FACES)
    for family in FALLBACK_FAMILIES:
        had = _in_any(family)
        if wanted & had:
            faces.extend(family)
            wanted, missing = wanted - had, missing - had
    return FontSelection(tuple(faces), "".join(sorted(missing)))


def foreign_letters(text: str) -> frozenset[str]:
    """Give the letters of `text` that the text face has not in every cut.

    Source Serif Pro has Cyrillic and Greek without accents, upright only: a word of such letters
    comes whole, and upright and italic alike, from another face.
    """
    return frozenset(
        char
        for char in _printing(text) - _in_all(TEXT_FACES)
        if unicodedata.category(char)[0] in "LM"
    )


def _printing(text: str) -> frozenset[str]:
    """Give the characters that need a glyph: no controls, formats, separators, variations."""
    return frozenset(
        char
        for char in set(text)
        if unicodedata.category(char) not in ("Cc", "Cf", "Zl", "Zp") and char != " "
    )


def _in_all(faces: Iterable[Face]) -> frozenset[str]:
    return frozenset.intersection(*(characters(face) for face in faces))


def _in_any(faces: Iterable[Face]) -> frozenset[str]:
    return frozenset[str]().union(*(characters(face) for face in faces))


@cache
def characters(face: Face) -> frozenset[str]:
    """Give the characters that a face has a glyph for."""
    with TTFont(face.path, lazy=True) as font:
        return frozenset(chr(code) for code in font.getBestCmap())


def width_of(text: str, *, weight: int = 400) -> float:
    """Measure a line of text in the upright text face, in em; kerning is left out.

    A character that the face has not counts as wide as it is high.
    """
    face = next(f for f in TEXT_FACES if f.weight == weight and f.style == "normal")
    advances = _advances(face)
    return sum(advances.get(char, 1.0) for char in text)


@cache
def _advances(face: Face) -> Mapping[str, float]:
    with TTFont(face.path, lazy=True) as font:
        widths, units = font["hmtx"], font["head"].unitsPerEm
        return {chr(code): widths[name][0] / units for code, name in font.getBestCmap().items()}
