"""Outside programs: what they are given arrives, however slowly they read."""

from __future__ import annotations

import sys
from pathlib import Path

from chapbook.tools.processes import Child

DATA = b"word " * 200_000  # more than a pipe holds


def ran(code: str, folder: Path) -> tuple[int, bytes, bytes]:
    command = [sys.executable, "-c", code]
    child = Child("a program", ("pandoc_seconds", 20), command, folder=folder, environment={})
    return child.finish(DATA)


def test_a_program_that_begins_late_gets_all_of_its_input(tmp_path: Path) -> None:
    """It reads after the first look at what it does."""
    code = "import sys, time; time.sleep(1); sys.stdout.buffer.write(sys.stdin.buffer.read())"
    assert ran(code, tmp_path) == (0, DATA, b"")


def test_a_program_may_end_without_reading_its_input(tmp_path: Path) -> None:
    assert ran("print('enough')", tmp_path) == (0, b"enough\n", b"")
