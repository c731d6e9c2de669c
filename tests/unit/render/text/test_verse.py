"""Stanzas, their lines, and names below quotations."""

from __future__ import annotations

import pytest
from lxml import etree

from chapbook.render.text.verse import hang_lines, mark_verse
from unit.render import epub_sample as sample


def prepared(markup: str) -> etree._Element:
    tree = etree.fromstring(f"<section>{markup}</section>")
    mark_verse(tree)
    hang_lines(tree)
    return tree


def stanzas(markup: str) -> list[list[str]]:
    found = [one for one in prepared(markup).iter() if "stanza" in (one.get("class") or "").split()]
    return [["".join(map(str, line.itertext())) for line in stanza] for stanza in found]


@pytest.mark.parametrize(
    ("markup", "wanted"),
    [
        ("<div class='line-block'>a<br/>\nb<br/>\n<br/>\nc</div>", [["a", "b"], ["c"]]),
        ("<div class='line-block'><br/>a<br/><br/><br/>b<br/></div>", [["a"], ["b"]]),
        ("<div class='line-block'>\u00a0\u00a0a<br/>b</div>", [["\u00a0\u00a0a", "b"]]),
        ("<div class='line-block'><em>a</em> b<br/>c</div>", [["a b", "c"]]),
        ("<div class='verse'><p>a<br/>b</p><p>c</p></div>", [["a", "b"], ["c"]]),
        ("<blockquote><p>a<br/>b</p><p>c<br/>d</p></blockquote>", [["a", "b"], ["c", "d"]]),
        (
            "<div class='verse'><blockquote><p>a<br/>b</p><p>c</p></blockquote></div>",
            [["a", "b"], ["c"]],
        ),
        (
            "<div class='verse'><div class='c'><p>a</p></div><ul><li><p>b</p></li></ul></div>",
            [["a"]],
        ),
        ("<blockquote><p>prose</p></blockquote>", []),
        ("<p>a<br/>b</p>", []),
    ],
)
def test_empty_lines_and_paragraphs_part_stanzas(markup: str, wanted: list[list[str]]) -> None:
    assert stanzas(markup) == wanted


def test_lines_that_break_off_inside_emphasis_stay_as_they_are() -> None:
    tree = prepared("<div class='verse'><p>a<br/><em>b<br/>c</em></p></div>")
    assert len(list(tree.iter("br"))) == 2
    assert tree[0][0].get("class") == "stanza"


@pytest.mark.parametrize(
    ("markup", "named"),
    [
        ("<blockquote><p>Salt.</p><p>— Ann</p></blockquote>", True),
        (f"<blockquote><p>Salt.</p><p>— Ann{sample.call(0)}</p></blockquote>", True),
        ("<blockquote><p>Salt.</p></blockquote><p>– Ann</p>", True),
        ("<div class='epigraph'><p>Salt.</p><p>— <em>Ann</em></p></div>", True),
        ("<div class='line-block'>a</div><p>― Ann</p>", True),
        ("<div class='line-block'>a<br/>b<br/><br/>— Ann</div>", True),
        ("<blockquote><p>— Speech that begins it.</p></blockquote>", False),
        ("<p>Prose.</p><p>— Speech.</p>", False),
        (f"<blockquote><p>Salt.</p></blockquote><p>— {'Speech. ' * 30}</p>", False),
        ("<blockquote><p>Salt.</p><p>Ann</p></blockquote>", False),
    ],
)
def test_names_below_quotations_are_attributions(markup: str, named: bool) -> None:
    found = [one.get("class") or "" for one in prepared(markup).iter()]
    assert any("attribution" in name.split() for name in found) is named
