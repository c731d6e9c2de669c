"""What two validators say of the standards that PDF files of any engine claim, as a table."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import page

from chapbook.model.editions.output import Verdict
from chapbook.tools.validators.verapdf import PdfProfile, VeraPdfResult, check_pdfs

# Standards by the names that page-validation has for them, and those by which veraPDF knows ours.
STANDARDS = {"ua1": "PDF/UA-1", "2a": "PDF/A-2a", "3a": "PDF/A-3a"}
_KNOWN = {"ua1": PdfProfile.UA_1, "3a": PdfProfile.A_3A}


@dataclass(frozen=True, slots=True)
class Claim:
    """A file that claims a standard (a key of STANDARDS), and the engine that made it."""

    engine: str
    standard: str
    path: Path


def table(claims: Sequence[Claim], jar: Path | None) -> Iterator[str]:
    """Yield the lines of a table of rules failed; veraPDF judges a file by all that it claims."""
    yield "| engine | claim | page-validation: rules failed | veraPDF: rules failed |\n"
    yield "|---|---|--:|--:|\n"
    for claim in claims:
        if not claim.path.exists():
            yield f"| {claim.engine} | {STANDARDS[claim.standard]} | refused to make it | |\n"
            continue
        expected = [_KNOWN[claim.standard]] if claim.standard in _KNOWN else []
        (result,) = check_pdfs([claim.path], jar, expected)
        failed = sorted(_rules_failed(claim))
        yield (
            f"| {claim.engine} | {STANDARDS[claim.standard]} | {len(failed)} | {_told(result)} |\n"
        )
        if failed:
            sys.stderr.write(f"{claim.engine}, {claim.standard}: {', '.join(failed)}\n")


def _rules_failed(claim: Claim) -> set[str]:
    report = page.validate_pdf(str(claim.path), profile=page.ValidationProfile(claim.standard))
    assert report.rules.total > 0
    return {failure.rule_id for failure in report.failures}


def _told(result: VeraPdfResult) -> str:
    if result.verdict is Verdict.NOT_RUN or not result.checks:
        return f"{result.verdict.value}: {result.reason}"
    return f"{len(result.failures)} ({result.checks:,} checks passed)"
