"""Exceptions that end a run. Each carries its exit code and the next step for the person.

Only `cli` turns them into exits. What is wrong with a manuscript is a diagnostic, not one of these.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

_REMEDY = "make this passage simpler"


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
    """The run cannot go on: `message` says what happened, `next_step` what to do about it.

    `details` are lines between the two, for what one line cannot tell.
    """

    exit_code = ExitCode.PROGRAM_FAILED

    def __init__(self, message: str, next_step: str = "", details: Sequence[str] = ()) -> None:
        """Keep the sentences apart; the edge decides how to print them."""
        super().__init__(message)
        self.message = message
        self.next_step = next_step
        self.details = tuple(details)

    @property
    def in_full(self) -> str:
        """The message with its details, a line each."""
        return "\n".join((self.message, *self.details))


class UsageError(ChapbookError):
    """What was asked for makes no sense (exit 2)."""

    exit_code = ExitCode.USAGE


class TooManySheets(UsageError):
    """So many sheets, one within the other, that the inner pages lose their margins (exit 2)."""


class NestedTooDeeply(ChapbookError):
    """The manuscript holds quotations, lists or elements within each other without end (exit 3)."""

    exit_code = ExitCode.MANUSCRIPT_ERRORS

    def __init__(self, limit: str = "", advice: str = "") -> None:
        """Compose the message: what is wrong, which limit that is beyond and how to raise it.

        Where it is in the manuscript nobody can tell by then.
        """
        what = "the manuscript nests quotations, lists or raw HTML too deeply to be read"
        step = "look for a long run of “>” or for elements that are not closed"
        super().__init__(
            f"{what}: {limit}" if limit else what, "; ".join(filter(None, (step, advice)))
        )


class ProgramMissing(ChapbookError):
    """An outside program or library is missing or too old (exit 4)."""

    exit_code = ExitCode.PROGRAM_MISSING


class ProgramFailed(ChapbookError):
    """An outside program ran and failed (exit 5)."""

    exit_code = ExitCode.PROGRAM_FAILED


class LimitReached(ProgramFailed):
    """A limit of `policy.Limits` was reached.

    The facts: what happened, which limit, its value, how to raise it.
    A program that comes to a limit fails (exit 5); where a stage knows the place in the manuscript
    that is to blame, it makes a diagnostic of it (exit 3).
    """

    def __init__(self, what: str, limit: str, value: str, advice: str) -> None:
        """Keep the facts; they make up the message."""
        super().__init__(f"{what}: the limit {limit} is {value}", advice)
        self.facts = {
            "what": what,
            "limit": limit,
            "value": value,
            "remedy": _REMEDY,
            "advice": advice,
        }


class EditionFailed(ChapbookError):
    """An edition was made and found wrong (exit 6)."""

    exit_code = ExitCode.EDITION_FAILED


def as_chapbook_error(error: Exception) -> ChapbookError:
    """Put any exception into words: the system's, a limit of Python, or a bug of ours."""
    if isinstance(error, ChapbookError):
        return error
    if isinstance(error, RecursionError):
        return NestedTooDeeply()
    if isinstance(error, MemoryError):
        return ProgramFailed(
            "there is not enough memory", "close other programs, or divide the book"
        )
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        return ProgramFailed(f"{where}{error.strerror or error}", "make room, or choose --output")
    what = f"{type(error).__name__}: {error}"
    hint = "please report it with the manuscript; CHAPBOOK_DEBUG=1 shows where it happened"
    return ProgramFailed(f"a fault of Chapbook itself ({what})", hint)
