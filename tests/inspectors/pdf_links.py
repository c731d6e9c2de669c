"""The links, destinations and outline of a PDF, read with pikepdf (ISO 32000-2, clause 12)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pikepdf

from chapbook.collate.readers.pdf.boxes import Box
from inspectors.pdf_text import DrawnPage


@dataclass(frozen=True, slots=True)
class Destination:
    """A place that a link can lead to: page (from 1) and the upper left corner of what is there."""

    page: int
    left: float
    top: float


@dataclass(frozen=True, slots=True)
class Annotation:
    """A link annotation: where it is, where it leads.

    `boxes` are its parts, line by line; `last` is the page of the last part.
    """

    page: int
    boxes: tuple[Box, ...]
    name: str
    address: str
    destination: Destination | None
    last: int

    @property
    def box(self) -> Box:
        """Its first part."""
        return self.boxes[0]


@dataclass(frozen=True, slots=True)
class OutlineItem:
    """A bookmark: depth from 1, title, where it leads (None if nowhere)."""

    level: int
    title: str
    destination: Destination | None


@dataclass(frozen=True, slots=True)
class Structure:
    """Links, destinations by name, and outline of a PDF."""

    destinations: dict[str, Destination]
    annotations: tuple[Annotation, ...]
    outline: tuple[OutlineItem, ...]


def read_structure(pdf: pikepdf.Pdf, pages: Sequence[DrawnPage]) -> Structure:
    """Read what leads where; `pages` tell the parts of a broken link from two links."""
    reader = _Reader(pdf)
    reader.name_destinations()
    pieces = tuple(reader.annotations())
    apart = [spot for name, spot in reader.named.items() if name.startswith("call-")]
    joined = tuple(_joined(pieces, pages, frozenset(apart)))
    return Structure(reader.named, joined, tuple(reader.outline()))


class _Reader:
    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self.pages: dict[Any, int] = {
            page.objgen: number for number, page in enumerate(pdf.pages, start=1)
        }
        self.named: dict[str, Destination] = {}

    def name_destinations(self) -> None:
        names = self.pdf.Root.get("/Names")
        if names is not None and "/Dests" in names:
            for name, target in pikepdf.NameTree(names.Dests).items():
                found = self._place(target)
                if found is not None:
                    self.named[str(name)] = found

    def _place(self, target: Any) -> Destination | None:
        """Read an explicit destination or the dictionary around one (12.3.2)."""
        if isinstance(target, pikepdf.Dictionary):
            target = target.get("/D")
        if not isinstance(target, pikepdf.Array) or len(target) < 4:
            return None
        page = self.pages.get(target[0].objgen)
        if page is None:
            return None
        return Destination(page, float(target[2] or 0), float(target[3] or 0))

    def _resolve(self, target: Any) -> tuple[str, Destination | None]:
        if isinstance(target, (pikepdf.String, pikepdf.Name)):
            name = str(target).removeprefix("/")
            return name, self.named.get(name)
        return "", self._place(target)

    def annotations(self) -> Iterator[Annotation]:
        for number, page in enumerate(self.pdf.pages, start=1):
            for annotation in page.get("/Annots", []):
                if annotation.get("/Subtype") == "/Link":
                    yield self._annotation(number, annotation)

    def _annotation(self, number: int, annotation: Any) -> Annotation:
        left, bottom, right, top = (float(edge) for edge in annotation.Rect)
        box = Box(min(left, right), min(bottom, top), max(left, right), max(bottom, top))
        action = annotation.get("/A")
        target = annotation.get("/Dest")
        if action is not None and action.get("/S") == "/GoTo":
            target = action.D
        if target is not None:
            name, destination = self._resolve(target)
            return Annotation(number, (box,), name, "", destination, number)
        address = str(action.get("/URI", "")) if action is not None else ""
        return Annotation(number, (box,), "", address, None, number)

    def outline(self) -> Iterator[OutlineItem]:
        with self.pdf.open_outline() as outline:
            yield from self._items(outline.root, 1)

    def _items(self, items: Any, level: int) -> Iterator[OutlineItem]:
        for item in items:
            target = item.destination
            if target is None and item.action is not None:
                target = item.action.get("/D")
            yield OutlineItem(level, str(item.title), self._resolve(target)[1])
            yield from self._items(item.children, level + 1)


def _joined(
    pieces: tuple[Annotation, ...], pages: Sequence[DrawnPage], apart: frozenset[Destination]
) -> Iterator[Annotation]:
    """Join the parts of a link that runs over lines, and drop doubles (a box inside a link).

    What is at one of the destinations `apart` begins a separate link.
    """
    current: Annotation | None = None
    for piece in pieces:
        if current is not None and _doubles(current, piece):
            continue
        if current is not None and _continues(current, piece, pages) and not _at(apart, piece):
            current = replace(current, boxes=(*current.boxes, *piece.boxes), last=piece.page)
            continue
        if current is not None:
            yield current
        current = piece
    if current is not None:
        yield current


def _at(spots: frozenset[Destination], piece: Annotation) -> bool:
    return any(
        spot.page == piece.page
        and abs(spot.left - piece.box.left) < 4
        and piece.box.bottom - 4 < spot.top < piece.box.top + 4
        for spot in spots
    )


def _same_target(one: Annotation, other: Annotation) -> bool:
    return (one.name, one.address, one.destination) == (
        other.name,
        other.address,
        other.destination,
    )


def _doubles(link: Annotation, piece: Annotation) -> bool:
    """Return whether a piece lies over a link: the box of an element and that of what it holds."""
    return (
        _same_target(link, piece)
        and link.last == piece.page
        and any(_overlap(box, piece.box) for box in link.boxes)
    )


def _overlap(one: Box, other: Box) -> bool:
    shared = min(one.right, other.right) - max(one.left, other.left)
    narrower = min(one.right - one.left, other.right - other.left)
    return abs(one.middle[1] - other.middle[1]) < 8 and shared > narrower / 2


def _continues(link: Annotation, piece: Annotation, pages: Sequence[DrawnPage]) -> bool:
    """Return whether a piece continues a link, from the end of a line to the next start."""
    if not _same_target(link, piece):
        return False
    before, after = link.boxes[-1], piece.box
    follows = (piece.page == link.last and after.middle[1] < before.middle[1] - 3) or (
        piece.page == link.last + 1
    )
    return (
        follows
        and not _drawn_beside(pages[link.last - 1], before, right=True)
        and not _drawn_beside(pages[piece.page - 1], after, right=False)
    )


def _drawn_beside(page: DrawnPage, box: Box, *, right: bool) -> bool:
    """Return whether anything is drawn on the line of a box to the right, or left, of it."""
    for glyph in page.glyphs:
        drawn = glyph.box
        if drawn is None or not glyph.text.strip() or glyph.text == "-":
            continue
        if box.bottom - 1.5 < drawn.middle[1] < max(box.top, box.bottom + 7):
            beside = drawn.left > box.right - 0.5 if right else drawn.right < box.left + 0.5
            if beside:
                return True
    return False
