"""The book as one XHTML document for page layout, with its styles, files and metadata."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from importlib.metadata import version

from lxml import etree
from markupsafe import Markup

from chapbook import __version__
from chapbook.errors import EditionFailed
from chapbook.model.manuscript import Manuscript
from chapbook.model.output import PdfNote, PdfRendition
from chapbook.render.cover import UNNUMBERED, cover_page
from chapbook.render.fragments import Fragments
from chapbook.render.pdf_content import (
    division_section,
    font_resources,
    picture_resources,
    picture_urls,
    prepare,
    running_head,
)
from chapbook.render.pdf_notes import NotePlacer
from chapbook.render.pdf_pages import BEFORE_CONTENTS, PageMaker
from chapbook.render.templating import markup
from chapbook.render.words import words
from chapbook.resources import styles_folder
from chapbook.tools import pandoc
from chapbook.tools.fonts import FontSelection, select_fonts

_CODE = ("code", "pre", "kbd", "samp")
_SVG = "image/svg+xml"
# `@page { size }` takes two lengths (CSS Paged Media 3, 7.1).
_TRIM = re.compile(r"(?P<width>[0-9.]+)(?P<unit>mm|cm|in|pt) (?P<height>[0-9.]+)(?P=unit)")


@dataclass(frozen=True, slots=True)
class _Text:
    """The sections of the text as markup: those before the contents, and the others."""

    opening: Markup
    rest: Markup
    has_code: bool


def render_pdf(manuscript: Manuscript, fragments: Fragments) -> PdfRendition:
    """Make the document, choose its faces, list its files.

    Raises EditionFailed for a character that no face has.
    """
    generated = words(manuscript.metadata.language)
    maker = PageMaker(manuscript, fragments, generated)
    text = _text(manuscript, fragments)
    programs = _programs()
    creator = f"Chapbook {__version__}"
    cover = cover_page(manuscript, fragments, *_trim(manuscript))
    pages = {
        "cover": cover.markup,
        "title_page": maker.title_page(),
        "copyright_page": maker.copyright_page(),
        "opening": text.opening,
        "contents": maker.contents(),
        "text": text.rest,
    }
    fonts = _fonts(manuscript, "".join(pages.values()), code=text.has_code)
    pages["colophon"] = maker.colophon(fonts.families, programs)
    return PdfRendition(
        document=maker.document(pages, creator),
        styles=(*_styles(manuscript, fonts), *cover.styles),
        resources=(*cover.resources, *picture_resources(manuscript), *font_resources(fonts)),
        xmp=maker.metadata_packet(f"WeasyPrint {programs['WeasyPrint']}", creator),
        notes=tuple(_notes(manuscript, maker)),
        unnumbered=UNNUMBERED,
    )


def _text(manuscript: Manuscript, fragments: Fragments) -> _Text:
    """Make the sections of all divisions, with their calls and notes."""
    pictures = picture_urls(manuscript)
    ready = replace(fragments, notes=tuple(_prepared(note, pictures) for note in fragments.notes))
    placer = NotePlacer(manuscript, ready, words(manuscript.metadata.language))
    opening, rest = Markup(), Markup()
    has_code = False
    for division, tree in zip(manuscript.divisions, fragments.divisions, strict=True):
        section = division_section(division, tree, pictures)
        section.set("data-head", running_head(division.title or manuscript.metadata.title.plain))
        placer.place(section)
        has_code = has_code or next(section.iter(*_CODE), None) is not None
        if division.role in BEFORE_CONTENTS and not rest:
            opening += markup(section)
        else:
            rest += markup(section)
    return _Text(opening, rest, has_code)


def _prepared(note: etree._Element, pictures: Mapping[str, str]) -> etree._Element:
    copy = deepcopy(note)
    prepare(copy, pictures)
    return copy


def _trim(manuscript: Manuscript) -> tuple[float, float, str]:
    """Give width, height and unit of the page. Raises EditionFailed if it is no page size."""
    trim = manuscript.metadata.print.trim
    match = _TRIM.fullmatch(trim)
    if match is None:
        raise EditionFailed(f"not a page size: {trim}", "write it as 148mm 210mm")
    return float(match["width"]), float(match["height"]), match["unit"]


def _styles(manuscript: Manuscript, fonts: FontSelection) -> Iterator[tuple[str, str]]:
    yield "faces", fonts.css
    yield "trim", f"@page {{ size: {manuscript.metadata.print.trim} }}"
    yield "print.css", (styles_folder() / "print.css").read_text(encoding="utf-8")


def _fonts(manuscript: Manuscript, text: str, *, code: bool) -> FontSelection:
    drawings = "".join(
        picture.content.decode("utf-8", "replace")
        for picture in manuscript.pictures
        if picture.media_type == _SVG
    )
    fonts = select_fonts(text + drawings, code=code)
    if fonts.missing:
        raise EditionFailed(
            "no face has " + ", ".join(_character(char, manuscript) for char in fonts.missing),
            "write the character in another way, or set it as a picture",
        )
    return fonts


def _character(char: str, manuscript: Manuscript) -> str:
    """Name a character, its code point and, where it stands in the manuscript, its place."""
    name = unicodedata.name(char, "a character without name")
    offset = manuscript.source.text.find(char)
    where = "" if offset < 0 else f" ({manuscript.source.place(offset)})"
    return f"{char} U+{ord(char):04X} {name}{where}"


def _notes(manuscript: Manuscript, maker: PageMaker) -> Iterator[PdfNote]:
    for statement in manuscript.statements:
        note = manuscript.notes[statement.note]
        shown = maker.words.note_label(statement.series, statement.marker)
        name = f"{shown} [^{note.label}]" if note.label else shown
        yield PdfNote(statement.identifier, name, note.place)


def _programs() -> dict[str, str]:
    """Name the programs that make the PDF, with their versions, for the colophon."""
    return {
        "Chapbook": __version__,
        "pandoc": pandoc.version_of(pandoc.program()),
        "WeasyPrint": version("weasyprint"),
        "ziamath": version("ziamath"),
    }
