"""No word is lost to a tag that is dropped, wherever it is; each is reported at its place."""

from __future__ import annotations

import pytest
from lxml import etree

from chapbook.render.text.fragments import fragments
from core import resolved

TAGS = (
    "style script title textarea xmp iframe noscript noembed noframes plaintext template line svg "
    "poem"
).split()


def words_of(text: str) -> tuple[str, list[tuple[str, int | None]]]:
    result = resolved(text)
    trees, _ = fragments(result.book)
    shown = " ".join(
        " ".join(etree.tostring(tree, method="text", encoding="unicode").split())
        for tree in (*trees.divisions, *trees.notes)
    )
    return shown, [(f.code.value, f.place.line) for f in result.diagnostics]


@pytest.mark.parametrize("tag", TAGS)
def test_a_tag_that_is_never_closed_takes_no_word_with_it(tag: str) -> None:
    text = (
        f"# Head\n\nBefore <{tag}> after.[^n]\n\n> Quoted <{tag}> words\n\n"
        f"`<{tag}>`{{=html}} raw\n\n[^n]: Note <{tag}> text.\n\n# Next\n\nLast.\n"
    )
    shown, found = words_of(text)
    for word in "Before after. Quoted words raw Next Last. Note text.".split():
        assert word in shown.split()
    assert {("CB501", line) for line in (3, 5, 7, 9)} <= set(found)


@pytest.mark.parametrize("tag", ["template", "line", "iframe", "title", "noscript", "svg", "poem"])
def test_the_words_of_a_closed_element_stay(tag: str) -> None:
    shown, found = words_of(f"A <{tag}>kept *words*</{tag}> b.\n\n<{tag}>\nmore\n</{tag}>\n")
    assert "kept words" in shown
    assert "more" in shown
    assert found == [("CB501", 1), ("CB501", 3)]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("A <math><mi>x</mi> <mo>+</mo></math> b.", []),
        ("A <math><mi>x b.\n\nC</mi></math>.", [1, 1]),
        ("- A <mi>x</mi> b", [1]),
        ("> A <math>*x*</math> b <math>\n>\n> c", [1]),
    ],
)
def test_tags_of_formulas_go_where_there_is_no_formula(text: str, places: list[int]) -> None:
    shown, found = words_of(text)
    assert {"A", "b" if "b." not in text else "b."} <= set(shown.split())
    assert found == [("CB501", line) for line in places]


def test_a_formula_of_nothing_is_none() -> None:
    assert words_of("A $$ $$ b.\n") == ("A b.", [])


def test_the_words_about_a_tag_in_an_abstract_are_a_paragraph_each() -> None:
    text = "---\ntitle: T\nabstract: A <script> b\n---\n\n# C\n"
    (abstract, _) = fragments(resolved(text).book)[0].divisions
    assert [one.text for one in abstract.iter("p")] == ["A", "b"]


def test_the_tags_of_titles_are_reported_in_the_front_matter() -> None:
    text = (
        "---\ntitle: On <line>a</line> <style> b\nsubtitle: S <line> t\n---\n\n# C\n\nd <style> e\n"
    )
    result = resolved(text)
    assert result.book.metadata.title.plain == "On a b"
    places = [(f.place.line, f.place.column) for f in result.diagnostics]
    assert places == [(2, 11), (2, 26), (3, 13), (8, 3)]


@pytest.mark.parametrize("tag", ["script", "style"])
def test_what_a_closed_script_or_style_holds_is_reported_as_dropped(tag: str) -> None:
    result = resolved(f"Before.\n\n<{tag}>\np {{}}\n</{tag}>\n\nAfter.\n")
    (finding,) = result.diagnostics
    assert finding.facts["what"] == f"<{tag}> with all that is inside it"
    assert finding.place.line == 3


@pytest.mark.parametrize("body", ["First <hr> last", "First <div>x</div> last", "First <p> last"])
def test_the_bare_words_of_a_note_before_a_block_stay(body: str) -> None:
    result = resolved(f"A.[^n]\n\n[^n]: {body} word.\n")
    trees, _ = fragments(result.book)
    assert trees.notes[0].text is None or not trees.notes[0].text.strip()
    assert "First" in "".join(trees.notes[0].itertext())
