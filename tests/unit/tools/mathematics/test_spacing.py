from __future__ import annotations

import pytest

from chapbook.tools.mathematics.input import prepared
from chapbook.tools.mathematics.spacing import space
from unit.tools.drawn_formulas import formula

THIN, MEDIUM, THICK = "0.1667em", "0.2222em", "0.2778em"


def rooms(tex: str) -> str:
    """Return the signs of a formula with a letter for the room between them."""
    tree = formula(tex).find("semantics")
    assert tree is not None
    math = tree.getparent()
    assert math is not None
    space(math)
    names = {THIN: "'", MEDIUM: "~", THICK: "_"}
    return "".join(
        names.get(element.get("width", ""), "") or element.text or ""
        for element in tree[0].iter("mi", "mo", "mn", "mspace")
    )


@pytest.mark.parametrize(
    ("tex", "expected"),
    [
        ("a+b", "a~+~b"),
        ("a=b", "a_=_b"),
        ("a=-b", "a_=_−b"),
        ("-a-b", "−a~−~b"),
        ("(-a)", "(−a)"),
        ("a,b", "a,'b"),
        ("a \\subset B", "a_⊂_B"),
        ("a \\to b", "a_→_b"),
        ("2\\sin x", "2'sin'x"),
        ("\\sin(x)", "sin(x)"),
        ("x^{a+b}", "xa+b"),
        ("x_{i=1}", "xi=1"),
        ("|x-a|<b", "|x~−~a|_<_b"),
        ("|-x|", "|−x|"),
        ("n!+1", "n!~+~1"),
        ("A \\iff B", "A_⇔_B"),
        ("\\sum a", "∑'a"),
    ],
)
def test_the_room_is_that_of_tex(tex: str, expected: str) -> None:
    assert rooms(tex) == expected


def test_the_second_part_of_an_aligned_equation_keeps_its_room() -> None:
    assert rooms("\\begin{aligned} a &= b \\\\ &+ c \\end{aligned}") == "a_=_b~+~c"


def test_operators_have_no_room_of_their_own() -> None:
    signs = prepared(formula("a + \\frac{b}{c} = \\left(d\\right)")).iter("mo")
    assert {(sign.get("lspace"), sign.get("rspace")) for sign in signs} == {("0", "0")}


def test_words_in_a_formula_have_one_space() -> None:
    texts = [e.text for e in prepared(formula("x \\text{ if } y")).iter("mtext")]
    assert texts == ["if"]
