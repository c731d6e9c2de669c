"""The abstract of the front matter: a chapter before the text, and plain words for catalogues."""

from __future__ import annotations

import pytest

from chapbook.model.ast import call_index, text_of, walk
from chapbook.model.manuscript import DivisionKind, Manuscript, Matter
from chapbook.model.source import Place
from chapbook.report.messages import message_of
from core import resolved, said

BLOCK = """---
title: T
abstract: |
  First *para* with a call^[and a note].

  Second.
---

# C

Text.
"""


def front(*lines: str, text: str = "# C\n\nText.[^m]\n\n[^m]: Main.\n") -> str:
    return "\n".join(["---", "title: T", *lines, "---", "", text])


def abstract_of(book: Manuscript) -> list[str]:
    (found,) = [d for d in book.divisions if d.role == "abstract"]
    assert (found.kind, found.matter, found.part) == (DivisionKind.CHAPTER, Matter.FRONT, None)
    return [text_of(block) for block in found.blocks]


def test_it_is_a_chapter_before_the_text_with_notes_and_emphasis() -> None:
    book = resolved(BLOCK).silent
    assert [d.title for d in book.divisions] == ["Abstract", "C"]
    assert abstract_of(book) == ["First para with a call.", "Second."]
    assert any(node["t"] == "Emph" for node in walk(book.divisions[0].blocks))
    assert [text_of(note.blocks) for note in book.notes] == ["and a note"]
    assert book.metadata.description == "First para with a call. Second."


@pytest.mark.parametrize(
    "lines",
    [
        ["abstract: One *line*.[^m]"],
        ["abstract: 'One *line*.[^m]'"],
        ["abstract: >", "    One", "    *line*.[^m]"],
        ["abstract: |", "        One *line*.[^m]"],
        ["abstract: |-", "  One *line*.[^a]", "", "  [^a]: Of its own."],
        ["abstract: |", "  One *line*[@doe].", "references:", "- {id: doe, title: The Book}"],
    ],
)
def test_it_is_read_in_every_form_that_yaml_has(lines: list[str]) -> None:
    book = resolved(front(*lines)).silent
    assert abstract_of(book) == ["One line."]
    assert book.metadata.description == "One line."
    assert book.calls[0].marker == "1"


def test_its_note_may_be_called_again_in_the_text() -> None:
    book = resolved(front("abstract: One.[^m]")).silent
    assert [call.marker for call in book.calls] == ["1", "1"]
    assert len(book.notes) == 1


@pytest.mark.parametrize(
    ("abstract", "text", "markers"),
    [
        ("One.[^a] Two.[^b]", "# C\n\nText.[^m]", "a1 b2 m3"),
        ("One.^[Inline.]", "# C[^m]\n\nText.[^n]", "1 m2 n3"),
        ("One.[^b]", "# C\n\nText.[^m] Again.[^b]", "b1 m2 b1"),
        ("One.[@doe]", "# C\n\nText.[^m] [@doe, p. 5]", "1 m2 3"),
        ("One.[^a]", "# Dedication {.dedication}\n\nText.[^m]\n\n# C\n\n[^b]", "m1 a2 b3"),
        ("One.[^m]", "# C {.part}\n\n# D\n\nText.[^n]", "m1 n2"),
    ],
)
def test_its_notes_are_numbered_before_those_of_the_text(
    abstract: str, text: str, markers: str
) -> None:
    notes = "".join(f"[^{key}]: Note.\n\n" for key in "abmn" if f"[^{key}]" in abstract + text)
    lines = ["references:", "- {id: doe, title: The Book}"] if "@doe" in abstract else []
    book = resolved(front(f"abstract: {abstract}", *lines, text=f"{text}\n\n{notes}")).silent
    labels = [book.notes[book.statements[call.statement].note].label for call in book.calls]
    called = [f"{label or ''}{c.marker}" for label, c in zip(labels, book.calls, strict=True)]
    assert " ".join(called) == markers
    indexes = [i for d in book.divisions for n in walk([d.heading, d.blocks])
               if (i := call_index(n)) is not None]  # fmt: skip
    assert indexes == list(range(len(book.calls)))


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["abstract: |", "  One.", "", "  Two.[^nope]"], "CB201 6:7"),
        (["abstract: Two.[^nope]"], "CB201 3:15"),
        (["abstract: |", "  One ^[in [^m]]."], "CB205 4:12"),
        (["abstract: |", "  One [there](#nowhere)."], "CB401 4:15"),
        (["abstract: |", "  # "], "CB504 4:3"),
    ],
)
def test_what_is_wrong_in_it_is_reported_at_its_place(lines: list[str], found: str) -> None:
    assert said(resolved(front(*lines)).diagnostics) == [found]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("A [[link]].", "“[[link]]” is printed as written: it looks like a wiki link"),
        ("A.", "“A.” alone on its line is read as an empty list item"),
        ("A ^[note](x).", "^[…] is not read as a note: “(” follows it immediately"),
    ],
)
def test_findings_in_it_show_its_words(line: str, message: str) -> None:
    (finding, *_) = resolved(front("abstract: |", f"  {line}")).diagnostics
    assert message_of(finding) == message


def test_a_lost_cell_of_a_table_in_it_is_shown() -> None:
    table = ["  | a | b |", "  |---|---|", "  | c | d | lost |"]
    (finding,) = resolved(front("abstract: |", *table)).diagnostics
    assert message_of(finding) == "“lost” appears in no edition: the table has no column for it"


def test_lists_tables_and_headings_stay_within_it() -> None:
    text = front(
        "abstract: |", "  # Aims", "", "  - a", "  - b", "", "  | x |", "  |---|", "  | y |"
    )
    book = resolved(text).silent
    assert [d.title for d in book.divisions] == ["Abstract", "C"]
    kinds = [block["t"] for block in book.divisions[0].blocks]
    assert kinds == ["Header", "BulletList", "Table"]
    assert book.divisions[0].blocks[0]["c"][0] == 2
    assert book.metadata.description == "Aims a b x y"


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("Before all.\n\n# C\n\nText.\n", ["Abstract", "", "C"]),
        ("# To Ann {.dedication}\n\nHer.\n\n# C\n", ["To Ann", "Abstract", "C"]),
        ("# I {.part}\n\n# C\n\nText.\n", ["Abstract", "I", "C"]),
        ("# Abstract\n\nAnother.\n", ["Abstract", "Abstract"]),
        ("# C\n\n::: {.never}\nclosed\n", ["Abstract", "C"]),
        ("# C\n\n```\nnever closed\n", ["Abstract", "C"]),
        ("# C\n\n- a list\n\n      code\n", ["Abstract", "C"]),
    ],
)
def test_it_is_before_the_text_whatever_the_text_is(text: str, titles: list[str]) -> None:
    book = resolved(front("abstract: One.", text=text)).book
    assert [d.title for d in book.divisions] == titles
    assert len({d.identifier for d in book.divisions}) == len(titles)
    parts = [book.divisions[d.part].title for d in book.divisions if d.part is not None]
    assert parts == (["I"] if "I" in titles else [])
    assert abstract_of(book) == ["One."]


@pytest.mark.parametrize(
    ("lines", "title"),
    [(["lang: de"], "Zusammenfassung"), (["lang: pt-BR"], "Resumo"), (["lang: xx"], "Abstract"),
     (["abstract-title: In brief"], "In brief")],
)  # fmt: skip
def test_its_heading_is_in_the_language_of_the_book_or_given(lines: list[str], title: str) -> None:
    assert resolved(front("abstract: One.", *lines)).silent.divisions[0].title == title


def test_a_description_is_plain_words_and_goes_before_the_abstract() -> None:
    metadata = resolved(
        front("abstract: One.", "description: A *fine* [book](x:y)")
    ).silent.metadata
    assert (metadata.description, metadata.abstract) == ("A fine book", "One.")


def test_places_in_the_text_stay_what_they_were() -> None:
    text = front("abstract: One.", text="# C\n\nText.[^nope]\n")
    (finding,) = resolved(text).diagnostics
    assert finding.place == Place("manuscript.md", 8, 6)
