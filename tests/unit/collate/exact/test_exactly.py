"""Several editions are compared at once, each as thoroughly as the first."""

from __future__ import annotations

from chapbook.collate.editions import Edition
from chapbook.collate.exact import Given, compare_exactly, expectation_of
from chapbook.collate.exact.expecting import Expecting
from chapbook.collate.readers.pdf.boxes import Box
from chapbook.collate.readers.pdf.runs import DrawnPage, Run


def pdf(name: str, hidden: str = "") -> Edition:
    """Return a PDF whose only page draws some words, seen or hidden."""
    area = Box(0, 0, 100, 100)
    run = Run("Words.", Box(10, 10, 40, 15), 0, "abcdef", None, artifact=False, hidden=hidden)
    return Edition(name, "book.pdf", "pdf", pages=(DrawnPage(1, "i", area, (run,), ()),))


def failed(*editions: Edition) -> list[tuple[str, ...]]:
    side = Expecting(expectation_of(editions[0]), editions[0].name, lambda _: "")
    found = compare_exactly(Given(list(editions)), side)
    return [one.copies for one in found if "covered" in str(one.findings)]


def test_hidden_words_are_found_in_every_pdf() -> None:
    seen, hidden = pdf("PDF"), pdf("PDF (b.pdf)", "covered")
    assert failed(seen, seen) == []
    assert failed(hidden, seen) == [("PDF (b.pdf) pages",)]
    assert failed(seen, hidden) == [("PDF (b.pdf) pages",)]
