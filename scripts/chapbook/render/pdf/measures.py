"""The measures of a page: what a style and a trim make of type and margins (styles/print.toml).

Lengths are in points, factors are shares of them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from chapbook.model.metadata import PrintSettings, Trim
from chapbook.resources import styles_folder

_STYLES = "print.toml"
_DEFAULT = "default"
# How much of a line there may be too little for it to be on the page, in lines.
_ALMOST = 0.25


# How far the pages of a thick book lie from its spine (mm), up to so many pages: a stapled pamphlet
# lies flat. The inner margin is at least what printers of paperbacks ask for (the second table),
# and the outer never less than that.
_GUTTERS = ((72, 0.0), (150, 1.0), (300, 2.0), (500, 3.5), (700, 5.0), (10_000, 7.0))
_LEAST_INNER = ((72, 0.0), (150, 9.6), (300, 12.7), (500, 15.9), (700, 19.1), (10_000, 22.3))
_LEAST_OUTER = 6.4
_MM = 72 / 25.4


@dataclass(frozen=True, slots=True)
class Adjustment:
    """What the measures of a style are multiplied by: size of type, leading, margins."""

    size: float = 1.0
    leading: float = 1.0
    margins: float = 1.0


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and the most of an adjustment."""

    least: Adjustment
    most: Adjustment


@dataclass(frozen=True, slots=True)
class Margins:
    """The margins of a page, or their shares of it."""

    head: float
    foot: float
    inner: float
    outer: float


@dataclass(frozen=True, slots=True)
class PrintStyle:
    """A style of the printed page, one table of styles/print.toml.

    `faces` are families that it sets beside the text face; sizes, leadings and margins are by the
    key of a trim, or `default`. `note` holds the shares of text that notes have.
    """

    name: str
    sheet: str
    faces: tuple[str, ...]
    sizes: Mapping[str, float]
    leadings: Mapping[str, float]
    note: Adjustment
    margins: Mapping[str, Margins]
    bounds: Bounds


@dataclass(frozen=True, slots=True)
class Measures:
    """The measures of one PDF: `lines` of text fit between the margins of a page."""

    trim: Trim
    size: float
    leading: float
    note_size: float
    note_leading: float
    margins: Margins
    lines: int

    @property
    def text_width(self) -> float:
        """The width of a line of text."""
        return self.trim.points[0] - self.margins.inner - self.margins.outer

    @property
    def line(self) -> float:
        """The width of a line of text, in sizes of its type."""
        return self.text_width / self.size


@cache
def print_styles() -> Mapping[str, PrintStyle]:
    """Return the styles by their names."""
    text = (styles_folder() / _STYLES).read_text(encoding="utf-8")
    return {name: _style(name, table) for name, table in tomllib.loads(text).items()}


def _style(name: str, table: Mapping[str, Any]) -> PrintStyle:
    ranges = [table["fit"][key] for key in ("size", "leading", "margins")]
    return PrintStyle(
        name=name,
        sheet=table["sheet"],
        faces=tuple(table["faces"]),
        sizes=table["size"],
        leadings=table["leading"],
        note=Adjustment(**table["note"]),
        margins={key: Margins(**shares) for key, shares in table["margins"].items()},
        bounds=Bounds(*(Adjustment(*(pair[end] for pair in ranges)) for end in (0, 1))),
    )


def bounds_of(settings: PrintSettings) -> Bounds:
    """Return how far pages may be adjusted. What the author gives a size of is not adjusted."""
    bounds = print_styles()[settings.style].bounds
    return Bounds(*(_as_given(end, settings) for end in (bounds.least, bounds.most)))


def _as_given(end: Adjustment, settings: PrintSettings) -> Adjustment:
    return Adjustment(
        1.0 if settings.size else end.size,
        1.0 if settings.leading else end.leading,
        end.margins,
    )


def measures_of(
    settings: PrintSettings, adjustment: Adjustment | None = None, *, scale: float = 1.0
) -> Measures:
    """Return the measures of a book's pages, adjusted (for `--fit`, within `bounds_of`).

    `scale` is how much larger type is set in the script of the book, where the style has it so.

    The foot takes what is left when the page holds whole lines, so that lines stand back to back.
    """
    style, trim, by = print_styles()[settings.style], settings.trim, adjustment or Adjustment()
    plain_size = _of_trim(style.sizes, trim)
    size = (settings.size or plain_size * scale) * by.size
    leading = settings.leading or _of_trim(style.leadings, trim) * size / plain_size
    leading = _rounded(leading * by.leading)
    margins, lines = _whole_lines(_margins(style, trim, by.margins), trim, leading)
    return Measures(
        trim=trim,
        size=_rounded(size),
        leading=leading,
        note_size=_rounded(size * style.note.size),
        note_leading=_rounded(leading * style.note.leading),
        margins=margins,
        lines=lines,
    )


def gutters_of(measures: Measures) -> tuple[tuple[int, float], ...]:
    """Return how far pages are moved from the spine: up to so many pages, so many points.

    The text keeps its width, so the outer margin gives what the inner takes.
    """
    margins = measures.margins
    most = margins.outer - _LEAST_OUTER * _MM
    found = []
    for (pages, gutter), (_, inner) in zip(_GUTTERS, _LEAST_INNER, strict=True):
        shift = max(gutter * _MM, inner * _MM - margins.inner)
        found.append((pages, _rounded(min(shift, most))))
    return tuple(found)


def _of_trim(values: Mapping[str, float], trim: Trim) -> float:
    return values[trim.key] if trim.key in values else values[_DEFAULT]


def _margins(style: PrintStyle, trim: Trim, factor: float) -> Margins:
    shares = style.margins.get(trim.key, style.margins[_DEFAULT])
    width, height = trim.points
    return Margins(
        head=_rounded(shares.head * height * factor),
        foot=shares.foot * height * factor,
        inner=_rounded(shares.inner * width * factor),
        outer=_rounded(shares.outer * width * factor),
    )


def _whole_lines(margins: Margins, trim: Trim, leading: float) -> tuple[Margins, int]:
    """Fit the foot to the lines; the leading is one of hundredths of a point by now."""
    height = trim.points[1]
    lines = int((height - margins.head - margins.foot) / leading + _ALMOST)
    foot = height - margins.head - lines * leading
    return Margins(margins.head, foot, margins.inner, margins.outer), lines


def _rounded(points: float) -> float:
    return round(points, 2)


def measures_sheet(measures: Measures, *, right_to_left: bool) -> str:
    """Write the measures as CSS: the page (CSS Paged Media 3), and custom properties for sheets.

    A book from right to left is bound at the right: its inner margins change sides.
    """
    margins = measures.margins
    recto, verso = ("left", "right") if right_to_left else ("right", "left")
    properties = {
        "page-width": measures.trim.points[0],
        "page-height": measures.trim.points[1],
        "text-width": measures.text_width,
        "text-height": measures.lines * measures.leading,
        "text-size": measures.size,
        "leading": measures.leading,
        "note-size": measures.note_size,
        "note-leading": measures.note_leading,
        "margin-head": margins.head,
        "margin-foot": margins.foot,
        "margin-inner": margins.inner,
        "margin-outer": margins.outer,
    }
    given = ";".join(f"--{name}:{_written(value)}" for name, value in properties.items())
    head, foot, inner, outer = map(
        _written, (margins.head, margins.foot, margins.inner, margins.outer)
    )
    return "\n".join(
        (
            f":root{{{given}}}",
            f"@page{{size:{measures.trim.css};margin-top:{head};margin-bottom:{foot}}}",
            f"@page :{recto}{{margin-{verso}:{inner};margin-{recto}:{outer}}}",
            f"@page :{verso}{{margin-{recto}:{inner};margin-{verso}:{outer}}}",
            *_turned_pages(measures),
        )
    )


def _turned_pages(measures: Measures) -> Iterator[str]:
    """Write the pages that are laid out broad and then turned to the left, head to the left edge.

    In either reading direction a left page is bound at its right edge.
    """
    margins = measures.margins
    head, foot, inner, outer = map(
        _written, (margins.head, margins.foot, margins.inner, margins.outer)
    )
    # The very lengths of the other pages: all are to be of one size, to the last digit.
    size = "size:" + " ".join(reversed(measures.trim.css.split()))
    for side, left, right in (("left", outer, inner), ("right", inner, outer)):
        yield f"@page turned:{side}{{{size};margin:{left} {head} {right} {foot}}}"


def _written(points: float) -> str:
    return f"{points:.3f}".rstrip("0").rstrip(".") + "pt"
