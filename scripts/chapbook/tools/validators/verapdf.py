"""veraPDF, the reference validator for PDF/A and PDF/UA: the jar `greenfield-apps`, run by Java.

The verdict rests on the report that veraPDF printed and on nothing else: no report, no pass. Many
files go through one virtual machine, since starting it takes longer than judging a pamphlet.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from chapbook.model.editions.output import Verdict

JAR = "CHAPBOOK_VERAPDF"
"""The environment variable that names the jar `greenfield-apps`."""

MAIN = "org.verapdf.apps.GreenfieldCliWrapper"
"""The class that is started: that of the jar's own manifest opens a window."""

_SECONDS = 900
# Of one rule, as many places are shown as help to find the mistake.
_SHOWN = "5"
# Without a flavour the file is checked against all that its metadata claims. Missing claims are
# found afterwards.
_BY_ITS_CLAIMS = "0"


class PdfProfile(Enum):
    """The standards a file can be checked against, as veraPDF names them in its report."""

    UA_1 = "PDF/UA-1 validation profile"
    A_3A = "PDF/A-3A validation profile"


SCREEN = (PdfProfile.UA_1, PdfProfile.A_3A)
"""What the screen PDF claims to be."""


@dataclass(frozen=True, slots=True)
class VeraPdfFailure:
    """A rule that is broken: standard and clause, its words, how often, the first places."""

    clause: str
    text: str
    count: int
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VeraPdfResult:
    """What veraPDF found in one file. `reason` says why it did not run or is not believed.

    PASS means that each requested profile was checked, and that no check failed.
    """

    verdict: Verdict
    failures: tuple[VeraPdfFailure, ...] = ()
    rules: int = 0
    checks: int = 0
    version: str | None = None
    reason: str | None = None


def check_pdfs(
    paths: Sequence[Path],
    jar: Path | None = None,
    profiles: Sequence[PdfProfile] = SCREEN,
) -> tuple[VeraPdfResult, ...]:
    """Check the PDF files at `paths` by the jar given, or by that which the environment names.

    Gives a result for each path, in their order. NOT RUN where Java or the jar is missing. FAIL
    where a check failed, a profile was not judged, or there is no readable report on this file.
    """
    java, found = shutil.which("java"), _jar(jar)
    if java is None or found is None:
        missing = {"Java": java, "veraPDF": found}
        names = " and ".join(name for name, program in missing.items() if program is None)
        return (VeraPdfResult(Verdict.NOT_RUN, reason=f"not installed: {names}"),) * len(paths)
    if not paths:
        return ()
    with tempfile.TemporaryDirectory(prefix="chapbook-") as folder:
        try:
            report = _run(_command(java, found, paths, Path(folder)), Path(folder))
        except subprocess.TimeoutExpired:
            return (_failed(f"veraPDF took longer than {_SECONDS} s"),) * len(paths)
    return _read(report, paths, profiles)


def _jar(jar: Path | None) -> Path | None:
    named = os.environ.get(JAR)
    path = jar or (Path(named) if named else None)
    return path if path is not None and path.is_file() else None


def _command(java: str, jar: Path, paths: Sequence[Path], folder: Path) -> list[str]:
    """Keep what veraPDF writes (its settings) inside `folder`; it takes the home for them."""
    machine = ["-XX:+UseSerialGC", "-Dfile.encoding=UTF-8", f"-Duser.home={folder}"]
    options = ["--format", "json", "--flavour", _BY_ITS_CLAIMS, "--maxfailuresdisplayed", _SHOWN]
    files = [str(path.resolve()) for path in paths]
    return [java, *machine, "-cp", str(jar.resolve()), MAIN, *options, *files]


def _run(command: Sequence[str], folder: Path) -> str:
    """Return what it printed. The exit status says nothing that the report does not say better."""
    done = subprocess.run(
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=_SECONDS,
        check=False,
    )
    return done.stdout.decode("utf-8", errors="replace")


def _read(
    report: str, paths: Sequence[Path], profiles: Sequence[PdfProfile]
) -> tuple[VeraPdfResult, ...]:
    try:
        loaded = json.loads(report)["report"]
        jobs = {job["itemDetails"]["name"]: job for job in loaded["jobs"]}
        version = next(
            str(part["version"])
            for part in loaded["buildInformation"]["releaseDetails"]
            if part["id"] == "core"
        )
        counted = int(loaded["batchSummary"]["totalJobs"])
    except (ValueError, KeyError, TypeError, StopIteration) as error:
        fault = f"veraPDF returned no readable report: {type(error).__name__}"
        return (_failed(fault),) * len(paths)
    if not counted == len(jobs) == len(loaded["jobs"]) == len(set(paths)):
        return (_failed(f"veraPDF reported on {counted} of {len(set(paths))} files"),) * len(paths)
    return tuple(_judged(jobs, path, profiles, version) for path in paths)


def _judged(
    jobs: Mapping[str, Any], path: Path, profiles: Sequence[PdfProfile], version: str
) -> VeraPdfResult:
    try:
        job = jobs.get(str(path.resolve()))
        if job is None or job["itemDetails"]["size"] != path.stat().st_size:
            return _failed("veraPDF reported on another file")
        if "validationResult" not in job:
            return _failed(f"veraPDF could not read it: {job['taskException']['exception']}")
        return _result(job["validationResult"], profiles, version)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        return _failed(f"veraPDF returned no readable report: {type(error).__name__}")


def _result(
    judgements: Sequence[Mapping[str, Any]], profiles: Sequence[PdfProfile], version: str
) -> VeraPdfResult:
    names = [judgement["profileName"] for judgement in judgements]
    missing = [profile.value for profile in profiles if profile.value not in names]
    if missing:
        return _failed(f"not checked by: {', '.join(missing)}")
    failures = tuple(failure for one in judgements for failure in _failures(one["details"]))
    well = not failures and all(_is_compliant(judgement) for judgement in judgements)
    return VeraPdfResult(
        verdict=Verdict.PASS if well else Verdict.FAIL,
        failures=failures,
        rules=sum(int(one["details"]["passedRules"]) for one in judgements),
        checks=sum(int(one["details"]["passedChecks"]) for one in judgements),
        version=version,
        reason=None if well or failures else "veraPDF reports that it is not compliant",
    )


def _is_compliant(judgement: Mapping[str, Any]) -> bool:
    """Return whether all copies agree: the verdict, the counts, and that it went to the end."""
    details = judgement["details"]
    return (
        judgement["compliant"] is True
        and judgement["jobEndStatus"] == "normal"
        and details["failedRules"] == details["failedChecks"] == 0
        and details["passedRules"] > 0
        and details["passedChecks"] > 0
    )


def _failures(details: Mapping[str, Any]) -> Iterator[VeraPdfFailure]:
    for rule in details["ruleSummaries"]:
        if rule["ruleStatus"] != "PASSED":
            yield VeraPdfFailure(
                clause=f"{rule['specification']} {rule['clause']}-{rule['testNumber']}",
                text=str(rule["description"]),
                count=int(rule["failedChecks"]),
                places=tuple(
                    f"{check['context']}: {check['errorMessage']}" for check in rule["checks"]
                ),
            )


def _failed(reason: str) -> VeraPdfResult:
    return VeraPdfResult(Verdict.FAIL, reason=reason)
