"""Displays on paper: how wide they may be in what holds them."""

from __future__ import annotations

import pytest
from lxml import etree

from chapbook.render.pdf.formulas import put_drawing

_TERMS = "<mo>+</mo>".join(f"<mi>a</mi><mn>{n}</mn>" for n in range(30))
_MATHS = f"<math display='block'><mrow>{_TERMS}</mrow></math>"
_COLUMNS = "<colgroup><col style='width:50%'/><col style='width:50%'/></colgroup>"


@pytest.mark.parametrize(
    ("holder", "room"),
    [
        ("<p>{}</p>", 26.0),
        ("<blockquote><p>{}</p></blockquote>", 23.3),
        (f"<table>{_COLUMNS}<tr><td>{{}}</td><td/></tr></table>", 12.0),
        (f"<table>{_COLUMNS}<tr><td><ul><li>{{}}</li></ul></td><td/></tr></table>", 10.1),
        (f"<blockquote><table>{_COLUMNS}<tr><td>{{}}</td></tr></table></blockquote>", 10.65),
    ],
)
def test_a_wide_display_is_broken_for_the_room_in_its_holder(holder: str, room: float) -> None:
    tree = etree.fromstring(f"<body>{holder.format(_MATHS)}</body>")
    put_drawing(next(tree.iter("math")), 26.0)
    style = next(tree.iter("img")).get("style", "")
    width = float(style.partition("width:")[2].partition("em")[0])
    assert room / 2 < width <= room + 0.05


@pytest.mark.parametrize(("line", "shrunk"), [(99.0, None), (26.0, "yes")])
def test_a_formula_in_the_text_that_is_wider_than_the_line_is_made_smaller(
    line: float, shrunk: str | None
) -> None:
    tree = etree.fromstring(f"<p>{_MATHS.replace('block', 'inline')}</p>")
    put_drawing(next(tree.iter("math")), line)
    picture = next(tree.iter("img"))
    width = float(picture.get("style", "").partition("width:")[2].partition("em")[0])
    assert width <= line + 0.05
    assert picture.get("data-shrunk") == shrunk
