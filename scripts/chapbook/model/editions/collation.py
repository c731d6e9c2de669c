"""What the collation of finished files says: comparisons, each with a verdict, and their findings.

`report` makes a page and JSON of it. `validate` reports outside validators in the same form.
"""

from __future__ import annotations

from dataclasses import dataclass

from chapbook.model.editions.output import Verdict


@dataclass(frozen=True, slots=True)
class Reading:
    """What is at the place of a finding in one copy: `words`, with some before and after.

    `place` is a file and the id of an element, a page and a position on it, or a line.
    """

    copy: str
    place: str
    before: str = ""
    words: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One difference or fault, and how each copy concerned reads there.

    A suspicion (`suspected`) was inferred, for example from places on a page: it is a warning.
    """

    message: str
    readings: tuple[Reading, ...] = ()
    suspected: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """One comparison of some copies. `subject` is what was compared (text, notes, …).

    `reason` says why it was not run. `left_out` counts findings beyond those that are kept.
    """

    subject: str
    copies: tuple[str, ...]
    verdict: Verdict
    findings: tuple[Finding, ...] = ()
    reason: str = ""
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class CopyCounts:
    """A copy of the text: how it is called in the report, its file, and what was counted in it."""

    name: str
    file: str
    counts: tuple[tuple[str, int | None], ...]


@dataclass(frozen=True, slots=True)
class CollationReport:
    """All comparisons of one run."""

    title: str
    copies: tuple[CopyCounts, ...]
    comparisons: tuple[Comparison, ...]

    @property
    def verdict(self) -> Verdict:
        """FAIL if any comparison failed, PASS if all that ran passed, NOT RUN if none ran."""
        verdicts = {comparison.verdict for comparison in self.comparisons}
        if Verdict.FAIL in verdicts:
            return Verdict.FAIL
        return Verdict.PASS if Verdict.PASS in verdicts else Verdict.NOT_RUN

    @property
    def suspicions(self) -> tuple[Finding, ...]:
        """The findings that are no more than suspicions."""
        found = (one for comparison in self.comparisons for one in comparison.findings)
        return tuple(one for one in found if one.suspected)


KEPT = 200
"""As many findings of a comparison as a report shows; the others are counted."""


def compared(subject: str, copies: tuple[str, ...], findings: list[Finding]) -> Comparison:
    """Return the comparison that ran and found this."""
    return Comparison(
        subject,
        copies,
        Verdict.FAIL if any(not one.suspected for one in findings) else Verdict.PASS,
        tuple(sorted(findings, key=lambda one: one.suspected)[:KEPT]),
        left_out=max(len(findings) - KEPT, 0),
    )


def not_run(subject: str, copies: tuple[str, ...], reason: str) -> Comparison:
    """Return the comparison that could not be made."""
    return Comparison(subject, copies, Verdict.NOT_RUN, reason=reason)
