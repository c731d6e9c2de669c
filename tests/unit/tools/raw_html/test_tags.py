"""Tags that no edition may hold go; the words after them and inside them stay."""

from __future__ import annotations

import pytest

from chapbook.tools.raw_html.tags import without_tags

ALLOWED = frozenset({"b", "p"})

# Raw HTML, what stays of it, and what is cut.
CUTS = [
    ("a <style> b", "a  b", ["<style> (never closed)"]),
    ("a <style>p {}</style> b", "a  b", ["<style> with all that is inside it"]),
    ("a <SCRIPT src='>'>x</script > b", "a  b", ["<script> with all that is inside it"]),
    ("<script src=x></script>b", "b", ["<script>"]),
    ("<title>a</title><xmp><b>c</b>", "a<b>c</b>", ["<title>", "<xmp>"]),
    ("<xmp>a<plaintext>b<svg><line>c", "abc", ["<xmp>", "<plaintext>", "<svg>", "<line>"]),
    ("<poem/>a<o:p>b</o:p>", "ab", ["<poem>", "<o:p>"]),
    ("a<!-- b -->c<!-->d<!---->e", "acde", []),
    ("a<!-- b <p>c</p>", "a b <p>c</p>", ["<!-- (never closed)"]),
    ("<![CDATA[a < b]]> c <![CDATA[ d", "a &lt; b c  d", ["<![CDATA[", "<![CDATA[ (never closed)"]),
    ("<?php a ?><!DOCTYPE html>b", "b", ["<?php a ?>", "<!DOCTYPE html>"]),
    ("<b title='>'>a</b> < 3 <b", "<b title='>'>a</b> < 3 &lt;b", ["<b (without its >)"]),
    ("<b title=\"x>a</b>", "<b title=\"x>a</b>", []),
    ("<style><p>a</p><style>b", "<p>a</p>b", ["<style> (never closed)"] * 2),
]  # fmt: skip


@pytest.mark.parametrize(("html", "kept", "cut"), CUTS, ids=[html for html, _, _ in CUTS])
def test_only_the_tag_goes(html: str, kept: str, cut: list[str]) -> None:
    text, cuts = without_tags(html, ALLOWED)
    assert text == kept
    assert [item.what for item in cuts] == cut
    assert all(html[item.offset] == "<" for item in cuts)


# Raw HTML with MathML, what stays of it, and what is cut.
FORMULAS = [
    ("a <math><mi>x</mi></math> b", "a <math><mi>x</mi></math> b", []),
    ("<MATH ><mi>x</mi></Math > <mi>y</mi>", "<MATH ><mi>x</mi></Math > y", ["<mi>"]),
    ("a <math><mtext> b", "a  b", ["<math>", "<mtext>"]),
    ("<math><mi>x</mi></math><math>y", "<math><mi>x</mi></math>y", ["<math>"]),
    ("</math><math><mn>1", "1", ["<math>", "<mn>"]),
]


@pytest.mark.parametrize(("html", "kept", "cut"), FORMULAS, ids=[html for html, _, _ in FORMULAS])
def test_tags_of_formulas_stay_within_a_closed_formula(
    html: str, kept: str, cut: list[str]
) -> None:
    text, cuts = without_tags(html, {"math", "mi", "mn", "mtext"}, {"math", "mi", "mn", "mtext"})
    assert text == kept
    assert [item.what for item in cuts] == cut


def test_a_piece_of_a_formula_keeps_its_tags() -> None:
    assert without_tags("<mi>", {"mi"}, {"mi"}, formula=True) == ("<mi>", ())


@pytest.mark.parametrize("piece", ["<script>", "<!--", "<![CDATA[", "<b '", "<!x", "<style><!--"])
def test_many_that_are_never_closed_take_linear_time(piece: str) -> None:
    text, cuts = without_tags(piece * 20_000, ALLOWED)
    assert cuts
    assert len(text) <= 6 * len(piece) * 20_000
