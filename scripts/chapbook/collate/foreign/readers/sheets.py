"""Imposed sheets read back by their runs: which page of the source is where on each side.

The runs of a source page are found again, in their order, on a side of a sheet; those that lie
farthest apart tell how the page was moved, scaled and turned. Lengths are points.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from chapbook.collate.foreign.readers.pdf_runs import Page, Run
from chapbook.collate.readers.folding import Print, PrintedSheet
from chapbook.collate.readers.pdf.boxes import Box


@dataclass
class Sheets:
    """The sheets, and text on them that is of no page of the source: side, words, first run."""

    sheets: list[PrintedSheet] = field(default_factory=list)
    strange: list[tuple[int, str, Run]] = field(default_factory=list)


def read_sheets(sides: Sequence[Page], source: Sequence[Page]) -> Sheets:
    """Read sheets, two sides each."""
    found = Sheets()
    prints = [tuple(_prints(side, source, found)) for side in sides]
    for place in range(0, len(sides), 2):
        shown = sides[place].shown
        back = prints[place + 1] if place + 1 < len(sides) else ()
        width, height = shown.right - shown.left, shown.top - shown.bottom
        found.sheets.append(PrintedSheet(width, height, prints[place], back))
    return found


def _prints(side: Page, source: Sequence[Page], found: Sheets) -> Iterator[Print]:
    texts = {page.number: [run.text for run in page.runs] for page in source if page.runs}
    runs = list(side.runs)
    at = 0
    while at < len(runs):
        here = [run.text for run in runs[at : at + 400]]
        fits = [n for n, text in texts.items() if here[: len(text)] == text]
        if not fits:
            end = _next_page(runs, at + 1, texts)
            words = " ".join(run.text for run in runs[at:end])
            found.strange.append((side.number, words, runs[at]))
            at = end
            continue
        number = max(fits, key=lambda one: len(texts[one]))
        count = len(texts[number])
        page = next(one for one in source if one.number == number)
        yield _print(page, runs[at : at + count])
        at += count


def _next_page(runs: Sequence[Run], start: int, texts: dict[int, list[str]]) -> int:
    """Find where a page of the source begins again."""
    for at in range(start, len(runs)):
        if any([run.text for run in runs[at : at + len(t)]] == t for t in texts.values()):
            return at
    return len(runs)


def _print(page: Page, placed: Sequence[Run]) -> Print:
    """Find the motion of a page: on each axis a factor and a shift."""
    before, after = [run.box for run in page.runs], [run.box for run in placed]
    (x, factor_x), (y, factor_y) = (
        _motion([b.middle[n] for b in before], [b.middle[n] for b in after], before, after)
        for n in (0, 1)
    )
    xs = sorted(x + factor_x * edge for edge in (page.shown.left, page.shown.right))
    ys = sorted(y + factor_y * edge for edge in (page.shown.bottom, page.shown.top))
    return Print(page.number, Box(xs[0], ys[0], xs[1], ys[1]), 1 if factor_y > 0 else -1)


def _motion(
    before: list[float], after: list[float], boxes: list[Box], moved: list[Box]
) -> tuple[float, float]:
    one, two = before.index(min(before)), before.index(max(before))
    if before[two] - before[one] < 1:
        # All is in one line: the size of a run tells the scale, and nothing tells the turn.
        wide = boxes[0].right - boxes[0].left
        factor = (moved[0].right - moved[0].left) / wide if wide else 1.0
    else:
        factor = (after[two] - after[one]) / (before[two] - before[one])
    return after[one] - factor * before[one], factor
