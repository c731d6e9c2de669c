"""Read a finished PDF: links and outline by pikepdf, drawn words by PDFium, metadata."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

import pikepdf

from chapbook.collate.foreign.readers.text import letters
from chapbook.collate.readers.pdf.boxes import Box
from chapbook.collate.readers.pdf.metadata import read_metadata
from inspectors.model import (
    ContentsEntry,
    InspectedEdition,
    InspectedHeading,
    InspectedLink,
    InspectedPage,
    Place,
)
from inspectors.pdf_links import Destination, Structure, read_structure
from inspectors.pdf_notes import NoteReader, parts
from inspectors.pdf_text import DrawnPage, read_pages, running_bands, text_of, within

# A bookmark leads to a heading's box, an entry of the contents to the section's: they may differ
# by a margin, in points.
_SAME_PLACE = 60.0


def inspect_pdf(path: Path, series: Sequence[str] = ()) -> InspectedEdition:
    """Read a PDF file. `series` are the declared names, known in ids as `note-NAME-…`."""
    pages = read_pages(path)
    with pikepdf.open(path) as pdf:
        structure = read_structure(pdf, pages)
        metadata = read_metadata(pdf)
        language = str(pdf.Root.get("/Lang", ""))
    titles = (*metadata.get("title", ()), *metadata.get("info-title", ()))
    reader = _Reader(pages, structure, series, titles)
    links = tuple(reader.links())
    return InspectedEdition(
        format="pdf",
        metadata=metadata,
        languages={"catalogue": language},
        calls=reader.notes.calls,
        notes=tuple(reader.notes.notes()),
        headings=tuple(reader.headings()),
        links=tuple(link for link in links if link.target.startswith("#")),
        external=tuple(link for link in links if not link.target.startswith("#")),
        contents=tuple(reader.outline()),
        everything="\n".join(text_of(page.glyphs) for page in pages),
        stream=reader.stream(),
        flat=tuple(reader.flat()),
        carried=reader.notes.carried,
        dangling=tuple(reader.dangling()),
        pages=tuple(reader.pages()),
    )


class _Reader:
    def __init__(
        self,
        pages: Sequence[DrawnPage],
        structure: Structure,
        series: Sequence[str],
        titles: Sequence[str],
    ) -> None:
        self.drawn = pages
        self.structure = structure
        bookmarks = [item.title for item in structure.outline]
        self.bands = running_bands(pages, [*titles, *bookmarks])
        self.notes = NoteReader(pages, structure, self.bands, series)

    @cached_property
    def contents_links(self) -> tuple[int, ...]:
        """The entries of the contents: the longest run of links to later bookmarks in order."""
        best: list[int] = []
        run: list[int] = []
        last = -1
        for index, link in enumerate(self.structure.annotations):
            if link.address:
                continue
            rank = self._bookmark(link.destination, link.page, start=last + 1)
            if rank is None:
                run, last = [], -1
                continue
            run.append(index)
            last = rank
            best = max(best, list(run), key=len)
        return tuple(best)

    def _bookmark(self, wanted: Destination | None, page: int, *, start: int) -> int | None:
        """Find a bookmark from `start` on that leads where a link on an earlier page leads."""
        if wanted is None or wanted.page <= page:
            return None
        for rank, item in enumerate(self.structure.outline):
            if rank >= start and item.destination and _same_place(item.destination, wanted):
                return rank
        return None

    @cached_property
    def contents_pages(self) -> frozenset[int]:
        """The pages of the contents list."""
        return frozenset(self.structure.annotations[index].page for index in self.contents_links)

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The main text of each page as drawn, without running lines, notes and call marks."""
        return tuple(letters("".join(self._text(page))) for page in self.drawn)

    def _text(self, page: DrawnPage) -> Iterator[str]:
        marks = self.notes.call_boxes.get(page.number, ())
        for glyph in page.glyphs:
            box = glyph.box
            if box is None or self.bands.is_running(glyph):
                continue
            if not self.notes.in_notes(page.number, box) and not _in_any(marks, box):
                yield glyph.text

    def stream(self) -> str:
        """Return the main text of the book; the contents are left out."""
        return "".join(
            text
            for page, text in zip(self.drawn, self.texts, strict=True)
            if page.number not in self.contents_pages
        )

    def headings(self) -> Iterator[InspectedHeading]:
        """Yield the headings, which are the bookmarks to the author's pages."""
        for rank, item in enumerate(self.structure.outline):
            spot = item.destination
            if spot is not None and spot.page not in self.contents_pages:
                yield InspectedHeading(item.level, item.title, Place(f"page {spot.page}", rank))

    def outline(self) -> Iterator[ContentsEntry]:
        """Yield the bookmarks."""
        for item in self.structure.outline:
            yield ContentsEntry(item.level, item.title, item.destination is not None)

    @cached_property
    def front_pages(self) -> frozenset[int]:
        """The pages before any bookmark or call, which templates make."""
        marks = [item.destination.page for item in self.structure.outline if item.destination]
        marks += [self.structure.annotations[index].page for index in self.notes.call_links]
        return frozenset(range(1, min(marks, default=1))) | self.contents_pages

    def links(self) -> Iterator[InspectedLink]:
        """Yield the links that the author wrote."""
        known = {*self.notes.call_links, *self.contents_links}
        known.update(index for indexes in self.notes.backlinks.values() for index in indexes)
        for index, link in enumerate(self.structure.annotations):
            if index not in known and link.page not in self.front_pages:
                words = " ".join(within(self.drawn[page - 1], box) for page, box in parts(link))
                landed = bool(link.address) or link.destination is not None
                target = link.address or f"#{link.name}"
                yield InspectedLink(target, words, landed, Place(f"page {link.page}", index))

    def dangling(self) -> Iterator[str]:
        """Yield links and bookmarks that lead nowhere."""
        for link in self.structure.annotations:
            if not link.address and link.destination is None:
                yield f"page {link.page}: {link.name}"
        for item in self.structure.outline:
            if item.destination is None:
                yield f"outline: {item.title}"

    def flat(self) -> Iterator[str]:
        """Yield the links that nobody can hit: less than two points high or wide."""
        for link in self.structure.annotations:
            if all(min(box.top - box.bottom, box.right - box.left) < 2 for box in link.boxes):
                yield f"page {link.page}: {link.name or link.address}"

    def pages(self) -> Iterator[InspectedPage]:
        """Yield the pages with their running lines and what is drawn outside of them."""
        for page in self.drawn:
            visible = [(g, g.box) for g in page.glyphs if g.box is not None and g.text.strip()]
            running = [(g, box) for g, box in visible if self.bands.is_running(g)]
            media = page.media
            yield InspectedPage(
                number=page.number,
                label=page.label,
                box=(media.left, media.bottom, media.right, media.top),
                blank=len(visible) == len(running) and not page.pictures,
                outside=text_of(g for g, box in visible if not _inside(media, box)),
                head=text_of(g for g, box in running if box.middle[1] > media.middle[1]),
                foot=text_of(g for g, box in running if box.middle[1] <= media.middle[1]),
                text=self.texts[page.number - 1],
                aids=self.notes.aids(page),
            )


def _same_place(one: Destination, other: Destination) -> bool:
    return one.page == other.page and abs(one.top - other.top) < _SAME_PLACE


def _in_any(boxes: Sequence[Box], box: Box) -> bool:
    return any(outer.holds(box.middle) for outer in boxes)


def _inside(page: Box, box: Box) -> bool:
    return (
        page.left <= box.left
        and box.right <= page.right
        and page.bottom <= box.bottom
        and box.top <= page.top
    )
