"""A diagnostic in words, as data: what the JSON report and the functions of `chapbook` give."""

from __future__ import annotations

from dataclasses import dataclass

from chapbook.model.diagnostics import Diagnostic
from chapbook.report.messages import hint_of, message_of


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a manuscript. Lines and columns count from 1; None if unknown.

    `severity` is `error`, which stops a build, or `warning`. `code` never changes its meaning.
    """

    path: str
    line: int | None
    column: int | None
    severity: str
    code: str
    message: str
    hint: str

    def __str__(self) -> str:
        """Return `path:line:column: severity CODE message`, without what is unknown."""
        place = ":".join(str(part) for part in (self.path, self.line, self.column) if part)
        return f"{place}: {self.severity} {self.code} {self.message}"


def problem_of(finding: Diagnostic) -> Problem:
    """Put a diagnostic into words."""
    return Problem(
        finding.place.path,
        finding.place.line,
        finding.place.column,
        finding.severity.value,
        finding.code.value,
        message_of(finding),
        hint_of(finding),
    )
