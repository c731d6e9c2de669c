"""Outside validators in one report: PASS, FAIL or NOT RUN; no answer is never a pass."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from chapbook import validation
from chapbook.model.editions.collation import CollationReport
from chapbook.model.editions.output import Verdict
from chapbook.report.collation import collation_html, collation_json
from chapbook.tools.validators import web_pages
from chapbook.tools.validators.ace import NODE_MODULES
from chapbook.tools.validators.web_pages import PageFault, PageResult
from schemas import collation_schema

PAGE = "<!DOCTYPE html><html lang=en><head><title>T</title></head><body><p>One</p></body></html>"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    return path


def validated(page: Path) -> CollationReport:
    report = validation.validate((page,), lambda _: None)
    jsonschema.validate(json.loads(collation_json(report)), collation_schema())
    return report


def test_what_is_not_installed_is_not_run(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(NODE_MODULES, raising=False)
    report = validated(page)
    assert [(one.subject, one.verdict) for one in report.comparisons] == [
        ("Nu", Verdict.NOT_RUN),
        ("axe", Verdict.NOT_RUN),
    ]
    assert all(one.reason for one in report.comparisons)
    assert report.verdict is Verdict.NOT_RUN


def test_verdicts_and_places_are_passed_on(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    faults = (PageFault("image-alt: Images must have alternative text", "img"),)
    monkeypatch.setattr(validation, "check_page", lambda _: PageResult(Verdict.FAIL, faults))
    monkeypatch.setattr(validation, "check_markup", lambda _: PageResult(Verdict.PASS))
    report = validated(page)
    assert report.verdict is Verdict.FAIL
    (finding,) = report.comparisons[1].findings
    assert finding.readings[0].place == "img"
    assert "image-alt" in collation_html(report, validation=True)


@pytest.mark.parametrize("printed", [b"", b"no report", b'{"messages": 3}'])
def test_a_validator_without_a_report_is_not_trusted(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, printed: bytes
) -> None:
    for parts in (("vnu-jar", "build", "dist", "vnu.jar"), ("axe-core", "axe.min.js")):
        file = tmp_path.joinpath(*parts)
        file.parent.mkdir(parents=True)
        file.write_bytes(b"")
    monkeypatch.setenv(NODE_MODULES, str(tmp_path))
    monkeypatch.setattr(web_pages.shutil, "which", lambda _: "/usr/bin/java")
    monkeypatch.setattr(web_pages, "find_browser", lambda: "/usr/bin/chromium")

    def told(command: list[str], **_: Any) -> subprocess.CompletedProcess[bytes]:
        return subprocess.CompletedProcess(command, 0, printed)

    monkeypatch.setattr(web_pages.subprocess, "run", told)
    report = validated(page)
    assert {one.verdict for one in report.comparisons} == {Verdict.FAIL}
