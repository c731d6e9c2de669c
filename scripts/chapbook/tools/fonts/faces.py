"""The font files there are to set type with: those that are always there, and the extras.

All come from pinned packages and are under the SIL Open Font License. The text face is Source Serif
Pro (real small caps, old-style figures, drawn superiors). What it lacks comes from Noto Serif, all
of Greek among it, then from faces with more signs, the last of them Noto Emoji without colour.
Small faces of many scripts are always there. Those that are large, or serif faces fit for a whole
book, are extras of the Python package (`pip install 'chapbook[korean]'`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

from chapbook.errors import ProgramMissing

# A scheme of our own: only what is listed under it can be opened (see tools.weasyprint).
URL = "chapbook://font/"
TEXT_FAMILY = "Source Serif Pro"


@dataclass(frozen=True, slots=True)
class Face:
    """One font file: its package and path there, and how CSS selects it.

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
        """Return the `@font-face` rule (CSS Fonts 4, 4)."""
        weight = "" if self.weight is None else f"font-weight:{self.weight};"
        return (
            f'@font-face{{font-family:"{self.family}";font-style:{self.style};{weight}'
            f'src:url("{self.url}")}}'
        )


_NEXT = "reinstall Chapbook with its dependencies"


def _source_serif(name: str, weight: int, style: str) -> Face:
    path = f"files/SourceSerifPro-{name}.otf"
    return Face(TEXT_FAMILY, "font_source_serif_pro", path, weight, style)


def _western(family: str, file: str, style: str = "normal", weight: int | None = None) -> Face:
    path = f"fonts/ofl/{family.lower().replace(' ', '')}/{file}.ttf"
    return Face(family, "justmytype_western_core", path, weight, style)


def _noto_sans(name: str) -> Face:
    return Face(f"Noto Sans {name}", "manimgx_fonts", f"NotoSans{name}[wght].ttf")


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
    (_noto_sans("Symbols"),),
    (Face("Noto Emoji", "manimgx_fonts", "NotoEmoji[wght].ttf"),),
)


@dataclass(frozen=True, slots=True)
class Extra:
    """The faces of a script. `name` is that of an extra of the Python package, unless `bundled`.

    `scripts` are codes of ISO 15924, `languages` the primary subtags of the languages written in
    it. In a book of one of these its faces come before the text face: their spaces and signs fit
    the script, and a justified line must not change its font at every space. `scale` is how much
    larger such a book is set, since letters of some scripts are small in their em.
    """

    name: str
    scripts: frozenset[str]
    languages: frozenset[str]
    faces: tuple[Face, ...]
    scale: float = 1.0
    bundled: bool = False

    @property
    def family(self) -> str:
        """The name of the family."""
        return self.faces[0].family

    @property
    def installed(self) -> bool:
        """Return whether the package with the faces is there."""
        return self.bundled or _is_installed(self.faces[0].package)


@cache
def _is_installed(package: str) -> bool:
    return find_spec(package) is not None


def _amiri(name: str, weight: int, style: str) -> Face:
    return Face("Amiri", "fontpkg_amiri", f"files/Amiri-{name}.ttf", weight, style)


def _east_asian(code: str, package: str) -> tuple[Face, ...]:
    """Return Ming for text and Gothic for emphasis: these scripts have no italics and no bold."""
    family, gothic = f"Noto Serif {code}", f"NotoSans{code}-Regular.otf"
    return (
        Face(family, package, f"NotoSerif{code}-Regular.otf", 400),
        Face(family, package, gothic, 400, "italic"),
        Face(family, package, gothic, 600),
        Face(family, package, gothic, 600, "italic"),
    )


# Of two that could give a character, the first is asked; the book's own language comes before all.
EXTRAS = (
    Extra(
        "arabic",
        frozenset({"Arab"}),
        frozenset({"ar", "ckb", "fa", "ps", "sd", "ug", "ur"}),
        (
            _amiri("Regular", 400, "normal"),
            _amiri("Italic", 400, "italic"),
            _amiri("Bold", 600, "normal"),
            _amiri("BoldItalic", 600, "italic"),
        ),
        scale=1.14,
    ),
    Extra(
        "hebrew",
        frozenset({"Hebr"}),
        frozenset({"he", "yi"}),
        (Face("Noto Serif Hebrew", "pylopdf_fonts_he", "NotoSerifHebrew-Variable.ttf"),),
    ),
    Extra(
        "korean",
        frozenset({"Hang", "Hani"}),
        frozenset({"ko"}),
        _east_asian("KR", "pylopdf_fonts_ko"),
    ),
    Extra(
        "japanese",
        frozenset({"Hira", "Kana", "Hani"}),
        frozenset({"ja"}),
        _east_asian("JP", "pylopdf_fonts_jp"),
    ),
    Extra(
        "chinese",
        frozenset({"Hani", "Bopo"}),
        frozenset({"zh"}),
        _east_asian("SC", "pylopdf_fonts_zh_cn"),
    ),
    Extra(
        "chinese-traditional",
        frozenset({"Hani", "Bopo"}),
        frozenset({"zh-Hant", "zh-TW", "zh-HK", "zh-MO"}),
        _east_asian("TC", "pylopdf_fonts_zh_tw"),
    ),
    Extra(
        "devanagari",
        frozenset({"Deva"}),
        frozenset({"bho", "brx", "doi", "hi", "kok", "mai", "mr", "ne", "new", "sa"}),
        (Face("Noto Serif Devanagari", "pylopdf_fonts_hi", "NotoSerifDevanagari-Variable.ttf"),),
    ),
    Extra(
        "thai",
        frozenset({"Thai"}),
        frozenset({"th"}),
        (Face("Noto Serif Thai", "pylopdf_fonts_th", "NotoSerifThai-Variable.ttf"),),
    ),
)


def _bundled(name: str, script: str, *languages: str) -> Extra:
    faces = (_noto_sans(name),)
    return Extra(name.lower(), frozenset({script}), frozenset(languages), faces, bundled=True)


# Always there, each less than half a megabyte; only those that a book needs are put into it.
BUNDLED = (
    _bundled("Armenian", "Armn", "hy", "hyw"),
    _bundled("Bengali", "Beng", "as", "bn"),
    _bundled("Ethiopic", "Ethi", "am", "gez", "ti", "tig"),
    _bundled("Georgian", "Geor", "ka", "lzz", "xmf"),
    _bundled("Gujarati", "Gujr", "gu"),
    _bundled("Gurmukhi", "Guru", "pa"),
    _bundled("Kannada", "Knda", "kn", "tcy"),
    _bundled("Khmer", "Khmr", "km"),
    _bundled("Lao", "Laoo", "lo"),
    _bundled("Malayalam", "Mlym", "ml"),
    _bundled("Myanmar", "Mymr", "my"),
    _bundled("Oriya", "Orya", "or"),
    _bundled("Sinhala", "Sinh", "si"),
    _bundled("Tamil", "Taml", "ta"),
    _bundled("Telugu", "Telu", "te"),
)
SCRIPTS = (*EXTRAS, *BUNDLED)
