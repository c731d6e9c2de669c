"""From places in the PDF's document to places in the book, for the page list of the EPUB."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from chapbook.model.editions.folios import folio_of
from chapbook.model.editions.output import PageBreak, PdfRendition
from chapbook.model.letters.measure import Piece, pieces
from chapbook.render.html_tree import classes
from chapbook.render.pdf.formulas import NUMBERS

CONTENTS_PAGE = "contents"
"""The template that lists the contents."""

HALF_TITLE = "half-title"
"""The template of the half title."""

_XHTML = "{http://www.w3.org/1999/xhtml}"


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A piece of the document's text: its place there, its section, its place in that.

    `letters` are those of the section before it. Calls, the notes in them, and numbers of
    equations, which are part of the formula elsewhere, are not counted.
    """

    place: int
    section: etree._Element | None
    letters: int
    counted: bool
    piece: Piece


def page_breaks(
    rendition: PdfRendition, starts: Sequence[int | None], front: int
) -> tuple[PageBreak, ...]:
    """Return where in the book each page begins that shows any of its text.

    `starts` are letters of the document's text before the first word of each page, as the layout
    gives them, and `front` the pages of front matter. A page with nothing but the rest of a note,
    or nothing at all, has no break, nor has the half title, which is in no other edition.
    """
    root = _tree(rendition.document)
    stretches = tuple(_stretches(root))
    places = [stretch.place for stretch in stretches]
    divisions = [section for section in root.iterfind("body/*") if "division" in classes(section)]
    found = []
    for number, start in enumerate(starts, start=1):
        if start is not None and number > rendition.unnumbered:
            stretch = stretches[bisect_right(places, start) - 1]
            folio = folio_of(number - rendition.unnumbered, front)
            if _template(stretch.section) != HALF_TITLE:
                found.append(_page_break(folio, stretch, start, divisions))
    return tuple(found)


def _tree(document: str) -> etree._Element:
    root = etree.fromstring(document.encode())
    for element in root.iter(f"{_XHTML}*"):
        element.tag = str(element.tag).removeprefix(_XHTML)
    return root


def _stretches(root: etree._Element) -> Iterator[_Stretch]:
    """Yield all text; places run through the document, letters through each section."""
    sections = {
        element: section for section in root.iterfind("body/*") for element in section.iter()
    }
    uncounted = {
        element
        for holder in root.iter("a", "span")
        if "note-call" in classes(holder) or NUMBERS in classes(holder)
        for element in holder.iter()
    }
    place, letters, current = 0, 0, None
    for piece in pieces(root):
        if not piece.letters:
            continue
        section = sections.get(piece.owner)
        letters, current = (letters if section is current else 0), section
        counted = piece.owner not in uncounted
        yield _Stretch(place, section, letters, counted, piece)
        place += piece.letters
        letters += piece.letters if counted else 0


def _page_break(
    folio: str, stretch: _Stretch, start: int, divisions: Sequence[etree._Element]
) -> PageBreak:
    section = stretch.section
    if section in divisions:
        inside = start - stretch.place if stretch.counted else 0
        return PageBreak(folio, None, divisions.index(section), stretch.letters + inside)
    name = _template(section)
    listed = _listed(stretch.piece.owner, divisions) if name == CONTENTS_PAGE else None
    return PageBreak(folio, name, listed)


def _template(section: etree._Element | None) -> str:
    """Return the template that made a section. It has no identifier: a heading may have any."""
    return "" if section is None else section.get("data-template", "")


def _listed(owner: etree._Element, divisions: Sequence[etree._Element]) -> int | None:
    """Find the division that an entry of the contents leads to, by its identifier."""
    links = [e.get("href", "") for e in (owner, *owner.iterancestors()) if e.tag == "a"]
    for index, section in enumerate(divisions):
        if links and any(f"#{element.get('id')}" == links[0] for element in section.iter()):
            return index
    return None
