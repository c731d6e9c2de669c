"""Files are read in their order, side by side or not, and one that breaks is none that is lost."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from chapbook.collate import reading
from chapbook.collate.files import Given, Sort

_READ = reading.read_file
_WORDS = "<p data-key='abcdef'>A few words.</p>"


@pytest.fixture
def files(tmp_path: Path) -> list[Given]:
    found = []
    for rank in range(3):
        path = tmp_path / f"{rank}.html"
        path.write_text(f"<!doctype html><title>{rank}</title>{_WORDS * (rank + 1)}")
        found.append(Given(path, Sort.HTML))
    return [*found, Given(tmp_path / "x.epub", Sort.EPUB), Given(tmp_path / "y", Sort.STRANGE)]


def _seen(read: list[reading.ReadFile]) -> list[tuple[str, int, str]]:
    return [
        (one.file.path.name, len(one.edition.blocks) if one.edition else 0, one.fault[:12])
        for one in read
    ]


def test_processes_read_as_one_does(files: list[Given], monkeypatch: pytest.MonkeyPatch) -> None:
    alone = _seen(reading.read_files(files))
    assert [blocks for _, blocks, _ in alone] == [1, 2, 3, 0, 0]
    assert [bool(fault) for _, _, fault in alone] == [False, False, False, True, True]
    monkeypatch.setattr(reading, "_SMALL", 0)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})
    own, other = reading._shares(files)
    assert sorted(map(len, (own, other))) == [2, 3]
    read = list[Path]()
    monkeypatch.setattr(reading, "read_file", lambda file: read.append(file.path) or _READ(file))
    assert _seen(reading.read_files(files)) == alone
    assert read == [file.path for file in own]


@pytest.mark.parametrize("program", ["/bin/false", "/nowhere/python", "noisy"])
def test_what_a_process_cannot_read_is_read_without_one(
    program: str,
    files: list[Given],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    noisy = tmp_path / "noisy"
    noisy.write_text("#!/bin/sh\necho Traceback >&2\nexit 1\n")
    noisy.chmod(0o755)
    monkeypatch.setattr(reading, "_SMALL", 0)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1})
    monkeypatch.setattr(sys, "executable", str(tmp_path / program))
    assert [blocks for _, blocks, _ in _seen(reading.read_files(files))] == [1, 2, 3, 0, 0]
    assert capfd.readouterr() == ("", "")
