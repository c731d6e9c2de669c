"""What is committed names no path of a machine and no address to download from."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

from building import ROOT

# Written in parts, so that this file does not hold what it looks for.
_MACHINE = re.compile(r"(?<![\w.$}])/" + r"(?:work|root|home/[a-z]+|Users/[A-Za-z]+)/[\w.-]")
_DOWNLOAD = re.compile(r"https?://|\s--(?:extra-)?index-url|--find-links|\bgit\+")


def committed() -> list[Path]:
    """List the files that git tracks and that are there."""
    done = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    files = [ROOT / name for name in done.stdout.split("\0") if name]
    return [path for path in files if path.is_file()]


def test_no_committed_file_names_a_path_of_a_machine() -> None:
    found = []
    for path in committed():
        text = path.read_bytes().decode("utf-8", "replace")
        found += [f"{path.relative_to(ROOT)}: {m[0]}" for m in _MACHINE.finditer(text)]
    assert found == []


def test_lock_files_hold_hashes_and_no_addresses() -> None:
    locks = [path for path in committed() if "locks" in path.parts]
    assert locks
    for path in locks:
        text = path.read_text(encoding="utf-8")
        lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
        assert [line for line in lines if _DOWNLOAD.search(line)] == []
        pinned = re.findall(r"^[\w.\[\]-]+==", text, re.MULTILINE)
        assert pinned
        assert text.count("--hash=sha256:") >= len(pinned)


def test_the_lock_file_of_the_engines_holds_hashes_and_no_addresses() -> None:
    text = (ROOT / "tests" / "engines" / "package-lock.json").read_text(encoding="utf-8")
    assert _DOWNLOAD.findall(text) == []
    packages = {name: found for name, found in json.loads(text)["packages"].items() if name}
    assert packages
    unsure = [
        name
        for name, found in packages.items()
        if "resolved" in found or not found.get("integrity", "").startswith("sha512-")
    ]
    assert unsure == []
