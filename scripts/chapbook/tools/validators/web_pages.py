"""Validators of web pages: the Nu HTML checker (`vnu-jar`) and axe (`axe-core`), both from npm.

Nothing is a pass but a readable report on the page: what is missing is NOT RUN, what cannot be
believed FAIL. Both are found in the `node_modules` that `tools.validators.ace` names.
"""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chapbook.model.editions.output import Verdict
from chapbook.tools.validators.ace import NODE_MODULES, find_browser

_SECONDS = 300
_JAVA = ("-Xss4m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
# What the Nu checker (vnu-jar 26) does not know yet, each seen to work in Chromium by the tests:
# - `anchor-name`, and `anchor()` in an inset: https://www.w3.org/TR/css-anchor-position-1/
# - `scroll-target-group`, `:target-current`: https://www.w3.org/TR/css-overflow-5/#scroll-target-focus
# - that a policy of `img-src data:` lets pictures through that are written into the page
#   (https://www.w3.org/TR/CSP3/#match-url-to-source-expression: a scheme matches its addresses).
NU_IS_BEHIND = re.compile(
    r"CSS: “(anchor-name|scroll-target-group)”: Property “\1” doesn't exist"
    r"|CSS: “inset-block-start”: Parse Error"
    r"|CSS: Unknown pseudo-element or pseudo-class “:target-current”"
    r"|Resource violates Content Security Policy \(meta tag\): image “data:"
)
"""Messages of the Nu checker that are no faults."""
_POLICY = re.compile(r"<meta[^>]+Content-Security-Policy[^>]*>", re.IGNORECASE)
_MARK = "chapbook-axe"


@dataclass(frozen=True, slots=True)
class PageFault:
    """A message of a validator on a page, and its place."""

    text: str
    place: str


@dataclass(frozen=True, slots=True)
class PageResult:
    """A verdict on a page. `reason` says why the validator did not run or is not trusted."""

    verdict: Verdict
    faults: tuple[PageFault, ...] = ()
    reason: str | None = None


def check_markup(path: Path) -> PageResult:
    """Judge markup and styles by the Nu HTML checker; informative messages are left out."""
    java, jar = shutil.which("java"), _module("vnu-jar", "build", "dist", "vnu.jar")
    if java is None or jar is None:
        missing = "Java" if java is None else "vnu-jar"
        return PageResult(Verdict.NOT_RUN, reason=f"{missing} is not installed")
    options = ["--also-check-css", "--format", "json", "--stdout"]
    try:
        done = subprocess.run(
            [java, *_JAVA, "-jar", str(jar), *options, str(path)],
            capture_output=True, timeout=_SECONDS, check=False,
        )  # fmt: skip
        return _result(_messages(json.loads(done.stdout)))
    except subprocess.TimeoutExpired:
        return _unbelieved(f"the Nu checker took longer than {_SECONDS} s")
    except (ValueError, KeyError, TypeError) as error:
        return _unbelieved(f"the Nu checker returned no readable report: {type(error).__name__}")


def _messages(report: dict[str, Any]) -> Iterator[PageFault]:
    for message in report["messages"]:
        text = str(message["message"])
        told = message["type"] != "info" or message.get("subType") == "warning"
        if told and not NU_IS_BEHIND.search(text):
            yield PageFault(text, f"line {message.get('lastLine', '?')}")


def check_page(path: Path) -> PageResult:
    """Judge accessibility by axe, in headless Chromium; the page's policy is left out for it."""
    axe, browser = _module("axe-core", "axe.min.js"), find_browser()
    if axe is None or browser is None:
        missing = "axe-core" if axe is None else "Chromium"
        return PageResult(Verdict.NOT_RUN, reason=f"{missing} is not installed")
    with tempfile.TemporaryDirectory(prefix="chapbook-") as folder:
        page = Path(folder, "page.html")
        page.write_text(_judged(path, axe), encoding="utf-8")
        options = ["--headless", "--disable-gpu", "--no-sandbox", "--disable-sync",
                   f"--user-data-dir={folder}/profile", "--virtual-time-budget=60000"]  # fmt: skip
        command = [browser, *options, "--dump-dom", page.as_uri()]
        try:
            done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
        except subprocess.TimeoutExpired:
            return _unbelieved(f"axe took longer than {_SECONDS} s")
        return _told(done.stdout.decode("utf-8", errors="replace"))


def _judged(path: Path, axe: Path) -> str:
    """Return the page with axe in it, and what writes its report at the end of the body."""
    text = _POLICY.sub("", path.read_text(encoding="utf-8", errors="replace"))
    run = (
        "axe.run().then(r => { const e = document.createElement('pre'); e.id = '" + _MARK + "';"
        " e.textContent = JSON.stringify(r.violations); document.documentElement.append(e); })"
    )
    scripts = f"<script>{axe.read_text(encoding='utf-8')}</script><script>{run}</script>"
    before, closing, after = text.rpartition("</body>")
    return f"{before}{scripts}{closing}{after}" if closing else text + scripts


def _told(printed: str) -> PageResult:
    match = re.search(rf'<pre id="{_MARK}">(.*?)</pre>', printed, re.DOTALL)
    if match is None:
        return _unbelieved("axe returned no report")
    try:
        violations = json.loads(html.unescape(match[1]))
        return _result(
            PageFault(f"{one['id']}: {one['help']}", " ".join(map(str, node["target"])))
            for one in violations
            for node in one["nodes"]
        )
    except (ValueError, KeyError, TypeError) as error:
        return _unbelieved(f"axe returned no readable report: {type(error).__name__}")


def _result(found: Iterator[PageFault]) -> PageResult:
    faults = tuple(found)
    return PageResult(Verdict.FAIL if faults else Verdict.PASS, faults)


def _unbelieved(reason: str) -> PageResult:
    return PageResult(Verdict.FAIL, (PageFault(reason, ""),), reason)


def _module(*parts: str) -> Path | None:
    named = os.environ.get(NODE_MODULES)
    found = Path(named, *parts) if named else None
    return found if found is not None and found.is_file() else None
