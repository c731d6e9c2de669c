"""Where page breaks are in the text of the EPUB."""

from __future__ import annotations

import pytest
from lxml import etree

from chapbook.model.editions.output import PageBreak
from chapbook.model.letters.measure import count_letters, pieces
from chapbook.render.epub.page_list import put_page_breaks
from chapbook.render.text.fragments import Fragments

SEMANTICS = {
    "id": "page-7",
    "{http://www.idpf.org/2007/ops}type": "pagebreak",
    "role": "doc-pagebreak",
    "aria-label": "7",
}


def broken(html: str, letters: int) -> str:
    """Put page 7 into a chapter and show it as ‖ (within a line) or ¶ (between blocks)."""
    tree = etree.fromstring(f"<section>{html}</section>")
    fragments = Fragments((tree,), (), etree.Element("span"), None)
    done, _ = put_page_breaks(fragments, [PageBreak("7", None, 0, letters)], {})
    (mark,) = done.divisions[0].iter("{*}span", "{*}div")
    assert dict(mark.attrib) == SEMANTICS
    mark.text = {"span": "‖", "div": "¶"}[str(mark.tag)]
    etree.strip_tags(done.divisions[0], mark.tag)
    text = etree.tostring(done.divisions[0], encoding="unicode")
    return text.removeprefix("<section>").removesuffix("</section>")


@pytest.mark.parametrize(
    ("html", "letters", "expected"),
    [
        # Between words; before the whole of a divided word; behind the hyphen of a compound.
        ("<p>One two three</p>", 3, "<p>One ‖two three</p>"),
        ("<p>One two three</p>", 8, "<p>One two ‖three</p>"),
        ("<p>A self-taught man</p>", 5, "<p>A self-‖taught man</p>"),
        ("<p>He said: “Yes”</p>", 7, "<p>He said: ‖“Yes”</p>"),
        # At the beginning of a block, within it; the break stands outside of emphasis and links.
        ("<p>One</p><p>Two</p>", 3, "<p>One</p><p>‖Two</p>"),
        ("<p>One</p><p><em>Two</em> three</p>", 3, "<p>One</p><p>‖<em>Two</em> three</p>"),
        ('<p>One <a href="#x">two</a></p>', 3, '<p>One ‖<a href="#x">two</a></p>'),
        ("<p>One <em>two three</em></p>", 6, "<p>One <em>two ‖three</em></p>"),
        # Headings do not take the folio into their name.
        ("<h1>One</h1><p>Two</p>", 0, "¶<h1>One</h1><p>Two</p>"),
        ("<p>One</p><h2>Two</h2>", 3, "<p>One</p>¶<h2>Two</h2>"),
        # A heading that paper does not show.
        ("<h1>One</h1><p>Two</p>", 3, "¶<h1>One</h1><p>Two</p>"),
        # Lists.
        ("<ul><li>One</li><li>Two</li></ul>", 3, "<ul><li>One</li><li>‖Two</li></ul>"),
        ("<ul><li><p>One</p></li></ul>", 0, "<ul><li><p>‖One</p></li></ul>"),
        ("<dl><dt>One</dt><dd>Two</dd></dl>", 3, "<dl><dt>One</dt><dd>‖Two</dd></dl>"),
        # Quotations and code.
        ("<p>One</p><blockquote><p>Two</p></blockquote>", 3,
         "<p>One</p><blockquote><p>‖Two</p></blockquote>"),
        ("<p>One</p><pre><code>two\nthree</code></pre>", 3,
         "<p>One</p>¶<pre><code>two\nthree</code></pre>"),
        ("<pre><code>two\nthree</code></pre>", 3, "<pre><code>two\n‖three</code></pre>"),
    ],
)  # fmt: skip
def test_a_break_is_before_the_first_word_of_its_page(
    html: str, letters: int, expected: str
) -> None:
    assert broken(html, letters) == expected


def test_tables_are_entered_by_the_cell_and_headed_by_the_break() -> None:
    head = "<caption>Cap</caption><thead><tr><th>H</th></tr></thead>"
    body = "<tbody><tr><td>a</td></tr><tr><td>b</td></tr></tbody>"
    table = f"<p>One</p><table>{head}{body}</table>"
    assert broken(table, 3) == table.replace("<table>", "¶<table>")
    assert broken(table, 8) == table.replace("<td>b", "<td>‖b")


def test_a_picture_is_text_and_its_figure_follows_the_break() -> None:
    figure = '<p>One</p><figure><img src="x"/><figcaption>Two</figcaption></figure><p>Three</p>'
    assert broken(figure, 3) == figure.replace("<figure>", "¶<figure>")
    assert broken(figure, 7) == figure.replace("<p>Three", "<p>‖Three")


def test_formulas_count_as_one_letter_in_every_edition() -> None:
    tree = etree.fromstring("<p>a <math><mi>x</mi><mo>+</mo><mi>y</mi></math> b</p>")
    assert sum(piece.letters for piece in pieces(tree)) == 3


def test_hyphens_and_spaces_are_not_counted() -> None:
    assert count_letters("self-\u00ad taught\u2060 ") == len("selftaught")


def test_identifiers_of_the_author_are_left_alone() -> None:
    tree = etree.fromstring('<section><p id="page-7">One two</p></section>')
    fragments = Fragments((tree,), (), etree.Element("span"), None)
    _, listed = put_page_breaks(fragments, [PageBreak("7", None, 0, 3)], {})
    assert [placed.mark.identifier for placed in listed.marks] == ["page--7"]


def test_several_breaks_in_one_paragraph_keep_their_places() -> None:
    tree = etree.fromstring("<section><p>One two three four</p></section>")
    fragments = Fragments((tree,), (), etree.Element("span"), None)
    breaks = [PageBreak("1", None, 0, 0), PageBreak("2", None, 0, 3), PageBreak("3", None, 0, 11)]
    done, _ = put_page_breaks(fragments, breaks, {})
    found = [(e.get("aria-label"), e.tail) for e in done.divisions[0].iter("span")]
    assert found == [("1", "One "), ("2", "two three "), ("3", "four")]


def test_pages_of_templates_are_listed_and_not_marked() -> None:
    tree = etree.fromstring("<section><p>One</p></section>")
    fragments = Fragments((tree,), (), etree.Element("span"), None)
    breaks = [
        PageBreak("1", "title-page", None),
        PageBreak("3", "contents", 0),
        PageBreak("4", "contents", 0),
        PageBreak("6", "making", None),
    ]
    done, listed = put_page_breaks(fragments, breaks, {"title-page": "t", "contents": "c"})
    assert [mark.folio for mark in listed.on_page("t")] == ["1"]
    assert [mark.folio for mark in listed.on_page("c")] == ["3"]
    assert listed.in_entries("c")[0].folio == "4"
    # The EPUB has no page for this one: it ends the text.
    assert done.divisions[0][-1].get("aria-label") == "6"
