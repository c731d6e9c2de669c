"""The calls and notes of a PDF, and which part of each page is the note area.

`call-KEY` is the destination at a call, `note-KEY` the one at a note. A call is a link to a
note's destination that is where a call's destination is; the note area is what lies under
the rule over the first note of a page. The same rule marks the area where a note is carried over.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from chapbook.collate.readers.pdf.boxes import Box
from inspectors.model import InspectedCall, InspectedNote, Place
from inspectors.pdf_links import Annotation, Destination, Structure
from inspectors.pdf_text import Bands, DrawnPage, Glyph, text_of, within

CALL = "call-"
NOTE = "note-"
# A destination is the upper left corner of a box, a link the box itself: points between them.
_NEAR = 4.0
# How far over the first note its rule may stand, in points.
_RULE_OVER_NOTE = 20.0
# Notes that begin at nearly one height are side by side.
_SAME_LINE = 2.0


class NoteReader:
    """Finds calls, notes and note areas."""

    def __init__(
        self,
        pages: Sequence[DrawnPage],
        structure: Structure,
        bands: Bands,
        series: Sequence[str],
    ) -> None:
        self.drawn = pages
        self.structure = structure
        self.bands = bands
        self.series = series

    # --- calls -------------------------------------------------------------------------------

    @cached_property
    def call_links(self) -> Mapping[int, str]:
        """The calls among the annotations, by their index: the name of the call's destination."""
        spots: dict[int, list[tuple[str, Destination]]] = {}
        for name, spot in self.structure.destinations.items():
            if name.startswith(CALL):
                spots.setdefault(spot.page, []).append((name, spot))
        found: dict[int, str] = {}
        for index, link in enumerate(self.structure.annotations):
            near = [
                (abs(spot.left - link.box.left), name)
                for name, spot in spots.get(link.page, ())
                if link.name.startswith(NOTE) and _stands_at(spot, link.box)
            ]
            if near:
                found[index] = min(near)[1]
        return found

    @cached_property
    def calls(self) -> tuple[InspectedCall, ...]:
        """The note calls, in the order of the pages."""
        found = []
        for index, name in self.call_links.items():
            link = self.structure.annotations[index]
            note = link.name if link.destination is not None else None
            marker = within(self.drawn[link.page - 1], _mark(link.box))
            place = Place(f"page {link.page}", index)
            series = self._series(link.name)
            found.append(InspectedCall(name, marker, series, note, place))
        return tuple(found)

    @cached_property
    def call_boxes(self) -> Mapping[int, tuple[Box, ...]]:
        """Where calls are drawn, by page."""
        return _by_page(self.structure.annotations[index] for index in self.call_links)

    def _series(self, note: str) -> str:
        """Find the series in the id, which is made of the label and so begins with its prefix."""
        names = [name for name in self.series if note.startswith(f"{NOTE}{name}-")]
        return max(names, key=len) if names else next(iter(self.series), "")

    # --- the note areas ----------------------------------------------------------------------

    @cached_property
    def note_spots(self) -> tuple[tuple[str, Destination], ...]:
        """The destinations that calls lead to, in the order of the pages."""
        called = {self.structure.annotations[index].name for index in self.call_links}
        spots = [(n, d) for n, d in self.structure.destinations.items() if n in called]
        return tuple(sorted(spots, key=lambda item: _start(item[1])))

    @cached_property
    def note_tops(self) -> tuple[float | None, ...]:
        """The height under which each page shows notes; None where it shows none."""
        first: dict[int, float] = {}
        for _, spot in self.note_spots:
            first[spot.page] = max(first.get(spot.page, 0.0), spot.top)
        lengths = Counter(
            _length(rule)
            for page in self.drawn
            for rule in page.rules
            if page.number in first and -1 < rule.top - first[page.number] < _RULE_OVER_NOTE
        )
        usual = lengths.most_common(1)[0][0] if lengths else None
        return tuple(_note_top(page, first.get(page.number), usual) for page in self.drawn)

    def in_notes(self, page: int, box: Box) -> bool:
        """Return whether a place is in the note area of its page."""
        top = self.note_tops[page - 1]
        return top is not None and box.middle[1] < top

    @cached_property
    def _spots(self) -> Mapping[int, tuple[tuple[str, Destination], ...]]:
        """The places where notes begin, by page."""
        found: dict[int, list[tuple[str, Destination]]] = {}
        for name, spot in self.note_spots:
            found.setdefault(spot.page, []).append((name, spot))
        return {page: tuple(spots) for page, spots in found.items()}

    def _note_at(self, page: int, box: Box) -> str | None:
        """Find the note of a place in a note area: the last that began before it on its page.

        Of notes side by side, the last that begins left of it. What is over the first note
        of a page is carried over from a page before: None.
        """
        # A little higher than the corner, so that the first line of the note lies behind it.
        before = [one for one in self._spots.get(page, ()) if box.middle[1] < one[1].top + 1.0]
        if not before:
            return None
        line = min(spot.top for _, spot in before)
        beside = [(spot.left, name) for name, spot in before if spot.top - line < _SAME_LINE]
        return max([one for one in beside if one[0] <= box.left + 1.0] or [min(beside)])[1]

    def _carried_note(self, link: Annotation) -> str | None:
        """Find the note of a backlink that is carried over: where its call leads, begun before."""
        begun = {name for name, spot in self.note_spots if spot.page < link.page}
        called = {
            self.structure.annotations[index].name
            for index, call in self.call_links.items()
            if call == link.name
        }
        return next(iter(sorted(called & begun)), None)

    # --- notes -------------------------------------------------------------------------------

    @cached_property
    def backlinks(self) -> Mapping[str, tuple[int, ...]]:
        """The links from notes to calls: indexes of annotations, by the name of the note."""
        found: dict[str, list[int]] = {}
        for index, link in enumerate(self.structure.annotations):
            if link.name.startswith(CALL) and self.in_notes(link.page, link.box):
                note = self._note_at(link.page, link.box) or self._carried_note(link)
                if note is not None:
                    found.setdefault(note, []).append(index)
        return {name: tuple(indexes) for name, indexes in found.items()}

    def notes(self) -> Iterator[InspectedNote]:
        """Yield the notes; the marker is the first backlink that is in the note."""
        for name, spot in self.note_spots:
            links = [self.structure.annotations[i] for i in self.backlinks.get(name, ())]
            marker = within(self.drawn[links[0].page - 1], links[0].box) if links else ""
            yield InspectedNote(
                identifier=name,
                name=name,
                marker=marker.rstrip("."),
                series=self._series(name),
                body="".join(self._bodies.get(name, ())).strip(),
                returns=tuple(link.name for link in links if link.destination is not None),
                dangling=tuple(link.name for link in links if link.destination is None),
                place=Place(f"page {spot.page}", round(-spot.top)),
            )

    @cached_property
    def carried(self) -> Mapping[str, str]:
        """What is on a page of notes that began on a page before, in the order of the pages."""
        return {
            name: text
            for name, characters in self._bodies.items()
            if name.startswith("page ") and (text := "".join(characters).strip())
        }

    @cached_property
    def _bodies(self) -> dict[str, list[str]]:
        """The characters of each note on its first page, and of what is carried over, by page."""
        links = (self.structure.annotations[i] for ways in self.backlinks.values() for i in ways)
        hidden = _by_page(links)
        bodies: dict[str, list[str]] = {}
        for page in self.drawn:
            boxes = hidden.get(page.number, ())
            for name, glyph in self._noted(page):
                if not (glyph.box and any(box.holds(glyph.box.middle) for box in boxes)):
                    bodies.setdefault(name, []).append(glyph.text)
        return bodies

    def _noted(self, page: DrawnPage) -> Iterator[tuple[str, Glyph]]:
        """Yield the characters of a page's note area with their notes, `page N` if carried over.

        Spaces that PDFium makes up belong where the character before them does.
        """
        current: str | None = None
        for glyph in page.glyphs:
            if glyph.box is not None:
                inside = self._is_noted(page, glyph.box, glyph) and not glyph.artifact
                note = self._note_at(page.number, glyph.box) or f"page {page.number}"
                current = note if inside else None
            if current is not None:
                yield current, glyph

    def _is_noted(self, page: DrawnPage, box: Box, glyph: Glyph) -> bool:
        return self.in_notes(page.number, box) and not self.bands.is_running(glyph)

    def aids(self, page: DrawnPage) -> str:
        """Return what is among the notes of a page and is no note: "continued", "see p. 12"."""
        return text_of(
            glyph
            for glyph in page.glyphs
            if glyph.box is not None and glyph.artifact and self._is_noted(page, glyph.box, glyph)
        )


def parts(link: Annotation) -> Iterator[tuple[int, Box]]:
    """Yield the parts of a link with their pages; only the last can be on the next page."""
    for number, box in enumerate(link.boxes, start=1):
        yield (link.last if number == len(link.boxes) else link.page), box


def _by_page(links: Iterator[Annotation]) -> dict[int, tuple[Box, ...]]:
    boxes: dict[int, list[Box]] = {}
    for link in links:
        for page, box in parts(link):
            boxes.setdefault(page, []).append(_mark(box))
    return {page: tuple(found) for page, found in boxes.items()}


def _mark(box: Box) -> Box:
    """Return where a raised mark is drawn: a link's box may be lower than what it links."""
    return Box(box.left, box.bottom - 1.5, box.right, max(box.top, box.bottom + 7.0))


def _start(spot: Destination) -> tuple[int, float, float]:
    return spot.page, -spot.top, spot.left


def _stands_at(spot: Destination, box: Box) -> bool:
    return abs(spot.left - box.left) < _NEAR and box.bottom - _NEAR < spot.top < box.top + _NEAR


def _length(rule: Box) -> int:
    return round(rule.right - rule.left)


def _note_top(page: DrawnPage, first: float | None, usual: int | None) -> float | None:
    """Find the rule over the notes of a page: the lowest one over the first note."""
    over = [
        rule.top for rule in page.rules if usual is not None and abs(_length(rule) - usual) <= 1
    ]
    if first is not None:
        return min((y for y in over if y > first - 1), default=first + 1)
    return min(over, default=None)
