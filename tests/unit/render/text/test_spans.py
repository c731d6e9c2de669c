"""Words of a tree in their own spans."""

from __future__ import annotations

import re

from lxml import etree

from chapbook.render.text.spans import keep_on_a_line, wrap_words


def written(tree: etree._Element) -> str:
    return etree.tostring(tree, encoding="unicode")


def test_words_are_wrapped_before_in_and_after_elements() -> None:
    tree = etree.fromstring("<p>ab 1 <em>2</em> 3 cd</p>")
    wrap_words(tree, re.compile("([0-9])"), "n")
    one, two, three = (f'<span class="n">{digit}</span>' for digit in "123")
    assert written(tree) == f"<p>ab {one} <em>{two}</em> {three} cd</p>"


def test_years_and_words_in_hangul_stay_on_a_line() -> None:
    tree = etree.fromstring("<h1>강가의 물레방아, 1932–1945</h1>")
    keep_on_a_line(tree)
    assert [span.text for span in tree] == ["강가의", "물레방아", "1932–1945"]


def test_other_titles_stay_as_they_are() -> None:
    title = etree.fromstring("<span>A <em>Walk</em> in 1932, 12345–71234, 아주긴낱말하나</span>")
    before = written(title)
    keep_on_a_line(title)
    assert written(title) == before
