from __future__ import annotations

import pytest
from lxml import etree

from chapbook.render.text.isolating import isolate_marks

MARKS = (
    '<a class="note-call x" id="c">1</a><span class="note-marker">1</span>'
    '<span class="backlinks"><a class="backlink">b</a></span>'
)


def directions(markup: str, book: str) -> list[str | None]:
    """Directions of call, marker, group of links back, and the link in it."""
    tree = etree.fromstring(markup.replace("*", MARKS))
    isolate_marks(tree, book)
    return [element.get("dir") for element in tree.iter("a", "span") if element.get("class")]


@pytest.mark.parametrize(
    ("markup", "book", "expected"),
    [
        ("<p>2023.*</p>", "rtl", "rtl"),
        ('<p>x <em dir="ltr">2023.*</em></p>', "rtl", "ltr"),
        ("<p>2023.*</p>", "ltr", None),
        ("<p>the word ספר*</p>", "ltr", "ltr"),
        ("<p>the word <em>a</em> كتاب 12*</p>", "ltr", "ltr"),
        ('<div><p dir="rtl">x 2023.*</p></div>', "ltr", "rtl"),
    ],
)
def test_marks_of_notes_are_isolated_where_text_runs_leftwards(
    markup: str, book: str, expected: str | None
) -> None:
    assert directions(markup, book) == [expected, expected, expected, None]


def test_a_direction_of_its_own_stays() -> None:
    tree = etree.fromstring('<p><a class="note-call" dir="ltr">1</a></p>')
    isolate_marks(tree, "rtl")
    assert tree[0].get("dir") == "ltr"
