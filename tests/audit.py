"""Ask for known holes in what is locked: PASS, FAIL, or NOT RUN where nobody could be asked.

    python tests/audit.py scripts/locks/test.txt

Exit codes: 0 no package has a known hole; 1 one has; 7 the advisory service could not be asked
about every package. pip-audit itself calls it a success when it could ask about none.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

PASS, FAIL, NOT_RUN = 0, 1, 7
_SECONDS = 300
# Findings that a person has looked at, with the reason why they do not concern us.
ANSWERED: Mapping[str, str] = {}


def judge(report: Mapping[str, Any]) -> tuple[int, list[str]]:
    """Judge a report of pip-audit (its JSON): the exit code, and lines for a person."""
    packages = report["dependencies"]
    skipped = [entry["name"] for entry in packages if "skip_reason" in entry]
    holes = [
        _line(entry, hole)
        for entry in packages
        for hole in entry.get("vulns", ())
        if hole["id"] not in ANSWERED
    ]
    if holes:
        return FAIL, holes
    if skipped or not packages:
        return NOT_RUN, [
            f"NOT RUN: {len(skipped)} of {len(packages)} packages are not known to the service"
        ]
    return PASS, [f"{len(packages)} packages without known holes"]


def _line(package: Mapping[str, Any], hole: Mapping[str, Any]) -> str:
    mended = ", ".join(hole["fix_versions"]) or "no version yet"
    return f"{package['name']} {package['version']}: {hole['id']}, mended in {mended}"


def audit(lock: Path) -> tuple[int, list[str]]:
    """Run pip-audit on a lock file and evaluate its report."""
    command = [sys.executable, "-m", "pip_audit", "--disable-pip", "--require-hashes"]
    options = ["--requirement", str(lock), "--format", "json", "--progress-spinner", "off"]
    try:
        done = subprocess.run(
            [*command, *options], capture_output=True, text=True, timeout=_SECONDS, check=False
        )
        return judge(json.loads(done.stdout))
    except subprocess.TimeoutExpired:
        return NOT_RUN, [f"NOT RUN: no answer within {_SECONDS} s"]
    except (ValueError, KeyError, TypeError):
        last = done.stderr.strip().splitlines()[-1:] or ["pip-audit said nothing"]
        return NOT_RUN, [f"NOT RUN: {last[0]}"]


if __name__ == "__main__":
    code, lines = audit(Path(sys.argv[1]))
    sys.stdout.write("\n".join(lines) + "\n")
    sys.exit(code)
