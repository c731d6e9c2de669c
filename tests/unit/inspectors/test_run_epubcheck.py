"""EPUBCheck in a running JVM: a run without its own report is a failure, never a pass."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from validators import run_epubcheck

REPORT = {
    "checker": {"path": "/a/book.epub", "checkerVersion": "5.3.0"},
    "publication": {"nSpines": 1},
    "messages": [],
}


@pytest.fixture
def java(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put an empty `java` first on the PATH; a test writes what it does."""
    program = tmp_path / "java"
    program.touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    return program


@pytest.mark.parametrize("lines", ["read order", "read order; echo done", "exit 0"])
def test_an_older_report_is_not_that_of_a_run_that_failed(java: Path, lines: str) -> None:
    folder = java.parent
    (folder / "epubcheck.json").write_text(json.dumps(REPORT), encoding="utf-8")
    java.write_text(f"#!/bin/sh\necho ready\n{lines}\n", encoding="utf-8")
    with pytest.raises((FileNotFoundError, BrokenPipeError)):
        run_epubcheck(folder / "book.epub", folder)


def test_the_report_of_a_run_is_read(java: Path) -> None:
    folder = java.parent
    (folder / "wanted.json").write_text(json.dumps(REPORT), encoding="utf-8")
    copy = f"cp {folder}/wanted.json {folder}/epubcheck.json"
    java.write_text(
        f"#!/bin/sh\necho ready\nwhile read order; do {copy}; echo done; done\n", encoding="utf-8"
    )
    assert run_epubcheck(folder / "book.epub", folder) == []
    with pytest.raises(AssertionError):
        run_epubcheck(folder / "other.epub", folder)
