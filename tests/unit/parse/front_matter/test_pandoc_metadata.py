"""The structured metadata of pandoc's manual is read as if it were written in our own keys."""

from __future__ import annotations

import pytest

from chapbook.model.metadata import BookSeries, Contributor, Metadata
from core import parsed, resolved, said


def read(front: str) -> Metadata:
    manuscript, findings = parsed(f"---\n{front}\n---\n\n# One\n\nText.\n")
    assert said(findings) == []
    assert manuscript is not None
    return manuscript.metadata


MANUAL = """title:
- type: main
  text: Main *title*
- type: subtitle
  text: Sub
creator:
- role: author
  text: Author One
contributor:
- role: editor
  text: Ed Itor
belongs-to-collection: The Series
group-position: 2"""


def test_the_example_of_the_manual() -> None:
    found = read(MANUAL)
    assert (found.title.plain, found.subtitle and found.subtitle.plain) == ("Main title", "Sub")
    assert [(one.name, one.roles) for one in found.contributors] == [
        ("Author One", ("aut",)),
        ("Ed Itor", ("edt",)),
    ]
    assert found.book_series == BookSeries("The Series", "2")


@pytest.mark.parametrize(
    ("front", "title", "subtitle"),
    [
        ("title: {type: main, text: A}", "A", None),
        ("title: [{type: subtitle, text: B}, {type: main, text: A}]", "A", "B"),
        ("title: [{text: A}]", "A", None),
        ("title: [{type: main, text: A}]\nsubtitle: C", "A", "C"),
    ],
)
def test_titles_by_type(front: str, title: str, subtitle: str | None) -> None:
    found = read(front)
    assert (found.title.plain, found.subtitle and found.subtitle.plain) == (title, subtitle)


def test_other_types_of_titles() -> None:
    found = read(
        "title:\n- {type: main, text: The A, file-as: 'A, The'}\n"
        "- {type: collection, text: S}\n- {type: edition, text: Second}"
    )
    assert (found.title_sort, found.edition) == ("A, The", "Second")
    assert found.book_series == BookSeries("S")


@pytest.mark.parametrize(
    ("role", "code"),
    [("translator", "trl"), ("Illustrator", "ill"), ("AUT", "aut"), ("aui", "aui"),
     ("author of introduction, etc.", "aui"), ("[editor, trl]", "edt")],
)  # fmt: skip
def test_roles_in_words(role: str, code: str) -> None:
    quoted = role if role.startswith("[") else f'"{role}"'
    (person,) = read(f"title: T\ncontributors:\n- {{name: Ann, role: {quoted}}}").contributors
    assert person.roles[0] == code


def test_a_role_that_is_none_is_reported() -> None:
    _, findings = parsed("---\ntitle: T\nauthor: [{name: A, role: wizard}]\n---\n\nText.\n")
    assert said(findings) == ["CB103 3:20"]


@pytest.mark.parametrize(
    ("front", "name", "value"),
    [
        ("date: [{event: creation, text: 2020}, {event: publication, text: 2021}]", "date", "2021"),
        ("date: {text: 2020-05}", "date", "2020-05"),
        ("page-progression-direction: rtl", "direction", "rtl"),
        ("publisher: {text: Press}", "publisher", "Press"),
        ("belongs-to-collection: S", "book_series", BookSeries("S")),
        ("series: Own\nbelongs-to-collection: S", "book_series", BookSeries("Own")),
        ("belongs-to-collection: {text: S, type: series}", "book_series", BookSeries("S")),
        ("author: [{given: Ann, family: Lee}]", "contributors",
         (Contributor("Ann Lee", "Lee, Ann"),)),
        ("author: [{name: {given: Ann, family: Lee}}, {family: Roe}]", "contributors",
         (Contributor("Ann Lee", "Lee, Ann"), Contributor("Roe", "Roe"))),
        ("funding: [{source: NSF, award: X1}, {statement: By Roe.}]", "texts",
         {"funding": "NSF, X1; By Roe."}),
        ("funding: {source: {name: NSF}}", "texts", {"funding": "NSF"}),
        ("subject: [{text: Weaving, authority: LCSH, term: x}]", "subjects", ("Weaving",)),
        ("creator: {text: Ann Lee, file-as: 'Lee, A.'}", "contributors",
         (Contributor("Ann Lee", "Lee, A."),)),
    ],
)  # fmt: skip
def test_other_forms_of_the_manual(front: str, name: str, value: object) -> None:
    assert getattr(read(f"title: T\n{front}"), name) == value


def test_a_subject_of_the_book_trade_keeps_its_code() -> None:
    found = read("title: T\nsubject:\n- {text: Weaving, authority: thema, term: WFBS}")
    assert [(code.authority, code.term) for code in found.subject_codes] == [("Thema", "WFBS")]


def test_identifiers_with_a_scheme() -> None:
    found = read("title: T\nidentifier:\n- {scheme: DOI, text: 10.234234.234/33}")
    assert found.identifiers[0].urn == "doi:10.234234.234/33"


@pytest.mark.parametrize(
    "front",
    [
        "funding: [{x: y}]", "funding: {statement: [By Roe.]}",
        "funding: {source: NSF, award: [X1, X2]}", "author: {given: [Ann], family: Lee}",
        "author: [{name: {family: [Lee]}}]", "title: [A, B]", "title: {type: main}",
        "date: [{event: x}]",
    ],
)  # fmt: skip
def test_what_is_no_form_of_the_manual_is_still_refused(front: str) -> None:
    text = f"---\n{front}\n---\n\nText.\n"
    assert "CB103" in said(resolved(text).diagnostics)[0]
