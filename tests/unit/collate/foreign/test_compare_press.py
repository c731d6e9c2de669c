"""The pages for a press compared with those of the PDF for readers."""

from __future__ import annotations

import pytest

from chapbook.collate.foreign.compare.sheets import Paper, compare_press
from chapbook.collate.foreign.readers.pdf_runs import Page, Run
from chapbook.collate.readers.pdf.boxes import Box


def paper(name: str, *texts: str) -> Paper:
    box = Box(40, 500, 300, 512)
    return Paper(
        name,
        tuple(
            Page(
                number,
                str(number),
                Box(0, 0, 420, 595),
                (Run(text, box, 0, artifact=False),),
                (),
                0,
            )
            for number, text in enumerate(texts, start=1)
        ),
    )


@pytest.mark.parametrize("cover", ["Mills, by Ada Fern", "Mills"])
def test_the_cover_is_printed_by_itself(cover: str) -> None:
    """It may say what half title and title page say: which of the three is left out is not seen."""
    book = paper("mills.pdf", cover, "Mills", "Mills", "The first page.", "The second page.")
    press = paper("mills-print.pdf", "Mills", "Mills", "The first page.", "The second page.")
    assert compare_press(book, press).findings == ()


def test_another_page_that_is_missing_is_reported() -> None:
    book = paper("mills.pdf", "Cover", "Mills", "The first page.", "The second page.")
    press = paper("mills-print.pdf", "Mills", "The second page.")
    (found,) = compare_press(book, press).findings
    assert found.message == "a page is missing from mills-print.pdf"
    assert [reading.words for reading in found.readings] == ["Thefirstpage."]
