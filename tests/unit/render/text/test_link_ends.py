from __future__ import annotations

import pytest
from lxml import etree

from chapbook.render.text.link_ends import end_links_before_calls

CALL = '<span class="chapbook-call" data-call="0"/>'
# What is before and after, `*` for a call.
ROWS = [
    ('<p><a href="u">a*</a>.</p>', '<p><a href="u">a</a>*.</p>'),
    ('<p><a href="u">a* b</a> c</p>', '<p><a href="u">a</a>*<a href="u"> b</a> c</p>'),
    ('<p><a href="u">*</a> c</p>', "<p>* c</p>"),
    ('<p><a href="u" id="i">*</a></p>', '<p><span id="i">*</span></p>'),
    ('<p><a href="u" id="i">a*b</a></p>', '<p><a href="u" id="i">a</a>*<a href="u">b</a></p>'),
    ('<p><a id="i">a*</a></p>', '<p><span id="i">a*</span></p>'),
    ('<p><a href="u">** c</a></p>', '<p>**<a href="u"> c</a></p>'),
    (
        '<p><a href="u">a <em>b* c</em> d</a></p>',
        '<p><a href="u">a </a><em><a href="u">b</a>*<a href="u"> c</a></em><a href="u"> d</a></p>',
    ),
    (
        '<p><a href="u"><img src="x"/> a*</a></p>',
        '<p><a href="u"><img src="x"/> a</a>*</p>',
    ),
    ('<h1><a href="u">a</a>*</h1>', '<h1><a href="u">a</a>*</h1>'),
]


@pytest.mark.parametrize(("before", "after"), ROWS)
def test_a_link_ends_before_a_call_and_goes_on_after_it(before: str, after: str) -> None:
    tree = etree.fromstring(before.replace("*", CALL))
    end_links_before_calls(tree)
    assert etree.tostring(tree, encoding="unicode") == after.replace("*", CALL)
    assert not tree.xpath("//a//span")
