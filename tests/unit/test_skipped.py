"""What could not be checked is said plainly: skipped, why, and with its exit code."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner, Result

from chapbook import pipeline
from chapbook.cli import main
from chapbook.errors import ExitCode
from chapbook.model.editions.collation import CollationReport, compared, not_run
from chapbook.model.editions.output import Check, Verdict
from chapbook.options import BuildOptions
from chapbook.outcome import Outcome, Progress
from chapbook.report.collation import collation_json, collation_summary, skipped_lines
from schemas import report_schema

MISSING = Check("EPUBCheck", "t.epub", Verdict.NOT_RUN, "Java is not installed")
PASSED = Check("Ace 1.4", "t.epub", Verdict.PASS, "found_nothing")


def build(
    monkeypatch: pytest.MonkeyPatch, *arguments: str, checks: tuple[Check, ...] | None
) -> Result:
    def made(_options: BuildOptions, _progress: Progress) -> Outcome:
        return Outcome(checks=checks)

    monkeypatch.setattr(pipeline, "build", made)
    return CliRunner().invoke(main.cli, ["build", "book.md", *arguments])


@pytest.mark.parametrize(
    ("checks", "code", "words"),
    [
        ((MISSING,), ExitCode.CHECK_NOT_RUN, "EPUBCheck on t.epub: skipped (Java is not installed"),
        ((MISSING,), ExitCode.CHECK_NOT_RUN, "no validator could run"),
        ((), ExitCode.CHECK_NOT_RUN, "no validator could run"),
        ((MISSING, PASSED), ExitCode.WELL, "EPUBCheck on t.epub: skipped"),
        ((MISSING, PASSED), ExitCode.WELL, "Ace 1.4 on t.epub: passed"),
    ],
)
def test_a_build_says_which_validators_ran(
    monkeypatch: pytest.MonkeyPatch, checks: tuple[Check, ...], code: ExitCode, words: str
) -> None:
    result = build(monkeypatch, "--validate", checks=checks)
    assert result.exit_code == code
    assert words in result.stderr


def test_a_build_that_was_not_to_validate_says_nothing_of_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    result = build(monkeypatch, checks=None)
    assert result.exit_code == ExitCode.WELL
    assert "skipped" not in result.stderr


def test_data_has_the_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    result = build(monkeypatch, "--validate", "--json", checks=(MISSING,))
    report = json.loads(result.stdout)
    jsonschema.validate(report, report_schema())
    assert (report["exit"], report["checks"][0]["verdict"]) == (7, "NOT RUN")


def test_a_real_build_without_a_validator_ends_with_7(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    (tmp_path / "well.md").write_text("---\ntitle: T\n---\n\nText.\n", encoding="utf-8")
    arguments = ["build", tmp_path / "well.md", "--format", "epub", "--no-collate", "--validate"]
    command = [str(one) for one in (*arguments, "--output", tmp_path / "out")]
    result = CliRunner().invoke(main.cli, command)
    assert result.exit_code == ExitCode.CHECK_NOT_RUN, result.stderr
    for name in ("EPUBCheck", "Ace"):
        assert re.search(rf"{name}.* on t.epub: skipped \(", result.stderr), result.stderr
    assert (tmp_path / "out" / "t.epub").exists()


def test_comparisons_that_were_skipped_are_reported_with_what_would_run_them() -> None:
    report = CollationReport(
        "T",
        (),
        (
            compared("text", ("HTML", "EPUB"), []),
            not_run("addresses online", ("HTML",), "it was not asked for (--online)"),
            not_run("pamphlet", (), "no file of this kind was given"),
            not_run("press pages", (), "no file of this kind was given"),
        ),
    )
    assert collation_summary(report) == "PASS: 4 comparisons: 1 passed, 0 failed, 3 skipped"
    assert list(skipped_lines(report)) == [
        "skipped addresses online: it was not asked for (--online)",
        "skipped pamphlet, press pages: no file of this kind was given",
    ]
    assert "NOT RUN" in collation_json(report)
