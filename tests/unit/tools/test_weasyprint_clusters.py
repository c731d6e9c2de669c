from __future__ import annotations

import pytest

from chapbook.tools.weasyprint_clusters import NOTHING, text_of_glyph


def texts(text: str, clusters: list[int], widths: list[int], *, rtl: bool = False) -> list[str]:
    content = text.encode()
    return [
        text_of_glyph(index, widths, clusters, content, rtl=rtl) for index in range(len(clusters))
    ]


@pytest.mark.parametrize(
    ("text", "clusters", "widths", "found"),
    [
        ("abc", [0, 1, 2], [5, 5, 5], ["a", "b", "c"]),
        ("fix", [0, 2], [9, 5], ["fi", "x"]),
        ("x\u0302y", [0, 0, 3], [5, 0, 5], ["x", "\u0302", "y"]),
        ("x\u0302\u0323", [0, 0, 0], [5, 0, 0], ["x", "\u0302", "\u0323"]),
        ("x\u0302\u0323\u0301", [0, 0, 0], [5, 0, 0], ["x", "\u0302", "\u0323\u0301"]),
        ("é", [0, 0], [5, 0], ["é", NOTHING]),
        ("æ", [0, 0], [5, 5], ["æ", NOTHING]),
    ],
)
def test_each_glyph_has_its_characters(
    text: str, clusters: list[int], widths: list[int], found: list[str]
) -> None:
    assert texts(text, clusters, widths) == found


def test_from_right_to_left_the_mark_is_drawn_before_its_letter() -> None:
    text = "أُم"  # alef with hamza, damma, meem: glyphs come in the order of the eye
    assert texts(text, [4, 0, 0], [5, 0, 5], rtl=True) == ["م", "\u064f", "أ"]
