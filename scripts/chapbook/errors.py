"""Exceptions that end a run. Each carries its exit code and the next step for the person.

Only `cli` turns them into exits. What is wrong with a manuscript is a diagnostic, not one of these.
"""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """The exit codes of every command."""

    WELL = 0
    USAGE = 2
    MANUSCRIPT_ERRORS = 3
    PROGRAM_MISSING = 4
    PROGRAM_FAILED = 5
    EDITION_FAILED = 6
    CHECK_NOT_RUN = 7
    INTERRUPTED = 130


class ChapbookError(Exception):
    """The run cannot go on: `message` says what happened, `next_step` what to do about it."""

    exit_code = ExitCode.PROGRAM_FAILED

    def __init__(self, message: str, next_step: str = "") -> None:
        """Keep both sentences apart; the edge decides how to print them."""
        super().__init__(message)
        self.message = message
        self.next_step = next_step


class UsageError(ChapbookError):
    """What was asked for makes no sense (exit 2)."""

    exit_code = ExitCode.USAGE


class ProgramMissing(ChapbookError):
    """An outside program or library is missing or too old (exit 4)."""

    exit_code = ExitCode.PROGRAM_MISSING


class ProgramFailed(ChapbookError):
    """An outside program ran and failed (exit 5)."""

    exit_code = ExitCode.PROGRAM_FAILED


class EditionFailed(ChapbookError):
    """An edition was made and found wrong (exit 6)."""

    exit_code = ExitCode.EDITION_FAILED
