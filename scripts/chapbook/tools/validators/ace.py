"""Ace by DAISY, the accessibility checker for EPUB: npm's `@daisy/ace-cli`, in headless Chromium.

The verdict rests on the report that Ace wrote and on nothing else: no report, no pass. Ace finds
what a program can find; whether a book is accessible, a person says
(https://daisy.github.io/ace/docs/report-json/).
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chapbook.model.editions.output import Verdict

NODE_MODULES = "CHAPBOOK_NODE_MODULES"
"""The environment variable that names the `node_modules` in which `@daisy/ace-cli` lies."""

# Puppeteer's own variable; without it, the names that distributions give to Chromium.
_CHROMIUM = "PUPPETEER_EXECUTABLE_PATH"
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# Ace has no option for the browser's flags: this is between. It keeps Chromium from calling
# out, and from asking for a graphics card that a server lacks. Puppeteer gives the other flags.
_WRAPPER = '#!/bin/sh\nexec "$CHAPBOOK_CHROMIUM" --disable-gpu --disable-quic --disable-sync "$@"\n'
_SECONDS = 300
_FOR_ENDING = 10
# Ace waits 5 s for the browser to start, too short on a busy machine.
_STARTING_MILLISECONDS = "60000"


@dataclass(frozen=True, slots=True)
class AceViolation:
    """A rule that is broken: its name, `minor` to `critical`, its words, the place named."""

    rule: str
    impact: str
    text: str
    place: str


@dataclass(frozen=True, slots=True)
class AceResult:
    """What Ace found in `documents` documents. `reason` says why it did not run or is not believed.

    PASS means no violation at all, however small.
    """

    verdict: Verdict
    violations: tuple[AceViolation, ...] = ()
    documents: int = 0
    version: str | None = None
    reason: str | None = None


def check_accessibility(path: Path, node_modules: Path | None = None) -> AceResult:
    """Check the EPUB at `path` with the Ace in `node_modules`, or where the environment says.

    NOT RUN where Node, Ace or Chromium is missing. FAIL where a rule is broken, or Ace gave no
    readable report on this very file.
    """
    node, ace, browser = shutil.which("node"), _ace(node_modules), find_browser()
    missing = {"Node": node, "@daisy/ace-cli": ace, "Chromium": browser}
    if node is None or ace is None or browser is None:
        names = " and ".join(name for name, found in missing.items() if found is None)
        return AceResult(Verdict.NOT_RUN, reason=f"not installed: {names}")
    # Chromium makes sockets in here, whose paths may have no more than 107 characters.
    with tempfile.TemporaryDirectory(prefix="chapbook-") as folder:
        report = Path(folder, "out", "report.json")
        options = ["--silent", "--doNotReportMedia", "--outdir", str(report.parent)]
        command = [node, str(ace), *options, str(path.resolve())]
        if not _run(command, _environment(Path(folder), browser)):
            return _failed(f"Ace took longer than {_SECONDS} s")
        return _read(report, path)


def _ace(node_modules: Path | None) -> Path | None:
    named = os.environ.get(NODE_MODULES)
    folder = node_modules or (Path(named) if named else None)
    if folder is None:
        return None
    program = folder / "@daisy" / "ace-cli" / "bin" / "ace.js"
    return program if program.is_file() else None


def find_browser() -> str | None:
    """Find Chromium: the one that Puppeteer's variable names, or one of the usual names."""
    named = os.environ.get(_CHROMIUM)
    if named:
        return shutil.which(named)
    return next((found for name in _BROWSERS if (found := shutil.which(name))), None)


def _environment(folder: Path, browser: str) -> dict[str, str]:
    """Keep all that Ace and Chromium write (settings, logs, profiles) inside `folder`."""
    wrapper = folder / "browser"
    wrapper.write_text(_WRAPPER, encoding="utf-8")
    wrapper.chmod(0o700)
    own = {f"XDG_{kind}_HOME": str(folder) for kind in ("CACHE", "CONFIG", "DATA", "STATE")}
    return {
        **os.environ,
        **own,
        "TMPDIR": str(folder),
        "ACE_TIMEOUT_INITIAL": _STARTING_MILLISECONDS,
        "CHAPBOOK_CHROMIUM": browser,
        _CHROMIUM: str(wrapper),
    }


def _run(command: list[str], environment: Mapping[str, str]) -> bool:
    """Run to the end and say True, or stop it when the time is up and say False.

    It is asked to end before it is made to: only then does Puppeteer take its browser along. The
    exit status says nothing: it is 0 for a book with violations.
    """
    quiet = subprocess.DEVNULL
    with subprocess.Popen(
        command, env=dict(environment), stdin=quiet, stdout=quiet, stderr=quiet
    ) as process:
        try:
            process.wait(_SECONDS)
        except subprocess.TimeoutExpired:
            process.terminate()
            try:
                process.wait(_FOR_ENDING)
            except subprocess.TimeoutExpired:
                process.kill()
            return False
    return True


def _read(report: Path, path: Path) -> AceResult:
    try:
        loaded = json.loads(report.read_text(encoding="utf-8"))
        return _result(loaded, path)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        return _failed(f"Ace returned no readable report: {type(error).__name__}")


def _result(report: Mapping[str, Any], path: Path) -> AceResult:
    if Path(report["earl:testSubject"]["url"]).name != path.name:
        return _failed("Ace reported on another file")
    documents = report["assertions"]
    if not documents:
        return _failed("Ace checked no document")
    violations = tuple(_violations(documents))
    # The outcomes and the list report the same: the worst one counts.
    outcomes = {report["earl:result"]["earl:outcome"]}
    outcomes |= {document["earl:result"]["earl:outcome"] for document in documents}
    return AceResult(
        verdict=Verdict.PASS if outcomes == {"pass"} and not violations else Verdict.FAIL,
        violations=violations,
        documents=len(documents),
        version=str(report["earl:assertedBy"]["doap:release"]["doap:revision"]),
    )


def _violations(documents: list[Mapping[str, Any]]) -> Iterator[AceViolation]:
    for document in documents:
        file = document["earl:testSubject"]["url"]
        for found in document["assertions"]:
            test, result = found["earl:test"], found["earl:result"]
            if result["earl:outcome"] != "pass":
                place = (result.get("earl:pointer") or {}).get("css") or ()
                yield AceViolation(
                    rule=str(test["dct:title"]),
                    impact=str(test["earl:impact"]),
                    text=str(result["dct:description"]),
                    place=" ".join((file, *place)),
                )


def _failed(reason: str) -> AceResult:
    return AceResult(Verdict.FAIL, reason=reason)
