"""Running lines are known by their marks where a PDF has any, else by the folio."""

from __future__ import annotations

from chapbook.collate.foreign.readers.pdf_drawn import _bands
from chapbook.collate.foreign.readers.pdf_runs import Page, Run
from chapbook.collate.readers.pdf.boxes import Box


def page(*runs: Run) -> Page:
    return Page(1, "1", Box(0, 0, 400, 600), runs, (), 0)


def run(text: str, bottom: float, *, artifact: bool = False) -> Run:
    return Run(text, Box(50, bottom, 200, bottom + 10), None, artifact)


def test_a_number_at_the_foot_is_the_folio() -> None:
    found = page(run("Words", 500), run("More words", 480), run("1", 30))
    assert _bands([found], []) == (frozenset(), 40)


def test_the_marker_of_a_note_is_not_where_the_folio_is_marked() -> None:
    """The first note of a book often is on its first page."""
    found = page(
        run("Words", 500), run("More words", 60), run("1", 50), run("1", 30, artifact=True)
    )
    assert _bands([found], []) == (frozenset(), None)
