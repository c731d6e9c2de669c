"""One note set in type for the foot of a page: whole, cut to the room there is, or in a column.

A note is laid out in a note area of its own; `layout.notes` puts those of a page together.
A note that goes on from the page before has its `::before` over it, one that goes on on the next
page its `::after` below it: "continued" is for style sheets to say, and to leave out. Short notes
with `footnote-display: compact` (CSS Generated Content for Paged Media, 2.6) may stand side by
side, in as many columns as the area has (`column-count`).

Lengths are CSS pixels.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import inf
from typing import Any

from weasyprint.css.properties import INITIAL_VALUES, Dimension
from weasyprint.formatting_structure import boxes, build
from weasyprint.layout import LayoutContext
from weasyprint.layout.block import block_level_layout
from weasyprint.layout.percent import percentage

# Layout adds up floating point numbers; a hundredth of a pixel decides nothing. Without it equal
# heights count as an overflow, and a page takes one note (Kozea/WeasyPrint issue 2502).
SLACK = 0.01
# How many lines a note may need to begin before it counts as one that cannot be cut.
_MOST_LINES_TO_BEGIN = 12
# Of the area's style, what is said of all notes together and not of the area of one.
_OF_THE_WHOLE_AREA = ("max_height", "width", "column_count", "column_width")


@dataclass(frozen=True, slots=True)
class Share:
    """What one page shows of a note: from `skip` (None: the beginning), `height` pixels tall.

    `rest` says where the next page goes on; None when the note ends here. `columns` is how many
    columns it takes; 0 for the whole measure. `tight`: it may end after any line.
    """

    skip: Any
    height: float
    rest: Any
    columns: int = 0
    tight: bool = False


class NoteSetter:
    """Lays out the notes of one page."""

    def __init__(self, context: LayoutContext) -> None:
        """Take the context, whose `current_footnote_area` is that of the page."""
        self._context = context
        area = context.current_footnote_area
        self.page = area.page
        count = area.style["column_count"]
        self.columns = count if isinstance(count, int) else 1
        self.series_gap = self._gap("row_gap")
        self._column_gap = self._gap("column_gap")
        edges = area.margin_width() - area.width if area.width != "auto" else _edges(area)
        self.measure: float = area.page.width - edges
        self._whole: dict[Any, Share] = {}
        self._cuts: dict[tuple[Any, float, bool], Share] = {}
        self._marks: dict[Any, float] = {}

    def _gap(self, name: str) -> float:
        area = self._context.current_footnote_area
        value = area.style[name]
        return 0.0 if value == "normal" else float(percentage(value, area.style, area.page.width))

    def whole(self, note: Any, skip: Any) -> Share:
        """Set all that is left of a note, in as few columns as it needs for one line."""
        if note not in self._whole:
            columns = self._columns_of(note) if skip is None else 0
            part, _ = self._lay(note, skip, inf, columns=columns)
            self._whole[note] = Share(skip, part.height + self._head(note, skip), None, columns)
        return self._whole[note]

    def _columns_of(self, note: Any) -> int:
        """Return the fewest columns in which a compact note is one line; 0 if that takes all."""
        if note.style["footnote_display"] == "block":
            return 0
        for columns in range(1, self.columns):
            part, _ = self._lay(note, None, inf, columns=columns)
            if _lines(part) == 1:
                return columns
        return 0

    def cut(self, note: Any, skip: Any, room: float, *, tight: bool = False) -> Share:
        """Cut a note to `room`, or to the least that it can begin with; whole if it cannot.

        `tight`: one line is enough to begin with, whatever its orphans and widows.
        Of one page `skip` is always the same. What was cut is kept: each call in a line asks again.
        """
        key = note, room, tight
        if key not in self._cuts:
            self._cuts[key] = self._cut(note, skip, room, tight=tight)
        return self._cuts[key]

    def _cut(self, note: Any, skip: Any, room: float, *, tight: bool) -> Share:
        whole = self.whole(note, skip)
        marks = self._head(note, skip) + self._mark_height(note.mark_after)
        room -= marks
        leading = note.style["font_size"] * 1.5
        rooms = [room, *(leading * lines for lines in range(1, _MOST_LINES_TO_BEGIN))]
        for tried in rooms:
            if tried <= 0 or tried < room:
                continue
            if tried + marks >= whole.height:
                break
            part, rest = self._lay(note, skip, tried, tight=tight)
            if part is None or rest is None:
                continue
            height = _extent(part) - part.content_box_y()
            if height > SLACK:
                return Share(skip, height + marks, rest, tight=tight)
        return whole

    def set(self, note: Any, share: Share, positioned: list[Any]) -> tuple[list[Any], Any]:
        """Set what `share` shows of a note: the areas of its parts, and where it broke off."""
        head, foot = self._head(note, share.skip), 0.0
        room = inf
        if share.rest is not None:
            foot = self._mark_height(note.mark_after)
            room = share.height - head - foot
        part, rest = self._lay(note, share.skip, room, share.columns, positioned, tight=share.tight)
        part.translate(dy=head)
        areas = [part]
        if head:
            areas.insert(0, self._lay(note.mark_before, None, inf)[0])
        if foot and rest is not None:
            mark, _ = self._lay(note.mark_after, None, inf)
            mark.translate(dy=share.height - foot)
            areas.append(mark)
        return areas, rest

    def run_on(self, notes: Iterable[Any], positioned: list[Any] | None = None) -> Any:
        """Set notes as one paragraph, whole (`footnote-display: inline`); return their area."""
        return self._lay(tuple(notes), None, inf, positioned=positioned)[0]

    def column_shift(self, part: Any, column: int, columns: int) -> float:
        """Return how far to the right a part goes that takes `columns` columns from `column` on."""
        if not columns:
            return 0.0
        area = self._context.current_footnote_area
        offset = column * (self._column_width(1) + self._column_gap)
        if area.style["direction"] == "rtl":
            offset = self.measure - offset - self._column_width(columns)
        return float(area.content_box_x() + offset - part.content_box_x())

    def _column_width(self, columns: int) -> float:
        one = (self.measure + self._column_gap) / self.columns - self._column_gap
        return float(columns * (one + self._column_gap) - self._column_gap)

    def _head(self, note: Any, skip: Any) -> float:
        return 0.0 if skip is None else self._mark_height(note.mark_before)

    def _mark_height(self, mark: Any | None) -> float:
        if mark is None:
            return 0.0
        height = self._marks.get(mark)
        if height is None:
            height = self._marks[mark] = float(self._lay(mark, None, inf)[0].height)
        return height

    def _lay(
        self,
        box: Any,
        skip: Any,
        room: float,
        columns: int = 0,
        positioned: list[Any] | None = None,
        *,
        tight: bool = False,
    ) -> tuple[Any, Any]:
        """Lay a box (or a tuple of inline boxes) out in an area of its own.

        Return the area and where the box broke off.

        The area is None where not even the first lines fit.
        """
        context, area = self._context, self._area_of(box, columns)
        limit = area.position_y + area.margin_height() + room + SLACK
        bottom_space = -inf if room == inf else context.page_bottom - limit
        absolute = [] if positioned is None else positioned
        laid, resume_at, *_ = block_level_layout(
            context,
            area,
            bottom_space,
            None if skip is None else {0: skip},
            self.page,
            # On an empty page WeasyPrint sets a line whatever orphans and widows ask for.
            page_is_empty=tight or skip is not None,
            absolute_boxes=absolute,
            fixed_boxes=absolute,
        )
        if laid is None or not laid.children:
            return None, None
        return laid, None if resume_at is None else resume_at[0]

    def _area_of(self, box: Any, columns: int) -> Any:
        """Make a note area for one box, as wide as so many columns; 0 for the whole measure.

        WeasyPrint makes an inline box of a compact note, which is set as a block.
        """
        inside = list(box) if isinstance(box, tuple) else [build.blockify(box)]
        area = self._context.current_footnote_area.copy_with_children(inside)
        area.height = 0
        area = build.create_anonymous_boxes(area.deepcopy())
        area.style = area.style.copy()
        for name in _OF_THE_WHOLE_AREA:
            area.style[name] = INITIAL_VALUES[name]
        if columns:
            area.style["width"] = Dimension(self._column_width(columns), "px")
        # A note that goes on has the rule over it too.
        area.style["box_decoration_break"] = "clone"
        return area


def prepare_note(note: Any, rank: int) -> None:
    """Make the box of a note ready: its rank in the text, its marks apart, its text as in the body.

    WeasyPrint collapses white space and transforms text on the tree that is left when the notes
    have been taken out, so that a line end in the source of a note would be a line end on paper.
    """
    note.process_whitespace()
    note.process_text_transform()
    note.rank = rank
    note.mark_before = note.mark_after = None
    kept = []
    for child in note.children:
        pseudo = child.element_tag.partition("::")[2] if child.element is note.element else ""
        if pseudo == "before":
            note.mark_before = child
        elif pseudo == "after":
            note.mark_after = child
        elif pseudo != "footnote-marker" or child.children:
            # `::footnote-marker { content: none }` leaves an empty box, alone on its line.
            kept.append(child)
    note.children = kept
    # An inline note with blocks in it is set as a block.
    note.runs_on = note.style["footnote_display"] == "inline" and not any(
        isinstance(box, boxes.BlockLevelBox) for box in note.descendants()
    )


def _edges(area: Any) -> float:
    """Return what margins, borders and padding of the area take from its width."""
    return float(
        sum(
            getattr(area, name)
            for name in (
                "margin_left", "border_left_width", "padding_left",
                "margin_right", "border_right_width", "padding_right",
            )
            if getattr(area, name) != "auto"
        )
    )  # fmt: skip


def _lines(box: Any) -> int:
    """Count the lines of a laid-out box; what stands in a line (a marker) has lines of its own."""
    if isinstance(box, boxes.LineBox):
        return 1
    return sum(_lines(child) for child in _in_flow(box))


def _extent(box: Any) -> float:
    """Return the bottom of the lowest line, picture or row in a laid-out box.

    A box that is broken off fills the room it was given (CSS Fragmentation 3, 5.4), so its own
    height does not say where its text ends.
    """
    if isinstance(box, (boxes.LineBox, boxes.ReplacedBox, boxes.TableRowBox)):
        return float(box.position_y + box.margin_height())
    return max((_extent(child) for child in _in_flow(box)), default=float(box.position_y))


def _in_flow(box: Any) -> Iterator[Any]:
    """Yield children; what is positioned absolutely (list markers) is laid out later."""
    return (child for child in getattr(box, "children", ()) if child.is_in_normal_flow())
