"""What is reported of checks: passes with versions, skipped checks, and errors as a failure."""

from __future__ import annotations

from pathlib import Path

import pytest

from chapbook.errors import EditionFailed, ExitCode
from chapbook.formats import FORMATS
from chapbook.model.editions.output import Artifact, Verdict
from chapbook.package import checks
from chapbook.tools.validators.ace import AceResult, AceViolation
from chapbook.tools.validators.epubcheck import EpubCheckResult
from chapbook.tools.validators.verapdf import VeraPdfResult

MADE = (
    Artifact(Path("book.html"), "0" * 64, 1, FORMATS["html"]),
    Artifact(Path("book.epub"), "0" * 64, 1, FORMATS["epub"]),
    Artifact(Path("book.pdf"), "0" * 64, 1, FORMATS["pdf"]),
)


@pytest.fixture(autouse=True)
def checkers(monkeypatch: pytest.MonkeyPatch) -> None:
    passed, missing = Verdict.PASS, Verdict.NOT_RUN
    epub = EpubCheckResult(passed, usage=2, version="5.3.0")
    monkeypatch.setattr(checks, "check_epub", lambda _: epub)
    monkeypatch.setattr(checks, "check_accessibility", lambda _: AceResult(passed, version="1.4.6"))
    pdf = VeraPdfResult(missing, reason="not installed: veraPDF")
    monkeypatch.setattr(checks, "check_pdfs", lambda paths: (pdf,) * len(paths))


def told(found: tuple[checks.Check, ...]) -> list[tuple[str, str, str, str]]:
    return [(one.checker, one.file, one.verdict.value, one.detail) for one in found]


def test_each_check_is_reported_with_its_verdict() -> None:
    assert told(checks.run_checks(MADE)) == [
        ("EPUBCheck 5.3.0", "book.epub", "PASS", "2 × USAGE"),
        ("Ace by DAISY 1.4.6", "book.epub", "PASS", "found_nothing"),
        ("veraPDF", "book.pdf", "NOT RUN", "not installed: veraPDF"),
    ]


def test_checks_that_were_not_requested_did_not_run() -> None:
    assert told(checks.unasked_checks(MADE)) == [
        ("EPUBCheck", "book.epub", "NOT RUN", "not_asked"),
        ("Ace by DAISY", "book.epub", "NOT RUN", "not_asked"),
        ("veraPDF", "book.pdf", "NOT RUN", "not_asked"),
    ]


def test_a_fault_stops_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    fault = AceViolation("image-alt", "critical", "Images must have words", "EPUB/one.xhtml")
    result = AceResult(Verdict.FAIL, (fault,))
    monkeypatch.setattr(checks, "check_accessibility", lambda _: result)
    with pytest.raises(EditionFailed, match=r"Ace by DAISY on book\.epub: image-alt") as stopped:
        checks.run_checks(MADE)
    assert stopped.value.exit_code is ExitCode.EDITION_FAILED
