"""Where each page lies on the sheet: paper, scale, spine, creep. Lengths are points."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from chapbook.errors import TooManySheets, UsageError
from chapbook.model.editions.imposition import (
    Cell,
    Edge,
    Gathering,
    ImposedSide,
    ImpositionOptions,
    ImpositionScheme,
    PlacedPage,
    Rectangle,
    Sheet,
    Size,
    backs_turned,
)

# The share of a page's width that creep may take from its inner margin before text is in danger.
_INNER_MARGIN = 0.1
# A page that is too large by so little was rounded by the program that made it: it is made to fit.
_ROUNDING = 0.995
_WHOLE = 0.99999


@dataclass(frozen=True, slots=True)
class Layout:
    """A side of a sheet: its size, the size of a page on it, and what was asked for.

    `cell` is the share of the sheet that each page has: from fold to fold or edge.
    """

    sheet: Size
    cell: Size
    page: Size
    scale: float
    scheme: ImpositionScheme
    options: ImpositionOptions

    def cell_at(self, column: int, row: int) -> Rectangle:
        """Return the place of a cell; columns count from the left, rows from the top."""
        left, top = column * self.cell.width, self.sheet.height - row * self.cell.height
        return Rectangle(left, top - self.cell.height, left + self.cell.width, top)

    @property
    def backs_turned(self) -> bool:
        """Return whether backs are printed upside down."""
        landscape = self.sheet.width > self.sheet.height
        return backs_turned(self.options.flip, landscape=landscape)


def laid_out(
    scheme: ImpositionScheme, paper: Size, page: Size, options: ImpositionOptions, deepest: int
) -> Layout:
    """Choose how the paper lies and how large pages are on it, never larger than they are.

    `page` is the trim size, `deepest` the greatest depth of a leaf. Raises UsageError where the
    pages do not fit and may not be made smaller.
    """
    creep = deepest * options.thickness if options.shrink else 0.0
    upright, level = paper, Size(paper.height, paper.width)
    fits = [(_fit(scheme, sheet, page, options, creep), sheet) for sheet in (upright, level)]
    scale, sheet = max(fits, key=lambda fit: fit[0])
    if scale <= 0:
        hint = "use a smaller --gutter or --margin"
        raise UsageError("gutter and margin leave no room for the pages", hint)
    if scale < _ROUNDING and not options.shrink:
        raise _too_small(scheme, page, options, scale)
    scale = 1.0 if scale > _WHOLE else scale
    cell = Size(sheet.width / scheme.columns, sheet.height / scheme.rows)
    shown = Size(page.width * scale, page.height * scale)
    layout = Layout(sheet, cell, shown, scale, scheme, options)
    _check_creep(layout, deepest)
    return layout


def _check_creep(layout: Layout, deepest: int) -> None:
    room = layout.cell.width - layout.page.width - layout.options.margin
    lost = deepest * layout.options.thickness - room
    if lost > layout.page.width * _INNER_MARGIN:
        raise TooManySheets(
            f"with so many nested sheets creep takes {lost / 72 * 25.4:.0f} mm of the inner margin",
            "choose --scheme signatures, fewer --sheets-per-signature, or larger paper",
        )


def _fit(
    scheme: ImpositionScheme, sheet: Size, page: Size, options: ImpositionOptions, creep: float
) -> float:
    # A page has one edge of the sheet at its side; at head and foot both, unless rows share them.
    ends = 2 if scheme.rows == 1 else 1
    across = sheet.width / scheme.columns - options.gutter - options.margin - creep
    along = sheet.height / scheme.rows - ends * options.margin
    return min(across / page.width, along / page.height)


def _too_small(
    scheme: ImpositionScheme, page: Size, options: ImpositionOptions, scale: float
) -> UsageError:
    size = f"{page.width / 72 * 25.4:.0f} × {page.height / 72 * 25.4:.0f} mm"
    together = scheme.columns * scheme.rows
    return UsageError(
        f"{together} pages of {size} beside one another are larger than the paper "
        f"({options.paper})" + (" within its margin" if options.margin else ""),
        f"choose a larger --paper, or --shrink to print them at {int(scale * 100)} % of their size",
    )


def placed_sides(layout: Layout, sheets: Iterable[Sheet]) -> list[ImposedSide]:
    """Return the sides in the order of printing: front and back of each sheet."""
    sides = []
    for sheet in sheets:
        sides.append(ImposedSide(tuple(_placed(layout, cell, sheet) for cell in sheet.front)))
        if layout.scheme.back:
            back = tuple(_placed(layout, cell, sheet) for cell in sheet.back)
            sides.append(ImposedSide(_turned(back, layout.sheet) if layout.backs_turned else back))
    return sides


def _turned(pages: tuple[PlacedPage, ...], sheet: Size) -> tuple[PlacedPage, ...]:
    return tuple(
        PlacedPage(
            page.page,
            page.trim.turned_within(sheet),
            not page.turned,
            page.scale,
            page.clip.turned_within(sheet),
        )
        for page in pages
    )


def _placed(layout: Layout, cell: Cell, sheet: Sheet) -> PlacedPage:
    room = layout.cell_at(cell.column, cell.row)
    from_spine = _from_spine(layout, cell.depth, sheet.deepest)
    if cell.spine is Edge.LEFT:
        left = room.left + from_spine
    else:
        left = room.right - from_spine - layout.page.width
    bottom = _bottom(layout, cell, room)
    trim = Rectangle(left, bottom, left + layout.page.width, bottom + layout.page.height)
    return PlacedPage(cell.page, trim, cell.turned, layout.scale, room)


def _bottom(layout: Layout, cell: Cell, room: Rectangle) -> float:
    """Return the lower edge of a page: in the middle of its room, or as the margin asks."""
    from_edge = max((layout.cell.height - layout.page.height) / 2, layout.options.margin)
    at_top = layout.scheme.rows > 1 and cell.row == 0
    return room.top - from_edge - layout.page.height if at_top else room.bottom + from_edge


def _from_spine(layout: Layout, depth: int, deepest: int) -> float:
    """Return the distance of a page's inner edge from the fold.

    A leaf that lies within others stands out at the fore-edge by the thickness of each, and is
    cut off by as much; its page moves towards the spine by the same length, so that after cutting
    all fore-edge margins are equal. Room that the paper leaves is used first, by moving the outer
    pages away from the fold; what is then still wanting comes out of the inner margin of the
    inner pages, which is cut at the fold.
    """
    options = layout.options
    room = layout.cell.width - layout.page.width - options.margin
    if layout.scheme.gathering is not Gathering.NESTED:
        middle = (layout.cell.width - layout.page.width) / 2
        return max(min(max(middle, options.gutter), room), 0.0)
    outermost = options.gutter + min(max(room - options.gutter, 0.0), deepest * options.thickness)
    return outermost - depth * options.thickness
