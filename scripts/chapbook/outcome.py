"""What a run finds and makes, and how long each stage takes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from chapbook.model.diagnostics import Diagnostic, has_errors, in_order
from chapbook.model.editions.collation import CollationReport
from chapbook.model.editions.imposition import ImpositionSummary
from chapbook.model.editions.output import Artifact, Check, Verdict

Progress = Callable[[str], None]


@dataclass(slots=True)
class Outcome:
    """What a run found and made: diagnostics, finished files, seconds by stage.

    `sheets` says of each file of sheets how it is printed. `checks` are those of outside
    validators, None where the build was not asked to run them.
    """

    diagnostics: tuple[Diagnostic, ...] = ()
    artifacts: tuple[Artifact, ...] = ()
    collation: CollationReport | None = None
    sheets: tuple[ImpositionSummary, ...] = ()
    checks: tuple[Check, ...] | None = None
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def failed(self) -> bool:
        """Return whether an error stopped the run."""
        return has_errors(self.diagnostics)

    @property
    def unvalidated(self) -> bool:
        """Whether outside validators were to be run, and not one of them could."""
        return self.checks is not None and all(
            check.verdict is Verdict.NOT_RUN for check in self.checks
        )

    def found(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        """Add what a stage found."""
        self.diagnostics = in_order((*self.diagnostics, *diagnostics))


class Clock:
    """Reports progress and keeps the seconds of each stage; none of it reaches an output."""

    def __init__(self, outcome: Outcome, progress: Progress) -> None:
        """Take the record of seconds, and the function that reports each stage."""
        self.outcome, self.progress = outcome, progress

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Report that a stage begins; keep how long it took."""
        self.progress(name)
        start = time.perf_counter()
        yield
        self.outcome.seconds[name] = time.perf_counter() - start
