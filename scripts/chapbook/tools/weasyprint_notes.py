"""Footnotes that stay with their calls and run on over pages: a layout context for WeasyPrint.

WeasyPrint 70 lays a footnote out whole or not at all: what does not fit is moved to the next
page, what is taller than a page runs over its head. `NoteContext` replaces the bookkeeping of the
note area. A note begins at the foot of the page of its call; what finds no room there is cut
between lines (`orphans` and `widows` of the note hold) and goes on at the foot of the next page.
One note stays one element: the pages show fragments of one box, as with any broken block
(CSS Fragmentation 3, 3; CSS Generated Content for Paged Media, 2.4 footnotes).

Lengths are CSS pixels. "Room" is a height, "bottom" a vertical position on the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from math import inf
from typing import Any

from weasyprint.css.properties import INITIAL_VALUES
from weasyprint.formatting_structure import boxes, build
from weasyprint.layout import LayoutContext
from weasyprint.layout.block import block_level_layout

# Layout adds up floating point numbers; a hundredth of a pixel decides nothing.
SLACK = 0.01
# How many lines a note may need to begin before it counts as one that cannot be cut.
_MOST_LINES_TO_BEGIN = 12


@dataclass(frozen=True, slots=True)
class Share:
    """What one page shows of a note: from `skip` (None: the beginning), `height` pixels tall.

    `rest` says where the next page goes on; None when the note ends here.
    """

    skip: Any
    height: float
    rest: Any


@dataclass(frozen=True, slots=True)
class Place:
    """Where on the page a note is called.

    `bottom`: how far down the text reaches with the line of the call; None for a note that the
    page before left over. `kept`: the height of the lines below that cannot be parted from that
    line (orphans, widows). `must`: the line is the first of its page and cannot move to the next.
    """

    bottom: float | None = None
    kept: float = 0.0
    must: bool = True


class NoteContext(LayoutContext):  # type: ignore[misc]  # WeasyPrint has no types
    """A layout context whose note area is filled note by note, each in one or more shares."""

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        """Take what WeasyPrint's own context takes."""
        super().__init__(*arguments, **keywords)
        self.rests: dict[Any, Any] = {}
        self.reported_footnotes: list[Any] = []
        self.carried: dict[int, tuple[tuple[Any, Any], ...]] = {}
        self.in_note = False
        self._forget_page()

    def _forget_page(self) -> None:
        self._page: Any = None
        self._skips: dict[Any, Any] = {}
        self._places: dict[Any, Place] = {}
        self._shares: dict[Any, Share] = {}
        self._whole: dict[Any, Share] = {}

    def layout_footnote(self, footnote: Any, place: Place | None = None) -> bool:
        """Put a note on this page; say whether it does not fit.

        `place` is None for a note that the page before left over.
        """
        self._begin_page()
        self.footnotes.remove(footnote)
        self.current_page_footnotes.append(footnote)
        self._skips[footnote] = self.rests.get(footnote) if place is None else None
        self._places[footnote] = place or Place()
        return self._update_footnote_area()

    def _update_footnote_area(self) -> bool:
        """Fill the area after a change of its notes; say whether they do not fit."""
        self._begin_page()
        return not self._fill()

    def _begin_page(self) -> None:
        page = self.current_footnote_area.page
        if self._page is not page:
            self._forget_page()
            self._page = page

    def _fill(self) -> bool:
        """Share the room among the notes of this page and set the page's bottom."""
        area = self.current_footnote_area
        if area.height != "auto" and not self.in_column:
            self.page_bottom += area.margin_height()
        if not self.current_page_footnotes:
            area.height = "auto"
            return True
        area.height = 0
        notes = tuple(self.current_page_footnotes)
        fits = any(self._share(notes, room) for room in self._rooms(self._places[notes[-1]], area))
        area.height = sum(self._shares[note].height for note in notes)
        if not self.in_column:
            self.page_bottom -= area.margin_height()
        return fits

    def _rooms(self, place: Place, area: Any) -> Iterator[float]:
        """Yield the height there is for notes; a second, larger one for a line that must stay."""
        if place.bottom is None or self.in_column:
            yield float(min(area.max_height, area.page.height - area.margin_height()))
            return
        room = self.page_bottom - place.bottom - area.margin_height() - SLACK
        yield float(min(room - place.kept, area.max_height))
        if place.must:
            yield float(room)

    def _share(self, notes: Sequence[Any], room: float) -> bool:
        """Share out `room`, cutting notes where needed; say whether that was enough.

        First those give way that an earlier line broke off already, then those of the line in
        hand, the last first. Other notes stay whole: the new line can move to the next page
        instead. Where it cannot, any note is cut.
        """
        last = self._places[notes[-1]]
        broken = [note for note in notes if note in self._shares and self._shares[note].rest]
        fresh = [note for note in notes if last.must or self._places[note].bottom == last.bottom]
        self._shares = {note: self._lay_whole(note) for note in notes}
        for note in (*reversed(broken), *reversed(fresh)):
            excess = sum(share.height for share in self._shares.values()) - room
            if excess > SLACK:
                self._shares[note] = self._cut(note, self._shares[note].height - excess)
        return sum(share.height for share in self._shares.values()) <= room + SLACK

    def _lay_whole(self, note: Any) -> Share:
        if note not in self._whole:
            part, _ = self.lay_note(note, self._skips[note], inf)
            self._whole[note] = Share(self._skips[note], part.height, None)
        return self._whole[note]

    def _cut(self, note: Any, room: float) -> Share:
        """Cut a note to `room`, or to the least that it can begin with; whole if it cannot."""
        skip = self._skips[note]
        leading = note.style["font_size"] * 1.5
        rooms = [room, *(leading * lines for lines in range(1, _MOST_LINES_TO_BEGIN))]
        for tried in rooms:
            if tried <= 0 or tried < room:
                continue
            if tried >= self._whole[note].height:
                break
            part, rest = self.lay_note(note, skip, tried)
            if part is None or rest is None:
                continue
            height = _extent(part) - part.content_box_y()
            if height > SLACK:
                return Share(skip, height, rest)
        return self._lay_whole(note)

    def lay_note(
        self, note: Any, skip: Any, room: float, positioned: list[Any] | None = None
    ) -> tuple[Any, Any]:
        """Lay one note out in an area of its own: the area and where the note broke off.

        The area is None where not even the first lines fit.
        """
        area = self.current_footnote_area.copy_with_children([note])
        area.height = 0
        area = build.create_anonymous_boxes(area.deepcopy())
        area.style = area.style.copy()
        area.style["max_height"] = INITIAL_VALUES["max_height"]
        area.style["width"] = INITIAL_VALUES["width"]
        # A note that goes on has the rule over it too.
        area.style["box_decoration_break"] = "clone"
        limit = area.position_y + area.margin_height() + room + SLACK
        bottom_space = -inf if room == inf else self.page_bottom - limit
        absolute = [] if positioned is None else positioned
        self.in_note = True
        laid, resume_at, *_ = block_level_layout(
            self,
            area,
            bottom_space,
            None if skip is None else {0: skip},
            self.current_footnote_area.page,
            page_is_empty=skip is not None,
            absolute_boxes=absolute,
            fixed_boxes=absolute,
        )
        self.in_note = False
        if laid is None or not laid.children:
            return None, None
        return laid, None if resume_at is None else resume_at[0]

    def finish_area(self, positioned: list[Any]) -> Any:
        """Lay the area of a finished page out and hand what is left of its notes to the next.

        Notes take the whole measure; a `width` of the area shortens the rule over them, which is
        its border: CSS Generated Content for Paged Media has `border-clip` for that, and
        WeasyPrint has not.
        """
        self._begin_page()
        area, height = None, 0.0
        for note in self.current_page_footnotes:
            share = self._shares[note]
            room = inf if share.rest is None else share.height
            part, rest = self.lay_note(note, share.skip, room, positioned)
            # What was laid out decides where the next page goes on, not what was planned.
            self._shares[note] = Share(share.skip, share.height, rest)
            part.translate(dy=height)
            height += share.height
            if area is None:
                area = part
            else:
                area.children = [*area.children, *part.children]
        if area is None:
            area = self.current_footnote_area.copy_with_children([])
        area.height = height
        if self.current_footnote_area.width != "auto":
            area.width = self.current_footnote_area.width
        self._carry()
        return area

    def _carry(self) -> None:
        """Pass on what this page leaves: notes broken off first, then notes not begun."""
        rests = {
            note: self._shares[note].rest
            for note in self.current_page_footnotes
            if self._shares[note].rest is not None
        }
        self.reported_footnotes = [*rests, *self.reported_footnotes]
        self.rests = rests
        self.carried[self.current_page] = tuple(
            (note, rests.get(note)) for note in self.reported_footnotes
        )

    def resume(self, page_number: int) -> None:
        """Before page `page_number` is made again: take up what the page before it left."""
        left = self.carried.get(page_number - 1, ())
        self.reported_footnotes = [note for note, _ in left]
        self.rests = {note: rest for note, rest in left if rest is not None}


def _extent(box: Any) -> float:
    """Give the bottom of the lowest line, picture or row in a laid-out box.

    A box that is broken off fills the room it was given (CSS Fragmentation 3, 5.4), so its own
    height does not say where its text ends.
    """
    if isinstance(box, (boxes.LineBox, boxes.ReplacedBox, boxes.TableRowBox)):
        return float(box.position_y + box.margin_height())
    # What is positioned absolutely (list markers) is laid out later and takes no room.
    children = (child for child in getattr(box, "children", ()) if child.is_in_normal_flow())
    return max((_extent(child) for child in children), default=float(box.position_y))


def place_of(
    bottom: float,
    box: Any,
    before: int,
    more: Callable[[], Iterable[tuple[Any, Any]]],
    *,
    must: bool,
) -> Place:
    """Say where a note is called: by the line that ends at `bottom`, after `before` others.

    `box` is the paragraph; `more` lays out the lines that follow. Those are counted that CSS 2.2,
    13.3.2 (orphans, widows) keeps on the page of this line.
    """
    orphans, widows = box.style["orphans"], box.style["widows"]
    heights = [line.height for line, _ in islice(more(), orphans + widows)]
    for count in range(len(heights) + 1):
        left = len(heights) - count
        if before + 1 + count >= orphans and (left == 0 or left >= widows):
            return Place(bottom, sum(heights[:count]), must)
    return Place(bottom, sum(heights), must)
