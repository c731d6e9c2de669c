"""The set-up runs only the jar whose hash is pinned."""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from building import ROOT

WANTED = b"the jar that was looked at"
Fetch = Callable[[bytes], "subprocess.CompletedProcess[str]"]


@pytest.fixture
def fetch(tmp_path: Path) -> Fetch:
    """Return a function that has the set-up fetch veraPDF from a Maven that gives these bytes."""
    pin = f"{hashlib.sha256(WANTED).hexdigest()}  org.example:checker:1.0"
    (tmp_path / "pin.txt").write_text(pin, encoding="utf-8")
    maven = tmp_path / "mvn"
    maven.write_text(
        f'#!/bin/sh\necho "$@" >> "{tmp_path}/asked"\n'
        f'mkdir -p "{tmp_path}/share" && cp "{tmp_path}/given" "{tmp_path}/share/checker.jar"\n',
        encoding="utf-8",
    )
    maven.chmod(0o755)

    def run(given: bytes) -> subprocess.CompletedProcess[str]:
        (tmp_path / "given").write_bytes(given)
        script = (
            f'source "{ROOT}/scripts/setup.sh"; have_java() {{ return 0; }}\n'
            f'verapdf_pin="{tmp_path}/pin.txt"; verapdf_jar="{tmp_path}/share/checker.jar"\n'
            "have_verapdf"
        )
        return subprocess.run(
            ["bash", "-c", script],
            env={**os.environ, "PATH": f"{tmp_path}:/usr/bin:/bin", "CHAPBOOK_APT": "no"},
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def test_a_jar_with_another_hash_is_thrown_away(fetch: Fetch, tmp_path: Path) -> None:
    done = fetch(b"something else")
    assert done.returncode != 0
    assert "did not download the org.example:checker:1.0" in done.stderr
    assert not (tmp_path / "share" / "checker.jar").exists()


def test_the_jar_is_fetched_once_and_looked_at_each_time(fetch: Fetch, tmp_path: Path) -> None:
    jar, asked = tmp_path / "share" / "checker.jar", tmp_path / "asked"
    for _ in range(2):
        assert fetch(WANTED).returncode == 0
        assert jar.read_bytes() == WANTED
    assert len(asked.read_text(encoding="utf-8").splitlines()) == 1
    assert "-Dartifact=org.example:checker:1.0" in asked.read_text(encoding="utf-8")
    jar.write_bytes(b"changed since")
    assert fetch(b"something else").returncode != 0
    assert not jar.exists()
