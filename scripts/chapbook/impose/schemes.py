"""The imposition schemes and the papers: data."""

from __future__ import annotations

from math import log

from chapbook.errors import UsageError
from chapbook.model.editions.imposition import Gathering, ImpositionScheme, Size
from chapbook.model.metadata import TRIMS, Trim

POINTS_PER_MM = 72 / 25.4

# Height by width of a page as books have it.
_UPRIGHT = 1.4

_SADDLE_FRONT, _SADDLE_BACK = ((4, 1),), ((2, 3),)

_SCHEMES = (
    # All sheets in one another, stapled through the fold.
    ImpositionScheme("saddle", _SADDLE_FRONT, _SADDLE_BACK, Gathering.NESTED),
    # The same in small bundles, for thread or glue. Five sheets of office paper fold well.
    ImpositionScheme(
        "signatures", _SADDLE_FRONT, _SADDLE_BACK, Gathering.NESTED, most_sheets=5
    ),
    # Cut down the middle; the pile with the first page goes on top.
    ImpositionScheme("cut-stack", ((1, 3),), ((4, 2),), Gathering.PILED),
    # Two folds, the first across; heads meet at the first fold, which is slit afterwards.
    ImpositionScheme(
        "quarto", ((5, 4), (8, 1)), ((3, 6), (2, 7)), Gathering.NESTED, turned_rows=(0,)
    ),
    # One side of one sheet, slit between the four inner pages.
    ImpositionScheme(
        "zine", ((7, 6, 5, 4), (8, 1, 2, 3)), (), Gathering.ALONE, turned_rows=(0,)
    ),
)  # fmt: skip
SCHEMES = {scheme.name: scheme for scheme in _SCHEMES}

# Upright: width, height. ISO 216, and the North American sizes of ASME Y14.1.
PAPERS = {
    "a3": Size(297 * POINTS_PER_MM, 420 * POINTS_PER_MM),
    "a4": Size(210 * POINTS_PER_MM, 297 * POINTS_PER_MM),
    "a5": Size(148 * POINTS_PER_MM, 210 * POINTS_PER_MM),
    "letter": Size(612, 792),
    "legal": Size(612, 1008),
    "tabloid": Size(792, 1224),
}


def scheme_named(name: str) -> ImpositionScheme:
    """Return the scheme of a name; raises UsageError for an unknown one."""
    if name not in SCHEMES:
        raise UsageError(f"unknown scheme “{name}”", f"choose from {', '.join(SCHEMES)}")
    return SCHEMES[name]


def paper_named(name: str) -> Size:
    """Return the upright size of a paper in points; raises UsageError for an unknown one."""
    if name not in PAPERS:
        raise UsageError(f"unknown paper “{name}”", f"choose from {', '.join(PAPERS)}")
    return PAPERS[name]


def page_of(scheme: ImpositionScheme, paper: str) -> Trim:
    """Return the upright page that a sheet of this paper holds as often as the scheme requires.

    Half a sheet of A4 is A5; half a sheet of letter paper is named by its size. The key is
    that of the trim size nearest to it, whose type it takes (styles/print.toml).
    """
    size = paper_named(paper)
    sheets = ((size.width, size.height), (size.height, size.width))
    pages = ((width / scheme.columns, height / scheme.rows) for width, height in sheets)
    width, height = min(pages, key=lambda page: abs(page[1] / page[0] - _UPRIGHT))
    near = min(TRIMS.values(), key=lambda trim: abs(log(trim.points[0] / width)))
    if paper[1:].isdigit():
        halvings = (scheme.columns * scheme.rows).bit_length() - 1
        width, height = (round(length / POINTS_PER_MM, 3) for length in (width, height))
        return Trim(near.key, f"A{int(paper[1:]) + halvings}", width, height, "mm")
    width, height = (round(length / 72, 4) for length in (width, height))
    return Trim(near.key, f"{width:g} × {height:g} in", width, height, "in")
