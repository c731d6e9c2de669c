from __future__ import annotations

import json
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from chapbook.model.editions.output import Verdict
from chapbook.tools.validators import ace
from chapbook.tools.validators.ace import AceResult, check_accessibility

VIOLATION = {
    "earl:result": {
        "earl:outcome": "fail",
        "dct:description": "Element does not have an alt attribute",
        "earl:pointer": {"css": ["figure > img"], "cfi": ["/4/2/20/2"]},
    },
    "earl:test": {"earl:impact": "critical", "dct:title": "image-alt"},
}
# What Ace asks of the package document has no place in a file.
OF_THE_PACKAGE = {
    "earl:result": {"earl:outcome": "fail", "dct:description": "Declare it"},
    "earl:test": {"earl:impact": "moderate", "dct:title": "metadata-accessibilitysummary"},
}


def document(*violations: Any, outcome: str = "pass") -> dict[str, Any]:
    return {
        "earl:testSubject": {"url": "text/air.xhtml"},
        "assertions": list(violations),
        "earl:result": {"earl:outcome": outcome},
    }


def report(*documents: Any, outcome: str = "pass", url: str = "../book.epub") -> dict[str, Any]:
    return {
        "earl:assertedBy": {"doap:release": {"doap:revision": "1.4.6"}},
        "earl:testSubject": {"url": url},
        "assertions": list(documents),
        "earl:result": {"earl:outcome": outcome},
    }


Install = Callable[[str], AceResult]


@pytest.fixture
def check_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Return a function that checks a book with a false `node`, a shell script of these lines."""
    modules = tmp_path / "node_modules"
    program = modules / "@daisy" / "ace-cli" / "bin" / "ace.js"
    program.parent.mkdir(parents=True)
    program.touch()
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setenv("PUPPETEER_EXECUTABLE_PATH", "/bin/true")

    def check(lines: str) -> AceResult:
        node = tmp_path / "node"
        node.write_text(f"#!/bin/sh\n{lines}\n", encoding="utf-8")
        node.chmod(node.stat().st_mode | stat.S_IXUSR)
        return check_accessibility(tmp_path / "book.epub", modules)

    return check


@pytest.fixture
def told(check_with: Install, tmp_path: Path) -> Callable[[str], AceResult]:
    """Return a function that checks a book with an Ace that writes this text as its report."""

    def check(text: str) -> AceResult:
        answer = tmp_path / "answer"
        answer.write_text(text, encoding="utf-8")
        find = 'while [ "$1" != --outdir ]; do shift; done; mkdir -p "$2"'
        # Ace leaves with 0 whatever it found; a status must not stand in for a report.
        return check_with(f'{find}; cat "{answer}" > "$2/report.json"; exit 0')

    return check


def test_not_run_where_anything_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("PUPPETEER_EXECUTABLE_PATH", raising=False)
    monkeypatch.delenv(ace.NODE_MODULES, raising=False)
    result = check_accessibility(tmp_path / "book.epub")
    assert result.verdict is Verdict.NOT_RUN
    assert result.reason == "not installed: Node and @daisy/ace-cli and Chromium"


def test_not_run_where_the_browser_named_is_not_there(
    check_with: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PUPPETEER_EXECUTABLE_PATH", "/nowhere/chromium")
    result = check_with("exit 0")
    assert (result.verdict, result.reason) == (Verdict.NOT_RUN, "not installed: Chromium")


def test_the_environment_says_where_ace_lies(
    check_with: Install, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    check_with("exit 0")
    monkeypatch.setenv(ace.NODE_MODULES, str(tmp_path / "node_modules"))
    assert check_accessibility(tmp_path / "book.epub").verdict is Verdict.FAIL
    monkeypatch.setenv(ace.NODE_MODULES, str(tmp_path))
    assert check_accessibility(tmp_path / "book.epub").verdict is Verdict.NOT_RUN


def test_without_a_report_it_is_a_failure(check_with: Install) -> None:
    result = check_with("exit 0")
    assert result.verdict is Verdict.FAIL
    assert result.reason is not None
    assert "no readable report" in result.reason


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "not json",
        "[]",
        "{}",
        json.dumps(report()),
        json.dumps(report({})),
        json.dumps(report(document({}))),
        json.dumps(report(document(), url="../another.epub")),
        json.dumps({**report(document()), "earl:assertedBy": {}}),
        json.dumps({**report(document()), "earl:result": None}),
    ],
)
def test_a_report_that_cannot_be_believed_is_a_failure(
    told: Callable[[str], AceResult], answer: str
) -> None:
    result = told(answer)
    assert result.verdict is Verdict.FAIL
    assert result.reason


def test_a_clean_report_passes(told: Callable[[str], AceResult]) -> None:
    result = told(json.dumps(report(document(), document())))
    assert result == AceResult(Verdict.PASS, (), 2, "1.4.6")


@pytest.mark.parametrize(
    "answer",
    [
        report(document(VIOLATION)),
        report(document(outcome="fail")),
        report(document(), outcome="fail"),
        report(document(), outcome="cantTell"),
    ],
)
def test_the_worst_witness_is_believed(
    told: Callable[[str], AceResult], answer: dict[str, Any]
) -> None:
    assert told(json.dumps(answer)).verdict is Verdict.FAIL


def test_violations_say_what_and_where(told: Callable[[str], AceResult]) -> None:
    result = told(json.dumps(report(document(VIOLATION), document(OF_THE_PACKAGE))))
    assert [(v.rule, v.impact, v.place) for v in result.violations] == [
        ("image-alt", "critical", "text/air.xhtml figure > img"),
        ("metadata-accessibilitysummary", "moderate", "text/air.xhtml"),
    ]
    assert result.violations[0].text == "Element does not have an alt attribute"


@pytest.mark.parametrize("lines", ["exec sleep 60", "trap '' TERM; while :; do sleep 0.1; done"])
def test_what_takes_too_long_is_stopped_and_fails(
    check_with: Install, monkeypatch: pytest.MonkeyPatch, lines: str
) -> None:
    monkeypatch.setattr(ace, "_SECONDS", 0.3)
    monkeypatch.setattr(ace, "_FOR_ENDING", 0.3)
    result = check_with(lines)
    assert result.verdict is Verdict.FAIL
    assert result.reason == "Ace took longer than 0.3 s"


def test_settings_and_logs_stay_out_of_the_home(check_with: Install, tmp_path: Path) -> None:
    check_with(f'env > "{tmp_path}/environment"')
    lines = (tmp_path / "environment").read_text(encoding="utf-8").splitlines()
    given = dict(line.split("=", 1) for line in lines if "=" in line)
    assert given["CHAPBOOK_CHROMIUM"] == "/bin/true"
    for name in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "TMPDIR"):
        assert given["PUPPETEER_EXECUTABLE_PATH"].startswith(given[name])
        assert not Path(given[name]).exists()
