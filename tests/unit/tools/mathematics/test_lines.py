from __future__ import annotations

import pytest

from unit.tools.drawn_formulas import boxes, drawn

SUM = "+".join(f"a_{{{number}}}" for number in range(1, 17))
RELATIONS = "=".join(f"(a_{{{number}}}+b)" for number in range(1, 9))


@pytest.mark.parametrize("room", [12.0, 18.0, 26.0])
@pytest.mark.parametrize(
    "tex",
    [
        f"{SUM} = \\frac{{b}}{{c}}",
        RELATIONS,
        f"\\begin{{aligned}} (a+b)^2 &= {SUM} \\\\ &= d \\end{{aligned}}",
        f"\\begin{{equation}} x = {SUM} \\end{{equation}}",
        f"x \\to {SUM} \\iff y",
    ],
)
def test_a_wide_display_is_broken_into_lines_that_fit(tex: str, room: float) -> None:
    drawing = drawn(tex, room)
    assert drawing.width <= room + 0.05
    assert len(drawing.rows) > 1


def test_what_fits_is_left_alone() -> None:
    assert drawn("a+b=c", 20.0) == drawn("a+b=c")


def test_relations_are_preferred_to_operators() -> None:
    drawing = drawn("a+b+c+d+e+f = g+h+i+j+k+l", 12.0)
    assert len(drawing.rows) == 2
    lower = [box for box in boxes(drawing) if box.top < 0]
    # A sign of equality is two strokes, low and wide; the line begins with it, two em in.
    assert lower[0].height < 0.3
    assert lower[0].left == pytest.approx(2.0, abs=0.3)


@pytest.mark.parametrize(
    "tex",
    [
        f"\\left({SUM}\\right)^2",
        f"f({SUM})",
        f"\\sqrt{{{SUM}}}",
        f"\\frac{{{SUM}}}{{b}}",
        f"\\{{{SUM}\\}}",
        f"|x| [{SUM}]",
    ],
)
def test_brackets_roots_and_fractions_are_not_broken(tex: str) -> None:
    drawing = drawn(tex, 18.0)
    assert drawing.rows == (0.0,)
    assert drawing.width > 18


def test_the_rows_of_a_table_are_known() -> None:
    top, middle, bottom = drawn("\\begin{gather} a \\\\ b \\\\ c \\end{gather}").rows
    assert top > middle > bottom


def test_a_sum_of_hundreds_of_terms_is_broken_too() -> None:
    drawing = drawn("+".join("a" for _ in range(300)), 20.0)
    assert drawing.width <= 20.05
    assert len(boxes(drawing)) == 300 + 299
