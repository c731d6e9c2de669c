"""MathML of an author: valid in every edition, and none of its words lost."""

from __future__ import annotations

import pytest
from lxml import etree

from chapbook.tools.raw_html.formulas import fix_formulas

MENDED = [
    ("<mi>x</mi>", "<mi>x</mi>"),
    ("a", "<mtext>a</mtext>"),
    ("a<mi>x</mi> b ", "<mtext>a</mtext><mi>x</mi><mtext> b </mtext>"),
    ("<mrow> <mi>x</mi> c</mrow>", "<mrow><mi>x</mi><mtext> c</mtext></mrow>"),
    ("<mtext>x<b>y<i>z</i></b></mtext>", "<mtext>xyz</mtext>"),
    (
        "<mi>x</mi><annotation>W</annotation>",
        "<semantics><mrow><mi>x</mi></mrow><annotation>W</annotation></semantics>",
    ),
    (
        "<semantics><mi>x</mi><annotation>W</annotation></semantics>",
        "<semantics><mi>x</mi><annotation>W</annotation></semantics>",
    ),
]


@pytest.mark.parametrize(("inner", "mended"), MENDED, ids=[inner for inner, _ in MENDED])
def test_words_of_a_formula_are_where_mathml_allows_them(inner: str, mended: str) -> None:
    tree = etree.fromstring(f"<div>p <math>{inner}</math> q <b>r</b></div>")
    fix_formulas(tree)
    assert etree.tostring(tree).decode() == f"<div>p <math>{mended}</math> q <b>r</b></div>"
