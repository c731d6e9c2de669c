"""Run the stages that come before rendering on a text, for the tests of these stages."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from hypothesis import HealthCheck, settings

from chapbook.model.diagnostics import Diagnostic, in_order
from chapbook.model.manuscript import Manuscript, ParsedManuscript
from chapbook.model.source import SourceText
from chapbook.parse import parse
from chapbook.resolve import resolve

NOWHERE = Path("/nowhere")


NIGHTLY = os.environ.get("CHAPBOOK_TESTS") == "nightly"
_SHARE = 4  # of the examples, the other tiers try one in so many


def examples(count: int) -> settings:
    """Try so many examples in the nightly tier, a quarter of them in the others.

    They are the same ones on every run and on every machine.
    """
    return settings(
        max_examples=count if NIGHTLY else count // _SHARE,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )


@dataclass(frozen=True)
class Resolved:
    """What became of a text: the manuscript, if it was without errors, and all that was found."""

    manuscript: Manuscript | None
    diagnostics: tuple[Diagnostic, ...]

    @property
    def book(self) -> Manuscript:
        """The manuscript of a text that must be without errors."""
        assert self.manuscript is not None, said(self.diagnostics)
        return self.manuscript

    @property
    def silent(self) -> Manuscript:
        """The manuscript of a text about which there must be nothing to say."""
        assert said(self.diagnostics) == []
        return self.book


def source_of(text: str, folder: Path = NOWHERE) -> SourceText:
    """Make a source text as `read` would; `folder` is where its pictures and data lie."""
    return SourceText(folder / "manuscript.md", "manuscript.md", text, "0" * 64)


def parsed(
    text: str, folder: Path = NOWHERE
) -> tuple[ParsedManuscript | None, tuple[Diagnostic, ...]]:
    """Parse a text."""
    return parse(source_of(text, folder))


def resolved(text: str, folder: Path = NOWHERE) -> Resolved:
    """Parse and resolve a text, as far as it goes, and gather what was found on the way."""
    tree, findings = parsed(text, folder)
    if tree is None:
        return Resolved(None, findings)
    manuscript, more = resolve(tree)
    found = in_order((*findings, *more))
    failed = any(finding.severity.value == "error" for finding in found)
    return Resolved(None if failed else manuscript, found)


def said(diagnostics: tuple[Diagnostic, ...]) -> list[str]:
    """Return code and place of each finding: `CB201 5:12`, `CB209` where no line is known."""
    return [
        " ".join([d.code.value, *([f"{d.place.line}:{d.place.column}"] if d.place.line else [])])
        for d in diagnostics
    ]
