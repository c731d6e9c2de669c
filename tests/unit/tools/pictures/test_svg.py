"""SVG: a drawing passes, everything that could run, fetch or grow without end is refused."""

from __future__ import annotations

import base64

import pytest

from chapbook.policy import Limits, Policy, in_force
from chapbook.tools.pictures.svg import NotADrawing, drawing
from unit.render.epub_sample import PIXEL

SPACES = (
    'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:h="http://www.w3.org/1999/xhtml" xmlns:i="http://inkscape.example/ns" '
    'xmlns:xi="http://www.w3.org/2001/XInclude"'
)


def svg(body: str, attributes: str = "", before: str = "") -> bytes:
    return f"{before}<svg {SPACES} {attributes}>{body}</svg>".encode()


DOTS = base64.b64encode(PIXEL).decode()


@pytest.mark.parametrize(
    "body",
    [
        '<path d="M0 0L9 9" style="fill: url(#g)" marker-end="url(#m)"/>',
        '<defs><g id="a"><rect width="1"/></g></defs><use href="#a"/><use xlink:href="#a"/>',
        "<style>@media (prefers-color-scheme: dark) { path { stroke: #fff } }</style>",
        f'<image href="data:image/png;base64,{DOTS}" width="3" height="3"/>',
        '<text x="1e3" y="0.00001" aria-label="me@example.org">A\\B</text>',
        '<linearGradient id="g"/><linearGradient id="h" href="#g"/>',
        "<!-- a comment -->",
    ],
)
def test_a_drawing_passes_as_it_is(body: str) -> None:
    assert drawing(svg(body)) == svg(body)


def test_what_a_drawing_program_keeps_for_itself_is_taken_out() -> None:
    body = '<i:view><i:grid/></i:view>tail<g i:label="Layer"><path d="M0 0"/></g>'
    kept = drawing(svg(body))
    assert b"grid" not in kept
    assert b"Layer" not in kept
    assert b"tail<g" in kept


@pytest.mark.parametrize(
    "body",
    [
        "<script>x()</script>", "<SCRIPT>x()</SCRIPT>", "<h:script>x()</h:script>",
        "<i:note><h:script>x()</h:script></i:note>", "<foreignObject><h:p/></foreignObject>",
        "<h:iframe src='x'/>", "<a href='https://example.org'><text>x</text></a>",
        "<animate attributeName='x'/>", "<set attributeName='onclick' to='x()'/>",
        "<path onclick='x()'/>", "<path ONLOAD='x()'/>", "<g i:x='1' onfocus='x()'/>",
        "<image href='file:///etc/passwd'/>", "<image xlink:href='http://127.0.0.1/x.png'/>",
        "<image href='../x.png'/>", "<use href='x.svg#a'/>", "<use href='//example.org/x#a'/>",
        "<image href='data:image/svg+xml,x'/>", "<use href='data:image/png;base64,AAAA'/>",
        "<image href='data:image/png;base64,AAAA'/>", "<image href='data:image/png;base64,?'/>",
        "<path fill='url(http://127.0.0.1/x#a)'/>", "<path style='fill:url(\"x.svg#a\")'/>",
        "<path style='fill:u\\72l(x)'/>", "<style>@import 'x.css';</style>",
        "<style>@\\69mport 'x.css';</style>", "<style>@font-face{src:url(x)}</style>",
        "<style>p{background:image-set('x' 1x)}</style>", "<path xml:base='http://127.0.0.1/'/>",
        "<xi:include href='/etc/passwd'/>", "<cursor/>", "<unknown/>",
        "<rect width='1e99'/>", "<rect height='NaN'/>", "<feGaussianBlur stdDeviation='1e9'/>",
        "<feImage href='#a'/>", "<?xml-stylesheet href='x.css'?>",
    ],
)  # fmt: skip
def test_what_could_run_fetch_or_lead_out_is_refused(body: str) -> None:
    with pytest.raises(NotADrawing):
        drawing(svg(body))


@pytest.mark.parametrize(
    "content",
    [
        svg("", before='<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
        svg("&a;", before='<!DOCTYPE svg [<!ENTITY a "x">]>'),
        b"<svg/>", b"<svg", b"", b"\xff\xfe<\0",
        svg("", 'width="1e9"'), svg("", 'viewBox="0 0 0 NaN"'),
        svg("<g>" * 300 + "</g>" * 300), svg("<g>" * 100 + "</g>" * 100),
        svg('<g id="a"><use href="#a"/></g>'),
        svg('<pattern id="p"><rect fill="url(#p)"/></pattern>'),
        svg('<mask id="m"><g style="mask: url(#n)"/></mask><g id="n" mask="url(#m)"/>'),
    ],
)  # fmt: skip
def test_what_is_no_drawing_is_refused(content: bytes) -> None:
    with pytest.raises(NotADrawing):
        drawing(content)


def test_a_drawing_that_multiplies_is_refused_at_once() -> None:
    steps = "".join(
        f'<g id="u{n}">' + f'<use href="#u{n - 1}"/>' * 10 + "</g>" for n in range(1, 30)
    )
    with pytest.raises(NotADrawing, match="limit svg-elements"):
        drawing(svg(f'<g id="u0"><path d="M0 0"/></g>{steps}'))


def test_a_marker_weighs_once_for_each_point() -> None:
    body = (
        '<marker id="m">'
        + "<g/>" * 50
        + f'</marker><path marker-mid="url(#m)" d="M{"0 0 " * 60}"/>'
    )
    with in_force(Policy(Limits(svg_elements=3000))), pytest.raises(NotADrawing, match="too many"):
        drawing(svg(body))


def test_many_elements_are_refused() -> None:
    with in_force(Policy(Limits(svg_elements=100))), pytest.raises(NotADrawing, match="too many"):
        drawing(svg("<path/>" * 100))
