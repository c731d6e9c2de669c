"""Where a note stands: after the block that calls it first, and in nothing that it would break."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from chapbook.model.manuscript import Division, DivisionKind, Manuscript, Matter
from chapbook.model.notes import Call, Note, NoteOrigin, Series, Statement
from chapbook.model.source import SourceText
from chapbook.render.html.content import sections
from chapbook.render.text.fragments import Fragments
from unit.render import epub_sample as sample

CALL = sample.call


def book_of(*texts: str, calls: int) -> list[etree._Element]:
    """Set divisions whose calls 0, 1, 2 … call a note of their own each."""
    series = Series("source")
    numbers = range(calls)
    chapter = Division("x", DivisionKind.CHAPTER, Matter.BODY, None, "", None, (), None)
    book = Manuscript(
        source=SourceText(Path("book.md"), "book.md", "", "0" * 64),
        metadata=sample.METADATA,
        divisions=tuple(replace(chapter, identifier=f"x{n}") for n in range(len(texts))),
        series=(series,),
        notes=tuple(
            Note(f"n{n}", f"n{n}", NoteOrigin.KEYED, series, (), sample.PLACE) for n in numbers
        ),
        statements=tuple(
            Statement(n, f"note-n{n}", n, series, n + 1, str(n + 1), (n,)) for n in numbers
        ),
        calls=tuple(Call(n, f"call-n{n}", str(n + 1), n, 0, sample.PLACE) for n in numbers),
        pictures=(),
    )
    trees = Fragments(
        tuple(etree.fromstring(text) for text in texts),
        tuple(etree.fromstring(f"<div><p>Body {n}</p></div>") for n in numbers),
        etree.fromstring("<span>T</span>"),
        None,
    )
    return sections(book, trees)


def outline(element: etree._Element) -> str:
    """Write a tree in short: `p(…)` for elements, `N0` for the note 0, `*` for a call."""
    if element.get("role") == "doc-footnote":
        return str(element.get("id")).removeprefix("note-").upper()
    if element.get("role") == "doc-noteref":
        return "*"
    inner = [(element.text or "").strip()]
    for child in element:
        inner += [outline(child), (child.tail or "").strip()]
    words = " ".join(part for part in inner if part)
    return words if element.get("class") == "permalink" else f"{element.tag}({words})"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(f"<p>a{CALL(0)} b</p>\n<p>c</p>", "p(a * b) N0 p(c)", id="paragraph"),
        pytest.param(
            f"<p>a{CALL(0)} b{CALL(1)}</p><p>c{CALL(2)}</p>",
            "p(a * b *) N0 N1 p(c *) N2",
            id="several in their order",
        ),
        pytest.param(f"<p><em>a<b>{CALL(0)}</b></em></p>", "p(em(a b(*))) N0", id="deep in a line"),
        pytest.param(
            f"<h2 id='h'>a{CALL(0)}</h2><p>b</p>", "h3(a *) N0 p(b)", id="heading, level demoted"
        ),
        pytest.param(
            f"<blockquote><p>a{CALL(0)}</p><p>b</p></blockquote>",
            "blockquote(p(a *) N0 p(b))",
            id="quotation",
        ),
        pytest.param(
            f"<ol><li><p>a{CALL(0)}</p><p>b</p></li><li><p>c{CALL(1)}</p></li></ol>",
            "ol(li(p(a *) N0 p(b)) li(p(c *) N1))",
            id="loose list",
        ),
        pytest.param(
            f"<ul><li>a{CALL(0)} <em>b</em> c<ul><li>d{CALL(1)}</li></ul></li><li>e</li></ul>",
            "ul(li(a * em(b) c N0 ul(li(d * N1))) li(e))",
            id="tight list: after the words, before the inner list",
        ),
        pytest.param(
            f"<dl><dt>a{CALL(0)}</dt><dd><p>b{CALL(1)}</p></dd><dd><p>c</p></dd></dl>",
            "dl(dt(a *) dd(p(b *) N0 N1) dd(p(c)))",
            id="term: in its first definition",
        ),
        pytest.param(
            f"<div class='line-block'>a{CALL(0)}<br/>b</div><p>c</p>",
            "div(a * br() b) N0 p(c)",
            id="verse is not broken",
        ),
        pytest.param(
            f"<div class='x'><p>a{CALL(0)}</p><p>b</p></div>", "div(p(a *) N0 p(b))", id="div"
        ),
        pytest.param(
            f"<table><caption>a{CALL(0)}</caption><tbody><tr><td>b{CALL(1)}</td>"
            f"<td><ul><li>c{CALL(2)}</li></ul></td></tr></tbody></table><p>d</p>",
            "div(table(caption(a *) tbody(tr(td(b *) td(ul(li(c *))))))) N0 N1 N2 p(d)",
            id="table and caption",
        ),
        pytest.param(
            f"<figure><figcaption><p>a{CALL(0)}</p></figcaption></figure><p>b</p>",
            "figure(figcaption(p(a *))) N0 p(b)",
            id="figure",
        ),
        pytest.param(
            f"<blockquote><figure><table><tbody><tr><td>a{CALL(0)}</td></tr></tbody></table>"
            "</figure><p>b</p></blockquote>",
            "blockquote(figure(div(table(tbody(tr(td(a *)))))) N0 p(b))",
            id="table in a figure in a quotation",
        ),
    ],
)
def test_a_note_is_after_its_block(text: str, expected: str) -> None:
    (tree,) = book_of(f"<section>{text}</section>", calls=text.count("data-call"))
    assert outline(tree) == f"section({expected})"


def test_a_term_without_definition_sends_its_note_behind_the_list() -> None:
    (tree,) = book_of(f"<section><dl><dt>a{CALL(0)}</dt></dl><p>b</p></section>", calls=1)
    assert outline(tree) == "section(dl(dt(a *)) N0 p(b))"


def test_words_after_a_call_stay_in_their_place() -> None:
    (tree,) = book_of(f"<section><ul><li>a{CALL(0)} b</li></ul></section>", calls=1)
    words = "".join(tree.find(".//li").xpath("text()"))
    assert words.split() == ["a", "b"]


def test_a_long_book_in_one_list_has_each_note_in_its_item() -> None:
    items = "".join(f"<li><p>a{CALL(n)}</p></li>" for n in range(200))
    (tree,) = book_of(f"<section><ol>{items}</ol></section>", calls=200)
    found = [[e.tag for e in item] for item in tree.iter("li")]
    assert found == [["p", "aside"]] * 200
    assert [a.get("id") for a in tree.iter("aside")] == [f"note-n{n}" for n in range(200)]


def test_the_chain_of_margin_notes_runs_through_all_divisions() -> None:
    texts = [f"<section><p>{CALL(0)}</p></section>", f"<section><p>{CALL(1)}</p></section>"]
    _, second = book_of(*texts, calls=2)
    (aside,) = second.iter("aside")
    assert aside.get("style") == "--anchor:--note-n1;--beside:--call-n1;--below:--note-n0"


def test_a_note_stated_again_gives_its_inner_identifiers_to_the_first(tmp_path: Path) -> None:
    book = sample.manuscript(tmp_path)
    trees = sample.fragments()
    trees.notes[0].append(etree.fromstring("<p id='frame'>An <a href='#frame'>id</a></p>"))
    asides = [a for tree in sections(book, trees) for a in tree.iter("aside")]
    inner = {a.get("id"): [e.get("id") for e in a.iterdescendants() if e.get("id")] for a in asides}
    assert inner["note-gloss-loom"] == ["frame"]
    assert inner["note-gloss-loom--the-cloth"] == []


def test_a_note_in_words_of_another_language_keeps_its_own() -> None:
    text = "<section id='x0'><div lang='fr' dir='rtl'><p>Mots {}</p></div><p>Words {}</p></section>"
    (section,) = book_of(text.format(CALL(0), CALL(1)), calls=2)
    inside, outside = section.iter("aside")
    assert (inside.get("lang"), inside.get("dir")) == (sample.METADATA.language, "ltr")
    assert (outside.get("lang"), outside.get("dir")) == (None, None)
