from __future__ import annotations

import json
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from chapbook.model.editions.output import Verdict
from chapbook.tools.validators import verapdf
from chapbook.tools.validators.verapdf import PdfProfile, VeraPdfResult, check_pdfs

RULE = {
    "ruleStatus": "FAILED",
    "specification": "ISO 14289-1:2014",
    "clause": "7.9",
    "testNumber": 1,
    "failedChecks": 2,
    "description": "The Note tag shall have ID entry",
    "checks": [{"context": "root/K[0]", "errorMessage": "ID key of the Note tag is not present"}],
}


def judgement(profile: PdfProfile, *rules: Any, **changes: Any) -> dict[str, Any]:
    failed = sum(rule["failedChecks"] for rule in rules)
    details = {
        "passedRules": 100,
        "failedRules": len(rules),
        "passedChecks": 1000,
        "failedChecks": failed,
        "ruleSummaries": list(rules),
    }
    return {
        "details": {name: changes.pop(name, value) for name, value in details.items()},
        "jobEndStatus": "normal",
        "profileName": profile.value,
        "compliant": not rules,
        **changes,
    }


BOTH = (judgement(PdfProfile.A_3A), judgement(PdfProfile.UA_1))


def job(path: Path, *judgements: Any) -> dict[str, Any]:
    details = {"name": str(path), "size": path.stat().st_size}
    return {"itemDetails": details, "validationResult": list(judgements)}


def report(*jobs: Any, **changes: Any) -> dict[str, Any]:
    return {
        "report": {
            "buildInformation": {"releaseDetails": [{"id": "core", "version": "1.28.2"}]},
            "jobs": list(jobs),
            "batchSummary": {"totalJobs": len(jobs)},
            **changes,
        }
    }


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "book.pdf"
    path.write_bytes(b"%PDF-1.7")
    return path


Told = Callable[..., VeraPdfResult]


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, book: Path) -> Told:
    """Return a function that checks `book` with a false `java` that prints what it is given."""

    def check(answer: Any, lines: str = "") -> VeraPdfResult:
        told = answer if isinstance(answer, str) else json.dumps(answer)
        (tmp_path / "answer").write_text(told, encoding="utf-8")
        java = tmp_path / "java"
        java.write_text(f'#!/bin/sh\n{lines}\ncat "{tmp_path}/answer"\n', encoding="utf-8")
        java.chmod(java.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
        jar = tmp_path / "verapdf.jar"
        jar.touch()
        (result,) = check_pdfs([book], jar)
        return result

    return check


def test_not_run_where_anything_is_missing(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nowhere"))
    monkeypatch.delenv(verapdf.JAR, raising=False)
    results = check_pdfs([book, book])
    assert [result.verdict for result in results] == [Verdict.NOT_RUN] * 2
    assert results[0].reason == "not installed: Java and veraPDF"


def test_not_run_where_the_jar_named_is_not_there(
    book: Path, told: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told(report(job(book, *BOTH)))
    monkeypatch.setenv(verapdf.JAR, str(tmp_path / "other.jar"))
    assert check_pdfs([book])[0].reason == "not installed: veraPDF"
    monkeypatch.setenv(verapdf.JAR, str(tmp_path / "verapdf.jar"))
    assert check_pdfs([book])[0].verdict is Verdict.PASS


def test_a_clean_report_passes(told: Told, book: Path) -> None:
    result = told(report(job(book, *BOTH)))
    assert result == VeraPdfResult(Verdict.PASS, (), 200, 2000, "1.28.2")


@pytest.mark.parametrize("answer", ["", "not json", "[]", "{}", '{"report": {}}', '{"report": 1}'])
def test_a_report_that_cannot_be_read_is_a_failure(told: Told, answer: str) -> None:
    result = told(answer)
    assert result.verdict is Verdict.FAIL
    assert result.reason is not None
    assert "no readable report" in result.reason


def test_a_report_on_something_else_is_a_failure(told: Told, book: Path) -> None:
    other = book.with_name("other.pdf")
    other.write_bytes(b"%PDF-1.7")
    grown = job(book, *BOTH)
    grown["itemDetails"]["size"] += 1
    for jobs in ([], [job(other, *BOTH)], [grown], [job(book, *BOTH), job(other, *BOTH)]):
        result = told(report(*jobs))
        assert result.verdict is Verdict.FAIL
        assert result.reason


def test_a_file_reported_twice_or_counted_twice_is_not_believed(told: Told, book: Path) -> None:
    assert told(report(job(book, *BOTH), job(book, *BOTH))).verdict is Verdict.FAIL
    assert told(report(job(book, *BOTH), batchSummary={"totalJobs": 2})).verdict is Verdict.FAIL


def test_a_file_that_cannot_be_read_is_a_failure(told: Told, book: Path) -> None:
    unread = job(book)
    del unread["validationResult"]
    unread["taskException"] = {"exception": "Couldn't parse stream"}
    result = told(report(unread))
    assert result.verdict is Verdict.FAIL
    assert result.reason == "veraPDF could not read it: Couldn't parse stream"


def test_a_profile_that_was_not_checked_is_a_failure(told: Told, book: Path) -> None:
    result = told(report(job(book, judgement(PdfProfile.UA_1))))
    assert result.verdict is Verdict.FAIL
    assert result.reason == "not checked by: PDF/A-3A validation profile"


@pytest.mark.parametrize(
    "changes",
    [
        {"compliant": False},
        {"compliant": "true"},
        {"jobEndStatus": "cancelled"},
        {"failedRules": 1},
        {"failedChecks": 1},
        {"passedRules": 0},
        {"passedChecks": 0},
    ],
)
def test_the_worst_witness_is_believed(told: Told, book: Path, changes: dict[str, Any]) -> None:
    result = told(report(job(book, BOTH[0], judgement(PdfProfile.UA_1, **changes))))
    assert result.verdict is Verdict.FAIL
    assert result.reason == "veraPDF reports that it is not compliant"


@pytest.mark.parametrize("key", ["details", "jobEndStatus", "profileName", "compliant"])
def test_a_judgement_with_a_gap_is_a_failure(told: Told, book: Path, key: str) -> None:
    gap = judgement(PdfProfile.UA_1)
    del gap[key]
    result = told(report(job(book, BOTH[0], gap)))
    assert result.verdict is Verdict.FAIL
    assert result.reason


def test_failures_say_what_and_where(told: Told, book: Path) -> None:
    result = told(report(job(book, BOTH[0], judgement(PdfProfile.UA_1, RULE))))
    assert result.verdict is Verdict.FAIL
    (failure,) = result.failures
    assert failure.clause == "ISO 14289-1:2014 7.9-1"
    assert failure.count == 2
    assert failure.places == ("root/K[0]: ID key of the Note tag is not present",)


def test_a_rule_that_is_listed_though_compliant_is_believed(told: Told, book: Path) -> None:
    lying = judgement(PdfProfile.UA_1, RULE, compliant=True, failedRules=0, failedChecks=0)
    assert told(report(job(book, BOTH[0], lying))).verdict is Verdict.FAIL


def test_what_takes_too_long_is_stopped_and_fails(
    told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verapdf, "_SECONDS", 0.3)
    result = told("", "exec sleep 60")
    assert (result.verdict, result.reason) == (Verdict.FAIL, "veraPDF took longer than 0.3 s")


def test_settings_stay_out_of_the_home(told: Told, book: Path, tmp_path: Path) -> None:
    told(report(job(book, *BOTH)), f'echo "$@" > "{tmp_path}/given"')
    given = (tmp_path / "given").read_text(encoding="utf-8").split()
    home = next(word for word in given if word.startswith("-Duser.home="))
    assert not Path(home.removeprefix("-Duser.home=")).exists()
    assert given[-1] == str(book)
