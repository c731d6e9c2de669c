from __future__ import annotations

import pytest
from lxml import etree

from chapbook.model.markers import MarkerKind
from chapbook.model.notes import Call, Series, Statement
from chapbook.model.source import Place
from chapbook.render.text import notes
from chapbook.render.words import words

GLOSS = Series("gloss", MarkerKind.LOWER_ALPHA, title="Glosses")
STATEMENT = Statement(0, "note-gloss-x", 0, GLOSS, 1, "a", (0, 1))
CALLS = (
    Call(0, "call-gloss-x", "a", 0, 0, Place("book.md", 1, 1)),
    Call(1, "call-gloss-x-2", "a", 0, 0, Place("book.md", 2, 1)),
)
ENGLISH = words("en-GB")


def aside(body: str, calls: tuple[Call, ...] = CALLS, *, epub_types: bool = False) -> str:
    made = notes.note_aside(
        STATEMENT,
        etree.fromstring(body),
        label="Gloss a",
        links=notes.backlinks(calls, "Gloss a", ENGLISH),
        epub_types=epub_types,
    )
    return etree.tostring(made, encoding="unicode")


def text(markup: str) -> str:
    return "".join(etree.fromstring(markup).itertext())


def test_a_call_links_to_its_note_and_says_its_name() -> None:
    made = notes.note_call(CALLS[1], STATEMENT, label="Gloss a")
    assert dict(made.attrib) == {
        "id": "call-gloss-x-2",
        "class": "note-call series-gloss marker-lower-alpha",
        "href": "#note-gloss-x",
        "role": "doc-noteref",
        "aria-label": "Gloss a",
    }
    assert [(child.tag, child.text) for child in made] == [("sup", "a")]


def test_epub_types_are_set_only_when_requested() -> None:
    plain = notes.note_call(CALLS[0], STATEMENT, label="Gloss a")
    typed = notes.note_call(CALLS[0], STATEMENT, label="Gloss a", epub_types=True)
    assert notes.EPUB_TYPE not in plain.attrib
    assert typed.get(notes.EPUB_TYPE) == "noteref"
    assert "idpf" not in aside("<div><p>x</p></div>")
    marked = etree.fromstring(aside("<div><p>x</p></div>", epub_types=True))
    found = [e.get(notes.EPUB_TYPE) for e in marked.iter() if e.get(notes.EPUB_TYPE)]
    assert found == ["footnote", "backlink", "backlink"]


def test_marker_and_backlinks_are_in_the_paragraph_of_a_short_note() -> None:
    made = etree.fromstring(aside("<div><p>A <em>loom</em> it was.</p></div>"))
    assert [child.tag for child in made] == ["p"]
    assert text(etree.tostring(made, encoding="unicode")) == "a A loom it was.\u00a0↩︎ ↩︎2"


def test_marker_is_in_the_first_and_backlinks_in_the_last_of_several_paragraphs() -> None:
    made = etree.fromstring(aside("<div><p>One</p>\n<p>Two</p>\n</div>", CALLS[:1]))
    assert ["".join(p.itertext()) for p in made] == ["a One", "Two\u00a0↩︎"]


@pytest.mark.parametrize(
    "body",
    ["<div><ul><li>x</li></ul></div>", "<div><blockquote><p>x</p></blockquote></div>", "<div/>"],
)
def test_marker_and_backlinks_have_their_own_lines_beside_other_blocks(body: str) -> None:
    made = etree.fromstring(aside(body))
    assert made[0].get("class") == "note-marker-line"
    assert made[-1].get("class") == "backlink-line"
    assert [child.tag for child in made[1:-1]] == [child.tag for child in etree.fromstring(body)]


def test_each_backlink_leads_to_one_call_and_has_a_name_of_its_own() -> None:
    made = etree.fromstring(aside("<div><p>x</p></div>"))
    links = [(a.get("href"), a.get("aria-label")) for a in made.iter("a")]
    assert links == [
        ("#call-gloss-x", "Back to the call of Gloss a"),
        ("#call-gloss-x-2", "Back to call 2 of Gloss a"),
    ]


def test_the_body_given_is_not_changed() -> None:
    body = etree.fromstring("<div><p>x</p></div>")
    before = etree.tostring(body)
    notes.note_aside(STATEMENT, body, label="Gloss a", links=())
    assert etree.tostring(body) == before


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>a{}b</p>", "<p>aXb</p>"),
        ("<p>{}</p>", "<p>X</p>"),
        ("<p><em>a</em>{}b{}c</p>", "<p><em>a</em>XbXc</p>"),
        ("<p>a<em>b{}</em>c</p>", "<p>a<em>bX</em>c</p>"),
    ],
)
def test_calls_are_put_or_dropped_without_touching_the_text(before: str, after: str) -> None:
    span = '<span class="chapbook-call" data-call="7"/>'
    put = etree.fromstring(before.replace("{}", span))
    dropped = etree.fromstring(before.replace("{}", span))
    assert set(notes.call_indexes(put)) == {7}

    notes.put_calls(put, lambda number: etree.fromstring(f"<i>{number}</i>"))
    notes.drop_calls(dropped)

    assert etree.tostring(put).decode() == after.replace("X", "<i>7</i>")
    assert etree.tostring(dropped).decode() == after.replace("X", "")
    assert notes.call_indexes(put) == ()


def test_a_call_right_behind_another_is_distinguished() -> None:
    tree = etree.fromstring(
        '<p><span class="chapbook-call" data-call="0"/><span class="chapbook-call" data-call="1"/>'
        ' and <span class="chapbook-call" data-call="0"/></p>'
    )
    notes.put_calls(tree, lambda i: notes.note_call(CALLS[i], STATEMENT, label="Gloss a"))
    assert ["after-call" in a.get("class", "") for a in tree] == [False, True, False]


@pytest.mark.parametrize(
    ("name", "title", "language", "label"),
    [
        ("note", None, "en", "Note 1"),
        ("notes", None, "de-AT", "Anmerkung 1"),
        ("gloss", "Glosses", "en", "Gloss 1"),
        ("editor", None, "en", "Editor 1"),
    ],
)
def test_notes_are_named_by_their_series(
    name: str, title: str | None, language: str, label: str
) -> None:
    series = Series(name, title=title)
    assert words(language).note_label(series, "1") == label
