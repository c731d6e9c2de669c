"""The book as one XHTML document for page layout, with its styles, files and metadata."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from importlib.metadata import version

from lxml import etree
from markupsafe import Markup

from chapbook import __version__
from chapbook.model.diagnostics import Diagnostic
from chapbook.model.editions.output import PdfNote, PdfRendition
from chapbook.model.letters.seeking import Seeker
from chapbook.model.manuscript import Division, Manuscript
from chapbook.render.cover.back import back_cover, wants_colophon
from chapbook.render.cover.front import UNNUMBERED, CoverPage, cover_page
from chapbook.render.pdf.content import (
    Setting,
    division_section,
    font_resources,
    picture_resources,
    picture_urls,
    prepare,
)
from chapbook.render.pdf.formulas import shrunk_formulas
from chapbook.render.pdf.measures import (
    Adjustment,
    Measures,
    gutters_of,
    measures_of,
    measures_sheet,
    print_styles,
)
from chapbook.render.pdf.notes import NotePlacer
from chapbook.render.pdf.pages import BEFORE_CONTENTS, PageMaker
from chapbook.render.pdf.print_sheet import own_characters, own_families, own_resources, own_sheet
from chapbook.render.pdf.running_heads import head_words, running_head
from chapbook.render.templating import markup
from chapbook.render.text.fragments import Fragments
from chapbook.render.text.glyphs import drawn_text, glyph_faults, marked_languages, parted_letters
from chapbook.render.text.keys import keyed_page
from chapbook.render.words import words
from chapbook.resources import style_sheet
from chapbook.tools import pandoc
from chapbook.tools.fonts import text_engine
from chapbook.tools.fonts.choosing import own_extra, select_fonts
from chapbook.tools.fonts.selection import FontSelection

_FRONT_MATTER = "front-matter.css"
_CODE = ("code", "pre", "kbd", "samp")


@dataclass(frozen=True, slots=True)
class _Text:
    """The sections of the text as markup: those before the contents, and the others.

    `shrunk` has the formulas that are set too small.
    """

    opening: Markup
    rest: Markup
    has_code: bool
    shrunk: tuple[Diagnostic, ...]


@dataclass(frozen=True)
class PdfPages:
    """The book as pages of markup, before it has a size: what any PDF of it is made from.

    `pages` are by the names that the template of the document has for them.
    """

    manuscript: Manuscript
    maker: PageMaker
    cover: CoverPage
    pages: Mapping[str, Markup]
    fonts: FontSelection
    programs: Mapping[str, str]

    @property
    def producer(self) -> str:
        """The program that writes the PDF, with its version."""
        return f"WeasyPrint {self.programs['WeasyPrint']}"

    @property
    def creator(self) -> str:
        """Chapbook and all programs that the bytes of the file depend on, with their versions."""
        first, *others = (f"{name} {version}" for name, version in self.programs.items())
        return f"{first} ({', '.join(others)})"


def compose_pdf(
    manuscript: Manuscript, fragments: Fragments, *, as_pamphlet: bool = False
) -> tuple[PdfPages, tuple[Diagnostic, ...]]:
    """Make the pages and choose their faces.

    A pamphlet has a back cover, no half title, which would be two pages for the words of the cover,
    and nothing in it that only a screen can follow. The diagnostics name every character that no
    face has, at each of its places.
    """
    maker = PageMaker(manuscript, fragments, words(manuscript.metadata.language))
    text = _text(maker, on_paper=as_pamphlet)
    programs, trim = _programs(), manuscript.metadata.print.trim
    cover = cover_page(manuscript, fragments, trim.width, trim.height, trim.unit)
    pages = {
        "cover": keyed_page(cover.markup),
        "half_title": Markup() if as_pamphlet else keyed_page(maker.half_title()),
        "title_page": keyed_page(maker.title_page()),
        "copyright_page": keyed_page(maker.copyright_page()),
        "opening": text.opening,
        "contents": keyed_page(maker.contents()),
        "text": text.rest,
    }
    # The names of faces are Latin, as those of programs are: they need no face of their own.
    closing = _closing(manuscript, fragments, maker.colophon((), programs), back=as_pamphlet)
    whole = "".join((*pages.values(), *closing.values()))
    drawn = drawn_text(whole, manuscript)
    fonts = _fonts(manuscript, drawn, marked_languages(whole), code=text.has_code)
    colophon = maker.colophon(fonts.families, programs)
    pages |= _closing(manuscript, fragments, colophon, back=as_pamphlet)
    composed = PdfPages(manuscript, maker, cover, pages, fonts, programs)
    faults = glyph_faults(manuscript, fonts.missing, drawn)
    return composed, (*text.shrunk, *faults, *parted_letters(manuscript, fonts.parted))


def _fonts(
    manuscript: Manuscript, drawn: str, marked: Iterable[str], *, code: bool
) -> FontSelection:
    """Choose the faces for all text that is drawn; `marked` are the languages of passages."""
    settings, sheet = manuscript.metadata.print, manuscript.print_sheet
    return select_fonts(
        drawn,
        code=code,
        language=manuscript.metadata.language,
        marked=marked,
        beside=(*print_styles()[settings.style].faces, *own_families(sheet)),
        own_faces=own_characters(sheet),
    )


def render_pdf(composed: PdfPages, adjustment: Adjustment | None = None) -> PdfRendition:
    """Put the pages into one document; list its styles and files.

    `adjustment` changes them from the style, within `measures.bounds_of`.
    """
    manuscript, maker, cover = composed.manuscript, composed.maker, composed.cover
    fonts = composed.fonts
    own = own_extra(manuscript.metadata.language)
    scale = 1.0 if own is None else own.scale
    measures = measures_of(manuscript.metadata.print, adjustment, scale=scale)
    return PdfRendition(
        document=maker.document(composed.pages, composed.creator),
        styles=(*_styles(composed, measures), *cover.styles),
        resources=(
            *cover.resources,
            *picture_resources(manuscript),
            *font_resources(fonts),
            *own_resources(manuscript.print_sheet),
        ),
        xmp=maker.metadata_packet(composed.producer, composed.creator),
        notes=tuple(_notes(manuscript, maker)),
        unnumbered=UNNUMBERED,
        gutters=gutters_of(measures),
    )


def render_pamphlet(composed: PdfPages, adjustment: Adjustment | None = None) -> PdfRendition:
    """Put the pages of a pamphlet into one document, with the styles that are its own."""
    rendition = render_pdf(composed, adjustment)
    own = [(name, style_sheet(name)) for name in ("pamphlet.css", "back-cover.css")]
    counted_once = [(name, text) for name, text in rendition.styles if name != _FRONT_MATTER]
    # The measures of the page and the author's own sheet have the last word.
    at = [name for name, _ in counted_once].index("measures")
    return replace(rendition, styles=(*counted_once[:at], own[0], *counted_once[at:], own[1]))


def _closing(
    manuscript: Manuscript, fragments: Fragments, colophon: Markup, *, back: bool
) -> dict[str, Markup]:
    """Return colophon and back cover; where nothing commends the book, the one is on the other.

    A colophon of the author's own stays at the end of the text, and ours with it.
    """
    if not back:
        return {"colophon": keyed_page(colophon), "back_cover": Markup()}
    own = any(division.role == "colophon" for division in manuscript.divisions)
    on_back = wants_colophon(manuscript.metadata) and not own
    cover = back_cover(manuscript, fragments, colophon if on_back else None)
    return {
        "colophon": Markup() if on_back else keyed_page(colophon),
        "back_cover": keyed_page(cover),
    }


def _text(maker: PageMaker, *, on_paper: bool) -> _Text:
    """Make the sections of all divisions, with their calls and notes."""
    manuscript, fragments = maker.manuscript, maker.fragments
    settings, language = manuscript.metadata.print, manuscript.metadata.language
    setting = Setting(picture_urls(manuscript), language, measures_of(settings).line)
    notes = tuple(_prepared(note, setting) for note in fragments.notes)
    ready = replace(fragments, notes=notes)
    generated = words(language)
    placer = NotePlacer(manuscript, ready, generated, on_paper=on_paper)
    opening, rest = Markup(), Markup()
    has_code, seeker = False, Seeker(manuscript.source.text)
    shrunk: list[Diagnostic] = []
    for division, tree in zip(manuscript.divisions, fragments.divisions, strict=True):
        section = division_section(division, tree, setting)
        section.set("data-head", running_head(_head(division, tree) or maker.book_head(), settings))
        placer.place(section)
        shrunk += shrunk_formulas(section, manuscript.source, seeker)
        has_code = has_code or next(section.iter(*_CODE), None) is not None
        if division.role in BEFORE_CONTENTS and not rest:
            opening += markup(section)
        else:
            rest += markup(section)
    return _Text(opening, rest, has_code, tuple(shrunk))


def _head(division: Division, tree: etree._Element) -> str:
    """Return the words of a division for the heads of its pages."""
    heading = tree.find("h1")
    if heading is None or next(heading.iter("math"), None) is None:
        return division.title
    return head_words(heading)


def _prepared(note: etree._Element, setting: Setting) -> etree._Element:
    copy = deepcopy(note)
    prepare(copy, setting)
    return copy


def _styles(composed: PdfPages, measures: Measures) -> Iterator[tuple[str, str]]:
    """Yield the sheets in the order of the cascade (styles/README.md)."""
    metadata = composed.manuscript.metadata
    right_to_left = metadata.direction == "rtl"
    yield "faces", composed.fonts.css
    yield "series", _series_order(composed.manuscript)
    sheets = ["print.css", print_styles()[metadata.print.style].sheet]
    if right_to_left:
        sheets.append("print-rtl.css")
    for name in sheets:
        yield name, style_sheet(name)
    yield _FRONT_MATTER, style_sheet(_FRONT_MATTER)
    yield "measures", measures_sheet(measures, right_to_left=right_to_left)
    if composed.manuscript.print_sheet is not None:
        yield "own", own_sheet(composed.manuscript.print_sheet)


def _series_order(manuscript: Manuscript) -> str:
    """Number the series as they are declared: their order at the foot of a page (print.css)."""
    rules = (
        f".series-{series.name} {{ order: {number} }}"
        for number, series in enumerate(manuscript.series, start=1)
    )
    return "\n".join(rules)


def _notes(manuscript: Manuscript, maker: PageMaker) -> Iterator[PdfNote]:
    for statement in manuscript.statements:
        note = manuscript.notes[statement.note]
        shown = maker.words.note_label(statement.series, statement.marker)
        name = f"{shown} [^{note.label}]" if note.label else shown
        yield PdfNote(statement.identifier, name, note.place, statement.series.name)


def _programs() -> dict[str, str]:
    """Name the programs that make the PDF, with their versions, for the colophon."""
    return {
        "Chapbook": __version__,
        "pandoc": pandoc.version_of(pandoc.program()),
        "WeasyPrint": version("weasyprint"),
        **text_engine.versions(),
        "ziamath": version("ziamath"),
    }
