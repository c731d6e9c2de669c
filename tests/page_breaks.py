"""Hold the page breaks of an EPUB against the pages of the PDF of the same build."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from building import Book
from chapbook.collate.foreign.readers.page_breaks import PageBreak
from chapbook.collate.foreign.readers.text import letters
from inspectors.model import InspectedPage
from inspectors.page_list import PageList

# As much of a page as is compared.
LETTERS = 80
# Pages that templates make are composed for each edition; they begin alike.
TEMPLATED = ("titlepage", "copyright-page", "contents", "colophon")
BEGINNING = 8
# Divisions whose heading is not shown on paper, by the names of their files.
WITHOUT_HEADING = ("dedication", "epigraph")
# The number of a list item: drawn, and for PDFium after the text of the page.
_ITEM = r"(?:\(?(?:\d{1,4}|[ivxlc]{1,6}|[a-z])[.)])"


def numbered_pages(pages: Sequence[InspectedPage]) -> list[InspectedPage]:
    """Return the pages that carry a number, printed or not, and show any of the main text.

    Not the half title, which no other edition has: the words of the title page that follows.
    """
    shown = [page for page in pages if page.label and page.text]
    return shown[1:] if len(shown) > 1 and shown[0].text in shown[1].text else shown


def wrong_breaks(listed: PageList, book: Book) -> list[str]:
    """Report where a break and its page do not begin with the same words.

    There must be a break for each page with text, in their order.
    """
    shown = numbered_pages(book.pdf.pages)
    if [place.label for place in listed.breaks] != [page.label for page in shown]:
        return [f"breaks {[p.label for p in listed.breaks]}, pages {[p.label for p in shown]}"]
    heads = [letters("".join(table.header_cells)) for table in book.epub.tables]
    return [
        f"page {place.label} in {place.document}: {place.after[:50]!r}, not {page.text[:50]!r}"
        for place, page in zip(listed.breaks, shown, strict=True)
        if not any(
            _begins_with(place, wanted, book.pdf.pages[max(page.number - 2, 0)])
            for wanted in _beginnings(place, page, heads)
        )
    ]


def divided(listed: PageList, book: Book) -> list[str]:
    """Return the labels of the pages that begin within a word."""
    pages = {page.label: page for page in numbered_pages(book.pdf.pages)}
    found = []
    for place in listed.breaks:
        page = pages[place.label]
        at = place.after.find(page.text[:LETTERS])
        before = book.pdf.pages[max(page.number - 2, 0)]
        if at > 0 and _drawn(before).endswith(place.after[:at]):
            found.append(place.label)
    return found


def _beginnings(place: PageBreak, page: InspectedPage, heads: Sequence[str]) -> Iterator[str]:
    """Yield what may be the first words of a page: not what is repeated or drawn before them."""
    wanted = page.text
    if any(name in place.document for name in TEMPLATED):
        wanted = wanted[:BEGINNING]
    yield wanted[:LETTERS]
    if Path(place.document).stem in WITHOUT_HEADING:
        yield (Path(place.document).stem + wanted)[:LETTERS]
    if place.in_list:
        yield re.sub(f"^{_ITEM}", "", wanted)[:LETTERS]
    # The head of a table is repeated on each of its pages.
    yield from (wanted.removeprefix(head)[:LETTERS] for head in heads if wanted.startswith(head))


def _begins_with(place: PageBreak, wanted: str, before: InspectedPage) -> bool:
    """Return whether the text after a break is `wanted`; a word on two pages is whole."""
    if place.after.startswith(wanted):
        return True
    at = place.after.find(wanted, 0, len(wanted) + 30)
    return at > 0 and _drawn(before).endswith(place.after[:at])


def _drawn(page: InspectedPage) -> str:
    return re.sub(f"{_ITEM}+$", "", page.text)
