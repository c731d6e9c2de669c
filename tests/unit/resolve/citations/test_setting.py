"""Citations: data of every kind, styles by name and by file, and what is wrong with them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from chapbook.model.ast import call_index, text_of, walk
from chapbook.model.manuscript import Manuscript
from chapbook.model.notes import NoteOrigin
from chapbook.tools.citation_styles import style_path
from core import resolved, said

DOE = {
    "id": "doe",
    "type": "book",
    "title": "The Book",
    "author": [{"family": "Doe", "given": "Jane"}],
    "issued": {"date-parts": [[1999]]},
    "publisher": "Press",
}
BIB = "@book{doe, title={The Book}, author={Doe, Jane}, date={1999}, publisher={Press}}\n"
FULL = "Jane Doe, The Book (Press, 1999), 5."


def front(*lines: str, references: bool = True) -> str:
    data = [f"references: {json.dumps([DOE])}"] if references else []
    return "\n".join(["---", "title: T", *lines, *data, "---", "", "# One", "", ""])


def notes_of(book: Manuscript) -> Iterator[str]:
    for statement in book.statements:
        yield text_of(book.notes[statement.note].blocks)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("refs.bib", BIB),
        ("refs.json", json.dumps([DOE])),
        ("refs.yaml", f"references: {json.dumps([DOE])}\n"),
        ("refs.yml", f"---\nreferences: {json.dumps([DOE])}\n---\n"),
        ("Refs.BIB", BIB),
        ("data/refs.bib", BIB),
    ],
)
def test_a_bibliography_may_be_of_any_kind(tmp_path: Path, name: str, content: str) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(content, encoding="utf-8")
    text = front(f"bibliography: {name}", references=False) + "So [@doe, 5].\n"
    assert list(notes_of(resolved(text, tmp_path).silent)) == [FULL]


def test_data_of_front_matter_and_files_go_together(tmp_path: Path) -> None:
    other = {**DOE, "id": "roe", "title": "Other"}
    (tmp_path / "refs.json").write_text(json.dumps([other]), encoding="utf-8")
    text = front("bibliography: [refs.json]") + "So [@doe, 5] and [@roe].\n"
    assert len(list(notes_of(resolved(text, tmp_path).silent))) == 2


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("none.bib", None, "does not exist"),
        ("refs.txt", b"x", "must end in"),
        ("../refs.bib", None, "outside"),
        ("/etc/passwd.bib", None, "outside"),
        ("refs.bib", b"@book{doe, title={", "pandoc failed"),
        ("refs.json", b"{", "pandoc failed"),
        ("refs.bib", b"\xff", "is not UTF-8"),
    ],
)
def test_a_bibliography_that_cannot_be_read_is_reported_where_it_is_named(
    tmp_path: Path, name: str, content: bytes | None, problem: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    result = resolved(front(f"bibliography: {name}", references=False) + "So [@doe].\n", tmp_path)
    assert said(result.diagnostics) == ["CB302 3:15"]
    assert problem in result.diagnostics[0].facts["problem"]


def test_a_bibliography_is_not_followed_out_of_the_folder(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    (tmp_path / "secret.bib").write_text(BIB, encoding="utf-8")
    (inner / "refs.bib").symlink_to(tmp_path / "secret.bib")
    result = resolved(front("bibliography: refs.bib", references=False) + "So [@doe].\n", inner)
    assert said(result.diagnostics) == ["CB302 3:15"]


@pytest.mark.parametrize(
    ("style", "note"),
    [
        ("chicago-notes-bibliography", FULL),
        ("chicago-notes-bibliography.csl", FULL),
        ("chicago-note-bibliography", "Doe, The Book, 5."),
        ("chicago-note-bibliography.csl", "Doe, The Book, 5."),
        ("https://www.zotero.org/styles/chicago-fullnote-bibliography", FULL),
        ("mhra-notes", "Jane Doe, The Book (Press, 1999), p. 5."),
    ],
)
def test_a_style_of_notes_by_name(style: str, note: str) -> None:
    assert list(notes_of(resolved(front(f"csl: {style}") + "So [@doe, 5].\n").silent)) == [note]


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("See @fig:map.", "See @fig:map.", ["CB523 9:5"]),
        (
            "See [-@Tbl:a; @eq:b] and @doe.",
            "See [-@Tbl:a; @eq:b] and Doe (1999).",
            ["CB523 9:7", "CB523 9:15"],
        ),
        ("[See]{#sec-a} @sec-a.", "See @sec-a.", ["CB523 9:15"]),
        ("See @sec-a.", None, ["CB301 9:5"]),
        ("See [@fig:map; @doe].", None, ["CB301 9:6"]),
        ("See @figure:map.", None, ["CB301 9:5"]),
    ],
)
def test_a_key_that_a_filter_would_number_is_printed_as_written(
    text: str, words: str | None, found: list[str]
) -> None:
    result = resolved(front("csl: chicago-author-date") + text + "\n")
    assert said(result.diagnostics) == found
    if words is not None:
        assert text_of(result.book.divisions[0].blocks) == words


def test_a_style_of_its_own_beside_the_manuscript(tmp_path: Path) -> None:
    found = style_path("chicago-author-date")
    assert found is not None
    (tmp_path / "own.csl").write_bytes(found.read_bytes())
    book = resolved(front("csl: own.csl") + "So [@doe, 5].\n", tmp_path).silent
    assert text_of(book.divisions[0].blocks) == "So (Doe 1999, 5)."
    assert book.notes == ()


def test_an_unknown_style_is_reported_with_the_nearest() -> None:
    result = resolved(front("csl: chicago-notes-bibliografy") + "So [@doe].\n")
    assert said(result.diagnostics) == ["CB303 3:1"]
    assert result.diagnostics[0].facts["suggestion"] == "chicago-notes-bibliography"


def test_a_style_file_outside_is_not_taken(tmp_path: Path) -> None:
    result = resolved(front("csl: ../../etc/own.csl") + "So [@doe].\n", tmp_path)
    assert said(result.diagnostics) == ["CB410 3:1"]


@pytest.mark.parametrize(
    "content",
    [
        b"not XML",
        b"<style/>",
        b'<!DOCTYPE style [<!ENTITY a "b">]><style xmlns="http://purl.org/net/xbiblio/csl"/>',
        (
            b'<style xmlns="http://purl.org/net/xbiblio/csl"><info><link rel="independent-parent" '
            b'href="http://127.0.0.1/own"/></info></style>'
        ),
    ],
)
def test_a_style_file_that_needs_another_or_is_none_is_refused(
    tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "own.csl").write_bytes(content)
    result = resolved(front("csl: own.csl") + "So [@doe].\n", tmp_path)
    assert said(result.diagnostics) == ["CB410 3:1"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("So she said [@doe, 5].", "So she said.[1]"),
        ("So she said [@doe, 5], and more.", "So she said,[1] and more."),
        ("“So,” she said [@doe]?", "“So,” she said?[1]"),
        ("So[@doe; @doe, 7].", "So.[1]"),
        ("So [@doe].[^a]", "So.[1][2]"),
        ("*So* [@doe] on.", "So[1] on."),
    ],
)
def test_the_call_of_a_bare_citation_is_behind_the_punctuation(text: str, shown: str) -> None:
    book = resolved(front() + text + "\n\n[^a]: A note.\n").book
    calls = {call.index: f"[{call.marker}]" for call in book.calls}
    pieces = []
    for node in walk(book.divisions[0].blocks):
        index = call_index(node)
        if index is not None:
            pieces.append(calls[index])
        elif node["t"] == "Str":
            pieces.append(node["c"])
        elif node["t"] == "Space":
            pieces.append(" ")
        elif node["t"] == "Quoted":
            pieces.append("“")
    assert "".join(pieces).replace("So, she", "So,” she") == shown


def test_citations_are_placed_where_they_are_written() -> None:
    text = front() + "So [@doe].\n\n`[@doe]` And [see @doe, 5; also @doe].\n\n> @doe says.\n"
    book = resolved(text).silent
    assert [(c.place.line, c.place.column) for c in book.calls] == [(8, 5), (10, 19), (12, 3)]
    assert {note.origin for note in book.notes} == {NoteOrigin.CITATION}


def test_unknown_keys_are_reported_in_one_message_with_their_lines() -> None:
    result = resolved(front() + "So [@deo] and [@deo].\n\nText.[^a]\n\n[^a]: In a note [@nope].\n")
    assert said(result.diagnostics) == ["CB301 8:5"]
    assert result.diagnostics[0].facts == {
        "keys": "“deo” (line 8), “nope” (line 12)",
        "suggestion": "“doe” for “deo”",
    }


def test_an_unknown_key_that_is_cited_once_is_named_alone() -> None:
    result = resolved(front() + "So [@deo].\n")
    assert result.diagnostics[0].facts == {"keys": "“deo”", "suggestion": "“doe”"}


def test_a_manuscript_without_data_may_name_people_by_at_signs() -> None:
    book = resolved("---\ntitle: T\n---\n\nAsk @name or me@example.org; \\@x.\n").silent
    assert text_of(book.divisions[0].blocks) == "Ask @name or me@example.org; @x."


# A text, and line:column of each example that is named like an entry.
EXAMPLES = {
    "(@doe) has it.\n\nAs @doe says.": "CB520 8:1",
    "So [@doe].\n\n- (@doe) has it.\n\na[^1]\n\n[^1]: > (@doe) b": "CB520 10:3, CB520 14:9",
    "(@other) An example.\n\nAs (@other) and [@doe] have it.": "",
    "So (@doe)\n(@doe) has it.": "",
}


@pytest.mark.parametrize("text", EXAMPLES)
def test_a_key_that_begins_a_numbered_example_is_reported(text: str) -> None:
    assert ", ".join(said(resolved(front() + text).diagnostics)) == EXAMPLES[text]


def test_what_nothing_cites_is_no_bibliography() -> None:
    assert [d.identifier for d in resolved(front() + "No citation.\n").silent.divisions] == ["one"]


def test_the_bibliography_takes_its_title_from_the_language_or_the_author() -> None:
    cited = "So [@doe].\n"
    german = resolved(front("lang: de") + cited).silent
    own = resolved(front("reference-section-title: Works") + cited).silent
    assert [german.divisions[-1].title, own.divisions[-1].title] == ["Literatur", "Works"]
