"""Exceptions that end a run. Each has an exit code and a next step for the user.

Only `cli` turns them into exits. A problem in a manuscript is a diagnostic, not one of these.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

_REMEDY = "simplify this passage"


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

    `details` are lines printed between the two, for what does not fit on one line.
    """

    exit_code = ExitCode.PROGRAM_FAILED

    def __init__(self, message: str, next_step: str = "", details: Sequence[str] = ()) -> None:
        """Keep the parts separate; `cli` decides how to print them."""
        super().__init__(message)
        self.message = message
        self.next_step = next_step
        self.details = tuple(details)

    @property
    def in_full(self) -> str:
        """The message with its details, a line each."""
        return "\n".join((self.message, *self.details))


class UsageError(ChapbookError):
    """Invalid arguments (exit 2)."""

    exit_code = ExitCode.USAGE


class TooManySheets(UsageError):
    """Too many nested sheets: the inner pages lose their margins (exit 2)."""


class NestedTooDeeply(ChapbookError):
    """The manuscript nests quotations, lists or elements too deeply (exit 3)."""

    exit_code = ExitCode.MANUSCRIPT_ERRORS

    def __init__(self, limit: str = "", advice: str = "") -> None:
        """Compose the message: what is wrong, which limit was exceeded and how to raise it.

        By then the place in the manuscript is no longer known.
        """
        what = "the manuscript nests quotations, lists or raw HTML too deeply to be read"
        step = "look for a long run of “>” or an HTML element that is never closed"
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
    A program that reaches a limit fails (exit 5). A stage that knows the responsible place in the
    manuscript reports a diagnostic instead (exit 3).
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
    """An edition was built but failed verification (exit 6)."""

    exit_code = ExitCode.EDITION_FAILED


def as_chapbook_error(error: Exception) -> ChapbookError:
    """Put any exception into words: the system's, a limit of Python, or a bug of ours."""
    if isinstance(error, ChapbookError):
        return error
    if isinstance(error, RecursionError):
        return NestedTooDeeply()
    if isinstance(error, MemoryError):
        return ProgramFailed("not enough memory", "close other programs, or split the manuscript")
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        return ProgramFailed(
            f"{where}{error.strerror or error}",
            "free some space, or choose another folder with --output",
        )
    what = f"{type(error).__name__}: {error}"
    hint = (
        "this is a bug: please report it with the manuscript; CHAPBOOK_DEBUG=1 shows the traceback"
    )
    return ProgramFailed(f"internal error ({what})", hint)
