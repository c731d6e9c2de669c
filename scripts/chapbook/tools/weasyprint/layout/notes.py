"""Footnotes that stay with their calls and run on over pages: a layout context for WeasyPrint.

WeasyPrint 70 lays a footnote out whole or not at all: what does not fit is moved to the next
page, what is taller than a page runs over its head. `NoteContext` replaces the bookkeeping of the
note area. A note begins at the foot of the page of its call; what finds no room there is cut
between lines (`orphans` and `widows` of the note hold) and goes on at the foot of the next page.
One note stays one element: the pages show fragments of one box, as with any broken block
(CSS Fragmentation 3, 3; CSS Generated Content for Paged Media, 2.4 footnotes).

At the foot stands first what goes on from the page before, then note after note by `order` (the
property of CSS Flexible Box Layout 1, 5.4; a number for each series) and within one number as
they are called. `row-gap` of the area parts the series.

A note that only points to another (`data-points-to` is the id of that) is left out on a page on
which the other begins, and where the page has such a pointer already.

Lengths are CSS pixels. "Room" is a height, "bottom" a vertical position on the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from math import inf
from typing import Any

from weasyprint.layout import LayoutContext

from chapbook.tools.weasyprint.layout.note_places import Place
from chapbook.tools.weasyprint.layout.note_rows import Entry, Rows, arrange
from chapbook.tools.weasyprint.layout.note_setting import SLACK, NoteSetter, Share

# As many notes of a page may go on on the next for the sake of one more line of text. Were there
# more, each would go on by a line or two, and new ones would come faster than they end. One of them
# takes four lines at least, and a line of text with a note of its own as many: a page that has
# no more than fifteen lines of notes bears one.
_RUNNING = 2
_LOW = 16 * 1.35  # in sizes of the type


class NoteContext(LayoutContext):  # type: ignore[misc]  # WeasyPrint has no types
    """A layout context whose note area is filled note by note, each in one or more shares."""

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        """Take what WeasyPrint's own context takes."""
        super().__init__(*arguments, **keywords)
        self.rests: dict[Any, Any] = {}
        self.reported_footnotes: list[Any] = []
        self.carried: dict[int, tuple[tuple[Any, Any], ...]] = {}
        # Kept for the corrections of page making (tools/weasyprint/corrections).
        self.notes_alone = False
        self.text_waits = False
        self.rows_stay = False
        self.page_names: dict[int, str] = {}
        self._setter: NoteSetter | None = None
        self._skips: dict[Any, Any] = {}
        self._places: dict[Any, Place] = {}
        self._shares: dict[Any, Share] = {}

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
        """Fill the area after a change of its notes; return whether they do not fit."""
        return not self._fill(self._begin_page())

    def _run_on(self, notes: Sequence[Any]) -> bool:
        """Return whether the notes of the page are one paragraph, which is set whole.

        An inline note beside one that is a block has lines of its own.
        """
        return all(note.runs_on and self._skips[note] is None for note in notes)

    def _begin_page(self) -> NoteSetter:
        if self._setter is None or self._setter.page is not self.current_footnote_area.page:
            self._setter = NoteSetter(self)
            self._skips, self._places, self._shares = {}, {}, {}
        return self._setter

    def _fill(self, setter: NoteSetter) -> bool:
        """Share the room among the notes of this page and set the page's bottom."""
        area = self.current_footnote_area
        if area.height != "auto" and not self.in_column:
            self.page_bottom += area.margin_height()
        notes = self._shown()
        if not notes:
            self._empty()
            return True
        area.height = 0
        place = self._places[self.current_page_footnotes[-1]]
        rooms = self._rooms(place, area)
        if self._run_on(notes):
            self._shares, height = {}, setter.run_on(notes).height
            fits = any(height <= room + SLACK for room, _ in rooms)
        else:
            fits = any(
                self._share(setter, notes, place, room, tight=tight) for room, tight in rooms
            )
            height = self._rows(setter, notes).height
        area.height = height
        if not self.in_column:
            self.page_bottom -= area.margin_height()
        return fits

    def _empty(self) -> None:
        """Take the area away; its margins stay on a page whose only notes wait for the next."""
        area = self.current_footnote_area
        area.height = "auto"
        if self.reported_footnotes and not self.in_column:
            area.height = 0
            self.page_bottom -= area.margin_height()

    def _shown(self) -> tuple[Any, ...]:
        """Return the notes that are set: without pointers to what stands on this page anyway."""
        begun = {
            note.element.get("id")
            for note in self.current_page_footnotes
            if _aim(note) is None and self._skips[note] is None
        }
        found = []
        for note in self.current_page_footnotes:
            aim = _aim(note)
            if aim is None or aim not in begun:
                found.append(note)
            if aim is not None:
                begun.add(aim)
        return tuple(found)

    def _rooms(self, place: Place, area: Any) -> Iterator[tuple[float, bool]]:
        """Yield the height there is for notes, and whether they may be cut after any line.

        For a line that must stay, and whose notes must stay with it (`footnote-policy`), there is a
        second, larger height; tight is the last resort, where no rest of another note is in its way
        (that may get a page of its own).
        """
        waits = _may_wait(self.current_page_footnotes[-1])
        if place.bottom is None or self.in_column:
            limit = inf if self.notes_alone and not waits else area.max_height
            yield float(min(limit, area.page.height - area.margin_height())), False
            return
        room = self.page_bottom - place.bottom - area.margin_height() - SLACK
        yield float(min(room - place.kept, area.max_height)), False
        if place.must and not waits:
            yield float(room), False
            if all(skip is None for skip in self._skips.values()):
                yield float(room), True

    def _share(
        self, setter: NoteSetter, notes: Sequence[Any], last: Place, room: float, *, tight: bool
    ) -> bool:
        """Share out `room`, cutting notes where needed; say whether that was enough.

        It is not if more notes would go on than a page bears, and the line in hand can move.

        First those give way that an earlier line broke off already, then those of the line in
        hand (`last`), the last first. Other notes stay whole: the new line can move to the next
        page instead. Where it cannot, any note is cut. Of what the page before left over, the first
        gives way last: it is to come to its end.
        """
        broken = [note for note in notes if note in self._shares and self._shares[note].rest]
        fresh = [note for note in notes if last.must or self._places[note].bottom == last.bottom]
        self._shares = {note: setter.whole(note, self._skips[note]) for note in notes}
        left_over = last.bottom is None
        for note in reversed(notes if left_over else [*fresh, *broken]):
            excess = self._rows(setter, notes).height - room
            if excess > SLACK:
                least = self._shares[note].height - excess
                self._shares[note] = setter.cut(note, self._skips[note], least, tight=tight)
        fits = self._rows(setter, notes).height <= room + SLACK
        return fits and (last.must or not self._too_many(self._unfinished()))

    def _unfinished(self) -> list[Any]:
        return [note for note, share in self._shares.items() if share.rest is not None]

    def _too_many(self, unfinished: Sequence[Any]) -> bool:
        """Return whether more notes go on than a page should bear."""
        size = max((note.style["font_size"] for note in unfinished), default=0)
        low = bool(self.current_footnote_area.page.height < _LOW * size)
        return len(unfinished) > (1 if low else _RUNNING)

    def _rows(self, setter: NoteSetter, notes: Iterable[Any]) -> Rows:
        """Arrange the notes of the page: what goes on first, then by `order`, then as called."""
        order = sorted(
            notes,
            key=lambda note: (self._skips[note] is None, note.style["order"], note.rank),
        )
        entries = (
            Entry(note, note.style["order"], self._shares[note].height, self._shares[note].columns)
            for note in order
        )
        return arrange(entries, setter.columns, setter.series_gap)

    def finish_area(self, positioned: list[Any]) -> Any:
        """Lay the area of a finished page out and hand what is left of its notes to the next.

        Notes take the whole measure; a `width` of the area shortens the rule over them, which is
        its border: CSS Generated Content for Paged Media has `border-clip` for that, and
        WeasyPrint has not.
        """
        setter = self._begin_page()
        parts, height = self._parts(setter, positioned)
        area = parts[0] if parts else self.current_footnote_area
        area = area.copy_with_children([child for part in parts for child in part.children])
        area.height = height
        width = self.current_footnote_area.width
        area.width = setter.measure if width == "auto" else width
        if area.style["direction"] == "rtl":
            area.position_x += setter.measure - area.width
        self._carry()
        return area

    def _parts(self, setter: NoteSetter, positioned: list[Any]) -> tuple[list[Any], float]:
        """Return areas with what the page shows of its notes, each in its place, and the height."""
        notes = self._shown()
        if notes and self._run_on(notes):
            area = setter.run_on(notes, positioned)
            return [area], area.height
        found, rows = [], self._rows(setter, notes)
        for placed in rows.placed:
            share = self._shares[placed.note]
            parts, rest = setter.set(placed.note, share, positioned)
            # What was laid out decides where the next page goes on, not what was planned.
            self._shares[placed.note] = replace(share, rest=rest)
            for part in parts:
                shift = setter.column_shift(part, placed.column, share.columns)
                part.translate(shift, placed.offset)
            found.extend(parts)
        return found, rows.height

    def _carry(self) -> None:
        """Pass on what this page leaves: notes broken off first, then notes not begun."""
        rests = {
            note: share.rest
            for note in self._shown()
            if (share := self._shares.get(note)) is not None and share.rest is not None
        }
        waiting = {n: self.rests[n] for n in self.reported_footnotes if n in self.rests}
        self.reported_footnotes = [*rests, *self.reported_footnotes]
        self.rests = {**rests, **waiting}
        self.carried[self.current_page] = tuple(
            (note, self.rests.get(note)) for note in self.reported_footnotes
        )

    def crowded(self) -> bool:
        """Return whether so much is left over that the next page is to show nothing else."""
        pressing = [n for n in self.reported_footnotes if n in self.rests or not _may_wait(n)]
        return self.text_waits or self._too_many(pressing)

    def late(self) -> bool:
        """Return whether a note does not begin on the page of its call, as it must."""
        return any(n not in self.rests and not _may_wait(n) for n in self.reported_footnotes)

    def resume(self, page_number: int) -> None:
        """Before page `page_number` is made again: take up what the page before it left."""
        left = self.carried.get(page_number - 1, ())
        self.reported_footnotes = [note for note, _ in left]
        self.rests = {note: rest for note, rest in left if rest is not None}


def _may_wait(note: Any) -> bool:
    """Return whether a note may begin on a later page than its call (`footnote-policy: auto`)."""
    return bool(note.style["footnote_policy"] == "auto")


def _aim(note: Any) -> Any:
    """Return the id of the note that a pointer points to; None for a note."""
    return note.element.get("data-points-to")
