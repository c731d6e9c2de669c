"""The EPUB edition: a content document for each division, notes within them, navigation.

EPUB 3.3 (https://www.w3.org/TR/epub-33/). Here is only the order of the work; what is in a
file is decided in the `epub_*` modules and written down in `templates/epub`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from chapbook.model.editions.output import CoverPicture, EpubRendition, PageBreak, Profile, Resource
from chapbook.model.manuscript import Manuscript
from chapbook.model.metadata import Metadata
from chapbook.render.epub.accessibility import accessibility, take_inventory
from chapbook.render.epub.content import ContentDocument, content_document
from chapbook.render.epub.fonts import FACES_SHEET, font_resources
from chapbook.render.epub.links import (
    Pictures,
    gather_pictures,
    settle_identifiers,
    settle_links,
    settle_pictures,
)
from chapbook.render.epub.names import (
    COLOPHON,
    CONTENTS,
    COPYRIGHT_PAGE,
    STYLES,
    TITLE_PAGE,
    division_names,
    item_identifier,
)
from chapbook.render.epub.notes import NoteSetter
from chapbook.render.epub.page_list import put_page_breaks
from chapbook.render.epub.pages import (
    Frame,
    colophon,
    copyright_page,
    cover_page,
    cover_picture,
    cover_sheet,
    division_page,
    navigation,
    title_page,
)
from chapbook.render.epub.profiles import HABITS
from chapbook.render.text.fragments import Fragments
from chapbook.render.words import words
from chapbook.resources import style_sheet

STYLESHEETS = ("base.css", "notes.css", "epub.css")


def render_epub(
    manuscript: Manuscript,
    fragments: Fragments,
    profile: Profile = Profile.UNIVERSAL,
    breaks: Sequence[PageBreak] = (),
    cover: CoverPicture | None = None,
) -> EpubRendition:
    """Make every file of the EPUB but the package document, in reading order.

    `breaks` say where the pages of the PDF begin, where one was made of the same text. A `cover`
    is the first page, unless the profile's readers show the picture by themselves.

    Raises EditionFailed if a link or picture leads nowhere or a page is not well-formed; both
    are faults of ours, since `resolve` has checked the manuscript.
    """
    language = words(manuscript.metadata.language)
    pictures = gather_pictures(manuscript.pictures)
    habits = HABITS[profile]
    fragments, page_list = put_page_breaks(fragments, breaks, _templated(manuscript))
    documents = _documents(NoteSetter(manuscript, fragments, language, habits), pictures)
    styles = tuple(_styles())
    metadata = manuscript.metadata
    if cover and not habits.cover_page:
        styles = (*styles, cover_sheet(cover))
    names = (*_faces(metadata), *(style.name for style in styles))
    frame = Frame(metadata, language, names, habits.contents_depth, page_list)
    opening = cover_page(frame, cover) if cover and habits.cover_page else None
    text = tuple(_text(manuscript, fragments, documents, frame, opening))
    covers = (cover_picture(cover),) if cover else ()
    fonts = font_resources(text) if metadata.embed_fonts else ()
    trees = [document.tree for document in documents]
    found = take_inventory(trees, pictures.resources, styles)
    return EpubRendition(
        resources=(*text, *styles, *fonts, *covers, *pictures.resources),
        accessibility=accessibility(found, metadata),
        page_source=metadata.uid if page_list else None,
    )


def _documents(setter: NoteSetter, pictures: Pictures) -> tuple[ContentDocument, ...]:
    names = division_names(division.identifier for division in setter.manuscript.divisions)
    documents = tuple(
        content_document(setter, index, name=name) for index, name in enumerate(names)
    )
    owners = settle_identifiers(documents)
    for document in documents:
        settle_links(document, owners)
        settle_pictures(document.name, document.tree, pictures)
    return documents


def _text(
    manuscript: Manuscript,
    fragments: Fragments,
    documents: Sequence[ContentDocument],
    frame: Frame,
    cover: Resource | None,
) -> Iterator[Resource]:
    """Yield the text in reading order: what the templates make surrounds the book."""
    opening = [cover, title_page(frame, fragments), copyright_page(frame)]
    closing = colophon(frame, manuscript)
    generated = [page for page in (*opening, closing) if page is not None]
    yield from (page for page in opening if page is not None)
    leading = tuple(takewhile(_leads, documents))
    yield from (division_page(frame, document) for document in leading)
    yield navigation(frame, documents, generated)
    yield from (division_page(frame, document) for document in documents[len(leading) :])
    if closing is not None:
        yield closing


def _faces(metadata: Metadata) -> tuple[str, ...]:
    return (FACES_SHEET,) if metadata.embed_fonts else ()


def _templated(manuscript: Manuscript) -> dict[str, str]:
    """Return the files that templates make, by the names of those of the PDF."""
    files = {"title-page": TITLE_PAGE, "contents": CONTENTS}
    if manuscript.metadata.has_imprint:
        files["copyright-page"] = COPYRIGHT_PAGE
    if all(division.role != "colophon" for division in manuscript.divisions):
        files["making"] = COLOPHON
    return files


def _leads(document: ContentDocument) -> bool:
    """Return whether a division is before the contents, as a dedication does in print."""
    return document.division.role in ("dedication", "epigraph")


def _styles() -> Iterator[Resource]:
    for name in STYLESHEETS:
        path = f"{STYLES}/{name}"
        yield Resource(item_identifier(path), path, "text/css", style_sheet(name).encode())
