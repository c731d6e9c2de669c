"""Whether a reader sees what the pages of a PDF draw: on the page, not covered, cut off or white.

Boxes of pieces serve this and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from chapbook.collate.exact.drawn import Drawn, label_of
from chapbook.collate.exact.expecting import bare
from chapbook.collate.readers.pdf.boxes import Box, leaves, lies_in
from chapbook.collate.readers.pdf.runs import DrawnPage, Run, sign_of
from chapbook.model.editions.collation import Finding, Reading

# Lines of one block may touch those of another by no more than this part of half their type size.
_TOUCHING = 0.25


def compare_visible(drawn: Drawn) -> list[Finding]:
    """Check that each piece is seen: on its page, not covered, not cut off, not white."""
    findings = list[Finding]()
    for page in drawn.pages:
        if page.turned:
            reading = Reading(drawn.name, label_of(page))
            findings.append(Finding(f"a page is rotated by {page.turned} degrees", (reading,)))
        for words in page.strange:
            reading = Reading(drawn.name, label_of(page), "", words)
            findings.append(Finding("an annotation that is not a link", (reading,)))
        for run in page.runs:
            if not run.text.strip():
                continue
            how, suspected = _unseen(run, page.shown)
            if how:
                findings.append(_finding(drawn, page, run, how, suspected=suspected))
        findings += (
            _finding(drawn, page, one, "covered by other text") for one in _covered(page.runs)
        )
    return findings


def _unseen(run: Run, shown: Box) -> tuple[str, bool]:
    """Return how a piece is not seen, empty if it is, and whether that is suspected.

    Less than a letter beyond an edge is suspected: the space beside a letter is a part of its box.
    """
    if leaves(run.box, shown) and (run.suspected or not run.hidden):
        return "drawn off the page", False
    if run.hidden:
        return run.hidden, run.suspected
    return ("", False) if lies_in(run.box, shown) else ("drawn off the page", True)


def _finding(
    drawn: Drawn, page: DrawnPage, run: Run, how: str, *, suspected: bool = False
) -> Finding:
    key = bare(run.key.removeprefix(sign_of(run.key)))
    readings = [Reading(drawn.name, label_of(page), "", run.text)]
    if drawn.where(key):
        readings.insert(0, drawn.there(key))
    message = f"text may be {how}" if suspected else f"text is {how}"
    return Finding(message, tuple(readings), suspected)


def _covered(runs: Sequence[Run]) -> Iterator[Run]:
    """Yield the pieces whose lines lie over lines of another block."""
    lines = sorted(
        (r for r in runs if r.text.strip() and not r.artifact and r.key and sign_of(r.key) != "#"),
        key=lambda run: run.box.bottom,
    )
    for rank, one in enumerate(lines):
        for other in lines[rank + 1 :]:
            if other.box.bottom >= one.box.top:
                break
            if _name(one) != _name(other) and _overlap(one, other):
                yield one
                break


def _name(run: Run) -> str:
    return run.key.removeprefix(sign_of(run.key))


def _overlap(one: Run, other: Run) -> bool:
    high = min(one.box.top, other.box.top) - max(one.box.bottom, other.box.bottom)
    wide = min(one.box.right, other.box.right) - max(one.box.left, other.box.left)
    least = min(one.box.top - one.box.bottom, other.box.top - other.box.bottom)
    narrow = min(one.box.right - one.box.left, other.box.right - other.box.left)
    return high > _TOUCHING * least and wide > _TOUCHING * narrow
