"""Links that stay: what changes an identifier of a paragraph, and what does not."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from chapbook.render.html.permalinks import identify_paragraphs, link_headings, link_paragraphs
from core import examples
from unit.render import epub_sample as sample


def identified(*paragraphs: str) -> list[str]:
    tree = etree.fromstring(f"<section>{''.join(paragraphs)}</section>")
    identify_paragraphs([tree], set())
    return [element.get("id", "") for element in tree.iter("p")]


OPENING = "<p>From 20 to 26 May 2011 Kim Jong Il travelled in China"


def test_the_identifier_is_made_of_the_first_letters() -> None:
    (one,) = identified(f"{OPENING} at the invitation of Hu Jintao.</p>")
    assert re.fullmatch("p-[0-9a-f]{8}", one)
    later = f"{OPENING}, as was told afterwards.</p>"
    marked = f"{OPENING.replace('May', '<em>may</em>' + sample.call(0))}.</p>"
    spaced = OPENING.replace(" ", "\n  ") + "</p>"
    assert identified(later) == identified(marked) == identified(spaced) == [one]
    assert identified(OPENING.replace("20 to", "21 to") + "</p>") != [one]


def test_text_around_a_paragraph_does_not_change_its_link() -> None:
    one, two = identified("<p>First.</p>", "<p>Second.</p>")
    assert identified("<p>Second.</p>", "<p>New.</p>", "<p>First.</p>")[::2] == [two, one]


def test_paragraphs_that_begin_alike_are_distinguished() -> None:
    found = identified("<p>The same.</p>", "<p>The same.</p>", "<p>The same.</p>")
    assert found == [found[0], f"{found[0]}-2", f"{found[0]}-3"]


def test_an_identifier_in_use_is_left_to_its_owner() -> None:
    tree = etree.fromstring("<section><p>One.</p></section>")
    (name,) = identified("<p>One.</p>")
    identify_paragraphs([tree], {name})
    assert tree[0].get("id") == f"{name}-2"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("<aside><p>x</p></aside>", id="note"),
        pytest.param("<table><tr><td><p>x</p></td></tr></table>", id="cell"),
        pytest.param("<figure><figcaption><p>x</p></figcaption></figure>", id="caption"),
        pytest.param("<p><img src='a.png'/></p>", id="no letters"),
    ],
)
def test_what_is_no_paragraph_of_the_text_has_none(text: str) -> None:
    assert identified(text) == [""]


def test_a_formula_on_its_own_has_one() -> None:
    (one,) = identified("<p><math><mi>w</mi></math></p>")
    assert one.startswith("p-")


@examples(100)
@given(st.lists(st.text("ab e\u0301é\u00adحب 水.", max_size=60), max_size=8))
def test_identifiers_are_unique_and_fit_an_address(texts: list[str]) -> None:
    found = [name for name in identified(*(f"<p>{text}</p>" for text in texts)) if name]
    assert len(set(found)) == len(found)
    assert all(re.fullmatch("p-[0-9a-f]{8}(-[0-9]+)?", name) for name in found)


def test_composed_and_decomposed_letters_are_the_same() -> None:
    assert identified("<p>caf\u00e9</p>") == identified("<p>cafe\u0301</p>")


def test_a_paragraph_leads_to_itself_by_the_sign_that_is_shown() -> None:
    tree = etree.fromstring("<section><p id='x'>a<em>b</em></p><p>c</p></section>")
    link_paragraphs([tree])
    assert etree.tostring(tree).decode() == (
        '<section><p id="x"><a class="permalink" href="#x" aria-label="&#182;"/>'
        "a<em>b</em></p><p>c</p></section>"
    )


CALL = '<a role="doc-noteref" href="#n"><sup>1</sup></a>'


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        (
            '<h3 id="x">The <em>loom</em></h3>',
            '<h3 id="x"><a class="permalink" href="#x">The <em>loom</em></a></h3>',
        ),
        (
            f'<h3 id="x">The {CALL} loom</h3>',
            f'<h3 id="x"><a class="permalink" href="#x">The </a>{CALL} loom</h3>',
        ),
        ("<h2>The loom</h2>", '<h2><a class="permalink" href="#s">The loom</a></h2>'),
        (
            '<h3 id="x"><a href="#y">Go</a></h3>',
            '<h3 id="x"><a href="#y">Go</a><a class="permalink" href="#x" aria-label="Go"/></h3>',
        ),
        ("<div><h3>No name</h3></div>", "<div><h3>No name</h3></div>"),
    ],
    ids=["words", "with a call", "of a section", "with a link", "without a name"],
)
def test_a_heading_leads_to_itself(heading: str, expected: str) -> None:
    tree = etree.fromstring(f'<section id="s">{heading}</section>')
    link_headings(tree)
    assert etree.tostring(tree[0]).decode() == expected
