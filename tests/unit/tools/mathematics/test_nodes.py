"""What is drawn is checked against TeX's rules: marks over their letters, bars, tall brackets."""

from __future__ import annotations

import pytest

from unit.tools.drawn_formulas import Box, boxes, drawn, glyphs, rules

AXIS = 0.258  # of STIX Two Math, in em
ACCENTS = ["hat", "vec", "dot", "ddot", "bar", "tilde", "check", "acute", "grave", "breve"]


def hull(found: list[Box]) -> Box:
    return Box(
        min(box.left for box in found),
        max(box.right for box in found),
        min(box.bottom for box in found),
        max(box.top for box in found),
        is_rule=False,
    )


@pytest.mark.parametrize("letter", ["x", "\\theta", "A"])
@pytest.mark.parametrize("accent", ACCENTS)
def test_an_accent_is_over_the_middle_of_its_letter(accent: str, letter: str) -> None:
    (base,) = glyphs(letter)
    found = glyphs(f"\\{accent}{{{letter}}}")
    (mark,) = [box for box in found if box.bottom > base.middle and box.top > base.top]
    # Slanted letters have their point of attachment right of their middle.
    assert -0.1 < mark.center - base.center < 0.25 * base.height
    assert 0 < mark.bottom - base.top < 0.2
    assert mark.width < 0.5


@pytest.mark.parametrize("accent", ACCENTS)
def test_an_accent_takes_no_room_beside_its_letter(accent: str) -> None:
    bare, accented = drawn("axb"), drawn(f"a\\{accent}{{x}}b")
    assert accented.width == pytest.approx(bare.width, abs=0.001)


@pytest.mark.parametrize("base", ["x", "AB", "z_1+z_2", "\\frac{a}{b}", "\\overline{A}"])
@pytest.mark.parametrize(("command", "side"), [("overline", 1), ("underline", -1)])
def test_a_bar_is_as_long_as_its_base(base: str, command: str, side: int) -> None:
    ink = hull(boxes(drawn(base)))
    own = len(rules(base))
    found = rules(f"\\{command}{{{base}}}")
    assert len(found) == own + 1
    bar = max(found, key=lambda box: box.middle * side)
    assert ink.width - 0.12 <= bar.width <= ink.width + 0.21  # a fraction has room at its sides
    gap = bar.bottom - ink.top if side > 0 else ink.bottom - bar.top
    assert 0.05 < gap < 0.25


@pytest.mark.parametrize(
    ("tex", "base", "least"),
    [
        ("\\widehat{ABC}", "ABC", 0.5),
        ("\\widetilde{xyz}", "xyz", 0.5),
        ("\\overbrace{a+b+c+d}", "a+b+c+d", 0.95),
        ("\\underbrace{a+b+c+d}", "a+b+c+d", 0.95),
        ("\\overrightarrow{AB}", "AB", 0.85),
        ("\\overleftarrow{ABC}", "ABC", 0.85),
        ("\\overleftrightarrow{ABCD}", "ABCD", 0.85),
    ],
)
def test_a_wide_mark_is_about_as_wide_as_its_base(tex: str, base: str, least: float) -> None:
    ink = hull(glyphs(base))
    mark = hull([box for box in glyphs(tex) if box.bottom > 0.5 or box.top < -0.05])
    assert least * ink.width <= mark.width <= 1.1 * ink.width
    assert mark.center == pytest.approx(ink.center, abs=0.1 * ink.width)


@pytest.mark.parametrize("content", ["\\sum_{k=1}^n a_k b_k", "\\int_0^1 f", "x"])
@pytest.mark.parametrize(
    ("left", "right"),
    [("(", ")"), ("[", "]"), ("\\{", "\\}"), ("\\lfloor", "\\rfloor"), ("\\langle", "\\rangle")],
)
@pytest.mark.parametrize("after", ["", "^2"])
def test_brackets_are_as_tall_as_their_content(
    content: str, left: str, right: str, after: str
) -> None:
    ink = hull(boxes(drawn(content)))
    opening = boxes(drawn(f"\\left{left} {content} \\right{right}{after}"))[0]
    half = max(ink.top - AXIS, AXIS - ink.bottom)
    assert opening.middle == pytest.approx(AXIS, abs=0.03)
    assert opening.height >= 2 * half - 0.05


@pytest.mark.parametrize("bar", ["|", "\\|"])
def test_upright_bars_grow_too(bar: str) -> None:
    ink = hull(boxes(drawn("\\frac{a}{b}")))
    found = boxes(drawn(f"\\left{bar}\\frac{{a}}{{b}}\\right{bar}"))
    left = hull([box for box in found if box.left < found[0].right + 0.01])
    assert left.height >= ink.height - 0.05


@pytest.mark.parametrize("sign", ["sum", "prod", "bigcup", "bigcap", "bigoplus", "bigvee", "int"])
def test_a_large_operator_is_centered_on_the_axis(sign: str) -> None:
    (box,) = glyphs(f"\\{sign}")
    assert box.middle == pytest.approx(AXIS, abs=0.02)
    assert box.height > 1.2


def test_limits_are_in_the_middle_of_their_sign() -> None:
    sign, under, over = sorted(glyphs("\\sum_i^n"), key=lambda box: -box.height)
    assert under.center == pytest.approx(sign.center, abs=0.05)
    assert over.center == pytest.approx(sign.center, abs=0.05)


@pytest.mark.parametrize(("command", "height"), [("big", 1.1), ("Big", 1.6), ("Bigg", 2.7)])
def test_brackets_of_a_given_size(command: str, height: float) -> None:
    assert glyphs(f"\\{command}( x")[0].height == pytest.approx(height, abs=0.3)


def test_a_fraction_has_the_same_room_at_both_sides() -> None:
    (bar,) = rules("a\\frac{x+y}{b}c")
    before, *_, after = glyphs("a\\frac{x+y}{b}c")
    assert bar.left - before.right == pytest.approx(after.left - bar.right, abs=0.06)
