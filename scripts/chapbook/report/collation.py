"""The report of a collation or of judges: JSON for programs, lines and a page for people."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from chapbook.model.editions.collation import CollationReport, Comparison, Finding
from chapbook.model.editions.output import Verdict
from chapbook.resources import styles_folder

_SHEETS = ("base.css", "web.css", "collation.css")
_OUTCOMES = {
    Verdict.PASS: "The editions agree in all that was compared.",
    Verdict.FAIL: "The editions differ.",
    Verdict.NOT_RUN: "Nothing could be compared.",
}
_JUDGED = {
    Verdict.PASS: "All validators that ran passed.",
    Verdict.FAIL: "A validator found faults.",
    Verdict.NOT_RUN: "No validator could run.",
}
# What the comparisons of words pass over, stated where the verdict is read.
_NO_DIFFERENCE = tuple(
    """
In HTML and EPUB: invisible characters.
In a PDF: capitals, white space, hyphens, ligatures and other compatibility forms (Unicode NFKC). \
Words written from right to left are compared piece by piece, in any order of their letters.
Running heads, page numbers, what a style sheet generates, and lettering in pictures.
Against the manuscript: the kind of quotation marks, and what the citation style sets.
""".strip().split("\n")
)
_LINES = 8


def collation_json(report: CollationReport) -> str:
    """Return the report as JSON (schemas/collation.json)."""
    found = {
        "verdict": report.verdict.value,
        "title": report.title,
        "copies": [
            {"name": copy.name, "file": copy.file, "counts": dict(copy.counts)}
            for copy in report.copies
        ],
        "comparisons": [_comparison(one) for one in report.comparisons],
    }
    return json.dumps(found, indent=2, ensure_ascii=False) + "\n"


def _comparison(one: Comparison) -> dict[str, Any]:
    return {
        "subject": one.subject,
        "copies": list(one.copies),
        "verdict": one.verdict.value,
        "reason": one.reason,
        "findings": [_finding(finding) for finding in one.findings],
        "left_out": one.left_out,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "message": finding.message,
        "suspected": finding.suspected,
        "readings": [
            {
                "copy": reading.copy,
                "place": reading.place,
                "before": reading.before,
                "words": reading.words,
                "after": reading.after,
            }
            for reading in finding.readings
        ],
    }


def collation_lines(report: CollationReport) -> Iterator[str]:
    """Yield what failed in full, the rest in one line for each verdict."""
    for one in report.comparisons:
        if one.verdict is not Verdict.FAIL:
            continue
        yield f"FAIL {one.subject}: {_of(one)}"
        for finding in one.findings[:_LINES]:
            yield from (f"  {line}" for line in _finding_lines(finding))
        more = len(one.findings) + one.left_out - _LINES
        if more > 0:
            yield f"  and {more} more"
    yield from suspicion_lines(report)
    for one in report.comparisons:
        if one.verdict is Verdict.NOT_RUN:
            yield f"skipped {one.subject}: {_of(one) or '–'} ({one.reason})"
    yield collation_summary(report)


def suspicion_lines(report: CollationReport) -> Iterator[str]:
    """Yield a warning for each finding that was only inferred."""
    for finding in report.suspicions[:_LINES]:
        places = ", ".join(f"{r.copy} {r.place}" for r in finding.readings)
        yield f"warning: {finding.message}" + (f"  [{places}]" if places else "")
    if len(report.suspicions) > _LINES:
        yield f"and {len(report.suspicions) - _LINES} more warnings in the report"


def failure_lines(report: CollationReport) -> Iterator[str]:
    """Yield the first certain findings: where in the manuscript, what differs, both texts."""
    failed = (c for c in report.comparisons if c.verdict is Verdict.FAIL)
    findings = [one for c in failed for one in c.findings if not one.suspected]
    for finding in findings[:_LINES]:
        yield from _finding_lines(finding)


def _finding_lines(finding: Finding) -> Iterator[str]:
    yield finding.message
    for one in finding.readings:
        words = " ".join(part for part in (one.before, one.words, one.after) if part)
        yield f"  {' '.join((one.copy, one.place)).strip()}: {words or 'nothing'}"


def collation_summary(report: CollationReport) -> str:
    """Return the verdict and how many comparisons came out how, in one line."""
    return f"{report.verdict.shown}: {_tally(report)}"


def skipped_lines(report: CollationReport) -> Iterator[str]:
    """Yield each reason for which comparisons were skipped, with what these are of."""
    reasons: dict[str, list[str]] = {}
    for one in report.comparisons:
        if one.verdict is Verdict.NOT_RUN:
            reason = (one.reason or "").removeprefix("skipped; ")
            reasons.setdefault(reason, []).append(one.subject)
    for reason, subjects in reasons.items():
        yield f"skipped {', '.join(dict.fromkeys(subjects))}: {reason}"


def collation_html(report: CollationReport, *, judges: bool = False) -> str:
    """Return the report as one page without scripts. `judges`: it is a report of validators."""
    environment = Environment(
        loader=PackageLoader("chapbook.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    sheets = [styles_folder().joinpath(name).read_text(encoding="utf-8") for name in _SHEETS]
    failed = [one for one in _shown(report) if one["verdict"] == Verdict.FAIL.value]
    return environment.get_template("collation.html").render(
        report=report,
        heading="Validation" if judges else "Collation",
        outcome=(_JUDGED if judges else _OUTCOMES)[report.verdict],
        tally=_tally(report),
        rows=list(_rows(report)),
        failed=failed,
        suspicions=report.suspicions,
        unmade=[one for one in _shown(report) if one["verdict"] == Verdict.NOT_RUN.value],
        notes=() if judges else _NO_DIFFERENCE,
        styles=Markup("\n".join(sheets)),  # noqa: S704  # our own style sheets
    )


def _shown(report: CollationReport) -> Iterator[dict[str, Any]]:
    for rank, one in enumerate(report.comparisons, start=1):
        yield {
            "subject": one.subject,
            "of": _of(one),
            "verdict": one.verdict.value,
            "shown": one.verdict.shown,
            "css": one.verdict.value.lower().replace(" ", "-"),
            "anchor": f"comparison-{rank}" if one.verdict is Verdict.FAIL else "",
            "reason": one.reason,
            "findings": one.findings,
            "left_out": one.left_out,
        }


def _rows(report: CollationReport) -> Iterator[dict[str, Any]]:
    """Gather the comparisons by the copies that they are of."""
    rows: dict[str, list[dict[str, Any]]] = {}
    for one in _shown(report):
        rows.setdefault(one["of"], []).append(one)
    for of, comparisons in rows.items():
        yield {"of": of or "not given", "comparisons": comparisons}


def _of(one: Comparison) -> str:
    return " and ".join(one.copies) if len(one.copies) < 3 else ", ".join(one.copies)


def _tally(report: CollationReport) -> str:
    counts = Counter(one.verdict for one in report.comparisons)
    total = len(report.comparisons)
    return (
        f"{total} comparison{'' if total == 1 else 's'}: {counts[Verdict.PASS]} passed, "
        f"{counts[Verdict.FAIL]} failed, {counts[Verdict.NOT_RUN]} skipped"
    )
