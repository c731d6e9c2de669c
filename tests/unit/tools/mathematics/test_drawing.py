from __future__ import annotations

import os
import subprocess
import sys

import pytest
from lxml import etree

from chapbook.errors import ProgramFailed
from chapbook.tools.mathematics.drawing import draw, tex_of

FRACTION = (
    '<math display="inline"><semantics><mfrac><mn>1</mn><mn>2</mn></mfrac>'
    '<annotation encoding="application/x-tex">\\frac{1}{2}</annotation></semantics></math>'
)


def formula(inner: str) -> etree._Element:
    return etree.fromstring(f"<math>{inner}</math>")


def test_the_source_is_the_alternative_text() -> None:
    assert tex_of(etree.fromstring(FRACTION)) == "\\frac{1}{2}"
    assert tex_of(formula("<mi>a</mi><mo>+</mo>")) == "a+"


@pytest.mark.parametrize("inner", ["", "<mrow/>", "<mi></mi>", "<mspace width='1em'/>"])
def test_a_formula_that_draws_nothing_takes_no_height(inner: str) -> None:
    drawing = draw(formula(inner))
    assert 0 < drawing.height < 0.1
    assert 0 < drawing.width < 1.1


def test_annotations_are_not_drawn() -> None:
    noted = formula("<mrow><mi>x</mi><annotation>y</annotation></mrow>")
    assert draw(noted) == draw(formula("<mrow><mi>x</mi></mrow>"))


def test_a_letter_is_on_the_baseline_and_is_as_high_as_one() -> None:
    drawing = draw(formula("<mi>x</mi>"))
    assert 0 <= drawing.depth < 0.05
    assert 0.4 < drawing.height < 0.6  # the x-height of a book face is about half an em


def test_a_fraction_reaches_below_the_baseline() -> None:
    drawing = draw(etree.fromstring(FRACTION))
    assert drawing.depth > 0.2
    assert drawing.height > 1


def test_the_drawing_is_svg_of_outlines_alone() -> None:
    root = etree.fromstring(draw(etree.fromstring(FRACTION)).svg)
    tags = {str(element.tag).rpartition("}")[2] for element in root.iter()}
    assert "path" in tags
    assert not tags & {"text", "use", "image", "style", "script"}


def test_the_annotation_is_not_drawn() -> None:
    bare = etree.fromstring('<math display="inline"><mfrac><mn>1</mn><mn>2</mn></mfrac></math>')
    assert draw(etree.fromstring(FRACTION)) == draw(bare)


def test_the_tree_is_left_as_it_was() -> None:
    tree = etree.fromstring(FRACTION)
    draw(tree)
    assert etree.tostring(tree, encoding="unicode") == FRACTION


@pytest.mark.parametrize(
    ("inner", "signs"),
    [
        ("<mn>5</mn><mtext>-</mtext><mn>8</mn>", 3),
        ("<mn>1</mn><mtext>a</mtext><mn>-2</mn>", 4),
        ("<mo>+</mo><mi>x</mi><mtext>-b--</mtext>", 6),
        ("<mi>arg-max</mi><mo>-</mo><mn>1</mn>", 9),
        ("<mtext>-</mtext>", 1),
        ("<mtext>a &lt; b &amp; c</mtext>", 5),
    ],
)
def test_every_sign_of_a_formula_with_hyphens_is_drawn(inner: str, signs: int) -> None:
    drawing = draw(formula(inner))
    assert drawing.svg.count(b"<path") == signs
    assert b"<rect" not in drawing.svg
    assert 0 < drawing.height < 1.2


def test_a_hyphen_that_is_an_operator_is_a_minus_sign() -> None:
    assert draw(formula("<mi>a</mi><mo>-</mo><mi>b</mi>")) == draw(
        formula("<mi>a</mi><mo>\u2212</mo><mi>b</mi>")
    )


def test_what_cannot_be_set_is_named() -> None:
    with pytest.raises(ProgramFailed, match="nonsense"):
        draw(formula("<nonsense><mfrac/></nonsense>"))


def test_the_same_formula_gives_the_same_bytes_in_any_process() -> None:
    script = (
        "from lxml import etree;from chapbook.tools.mathematics.drawing import draw;"
        f"print(draw(etree.fromstring({FRACTION!r})).data_url)"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-W", "ignore", "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(seen) == 1
