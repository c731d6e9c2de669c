"""Lines are counted from the widths of letters; between wide ones a line may end."""

from __future__ import annotations

import pytest

from chapbook.render.cover.line_fitting import lines_of


@pytest.mark.parametrize(
    ("text", "measure", "lines"),
    [
        ("", 5, 1),
        ("aa aa", 20, 1),
        ("water mill water mill", 6, 2),
        ("watermill", 2, 0),
        ("水車小屋の話", 6, 1),
        ("水車小屋の話", 5, 2),
        ("水車小屋の話", 2, 3),
        ("水車、小屋", 3, 2),
        ("水車小、屋", 3, 2),
        ("水車「小屋」", 3, 3),
        ("水車 mill 小屋", 5, 2),
        ("방앗간 이야기", 4, 2),
    ],
)
def test_lines_are_counted(text: str, measure: float, lines: int) -> None:
    assert lines_of(text, measure) == lines
