"""Inline elements around blocks go into them; nothing is lost, moved or named twice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from chapbook.tools.raw_html.nesting import fix_nesting
from chapbook.tools.raw_html.sanitise import clean
from core import examples

INLINE = {"a", "b", "em", "i", "q", "s", "small", "span", "strong", "sub", "sup", "u"}
BLOCK = {"blockquote", "div", "h2", "h3", "li", "ol", "p", "pre", "section", "ul"}


def mended(xml: str) -> str:
    tree = etree.fromstring(f"<div>{xml}</div>")
    fix_nesting(tree)
    return etree.tostring(tree, encoding="unicode")[5:-6]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("<b>x<p>y</p> z</b>", "<b>x</b><p><b>y</b></p><b> z</b>"),
        ("<b><p>x</p> <p>y</p></b>", "<p><b>x</b></p> <p><b>y</b></p>"),
        ("<b><i><p>x</p>y</i></b>", "<p><b><i>x</i></b></p><b><i>y</i></b>"),
        ('<b id="k"><p>x</p><p>y</p></b>', '<p id="k"><b>x</b></p><p><b>y</b></p>'),
        ("<b><ul>\n<li>x</li>\n</ul></b>", "<ul>\n<li><b>x</b></li>\n</ul>"),
        ("<h2><p>x <b>y</b></p></h2>", "<h2><span>x <b>y</b></span></h2>"),
        ('<h2 id="k"></h2><p>x</p>', '<div id="k"/><p>x</p>'),
        ('<h2><span data-call="1"/></h2>', '<h2><span data-call="1"/></h2>'),
        ('<h2><img src="x" alt="y"/></h2>', '<h2><img src="x" alt="y"/></h2>'),
        ("<p><b>x <i>y</i></b></p>", "<p><b>x <i>y</i></b></p>"),
    ],
)
def test_blocks_are_outside_of_inline_elements(given: str, expected: str) -> None:
    assert mended(given) == expected


TAGS = st.sampled_from(sorted(INLINE | BLOCK))
PIECES = st.one_of(
    st.builds("<{}>".format, TAGS),
    st.builds("</{}>".format, TAGS),
    st.builds("<{} id='k'>".format, TAGS),
    st.text(alphabet="xy ", min_size=1, max_size=3),
)


@given(st.lists(PIECES, max_size=25))
@examples(300)
def test_no_block_is_ever_within_an_inline_element(pieces: list[str]) -> None:
    html = "".join(pieces)
    tree = clean(html)
    wrong = [
        (outer.tag, inner.tag)
        for outer in tree.iter(*INLINE, "h2", "h3")
        for inner in outer.iterdescendants()
        if inner.tag in BLOCK
    ]
    assert wrong == []
    empty = [h for h in tree.iter("h2", "h3") if not "".join(h.itertext()).strip()]
    assert empty == []


@given(st.lists(PIECES, max_size=25))
@examples(200)
def test_the_text_stays_as_it_is(pieces: list[str]) -> None:
    source = etree.HTML("<body>" + "".join(pieces) + "</body>")
    tree = source if source is not None else etree.Element("div")
    before = "".join(tree.itertext())
    fix_nesting(tree)
    assert "".join(tree.itertext()) == before
