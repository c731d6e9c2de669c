"""The terms of imposition: schemes, sheets with their pages, and where a page lies on paper.

Lengths are PDF points (1/72 inch), counted from the lower left corner of a side of a sheet as it
is printed. A *position* is the place of a page in the finished book, from 1; a *page* is a page
of the PDF file, from 1. They differ where blank pages are put in.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Gathering(Enum):
    """How the sheets of a scheme come together after folding."""

    NESTED = "nested"  # one within the other, bound through the fold
    PILED = "piled"  # cut apart; the piles are laid on top of one another
    ALONE = "alone"  # one sheet is the whole book


class Flip(Enum):
    """The edge about which the printer turns the sheet to print its back."""

    LONG = "long"
    SHORT = "short"


def backs_turned(flip: Flip, *, landscape: bool) -> bool:
    """Return whether the printer turns the sheet so that backs must be printed upside down.

    Schemes are written for a sheet that is turned about an upright axis, like the leaf of a book.
    A sheet flipped on an edge that lies level comes out the other way up.
    """
    return landscape if flip is Flip.LONG else not landscape


class Padding(Enum):
    """Where blank pages go. The first page of the file is always the outer front."""

    BEFORE_LAST = "before-last"  # the last page of the file is the outer back
    AT_END = "end"  # for a file whose last page belongs to the text before it


class Edge(Enum):
    """A side of a page as it lies on the printed sheet."""

    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class ImpositionScheme:
    """How the pages of one sheet lie, for a book read from left to right.

    `front` and `back` hold rows from the top of the sheet; a number is the place of a page among
    the pages of a single sheet in reading order. The back is written as it is seen when the sheet
    is turned over like the leaf of a book. Pages in `turned_rows` are upside down.
    `most_sheets` bounds a signature; sheets are then spread evenly. None: one signature holds all.
    """

    name: str
    front: tuple[tuple[int, ...], ...]
    back: tuple[tuple[int, ...], ...]
    gathering: Gathering
    turned_rows: tuple[int, ...] = ()
    most_sheets: int | None = None

    @property
    def columns(self) -> int:
        """Pages beside one another on a side."""
        return len(self.front[0])

    @property
    def rows(self) -> int:
        """Pages above one another on a side."""
        return len(self.front)

    @property
    def pages_per_sheet(self) -> int:
        """Pages on both sides of a sheet."""
        return sum(len(row) for row in (*self.front, *self.back))


@dataclass(frozen=True, slots=True)
class Cell:
    """A place for a page on a side of a sheet; columns from the left, rows from the top.

    `spine` is the side of the binding spine as the page lies there. `depth` counts the leaves
    around this one in its signature: 0 for the outermost.
    """

    page: int
    position: int
    column: int
    row: int
    turned: bool
    spine: Edge
    depth: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of paper: its pages on both sides, blank ones left out.

    `signature` counts from 1; `deepest` is the greatest depth of a leaf in that signature.
    """

    signature: int
    deepest: int
    front: tuple[Cell, ...]
    back: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Size:
    """Width and height of a page or a side of a sheet."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A rectangle by its lower left and upper right corners."""

    left: float
    bottom: float
    right: float
    top: float

    def turned_within(self, sheet: Size) -> Rectangle:
        """Return the place where it lies when the whole side is turned by 180 degrees."""
        return Rectangle(
            sheet.width - self.right,
            sheet.height - self.top,
            sheet.width - self.left,
            sheet.height - self.bottom,
        )


@dataclass(frozen=True, slots=True)
class PlacedPage:
    """Where a page of the file lies: its trim box on the sheet, and what of it may be drawn."""

    page: int
    trim: Rectangle
    turned: bool
    scale: float
    clip: Rectangle

    @property
    def matrix(self) -> tuple[float, float, float, float, float, float]:
        """The matrix (ISO 32000-2, 8.3.4) that carries the trim box from the origin there."""
        if self.turned:
            return (-self.scale, 0, 0, -self.scale, self.trim.right, self.trim.top)
        return (self.scale, 0, 0, self.scale, self.trim.left, self.trim.bottom)


@dataclass(frozen=True, slots=True)
class Mark:
    """A line that shows where to cut or, `dashed`, where to fold; a thick one marks a signature."""

    start: tuple[float, float]
    end: tuple[float, float]
    dashed: bool = False
    thickness: float = 0.25


@dataclass(frozen=True, slots=True)
class ImposedSide:
    """One side of a sheet, ready to be drawn."""

    pages: tuple[PlacedPage, ...]
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Fit:
    """How a pamphlet was fitted to its sheets.

    `size` and `leading` of the text are points, `margins` a factor of the style's own. `blanks` are
    the blank pages that are left, `blanks_before` those in the style's own setting, both without
    the back of the front cover. `layouts` were tried.
    """

    size: float
    leading: float
    margins: float
    blanks: int
    blanks_before: int
    layouts: int


MOST_NESTED = 16
"""Sheets that can be folded and stapled together: 64 pages, as long as a long stapler reaches."""


@dataclass(frozen=True, slots=True)
class ImpositionSummary:
    """What an imposition came to, for those who print it.

    `file` is its name, `scheme` and `paper` are names too; `signatures` has the sheets of each,
    one number for all that are not gathered in signatures; at most `nested` folded sheets lie
    within one another. `blank_positions` are the blank pages,
    counted in the folded book. `landscape` says how the sheets lie in the file, `scale` how large
    pages are on them. `fitted` are pages of another size than most; `left_out` are pages with
    annotations that are not printed.
    """

    file: str
    scheme: str
    paper: str
    flip: Flip
    sheets: int
    signatures: tuple[int, ...]
    blank_positions: tuple[int, ...] = ()
    scale: float = 1.0
    landscape: bool = True
    both_sides: bool = True
    right_to_left: bool = False
    fit: Fit | None = None
    nested: int = 1
    fitted: tuple[int, ...] = ()
    left_out: tuple[int, ...] = ()

    @property
    def blanks(self) -> int:
        """How many blank pages fill the sheets."""
        return len(self.blank_positions)

    @property
    def backs_turned(self) -> bool:
        """Return whether backs are printed upside down (`backs_turned`)."""
        return backs_turned(self.flip, landscape=self.landscape)


@dataclass(frozen=True, slots=True)
class ImpositionOptions:
    """What was requested; `scheme` and `paper` are names.

    `thickness` (of one leaf; as of paper of 80 g/m² if nothing is said), `gutter` (white between
    page and fold) and `margin` (white at the edges of the sheet) are points.
    `sheets_per_signature` overrules the scheme. `shrink` lets pages be made smaller to fit,
    `fit_pages` turns and shrinks those that are larger than most.
    """

    scheme: str = "saddle"
    paper: str = "a4"
    flip: Flip = Flip.SHORT
    right_to_left: bool = False
    thickness: float = 0.1 / 25.4 * 72
    gutter: float = 0.0
    margin: float = 0.0
    sheets_per_signature: int | None = None
    padding: Padding = Padding.BEFORE_LAST
    shrink: bool = False
    fit_pages: bool = False
    crop_marks: bool = False
    fold_marks: bool = False
    signature_marks: bool = False


@dataclass(frozen=True, slots=True)
class PamphletOptions:
    """How the pamphlet of a book is made: for each paper a file of sheets.

    Without a `scheme` it is stapled through the fold, or sewn in signatures if it is too thick.
    `thickness` is that of one leaf in points. `fit` seeks the setting of the type that leaves the
    fewest blank pages. `instructions` puts a sheet that tells how to print and fold before the
    others.
    """

    scheme: str | None = None
    papers: tuple[str, ...] = ("a4", "letter")
    flip: Flip = Flip.SHORT
    thickness: float = 0.1 / 25.4 * 72
    instructions: bool = False
    fit: bool = False
