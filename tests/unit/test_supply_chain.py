"""What the program is made of: every package has a licence that goes with the AGPL.

The licences are those that the packages declare of themselves; a new package, or one that changes
its licence, is looked at by a person, who then writes it here.
"""

from __future__ import annotations

import re
from importlib.metadata import PackageMetadata, distribution
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = sorted((ROOT / "scripts" / "locks").glob("*.txt"))
# Licences that code under the AGPL, version 3 or later, can be joined with, or be used beside
# (https://www.gnu.org/licenses/license-list.html).
COMPATIBLE = frozenset(
    """MIT MIT-0 MIT-CMU BSD BSD-2-Clause BSD-3-Clause Apache-2.0 MPL-2.0 PSF-2.0 OFL-1.1
    AGPL-3.0-or-later LGPL-2.1-or-later""".split()
)
_WORDS = (
    (r"affero", "AGPL-3.0-or-later"),
    (r"lesser|lgpl", "LGPL-2.1-or-later"),
    (r"mozilla public license 2|mpl-2", "MPL-2.0"),
    (r"open font|ofl", "OFL-1.1"),
    (r"apache", "Apache-2.0"),
    (r"bsd.?2", "BSD-2-Clause"),
    (r"bsd.?3", "BSD-3-Clause"),
    (r"bsd", "BSD"),
    (r"psf|python software", "PSF-2.0"),
    (r"mit-0", "MIT-0"),
    (r"mit-cmu|hpnd", "MIT-CMU"),
    (r"\bmit\b", "MIT"),
)
_REQUIREMENT = re.compile(r"^([A-Za-z0-9][\w.-]*)(?:\[[^\]]*\])?==([^\s;\\]+)", re.MULTILINE)


def locked() -> list[str]:
    """Return the names of all packages in the lock files."""
    names: set[str] = set()
    for lock in LOCKS:
        names |= {match[1] for match in _REQUIREMENT.finditer(lock.read_text(encoding="utf-8"))}
    return sorted(names)


def licence_of(metadata: PackageMetadata) -> str:
    """Return the licence of a package as an SPDX identifier, or in its own words if unknown."""
    classifiers = [c for c in metadata.get_all("Classifier") or () if c.startswith("License")]
    said = " ".join([metadata.get("License-Expression") or "", *classifiers]).strip()
    said = said or (metadata.get("License") or "")[:200]
    found = [identifier for word, identifier in _WORDS if re.search(word, said, re.IGNORECASE)]
    return found[0] if found else said


@pytest.mark.parametrize("name", locked())
def test_the_licence_goes_with_ours(name: str) -> None:
    try:
        found = distribution(name)
    except ModuleNotFoundError:
        pytest.skip(f"NOT RUN: {name} is not installed on this system")
    assert licence_of(found.metadata) in COMPATIBLE


def test_every_package_is_pinned_to_a_version_and_a_hash() -> None:
    assert len(locked()) > 60
    for name in ("run.txt", "test.txt"):
        text = (ROOT / "scripts" / "locks" / name).read_text(encoding="utf-8")
        entries = re.split(r"\n(?=[A-Za-z0-9])", text)
        bare = [entry[:40] for entry in entries if "==" in entry and "--hash=sha256:" not in entry]
        assert bare == []


def test_security_md_says_how_to_report_and_what_is_promised() -> None:
    page = (ROOT / ".github" / "SECURITY.md").read_text(encoding="utf-8")
    for promise in ("network", "folder", "script", "limit", "--strict", "--raw-html", "report"):
        assert promise in page
