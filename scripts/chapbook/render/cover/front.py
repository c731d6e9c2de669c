"""The cover: the author's picture, or one designed from the front matter.

A designed cover is set as a page, by the engine and in the faces of the PDF, since these break
lines, kern and draw small capitals; `styles/cover.xhtml` and `styles/cover.css` say how it looks.
It opens the PDF as it is. For the EPUB, it is set on its own page and drawn as a picture.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from math import ceil

from markupsafe import Markup

from chapbook.model.diagnostics import Code, Diagnostic, diagnostic
from chapbook.model.editions.output import PdfRendition, PdfResource
from chapbook.model.manuscript import Manuscript
from chapbook.model.metadata import Metadata
from chapbook.render.cover.line_fitting import balanced, lines_of
from chapbook.render.pdf.content import drawn, font_resources
from chapbook.render.templating import fill, fill_style, markup
from chapbook.render.text.fragments import Fragments
from chapbook.render.words import words
from chapbook.resources import styles_folder
from chapbook.tools.fonts.choosing import extra_for, select_fonts
from chapbook.tools.fonts.selection import FontSelection
from chapbook.tools.fonts.tables import width_of

WIDTH, HEIGHT = 1600, 2560
"""The size of the picture in pixels: what shops ask for."""

COVER_URL = "chapbook://cover"
UNNUMBERED = 2
"""Pages of the PDF before the one numbered 1: the cover and its back."""

_PATTERNS = ("lozenges", "dots", "waves", "flowers", "scales", "crosses")
_PAPERS = 8
_CHARACTERS_TOLD = 12
# In hundredths of the cover's width: the label's inner width; sizes of the title from the largest,
# and of the subtitle, with its most lines; the share of the height that the label may take.
_MEASURE = 70.0
_TITLE_SIZES = tuple(size / 2 for size in range(40, 11, -1))
_DIVIDED_SIZES = tuple(size / 2 for size in range(24, 5, -1))
# A title is best in so many lines, if it is not smaller for it than this.
_TITLE_LINES = 3
_TITLE_OF_FEW_LINES = 13.0
_SUBTITLE_SIZES = (5.6, 5.0, 4.4, 3.8, 3.2)
_SUBTITLE_LINES = 4
_LABEL_SHARE = 0.76
# Divided words leave this much of a line filled, at least.
_FILLED = 0.8
# Heights that cover.css gives, in the same measure.
_TITLE_LEADING = 1.06
_PADDING = 20.0
_NAME_HEIGHT = 6.8
_PUBLISHER_HEIGHT = 11.5


@dataclass(frozen=True, slots=True)
class CoverPage:
    """The first page of the PDF: its markup, its style sheets, the files that it shows."""

    markup: Markup
    styles: tuple[tuple[str, str], ...]
    resources: tuple[PdfResource, ...]


def cover_words(metadata: Metadata) -> str:
    """Return the alternative text of the cover: what the author says, else the words on it."""
    if metadata.cover_alt:
        return metadata.cover_alt
    subtitle = metadata.subtitle.plain if metadata.subtitle else None
    names = ", ".join(person.name for person in metadata.authors)
    said = ". ".join(part for part in (metadata.title.plain, subtitle, names) if part)
    return f"{words(metadata.language).cover}: {said}"


def cover_page(
    manuscript: Manuscript, fragments: Fragments, width: float, height: float, unit: str
) -> CoverPage:
    """Make the cover as a page of a PDF, `width` by `height` of the CSS length `unit`."""
    sheet = (styles_folder() / "cover.css").read_text(encoding="utf-8")
    size = (
        f".cover {{ width: {width}{unit}; height: {height}{unit}; font-size: {width / 100}{unit} }}"
    )
    styles = (("cover.css", sheet), ("cover size", size))
    picture = manuscript.cover
    if picture is None:
        return CoverPage(_design(manuscript, fragments, 100 * height / width), styles, ())
    shown = _fill("cover-picture", url=COVER_URL, alt=cover_words(manuscript.metadata))
    file = PdfResource(COVER_URL, picture.content, picture.media_type)
    return CoverPage(shown, styles, (file,))


def design_of(metadata: Metadata) -> str:
    """Name paper and pattern (classes of cover.css). A book keeps them as it keeps its title."""
    digest = sha256(metadata.title.plain.encode()).digest()
    pattern = _PATTERNS[digest[1] % len(_PATTERNS)]
    return f"paper-{digest[0] % _PAPERS + 1} pattern-{pattern}"


def cover_rendition(manuscript: Manuscript, fragments: Fragments) -> PdfRendition:
    """Make the cover as a page that is to be drawn as a picture.

    If it is generated and no face has all characters, an ornament replaces the words.
    """
    page = cover_page(manuscript, fragments, WIDTH, HEIGHT, "px")
    fonts = _fonts(manuscript, page)
    if fonts.missing:
        wordless = _design(manuscript, fragments, 100 * HEIGHT / WIDTH, wordless=True)
        page = replace(page, markup=wordless)
        fonts = _fonts(manuscript, page)
    sheet = f"@page {{ size: {WIDTH}px {HEIGHT}px; margin: 0 }} body {{ margin: 0 }}"
    return PdfRendition(
        document=str(_fill("cover", cover=page.markup, metadata=manuscript.metadata)),
        styles=(("faces", fonts.css), *page.styles, ("page", sheet)),
        resources=(*font_resources(fonts), *page.resources),
        xmp="",
        notes=(),
    )


def cover_fault(manuscript: Manuscript, fragments: Fragments) -> Diagnostic | None:
    """Report characters of a designed cover that no installed face has, and what has them."""
    page = cover_page(manuscript, fragments, WIDTH, HEIGHT, "px")
    missing = _fonts(manuscript, page).missing
    if not missing:
        return None
    source, metadata = manuscript.source, manuscript.metadata
    offset = source.text.find(metadata.title.plain)
    place = source.whole if offset < 0 else source.place(offset)
    extra = extra_for(missing[0], metadata.language, page.markup)
    facts = {"characters": missing[:_CHARACTERS_TOLD], "suggestion": extra}
    return diagnostic(Code.COVER_WITHOUT_WORDS, place, **facts)


def _fonts(manuscript: Manuscript, page: CoverPage) -> FontSelection:
    shown = "" if manuscript.cover else page.markup
    return select_fonts(shown, code=False, language=manuscript.metadata.language)


def _design(
    manuscript: Manuscript, fragments: Fragments, height: float, *, wordless: bool = False
) -> Markup:
    """Choose sizes of type for a cover `height` hundredths of its width high."""
    metadata = manuscript.metadata
    subtitle = metadata.subtitle.plain if metadata.subtitle else ""
    names = [person.name for person in metadata.authors]
    below = _subtitle_type(subtitle)
    room = height * _LABEL_SHARE - _height_around(names, subtitle, below, metadata)
    return Markup(  # noqa: S704 -- a filled template, escaped by Jinja2
        fill_style(
            "cover.xhtml",
            wordless=wordless,
            design=design_of(metadata),
            authors=names,
            title=markup(drawn(fragments.title)),
            title_type=_title_type(metadata.title.plain, room),
            subtitle=None if fragments.subtitle is None else markup(drawn(fragments.subtitle)),
            subtitle_type=below,
            publisher=metadata.publisher,
        )
    )


@dataclass(frozen=True, slots=True)
class _Type:
    """How large a text is set, and how wide (in em of that size); `divided`: it breaks words."""

    size: float
    measure: float
    divided: bool = False


def _title_type(title: str, room: float) -> _Type:
    """Choose the largest size at which the title is not too high and no word is too wide.

    A little smaller where that spares lines with one short word each; where it would be too small
    to read, words are divided.
    """
    counted = ((size, lines_of(title, _MEASURE / size, weight=600)) for size in _TITLE_SIZES)
    fitting = [(size, n) for size, n in counted if n and n * size * _TITLE_LEADING <= room]
    if fitting:
        few = (one for one in fitting if one[1] <= _TITLE_LINES and one[0] >= _TITLE_OF_FEW_LINES)
        size, lines = next(few, fitting[0])
        return _Type(size, balanced(title, _MEASURE / size, lines, weight=600))
    for size in _DIVIDED_SIZES:
        lines = ceil(width_of(title, weight=600) * size / (_MEASURE * _FILLED))
        if lines * size * _TITLE_LEADING <= room:
            return _Type(size, _MEASURE / size, divided=True)
    return _Type(_DIVIDED_SIZES[-1], _MEASURE / _DIVIDED_SIZES[-1], divided=True)


def _subtitle_type(subtitle: str) -> _Type:
    for size in _SUBTITLE_SIZES:
        lines = lines_of(subtitle, _MEASURE / size)
        if 0 < lines <= _SUBTITLE_LINES:
            return _Type(size, balanced(subtitle, _MEASURE / size, lines))
    return _Type(_SUBTITLE_SIZES[-1], _MEASURE / _SUBTITLE_SIZES[-1], divided=True)


def _height_around(names: list[str], subtitle: str, below: _Type, metadata: Metadata) -> float:
    """Return the height that all but the title takes in the label (styles/cover.css)."""
    height = _PADDING
    height += _NAME_HEIGHT * sum(max(1, lines_of(name, _MEASURE / 5.8)) for name in names)
    if subtitle:
        lines = lines_of(subtitle, below.measure) or _SUBTITLE_LINES
        height += below.size * (2.1 + 1.25 * lines)
    return height + (_PUBLISHER_HEIGHT if metadata.publisher else 0.0)


def _fill(template: str, **values: object) -> Markup:
    return Markup(fill(f"pdf/{template}.xhtml", **values))  # noqa: S704 -- escaped by Jinja2
