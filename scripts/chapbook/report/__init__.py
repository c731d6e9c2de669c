"""report: diagnostics and results become text for people and JSON for programs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from chapbook.model.diagnostics import Diagnostic, Severity
from chapbook.model.editions.collation import CollationReport
from chapbook.model.editions.imposition import ImpositionSummary
from chapbook.model.editions.output import Artifact, Check, Verdict
from chapbook.model.source import BIDI_CONTROLS, FORBIDDEN
from chapbook.report.problem import problem_of

_STEERING = re.compile(f"{FORBIDDEN.pattern}|{BIDI_CONTROLS.pattern}|[\\t\\n\\u2028\\u2029]")


def lines_of(diagnostics: Iterable[Diagnostic]) -> list[str]:
    """Return `path:line:column: severity CODE message` and `  hint: …` for each diagnostic."""
    lines: list[str] = []
    for problem in map(problem_of, diagnostics):
        lines += [printable(str(problem)), f"  {printable(f'hint: {problem.hint}')}"]
    return lines


def printable(text: str) -> str:
    """Escape what could control a terminal: control characters, line ends, direction marks."""
    return _STEERING.sub(lambda match: ascii(match.group())[1:-1], text)


def summary_of(diagnostics: Sequence[Diagnostic]) -> str:
    """Count errors and warnings in one line."""
    errors = sum(d.severity is Severity.ERROR for d in diagnostics)
    return f"{_count(errors, 'error')}, {_count(len(diagnostics) - errors, 'warning')}"


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def check_lines(checks: Sequence[Check] | None) -> list[str]:
    """Return a line for each outside validator; none if the build did not include them."""
    if checks is None:
        return []
    lines = [f"{check.checker} on {check.file}: {_outcome_of(check)}" for check in checks]
    if all(check.verdict is Verdict.NOT_RUN for check in checks):
        lines.append("validation skipped: no validator could run on these editions")
    return lines


def _outcome_of(check: Check) -> str:
    if check.verdict is Verdict.NOT_RUN:
        return f"skipped ({check.detail}; install it to run this check)"
    return "passed" if check.verdict is Verdict.PASS else f"failed ({check.detail})"


def json_of(  # noqa: PLR0913  # one for each part of the report
    diagnostics: Iterable[Diagnostic],
    *,
    exit_code: int,
    artifacts: Iterable[Artifact] = (),
    sheets: Sequence[ImpositionSummary] = (),
    seconds: Mapping[str, float] | None = None,
    failure: str | None = None,
    collation: CollationReport | None = None,
    checks: Sequence[Check] | None = None,
) -> str:
    """Return the report as JSON (schemas/report.json)."""
    report: dict[str, Any] = {
        "exit": exit_code,
        "diagnostics": [asdict(problem_of(finding)) for finding in diagnostics],
        "artifacts": [
            {"format": a.format.name, "path": str(a.path), "bytes": a.size, "sha256": a.sha256}
            for a in artifacts
        ],
    }
    if sheets:
        report["sheets"] = [_sheets(summary) for summary in sheets]
    if seconds is not None:
        report["seconds"] = {stage: round(value, 3) for stage, value in seconds.items()}
    if collation is not None:
        report["collation"] = collation.verdict.value
    if checks is not None:
        report["checks"] = [
            {"checker": c.checker, "file": c.file, "verdict": c.verdict.value, "detail": c.detail}
            for c in checks
        ]
    if failure is not None:
        report["failure"] = failure
    return json.dumps(report, ensure_ascii=False, indent=2)


def _sheets(summary: ImpositionSummary) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "file": summary.file,
        "scheme": summary.scheme,
        "paper": summary.paper,
        "flip": summary.flip.value,
        "right_to_left": summary.right_to_left,
        "both_sides": summary.both_sides,
        "sheets": summary.sheets,
        "signatures": list(summary.signatures),
        "blank_pages": summary.blanks,
        "blank_positions": list(summary.blank_positions),
        "fitted_pages": list(summary.fitted),
        "scale": round(summary.scale, 6),
    }
    if summary.fit is not None:
        entry["fit"] = {
            "size": summary.fit.size,
            "leading": summary.fit.leading,
            "margins": round(summary.fit.margins, 4),
            "blank_pages": summary.fit.blanks,
            "blank_pages_before": summary.fit.blanks_before,
            "layouts": summary.fit.layouts,
        }
    return entry
