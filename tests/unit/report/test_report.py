"""report: words for each diagnostic, one line each, and the same as JSON."""

from __future__ import annotations

import json
import re
import string
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapbook.formats import FORMATS
from chapbook.model.diagnostics import WARNINGS, Code, Diagnostic, diagnostic, in_order
from chapbook.model.editions.output import Artifact, Format
from chapbook.model.source import Place
from chapbook.report import json_of, lines_of, summary_of
from chapbook.report.messages import MESSAGES, hint_of, message_of
from core import examples
from schemas import report_schema

PLACE = Place("manuscript.md", 5, 12)


def names_in(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def full(code: Code, value: str = "fact") -> Diagnostic:
    """A diagnostic of a code with every fact that its words name."""
    words = MESSAGES[code]
    names = names_in(words.message) | names_in(words.hint) | names_in(words.suggested)
    return diagnostic(code, PLACE, **dict.fromkeys(names - {"in_where"}, value))


@pytest.mark.parametrize("code", Code)
def test_each_code_has_a_message_and_a_hint_on_one_line(code: Code) -> None:
    for finding in (full(code), diagnostic(code, PLACE)):
        head, hint = lines_of([finding])
        severity = "warning" if code in WARNINGS else "error"
        assert head.startswith(f"manuscript.md:5:12: {severity} {code.value} ")
        assert re.fullmatch(r"  hint: \S.*", hint)
        assert "{" not in message_of(finding).replace("{#", "")


@pytest.mark.parametrize("code", Code)
def test_facts_are_never_read_as_words_with_gaps(code: Code) -> None:
    finding = full(code, "{label} {0} %s {")
    assert "{label} {0} %s {" in message_of(finding) + hint_of(finding) or not finding.facts


@pytest.mark.parametrize("code", Code)
def test_facts_of_many_lines_make_no_further_lines(code: Code) -> None:
    assert all("\n" not in line for line in lines_of([full(code, "one\ntwo\r\nthree\u2028four")]))


def test_a_suggestion_takes_the_place_of_the_hint() -> None:
    assert hint_of(diagnostic(Code.UNKNOWN_KEY, PLACE, key="titel", suggestion="title")) == (
        "did you mean “title”?"
    )
    assert "did you mean" not in hint_of(
        diagnostic(Code.UNKNOWN_KEY, PLACE, key="x", suggestion="")
    )


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (Place("a.md"), "a.md"),
        (Place("a.md", 3), "a.md:3"),
        (Place("a.md", 3, 4), "a.md:3:4"),
        (Place("folder with spaces/a.md", 3, 4), "folder with spaces/a.md:3:4"),
    ],
)
def test_places(place: Place, text: str) -> None:
    assert str(place) == text
    assert lines_of([Diagnostic(Code.EMPTY_FILE, place)])[0].startswith(f"{text}: error CB005 ")


@pytest.mark.parametrize(
    ("codes", "text"),
    [
        ([], "0 errors, 0 warnings"),
        ([Code.EMPTY_FILE], "1 error, 0 warnings"),
        ([Code.UNKNOWN_KEY, Code.BAD_VALUE, Code.BAD_VALUE], "2 errors, 1 warning"),
    ],
)
def test_the_summary(codes: list[Code], text: str) -> None:
    assert summary_of([Diagnostic(code, PLACE) for code in codes]) == text


PLACES = st.builds(
    Place,
    st.sampled_from(["a.md", "b.md"]),
    st.none() | st.integers(1, 9),
    st.none() | st.integers(1, 9),
)
FOUND = st.builds(Diagnostic, st.sampled_from(Code), PLACES)


@examples(100)
@given(
    st.lists(FOUND, max_size=12), st.sampled_from([3, 5]), st.sampled_from(list(FORMATS.values()))
)
def test_every_report_fits_the_schema(found: list[Diagnostic], code: int, form: Format) -> None:
    failure = "pandoc failed" if code == 5 else None
    artifact = Artifact(Path("build/a.epub"), "0" * 64, 10, form)
    report = json.loads(
        json_of(
            found,
            exit_code=code,
            artifacts=[artifact],
            seconds={"read": 0.1234567},
            failure=failure,
        )
    )
    jsonschema.validate(report, report_schema())
    assert [item["code"] for item in report["diagnostics"]] == [d.code.value for d in found]
    assert report["seconds"] == {"read": 0.123}
    assert report["artifacts"][0]["path"] == "build/a.epub"
    assert report["artifacts"][0]["format"] == form.name


@examples(100)
@given(st.lists(FOUND, max_size=12))
def test_order_is_by_place_whatever_the_order_of_finding(found: list[Diagnostic]) -> None:
    ordered = in_order(found)
    assert ordered == in_order(reversed(found)) == in_order(ordered)
    assert {(d.code, d.place) for d in ordered} == {(d.code, d.place) for d in found}
    keys = [(d.place.path, d.place.line or 0, d.place.column or 0) for d in ordered]
    assert keys == sorted(keys)


@pytest.mark.parametrize(
    "wrong",
    [
        {"exit": 1, "diagnostics": [], "artifacts": []},
        {"exit": 0, "diagnostics": []},
        {"exit": 0, "diagnostics": [], "artifacts": [], "failure": "x"},
        {"exit": 0, "diagnostics": [], "artifacts": [], "more": 1},
        {"exit": 3, "diagnostics": [{"code": "CB001"}], "artifacts": []},
    ],
)
def test_the_schema_refuses_what_is_no_report(wrong: dict[str, object]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, report_schema())
