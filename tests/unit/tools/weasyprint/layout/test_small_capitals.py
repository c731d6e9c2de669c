"""Small capitals in italics are small capitals, and lean."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from unit.tools.pdf_pages import LayoutWorker, layout_worker, rendition


@pytest.fixture(scope="module")
def worker() -> Iterator[LayoutWorker]:
    with layout_worker() as one:
        yield one


def heights(pdf: Path, word: str) -> list[float]:
    """Return how high the letters of a word are drawn."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        text = document[0].get_textpage()
        start = text.get_text_range().index(word)
        boxes = [text.get_charbox(start + place) for place in range(len(word))]
    finally:
        document.close()
    return [round(top - bottom, 1) for _, bottom, _, top in boxes]


def leans(pdf: Path) -> bool:
    with pikepdf.open(pdf) as document:
        content = pikepdf.parse_content_stream(document.pages[0])
        matrices = [one.operands for one in content if str(one.operator) == "Tm"]
    return any(0.15 < float(matrix[2]) < 0.25 for matrix in matrices)


NOTE = (
    '<a class="note-call" href="#n"><div class="note" id="n" data-marker="1">'
    '<div class="note-body"><p><em>a <span class="smallcaps">little</span></em></p></div></div></a>'
)


@pytest.mark.parametrize(
    ("markup", "small"),
    [
        ('<p><em><span class="smallcaps">little</span></em></p>', True),
        ('<p><span class="smallcaps"><em>little</em></span></p>', True),
        ('<p><strong><em class="smallcaps">little</em></strong></p>', True),
        ('<h2>A <span class="smallcaps">little</span></h2>', True),
        ('<table><thead><tr><th class="smallcaps">little</th></tr></thead></table>', True),
        (f"<p>Word{NOTE}</p>", True),
        ("<p><em>little</em></p>", False),
        ('<p><em class="smallcaps"><code>little</code></em></p>', False),
    ],
)
def test_they_are_drawn_in_italics(
    markup: str, small: bool, worker: LayoutWorker, tmp_path: Path
) -> None:
    pdf = tmp_path / "a.pdf"
    assert worker.lay_out(rendition(markup), pdf) is not None
    found = heights(pdf, "little")
    assert (max(found) - min(found) < 0.4) is small  # l, i and t of italics differ in height
    assert leans(pdf) is small


def test_upright_ones_stay_upright(worker: LayoutWorker, tmp_path: Path) -> None:
    pdf = tmp_path / "a.pdf"
    worker.lay_out(rendition('<p><span class="smallcaps">little</span></p>'), pdf)
    assert max(heights(pdf, "little")) - min(heights(pdf, "little")) < 0.4
    assert not leans(pdf)
