"""Outside programs: what they are given arrives, however slowly they read."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from chapbook.errors import LimitReached, ProgramFailed
from chapbook.policy import Limits, Policy, in_force
from chapbook.tools.processes import Bounds, Child

DATA = b"word " * 200_000  # more than a pipe holds


def ran(code: str, folder: Path, memory: str = "") -> tuple[int, bytes, bytes]:
    command = [sys.executable, "-c", code]
    bounds = Bounds("pandoc_seconds", 20, memory)
    child = Child("a program", bounds, command, folder=folder, environment={})
    return child.finish(DATA)


def test_a_program_that_begins_late_gets_all_of_its_input(tmp_path: Path) -> None:
    """It reads after the first look at what it does."""
    code = "import sys, time; time.sleep(1); sys.stdout.buffer.write(sys.stdin.buffer.read())"
    assert ran(code, tmp_path) == (0, DATA, b"")


def test_a_program_may_end_without_reading_its_input(tmp_path: Path) -> None:
    assert ran("print('enough')", tmp_path) == (0, b"enough\n", b"")


CRASH = "import os, time; full = bytearray({} * 2**20); time.sleep(1); os.abort()"


def test_who_crashes_with_its_memory_full_came_to_its_limit(tmp_path: Path) -> None:
    """Libraries that get no memory abort; their message then does not give the reason."""
    policy = Policy(Limits(pdf_memory=400))
    with in_force(policy), pytest.raises(LimitReached, match="the limit pdf-memory is 400"):
        ran(CRASH.format(380), tmp_path, "pdf_memory")


def test_who_has_filled_its_memory_is_ended(tmp_path: Path) -> None:
    code = "import time; full = bytearray(500 * 2**20); time.sleep(60)"
    policy = Policy(Limits(pdf_memory=400))
    with in_force(policy), pytest.raises(LimitReached, match="the limit pdf-memory is 400"):
        ran(code, tmp_path, "pdf_memory")


def test_who_crashes_with_memory_left_did_not(tmp_path: Path) -> None:
    with in_force(Policy(Limits(pdf_memory=4_000))), pytest.raises(ProgramFailed, match="SIGABRT"):
        ran(CRASH.format(1), tmp_path, "pdf_memory")
