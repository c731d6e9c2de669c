"""The pages that templates make: every file's frame, title page, copyright page, colophon."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from chapbook.model.editions.output import CoverPicture, Resource
from chapbook.model.manuscript import Manuscript
from chapbook.model.metadata import Metadata
from chapbook.render.author_lines import author_lines
from chapbook.render.contents import Entry
from chapbook.render.epub.content import ContentDocument
from chapbook.render.epub.names import (
    COLOPHON,
    CONTENTS,
    COPYRIGHT_PAGE,
    COVER_PAGE,
    COVER_SHEET,
    TITLE_PAGE,
    cover_name,
    item_identifier,
    relative,
)
from chapbook.render.epub.navigation import Landmark, contents, landmarks
from chapbook.render.epub.page_list import Mark, PageList
from chapbook.render.roles import credit_lines
from chapbook.render.templating import fill
from chapbook.render.text.fragments import Fragments
from chapbook.render.text.keys import keyed_xhtml
from chapbook.render.words import Words
from chapbook.render.xml import as_markup, xhtml_document

XHTML_TYPE = "application/xhtml+xml"


@dataclass(frozen=True, slots=True)
class Page:
    """What the frame of a page needs; `matter` is the `epub:type` of its body, if any.

    `breaks` are the page breaks before its text.
    """

    title: str
    language: str
    direction: str
    stylesheets: tuple[str, ...]
    matter: str | None = None
    breaks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """What all pages of a book share; `stylesheets` are names in the container.

    `contents_depth` is the number of levels in the table of contents.
    """

    metadata: Metadata
    words: Words
    stylesheets: tuple[str, ...]
    contents_depth: int
    page_list: PageList

    def page(self, name: str, title: str, matter: str | None) -> Page:
        """Frame the file `name`."""
        links = tuple(relative(sheet, name) for sheet in self.stylesheets)
        breaks = self.page_list.on_page(name)
        metadata = self.metadata
        return Page(title, metadata.language, metadata.direction, links, matter, breaks)

    def fill(
        self, name: str, template: str, page_title: str, matter: str, /, **values: object
    ) -> Resource:
        """Fill a template into the finished file `name`."""
        page = self.page(name, page_title, matter)
        text = fill(template, page=page, metadata=self.metadata, words=self.words, **values)
        content = xhtml_document(keyed_xhtml(text))
        return document_resource(name, content, _properties(etree.fromstring(content)))


def document_resource(
    name: str, content: bytes, properties: tuple[str, ...] = (), *, in_spine: bool = True
) -> Resource:
    """Make the resource of an XHTML file."""
    return Resource(item_identifier(name), name, XHTML_TYPE, content, properties, in_spine)


def cover_picture(cover: CoverPicture) -> Resource:
    """Make the resource of the cover (EPUB 3.3, D.6.2: `cover-image`)."""
    name = cover_name(cover.media_type)
    return Resource("cover-image", name, cover.media_type, cover.content, ("cover-image",))


def cover_page(frame: Frame, cover: CoverPicture) -> Resource:
    """Make the page that shows the cover, the first in the reading order."""
    picture = relative(cover_name(cover.media_type), COVER_PAGE)
    title = frame.words.cover
    return frame.fill(
        COVER_PAGE, "epub/cover.xhtml", title, "frontmatter", picture=picture, alt=cover.alt
    )


def cover_sheet(cover: CoverPicture) -> Resource:
    """Make the style sheet that names the cover where no page shows it.

    A reader that makes the cover's page by itself would show it twice; but a file that nothing in
    the content names is noted by EPUBCheck (OPF-097).
    """
    picture = relative(cover_name(cover.media_type), COVER_SHEET)
    sheet = fill("epub/cover.css", picture=picture).encode()
    return Resource(item_identifier(COVER_SHEET), COVER_SHEET, "text/css", sheet)


def title_page(frame: Frame, fragments: Fragments) -> Resource:
    """Make the title page; title and subtitle keep their italics."""
    metadata = frame.metadata
    return frame.fill(
        TITLE_PAGE,
        "epub/titlepage.xhtml",
        metadata.title.plain,
        "frontmatter",
        title=_inner(fragments.title),
        subtitle=None if fragments.subtitle is None else _inner(fragments.subtitle),
        authors=author_lines(metadata, fragments, as_markup),
        credits=credit_lines(metadata.others, metadata.language),
        year=(metadata.date or "")[:4] or metadata.date_shown,
    )


def copyright_page(frame: Frame) -> Resource | None:
    """Make the copyright page, None where the front matter has nothing to put there."""
    metadata = frame.metadata
    if not metadata.has_imprint:
        return None
    people = credit_lines(metadata.others, metadata.language)
    title = frame.words.copyright
    return frame.fill(
        COPYRIGHT_PAGE, "epub/copyright-page.xhtml", title, "frontmatter", credits=people
    )


def colophon(frame: Frame, manuscript: Manuscript) -> Resource | None:
    """Make the closing statement, None where the manuscript brings its own."""
    if any(division.role == "colophon" for division in manuscript.divisions):
        return None
    return frame.fill(COLOPHON, "epub/colophon.xhtml", frame.words.colophon, "backmatter")


def division_page(frame: Frame, document: ContentDocument) -> Resource:
    """Frame the content document of a division; say in the manifest what its markup needs."""
    division = document.division
    title = division.title or frame.metadata.title.plain
    page = frame.page(document.name, title, division.matter.value)
    text = fill("epub/page.xhtml", page=page, body=as_markup(document.tree))
    return document_resource(document.name, xhtml_document(text), _properties(document.tree))


def navigation(
    frame: Frame, documents: Sequence[ContentDocument], generated: Sequence[Resource]
) -> Resource:
    """Make the navigation document, which is the contents page where there is much to list."""
    untitled = frame.metadata.title.plain
    entries = contents(documents, start=CONTENTS, untitled=untitled, depth=frame.contents_depth)
    in_spine = _worth_a_page(entries)
    made = {resource.name for resource in generated} | ({CONTENTS} if in_spine else set())
    of_book = landmarks(documents, start=CONTENTS, words=frame.words)
    marks = (*_generated(made, frame.words), *of_book)
    page = frame.page(CONTENTS, frame.words.contents, "frontmatter")
    in_entries = frame.page_list.in_entries(CONTENTS)
    text = fill(
        "epub/contents.xhtml",
        page=page,
        words=frame.words,
        entries=entries,
        landmarks=marks,
        breaks={relative(documents[i].name, CONTENTS): mark for i, mark in in_entries.items()},
        pages=tuple(_pages(frame.page_list, documents)),
    )
    text = keyed_xhtml(text)
    return document_resource(CONTENTS, xhtml_document(text), ("nav",), in_spine=in_spine)


def _pages(page_list: PageList, documents: Sequence[ContentDocument]) -> Iterator[Entry]:
    for placed in page_list.marks:
        name = placed.page
        if name is None and placed.division is not None:
            name = documents[placed.division].name
        # With its file, even where that is this one: Ace takes a bare #page-5 for no page break
        # (epub-pagelist-broken), and epub.js for the manifest id of a file.
        file = relative(name or CONTENTS, CONTENTS)
        yield Entry(placed.mark.folio, f"{file}#{placed.mark.identifier}")


def _generated(made: set[str], words: Words) -> Iterator[Landmark]:
    """Yield the landmarks of those generated pages that are in the spine (RSC-011 otherwise)."""
    known = (
        ("cover", words.cover, COVER_PAGE),
        ("toc", words.contents, CONTENTS),
        ("titlepage", words.title_page, TITLE_PAGE),
        ("copyright-page", words.copyright, COPYRIGHT_PAGE),
        ("colophon", words.colophon, COLOPHON),
    )
    for kind, title, name in known:
        if name in made:
            yield Landmark(kind, title, relative(name, CONTENTS))


def _worth_a_page(entries: tuple[Entry, ...]) -> bool:
    return len(entries) > 1 or any(entry.children for entry in entries)


def _properties(tree: etree._Element) -> tuple[str, ...]:
    """Return the manifest properties of a content document (EPUB 3.3, D.6.1)."""
    tags = {"math": "mathml", "svg": "svg", "script": "scripted", "form": "scripted"}
    found = [name for tag, name in tags.items() if next(tree.iter(f"{{*}}{tag}"), None) is not None]
    if any(str(key).startswith("on") for element in tree.iter() for key in element.attrib):
        found.append("scripted")  # only where the person lets raw HTML through
    return tuple(dict.fromkeys(found))


def _inner(span: etree._Element) -> object:
    return as_markup(span)
