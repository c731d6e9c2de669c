from __future__ import annotations

import itertools

import pytest

from chapbook.model.equations import (
    Reference,
    is_display,
    number_parts,
    read_equation,
    read_reference,
    without_number,
)

ALIGN = "\\begin{align} a&=b \\\\ c&=d \\end{align}"


def numbers(tex: str) -> tuple[str | None, ...] | None:
    counter = itertools.count(1)
    found = read_equation(tex, lambda: str(next(counter)))
    return None if found is None else found.numbers


@pytest.mark.parametrize(
    ("tex", "expected"),
    [
        ("a = b \\tag{1}", ("(1)",)),
        ("a = b \\tag{A.7}", ("(A.7)",)),
        ("a = b\\tag*{A.7}", ("A.7",)),
        ("a = b \\tag {$\\ast$}", ("($\\ast$)",)),
        ("a = b \\tag{x{y}z}", ("(x{y}z)",)),
        ("\\begin{equation} a \\end{equation}", ("(1)",)),
        ("\\begin{equation} a \\tag{7} \\end{equation}", ("(7)",)),
        ("\\begin{equation} a \\notag \\end{equation}", (None,)),
        ("\\begin{multline} a \\\\ b \\end{multline}", ("(1)",)),
        (ALIGN, ("(1)", "(2)")),
        ("\\begin{gather} a \\\\[2pt] b \\\\ \\end{gather}", ("(1)", "(2)")),
        ("\\begin{align} a \\nonumber \\\\ b \\tag{x} \\\\ c \\end{align}", (None, "(x)", "(1)")),
        ("\\begin{align*} a \\tag{x} \\\\ b \\end{align*}", ("(x)", None)),
        ("\\begin{align} \\begin{cases} a \\\\ b \\end{cases} \\\\ c \\end{align}", ("(1)", "(2)")),
        ("\\begin{aligned} a \\\\ b \\end{aligned} \\tag{x}", ("(x)",)),
        ("\\begin{align*} a \\\\ b \\end{align*}", None),
        ("\\begin{equation*} a \\end{equation*}", None),
        ("a = b", None),
        ("a \\\\tag{1}", None),
    ],
)
def test_numbers_are_those_of_latex(tex: str, expected: tuple[str | None, ...] | None) -> None:
    assert numbers(tex) == expected


@pytest.mark.parametrize(
    ("tex", "bare"),
    [
        ("a = b \\tag{1}", "a = b "),
        ("a = b \\label{eq:x}", "a = b "),
        ("\\begin{equation} a \\label{x} \\end{equation}", "\\begin{equation} a  \\end{equation}"),
        ("\\begin{align} a \\tag{1} \\\\ b \\end{align}", "\\begin{align} a  \\\\ b \\end{align}"),
        ("\\begin{align*} a \\end{align*}\\label{x}", "\\begin{align*} a \\end{align*}"),
        ("\\notag a", "a"),
        ("\\notagged a \\tagged{b}", "\\notagged a \\tagged{b}"),
    ],
)
def test_what_pandoc_cannot_read_is_taken_out(tex: str, bare: str) -> None:
    found = read_equation(tex, lambda: "1")
    assert (tex if found is None else found.tex) == bare


@pytest.mark.parametrize(
    ("tex", "expected"),
    [
        ("a \\label{x} \\tag{A.7}", "x 0 A.7"),
        ("a \\label{x} \\tag*{Lemma}", "x 0 Lemma"),
        ("a \\label{x}", ""),
        ("\\begin{equation} a \\label{ eq:x }\\label{y} \\end{equation}", "eq:x 0 1, y 0 1"),
        ("\\begin{equation*} a \\label{x} \\end{equation*}", ""),
        ("\\begin{equation} a \\label{x} \\notag \\end{equation}", ""),
        ("\\begin{align} a \\label{x} \\\\ b \\label{y} \\end{align}", "x 0 1, y 1 2"),
        ("\\begin{align} a \\notag\\label{x} \\\\ b \\label{y} \\end{align}", "y 1 1"),
        ("\\begin{gather} a \\\\ b \\end{gather}\\label{x}", "x 1 2"),
        ("\\begin{align*} a \\\\ b \\end{align*} \\tag{T} \\label{x}", "x 1 T"),
    ],
)
def test_a_label_has_the_number_of_its_row(tex: str, expected: str) -> None:
    counter = itertools.count(1)
    found = read_equation(tex, lambda: str(next(counter)))
    labels = () if found is None else found.labels
    assert ", ".join(f"{one.name} {one.row} {one.number}" for one in labels) == expected


@pytest.mark.parametrize(
    ("tex", "expected"),
    [
        ("\\eqref{eq:a}", Reference("eq:a", framed=True)),
        (" \\ref { b } ", Reference("b", framed=False)),
        ("\\eqref{a} and", None),
        ("\\autoref{a}", None),
        ("\\ref{}", None),
    ],
)
def test_a_reference_is_the_whole_of_its_tex(tex: str, expected: Reference | None) -> None:
    assert read_reference(tex) == expected


def test_only_whole_environments_are_displays() -> None:
    assert is_display(ALIGN)
    assert is_display("\\begin{equation*}a\\end{equation*}\n")
    assert not is_display(f"{ALIGN} and more")
    assert not is_display("\\begin{tabular} a \\end{tabular}")
    assert not is_display("\\ref{x}")


def test_a_number_may_hold_mathematics() -> None:
    assert list(number_parts("($\\ast$)")) == [("(", False), ("\\ast", True), (")", False)]
    assert list(number_parts("(\\textbf{B}1'--2)")) == [("(B1’–2)", False)]


def test_a_number_within_a_line_is_found() -> None:
    assert without_number("x \\tag{2}") == ("x ", "(2)")
    assert without_number("x") == ("x", None)
