"""Front matter: strings as they stand, faults at their place, YAML refused where it is unsafe."""

from __future__ import annotations

import pytest

from chapbook.model.diagnostics import Code, Diagnostic
from chapbook.model.metadata import Metadata
from chapbook.parse import parse
from chapbook.report import lines_of
from core import parsed, said, source_of


def metadata_of(front: str) -> Metadata:
    manuscript, findings = parsed(f"---\n{front}\n---\n\nText.\n")
    assert said(findings) == [], lines_of(findings)
    assert manuscript is not None
    return manuscript.metadata


def faults_of(front: str) -> tuple[Diagnostic, ...]:
    return parsed(f"---\n{front}\n---\n\nText.\n")[1]


@pytest.mark.parametrize(
    "value", ["1984", "no", "yes", "true", "12:30", "0x1F", "1e3", "2026-11-23", "=", ".inf", "0o7"]
)
def test_a_value_is_the_string_that_is_there(value: str) -> None:
    found = metadata_of(
        f"title: {value}\npublisher: {value}\nauthor: [{value}]\nsubjects: [{value}]"
    )
    assert found.title.plain == value
    assert found.publisher == value
    assert found.contributors[0].name == value
    assert found.subjects == (value,)


@pytest.mark.parametrize(
    ("front", "names"),
    [
        ("author:\tX", ["X"]),
        ("author:\n\t- X\n\t- Y", ["X", "Y"]),
        ("author:\n  - name:\tX\n  -\tname: Y", ["X", "Y"]),
        ("author: |\n\tX", ["X"]),
        ('author: "X\tY"', ["X  Y"]),
    ],
)
def test_a_tab_of_the_front_matter_is_spaces_to_the_next_stop(front: str, names: list[str]) -> None:
    assert [person.name for person in metadata_of(front).authors] == names


@pytest.mark.parametrize("nothing", ["", "null", "~", '""', "'  '"])
def test_an_empty_value_is_none(nothing: str) -> None:
    found = metadata_of(f"title: T\npublisher: {nothing}\nauthor: {nothing}\nsubtitle: {nothing}")
    assert (found.publisher, found.contributors, found.subtitle) == (None, (), None)


@pytest.mark.parametrize(
    "front",
    [
        "title: &t T\nsubtitle: *t",
        "a: &a [x]\nb: [*a, *a]",
        "title: !!str T",
        "title: !include secret",
        "title: !!python/object/apply:os.system [ls]",
        "title: [unclosed",
        "title: 'unclosed",
        "title: a: b",
        "- a list",
        "a plain text",
        "title: {a: {b: {c: {d: {e: {f: {g: {h: {i: {j: {k: {l: {m: n}}}}}}}}}}}}}",
        "title: " + "[" * 5000,
    ],
)
def test_yaml_that_is_none_or_worse_is_refused(front: str) -> None:
    codes = {finding.code for finding in faults_of(front)}
    assert Code.FRONT_MATTER_SYNTAX in codes


@pytest.mark.parametrize(
    ("front", "place", "code"),
    [
        ("title: T\ntitel: U", "3:1", Code.UNKNOWN_KEY),
        ("title: T\nlang: 12", "3:1", Code.BAD_VALUE),
        ("title: T\nnotes:\n  a: {restart: page}", "4:7", Code.OVER_RESTART),
        ("title: T\nnotes:\n  a: {marker: dots}", "4:7", Code.BAD_VALUE),
        ("title: T\nnotes:\n  a: {mark: symbol}", "4:7", Code.UNKNOWN_KEY),
        ("title: T\nnotes:\n  '1a': {}", "3:1", Code.BAD_VALUE),
        ("title: T\nauthor:\n- {name: X, nam: Y}", "4:13", Code.UNKNOWN_KEY),
        ("title: T\ncontributors:\n- {name: X, role: wizard}", "4:13", Code.BAD_VALUE),
        ("title: T\nprint: {trim: A3}", "3:9", Code.BAD_VALUE),
        ("title: T\nprint: {style: baroque}", "3:9", Code.BAD_VALUE),
        ("title: T\nprint: {size: 11}", "3:9", Code.BAD_VALUE),
        ("title: T\nprint: {size: 120pt}", "3:9", Code.BAD_VALUE),
        ("title: T\nprint: {size: 11pt, leading: 10pt}", "3:21", Code.BAD_VALUE),
        ("title: T\nprint: {leeding: 10pt}", "3:9", Code.UNKNOWN_KEY),
        ("title: T\ndate: 23.11.2026", "3:1", Code.DATE_NOT_ISO),
        ("title: T\nmodified: yesterday", "3:1", Code.BAD_VALUE),
        ("title: T\nmodified: 2026-13-01", "3:1", Code.BAD_VALUE),
        ("title: T\nmodified: 2026-11-23T25:00:00Z", "3:1", Code.BAD_VALUE),
        ("title: T\nisbn: 978-3-16-148410-1", "3:1", Code.BAD_VALUE),
        ("title: T\nslug: ../out", "3:1", Code.BAD_VALUE),
        ("title: T\nlicence: {url: https://example.org}", "3:1", Code.BAD_VALUE),
        ("title: T\nlicence: {name: X, url: 'javascript:alert(1)'}", "3:20", Code.BAD_VALUE),
        ("title: T\ncitation-series: x", "3:1", Code.UNDECLARED_SERIES),
        ("title: T\n\n# comment\n\ntitle: U", "6:1", Code.DUPLICATE_KEY),
        ("title: T\nfontsize: 12pt", "3:1", Code.PANDOC_ONLY_KEY),
        ("title:\tT\nauthor:\n\t- {name: X, nam: Y}", "4:14", Code.UNKNOWN_KEY),
    ],
)
def test_a_fault_is_reported_at_its_place(front: str, place: str, code: Code) -> None:
    assert [(f.code, f"{f.place.line}:{f.place.column}") for f in faults_of(front)] == [
        (code, place)
    ]


@pytest.mark.parametrize("front", ["titel: T", "notes: {source: {markr: symbol}}", "Author: X"])
def test_an_unknown_key_has_a_suggestion(front: str) -> None:
    (finding,) = faults_of(front)
    assert finding.facts["suggestion"] in ("title", "marker", "author")


@pytest.mark.parametrize(
    "key",
    [
        "mainfontoptions",
        "CJKmainfont",
        "babel-lang",
        "biblatex",
        "pdfa",
        "citecolor",
        "figureTitle",
    ],
)
def test_a_key_of_pandoc_or_of_its_filters_is_named_as_such(key: str) -> None:
    assert said(faults_of(f"title: T\n{key}: x")) == ["CB108 3:1"]


def test_a_series_may_be_declared_by_its_name_alone() -> None:
    found = metadata_of("title: T\nnotes:\n  source:\n  gloss: {}")
    assert [series.name for series in found.note_series] == ["source", "gloss"]


def test_all_faults_are_reported_in_one_run() -> None:
    text = (
        "---\ntitle: T\nauther: X\nlang: 1\ndate: today\n---\n\nText.[^a]\n\n<b onclick=x>y</b>\n"
    )
    assert said(parsed(text)[1]) == [
        "CB102 3:1",
        "CB103 4:1",
        "CB107 5:1",
        "CB201 8:6",
        "CB501 10:1",
    ]


@pytest.mark.parametrize(
    ("head", "title", "authors", "date"),
    [
        ("% T\n", "T", [], None),
        ("% T", "T", [], None),
        (
            "% A title\n  over lines\n% A; B\n  C\n% 2020\n",
            "A title over lines",
            ["A", "B", "C"],
            "2020",
        ),
        ("%\n% A\n", "manuscript", ["A"], None),
        ("% T\n%\n% 2020\n", "T", [], "2020"),
    ],
)
def test_the_title_block_of_pandoc(
    head: str, title: str, authors: list[str], date: str | None
) -> None:
    manuscript, findings = parsed(f"{head}\nText.\n" if head.endswith("\n") else head)
    assert said(findings) == []
    assert manuscript is not None
    assert manuscript.metadata.title.plain == title
    assert [person.name for person in manuscript.metadata.authors] == authors
    assert manuscript.metadata.date == date


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("---\n\nRule first.\n\n---\n\nMore.\n", "manuscript"),
        ("---\n\ntitle: T\n---\n\nText.\n", "T"),
        ("\n\n---\ntitle: T\n...\n\nText.\n", "T"),
        ("---\ntitle: T\n---", "T"),
        ("---   \ntitle: T\n---\t\nText.\n", "T"),
        ("Text.\n\n---\n\ntitle: no\n\n---\n", "manuscript"),
    ],
)
def test_where_front_matter_begins_and_ends(text: str, title: str) -> None:
    manuscript, findings = parsed(text)
    assert said(findings) == []
    assert manuscript is not None
    assert manuscript.metadata.title.plain == title


@pytest.mark.parametrize(
    ("epoch", "front", "modified"),
    [
        (None, "title: T", "1980-01-01T00:00:00Z"),
        (None, "title: T\ndate: 2020", "2020-01-01T00:00:00Z"),
        (None, "title: T\ndate: 2020-05", "2020-05-01T00:00:00Z"),
        ("2023-11-14T22:13:20Z", "title: T\ndate: 2020", "2023-11-14T22:13:20Z"),
        ("2023-11-14T22:13:20Z", "title: T\nmodified: 2024-02-29", "2024-02-29T00:00:00Z"),
        (None, "title: T\nmodified: 2024-02-29T01:02:03Z", "2024-02-29T01:02:03Z"),
    ],
)
def test_the_last_change_never_comes_from_the_clock(
    epoch: str | None, front: str, modified: str
) -> None:
    manuscript, _ = parse(source_of(f"---\n{front}\n---\n\nText.\n"), epoch)
    assert manuscript is not None
    assert manuscript.metadata.modified == modified
    known = epoch is not None or "modified" in front
    assert manuscript.metadata.changed == (modified if known else None)


@pytest.mark.parametrize(
    ("front", "shown"),
    [
        ("isbn: 978-3-16-148410-0", "978-3-16-148410-0"),
        ("isbn: ISBN 978 3 16 148410 0", "978 3 16 148410 0"),
        ("isbn: '9783161484100'", "9783161484100"),
        ("identifier: 'ISBN-13: 978-3-16-148410-0'", "978-3-16-148410-0"),
        ("identifier: urn:isbn:978-3-16-148410-0", "978-3-16-148410-0"),
        ("identifier: [{scheme: ISBN-13, text: 978-3-16-148410-0}]", "978-3-16-148410-0"),
    ],
)
def test_an_isbn_is_shown_as_it_is_written(front: str, shown: str) -> None:
    (identifier,) = metadata_of(f"title: T\n{front}").identifiers
    assert identifier.shown == shown
    assert identifier.urn == "urn:isbn:9783161484100"
