"""Text on a page that nobody sees, though nothing hides it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chapbook.collate.exact.drawn import Drawn
from chapbook.collate.exact.visible import compare_visible
from chapbook.collate.readers.pdf.boxes import Box
from chapbook.collate.readers.pdf.runs import DrawnPage, Run
from chapbook.model.editions.collation import Finding, Reading
from chapbook.model.editions.expectation import Expectation

EMPTY = Expectation("Title", "en", (), (), {}, {})
CERTAIN = Finding("text is drawn off the page", (Reading("PDF pages", "page i", "", "words"),))
SUSPECTED = replace(CERTAIN, message="text may be drawn off the page", suspected=True)


def drawn_with(run: Run) -> Drawn:
    """Return a page of 100 by 100 points that shows a piece."""
    page = DrawnPage(1, "i", Box(0, 0, 100, 100), (run,), ())
    return Drawn(EMPTY, "manuscript", lambda _: "", "PDF pages", (page,))


@pytest.mark.parametrize(
    ("box", "found"),
    [
        (Box(0, 10, 100, 15), []),
        (Box(-1, 10, 101, 15), []),
        (Box(-2, 10, 50, 15), [SUSPECTED]),  # the space beside a letter, for all that is known
        (Box(-9, 10, 50, 15), [SUSPECTED]),
        (Box(50, 10, 102, 15), [SUSPECTED]),
        (Box(-11, 10, 50, 15), [CERTAIN]),  # a letter of an em
        (Box(50, 10, 111, 15), [CERTAIN]),
        (Box(98, 10, 104, 15), [CERTAIN]),  # more than half of one letter
        (Box(900, 10, 940, 15), [CERTAIN]),
        (Box(10, -4, 50, 1), [CERTAIN]),
        (Box(10, 99, 50, 104), [CERTAIN]),
    ],
)
def test_text_is_seen_from_its_first_letter_to_its_last(box: Box, found: list[Finding]) -> None:
    run = Run("words", box, 0, "abcdef", None, artifact=False)
    assert compare_visible(drawn_with(run)) == found


@pytest.mark.parametrize(
    ("left", "suspected", "how", "certain"),
    [
        (10, False, "cut off", True),
        (10, True, "cut off", False),
        (900, True, "drawn off the page", True),
        (900, False, "cut off", True),
    ],
)
def test_what_is_certain_is_found_before_what_is_suspected(
    left: int, suspected: bool, how: str, certain: bool
) -> None:
    box = Box(left, 10, left + 40, 15)
    run = Run("words", box, 0, "abcdef", None, artifact=False, hidden="cut off")
    (finding,) = compare_visible(drawn_with(replace(run, suspected=suspected)))
    assert finding.message == f"text {'is' if certain else 'may be'} {how}"
    assert finding.suspected is not certain
