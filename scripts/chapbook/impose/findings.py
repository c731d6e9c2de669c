"""What is worth a warning about a file of sheets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from chapbook.model.diagnostics import Code, Diagnostic, diagnostic
from chapbook.model.editions.imposition import MOST_NESTED, ImpositionSummary
from chapbook.model.editions.page_ranges import page_ranges
from chapbook.model.source import Place


def findings_of(summary: ImpositionSummary, place: Place) -> Iterator[Diagnostic]:
    """Yield warnings; `place` is the file that was imposed, or the manuscript of the book."""
    if summary.nested > MOST_NESTED:
        facts = {"file": summary.file, "layers": str(summary.nested), "most": str(MOST_NESTED)}
        yield diagnostic(Code.TOO_THICK_TO_FOLD, place, **facts)
    if summary.left_out:
        yield diagnostic(Code.ANNOTATIONS_LEFT_OUT, place, pages=pages_in_words(summary.left_out))


def pages_in_words(pages: Sequence[int]) -> str:
    """Name pages: `page 3`, `pages 3–5, 9`."""
    return f"page{'' if len(pages) == 1 else 's'} {', '.join(page_ranges(pages))}"
