"""Any page, any type, any number of notes: none late, none lost, none out of order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from unit.tools.pdf_pages import LayoutWorker, layout_worker, note, rendition, words

SERIES = ("series-a", "series-b marker-lower-alpha", "series-c marker-symbol")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words before each call, the length of its note, its series; words after the last."""

    notes: tuple[tuple[int, int, int], ...]
    after: int


@dataclass(frozen=True, slots=True)
class Pages:
    """A page in millimetres, sizes of text and notes in points, more of the style."""

    width: int
    height: int
    text: float
    notes: float
    style: str

    @property
    def css(self) -> str:
        """Write it in CSS."""
        return (
            f"@page{{size:{self.width}mm {self.height}mm}}"
            f"html{{font-size:{self.text}pt;line-height:{1.35 * self.text}pt}}"
            f".note-body{{font-size:{self.notes}pt;line-height:{1.25 * self.notes}pt}}{self.style}"
        )


STYLES = (
    "",
    ".note{order:0}.note::before,.note::after{content:none}",
    ".series-a{order:1}.series-b{order:2}.series-c{order:3}",
    ".note{footnote-display:compact}@page{@footnote{column-count:3}}",
    ".note-body,.note-body p{orphans:1;widows:1} html{orphans:1;widows:1}",
)
PAGES = st.builds(
    Pages,
    width=st.integers(90, 170),
    height=st.integers(120, 250),
    text=st.sampled_from((8.0, 9.5, 10.4, 12.0, 18.0)),
    notes=st.sampled_from((6.5, 8.5, 10.0, 14.0)),
    style=st.sampled_from(STYLES),
)
LENGTHS = st.one_of(st.integers(1, 12), st.integers(1, 60), st.sampled_from((90, 250)))
NOTES = st.tuples(st.integers(0, 60), LENGTHS, st.integers(0, 2))
PARAGRAPHS = st.builds(
    Paragraph,
    notes=st.lists(NOTES, max_size=3).map(tuple),
    after=st.integers(0, 90),
)


def text(paragraphs: list[Paragraph]) -> str:
    """Write the paragraphs with their calls and notes, numbered through."""
    number, written = 0, []
    for paragraph in paragraphs:
        parts = []
        for before, length, series in paragraph.notes:
            number += 1
            parts.append(words(before, number) + note(number, length, series=SERIES[series]))
        written.append(f"<p>{' '.join(parts)} {words(paragraph.after, number)}</p>")
    return "".join(written)


@pytest.fixture(scope="module")
def worker() -> Iterator[LayoutWorker]:
    with layout_worker() as started:
        yield started


@pytest.mark.slow
@settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(pages=PAGES, paragraphs=st.lists(PARAGRAPHS, min_size=1, max_size=6))
def test_every_note_is_whole_and_where_it_is_called(
    worker: LayoutWorker, pages: Pages, paragraphs: list[Paragraph]
) -> None:
    made = rendition(text(paragraphs), pages.css)
    with TemporaryDirectory() as folder:
        layout = worker.lay_out(made, Path(folder) / "a.pdf")
        assert layout is not None
        assert len(layout.notes) == len(made.notes)
        assert worker.faults(made, Path(folder) / "a.pdf") == []
