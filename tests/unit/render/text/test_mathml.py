from __future__ import annotations

import pytest

from chapbook.render.text.mathml import correct, mark_bars
from unit.tools.drawn_formulas import drawn, formula


@pytest.mark.parametrize(
    ("tex", "letters"),
    [
        ("\\mathbf{F}", "\U0001d405"),
        ("\\mathbf{ab}", "\U0001d41a\U0001d41b"),
        ("\\boldsymbol{x}", "\U0001d499"),
        ("\\mathbf{F} + \\bm{x}", "\U0001d46d\U0001d499"),  # which is which cannot be known
        ("\\boldsymbol\\alpha", "\U0001d736"),
    ],
)
def test_bold_letters_are_upright_where_the_tex_says_so(tex: str, letters: str) -> None:
    tree = formula(tex)
    correct(tree)
    assert "".join(letter.text or "" for letter in tree.iter("mi")) == letters


def test_the_comma_of_a_decimal_has_no_room_after_it() -> None:
    decimal, pair = formula("1{,}5"), formula("1,5")
    for tree in (decimal, pair):
        correct(tree)
    (comma,) = decimal.iter("mo")
    assert comma.get("rspace") == "0"
    assert next(pair.iter("mo")).get("rspace") is None


@pytest.mark.parametrize(
    ("tex", "style"),
    [
        ("\\begin{aligned} a &= b \\end{aligned}", "true"),
        ("\\begin{gather} a \\\\ b \\end{gather}", "true"),
        ("\\begin{multline} a \\\\ b \\end{multline}", "true"),
        ("\\begin{matrix} a & b \\end{matrix}", None),
        ("\\begin{cases} a & b \\end{cases}", None),
    ],
)
def test_rows_of_equations_are_in_display_style(tex: str, style: str | None) -> None:
    tree = formula(tex)
    correct(tree)
    assert next(tree.iter("mtable")).get("displaystyle") == style
    assert all(cell.get("style") is None for cell in tree.iter("mtd"))


@pytest.mark.parametrize(
    "tex",
    [
        "\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}",
        "f(x) = \\begin{cases} x & \\text{if } x > 0 \\\\ 0 & \\text{else} \\end{cases}",
        "\\int_{-\\infty}^{\\infty} e^{-x^2}\\,dx = \\sqrt{\\pi}",
        "\\binom{n}{k} = \\frac{n!}{k!(n-k)!}",
        "\\sqrt{1+\\sqrt{2+\\sqrt[3]{x}}}",
        "f'(x) + f''(x) = y'_1",
        "\\alpha + \\Gamma \\in \\mathbb{R} \\setminus \\mathbb{Q}",
        "A \\implies B \\iff C \\xrightarrow{f} D \\mapsto E",
        "\\mathcal{L},\\ \\mathfrak{g},\\ \\mathscr{F},\\ \\mathsf{T},\\ \\mathtt{x}",
        "\\operatorname*{arg\\,max}_x f, \\lim_{x \\to 0} g",
        "\\boxed{x} \\quad \\cancel{y} \\quad \\overset{a}{b}",
        "{}^{14}_{6}\\mathrm{C}, \\quad x_{i_j}^{2^n}",
        "\\vdots \\quad \\ddots \\quad \\hbar \\ell \\Re \\aleph \\partial",
        "a \\equiv b \\pmod{n}",
        "\\left.\\frac{dy}{dx}\\right|_{x=0}",
    ],
)
def test_ordinary_formulas_of_textbooks_are_drawn(tex: str) -> None:
    drawing = drawn(tex)
    assert drawing.width > 1
    assert drawing.height > 0.5
    assert 0 <= drawing.depth < drawing.height


@pytest.mark.parametrize(
    ("tex", "sign", "stretchy"),
    [
        ("\\hat{x}", "ˆ", "false"),
        ("\\tilde{x}", "˜", "false"),
        ("\\vec{x}", "→", "false"),
        ("\\widehat{xy}", "\u0302", None),
        ("\\overrightarrow{xy}", "→", None),
        ("\\overline{x}", "¯", None),
        ("\\overbrace{x}", "⏞", None),
    ],
)
def test_accents_of_one_letter_do_not_stretch(tex: str, sign: str, stretchy: str | None) -> None:
    tree = formula(tex)
    correct(tree)
    accent = next(tree.iter("mover"))[1]
    assert (accent.text, accent.get("stretchy")) == (sign, stretchy)


def test_bars_are_named_for_the_style_sheet() -> None:
    tree = formula("\\overline{ab} + \\hat{c}")
    mark_bars(tree)
    assert [over.get("class") for over in tree.iter("mover")] == ["bar", None]
