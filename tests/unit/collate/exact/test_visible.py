"""Text on a page that nobody sees, though nothing hides it."""

from __future__ import annotations

import pytest

from chapbook.collate.exact.drawn import Drawn
from chapbook.collate.exact.visible import compare_visible
from chapbook.collate.readers.pdf.boxes import Box
from chapbook.collate.readers.pdf.runs import DrawnPage, Run
from chapbook.model.editions.expectation import Expectation

EMPTY = Expectation("Title", "en", (), (), {}, {})


@pytest.mark.parametrize(
    ("box", "seen"),
    [
        (Box(0, 10, 100, 15), True),
        (Box(-2, 10, 50, 15), False),
        (Box(50, 10, 102, 15), False),
        (Box(10, -4, 50, 1), False),
        (Box(10, 99, 50, 104), False),
    ],
)
def test_text_is_seen_from_its_first_letter_to_its_last(box: Box, seen: bool) -> None:
    run = Run("words", box, 0, "abcdef", None, artifact=False)
    page = DrawnPage(1, "i", Box(0, 0, 100, 100), (run,), ())
    drawn = Drawn(EMPTY, "manuscript", lambda _: "", "PDF pages", (page,))
    messages = [finding.message for finding in compare_visible(drawn)]
    assert messages == ([] if seen else ["text is drawn off the page"])
