"""Sizes of pictures become styles, whatever they were written as."""

from __future__ import annotations

import pytest
from lxml import etree

from chapbook.model.editions.picture_sizes import length_of, size_problem, times
from chapbook.render.text.picture_sizes import settle_sizes
from chapbook.tools.pictures.kinds import kind_of
from chapbook.tools.pictures.shape import shape_of
from picture_samples import image, png, saved


@pytest.mark.parametrize(
    ("written", "length"),
    [
        ("30", "30px"),
        ("30px", "30px"),
        ("30.50 PX", "30.5px"),
        (" 50 % ", "50%"),
        (".5in", "0.5in"),
        ("2inch", "2in"),
        ("3 cm", "3cm"),
        ("10mm", "10mm"),
        ("12pt", "12pt"),
        ("2pc", "2pc"),
        ("1.5em", "1.5em"),
    ],
)
def test_lengths_are_written_as_css_has_them(written: str, length: str) -> None:
    assert length_of(written) == length


@pytest.mark.parametrize(
    "written", ["", "0", "0.5", "-3", "abc", "2rem", "10vw", "2,5cm", ".5\\textwidth", "1e9px", "٣"]
)
def test_what_is_no_length_is_none(written: str) -> None:
    assert length_of(written) is None
    assert size_problem("width", written)


def test_a_height_is_no_share() -> None:
    assert size_problem("height", "50%")
    assert size_problem("width", "50%") is None
    assert times("50%", 2) is None
    assert times("20px", 2) == "40px"


@pytest.mark.parametrize(
    ("attributes", "style"),
    [
        ('width="30"', "width:30px;object-fit:contain"),
        ('height="20"', "width:40px;object-fit:contain"),
        ('width="30" height="20"', "width:30px;height:20px"),
        ('style="width:50.0%"', "width:50%;object-fit:contain"),
        ('style="height:1cm"', "width:2cm;object-fit:contain"),
        ('style="width:10mm" height="20"', "width:10mm;height:20px"),
        ('style="text-align: left; WIDTH: 2em"', "text-align:left;width:2em;object-fit:contain"),
        ('width="50%"', "width:50%;object-fit:contain"),
        ('width="wide"', None),
        ("", None),
    ],
)
def test_attributes_and_styles_become_one_style(attributes: str, style: str | None) -> None:
    tree = etree.fromstring(f'<div><img src="a%20b.png" alt="" {attributes}/></div>')
    settle_sizes(tree, {"a b.png": 2.0})
    picture = tree[0]
    assert picture.get("style") == style
    assert set(picture.attrib) <= {"src", "alt", "style"}


def test_a_height_stays_where_the_shape_is_not_known() -> None:
    tree = etree.fromstring('<div><img src="a.svg" alt="" height="20"/></div>')
    settle_sizes(tree, {})
    assert tree[0].get("style") == "height:20px;object-fit:contain"


def drawing(attributes: str) -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}/>'.encode()


@pytest.mark.parametrize(
    ("content", "shape"),
    [
        (png(8, 0, [[0]] * 6, size=(90, 30)), 3.0),
        (saved(image(), "JPEG"), 1.5),
        (saved(image(), "GIF"), 1.5),
        (drawing('width="20" height="10"'), 2.0),
        (drawing('width="1in" height="2.54cm"'), 1.0),
        (drawing('viewBox="0 0 40 10"'), 4.0),
        (drawing('width="100%" height="100%" viewBox="0,0,30,10"'), 3.0),
        (drawing('width="100%"'), None),
        (drawing('viewBox="0 0 1 0"'), None),
    ],
)
def test_the_shape_is_read_from_the_head(content: bytes, shape: float | None) -> None:
    kind = kind_of(content)
    assert shape_of(content, kind.media_type or "") == (shape and pytest.approx(shape))
