"""The right length: of a few settings of the type, the one that leaves the fewest blank pages.

Each setting costs a layout, so there are few, the mildest first; the search ends with the first
that leaves none. All are within the bounds of the style (styles/print.toml).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from chapbook.errors import EditionFailed
from chapbook.model.editions.imposition import Fit
from chapbook.model.metadata import PrintSettings
from chapbook.package.pdf import package_pdf
from chapbook.policy import in_this_context
from chapbook.render.pdf.edition import PdfPages, render_pamphlet
from chapbook.render.pdf.measures import Adjustment, bounds_of, measures_of

PROCESSES = 2
"""Layouts at a time: each takes a processor for itself."""

# How far each setting goes towards the least (below 0) or the most that the style allows: size of
# the text, its leading, margins.
_SETTINGS = (
    (0.0, 0.0, 0.0),
    (0.0, -0.5, 0.0),
    (0.0, 0.5, 0.0),
    (0.0, -0.5, -0.5),
    (0.0, 0.5, 0.5),
    (-0.5, 0.0, -0.5),
    (0.5, 0.5, 0.0),
    (-1.0, -1.0, -1.0),
)
# The cover and its back, which stays white: it is blank in any setting.
_COVER = 2


@dataclass(frozen=True, slots=True)
class _Layout:
    """A layout that was tried."""

    path: Path
    adjustment: Adjustment
    blanks: int


def fitted(pages: PdfPages, pages_per_sheet: int, target: Path) -> Fit:
    """Lay the pages out in the setting that leaves the fewest blank pages, into `target`.

    Of equals the mildest is taken, so the style's own if it is as good as any. Blank are the pages
    that fill the last sheet and those that the layout leaves empty. Raises what `package_pdf`
    raises for the style's own setting; others that fail are passed over.
    """
    settings = pages.manuscript.metadata.print
    wishes = tuple(adjustments(settings))
    tried: list[_Layout] = []
    done = 0
    with ThreadPoolExecutor(max_workers=PROCESSES) as pool:
        while done < len(wishes) and not any(layout.blanks == 0 for layout in tried):
            wave = range(done, min(done + PROCESSES, len(wishes)))
            under_way = [
                pool.submit(in_this_context(_tried), pages, wishes[n], n, pages_per_sheet, target)
                for n in wave
            ]
            found = [layout.result() for layout in under_way]
            tried.extend(layout for layout in found if layout is not None)
            done = wave.stop
    best = min(tried, key=lambda layout: layout.blanks)
    _keep(best, tried, target)
    return _fit(best, tried[0], settings, done)


def adjustments(settings: PrintSettings) -> Iterator[Adjustment]:
    """Yield the settings to be tried, the style's own first, each once."""
    bounds, seen = bounds_of(settings), set[Adjustment]()
    for size, leading, margins in _SETTINGS:
        wish = Adjustment(
            _between(size, bounds.least.size, bounds.most.size),
            _between(leading, bounds.least.leading, bounds.most.leading),
            _between(margins, bounds.least.margins, bounds.most.margins),
        )
        if wish not in seen:
            seen.add(wish)
            yield wish


def _between(part: float, least: float, most: float) -> float:
    """Go a part of the way from 1 to the least or to the most."""
    return 1 - part * (least - 1) if part < 0 else 1 + part * (most - 1)


def _tried(
    pages: PdfPages, wish: Adjustment, number: int, pages_per_sheet: int, target: Path
) -> _Layout | None:
    path = target.with_name(f"{target.name}.{number}")
    try:
        _, layout = package_pdf(render_pamphlet(pages, wish), path)
    except EditionFailed:
        if number == 0:
            raise
        return None
    empty = sum(start is None for start in layout.starts[_COVER:])
    return _Layout(path, wish, empty + -layout.pages % pages_per_sheet)


def _keep(best: _Layout, tried: Sequence[_Layout], target: Path) -> None:
    for layout in tried:
        if layout is not best:
            layout.path.unlink()
    best.path.replace(target)


def _fit(best: _Layout, own: _Layout, settings: PrintSettings, layouts: int) -> Fit:
    measures = measures_of(settings, best.adjustment)
    return Fit(
        size=measures.size,
        leading=measures.leading,
        margins=best.adjustment.margins,
        blanks=best.blanks,
        blanks_before=own.blanks,
        layouts=layouts,
    )
