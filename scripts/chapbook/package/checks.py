"""Results of outside validators on the finished files, for the download page.

A check not requested, or whose program is missing, is NOT RUN, with the reason; it is never
taken for a pass.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from chapbook.errors import EditionFailed
from chapbook.model.editions.output import Artifact, Check, Format, Verdict
from chapbook.tools.validators.ace import AceResult, check_accessibility
from chapbook.tools.validators.epubcheck import EpubCheckResult, check_epub
from chapbook.tools.validators.verapdf import VeraPdfResult, check_pdfs

NOT_ASKED = "not_asked"
"""The reason for a check that was not requested, as a key of the download page's words."""

_EPUBCHECK, _ACE, _VERAPDF = "EPUBCheck", "Ace by DAISY", "veraPDF"
_CHECKERS = {Format.EPUB: (_EPUBCHECK, _ACE), Format.PDF: (_VERAPDF,)}
_SHOWN = 3


def unasked_checks(artifacts: Sequence[Artifact]) -> tuple[Check, ...]:
    """Name the checks that could have been run."""
    return tuple(
        Check(checker, artifact.path.name, Verdict.NOT_RUN, NOT_ASKED)
        for artifact in artifacts
        for checker in _CHECKERS.get(artifact.format, ())
    )


def run_checks(artifacts: Sequence[Artifact]) -> tuple[Check, ...]:
    """Run the outside checkers that are installed on the EPUB and on the screen PDF.

    Raises EditionFailed if one of them reports an error.
    """
    checks: list[Check] = []
    faults: list[str] = []
    for artifact in artifacts:
        for check, found in _checked(artifact):
            checks.append(check)
            if check.verdict is Verdict.FAIL:
                faults.append(f"{check.checker} on {check.file}: {'; '.join(found[:_SHOWN])}")
    if faults:
        raise EditionFailed("a validator reported errors: " + " | ".join(faults))
    return tuple(checks)


def _checked(artifact: Artifact) -> Iterator[tuple[Check, list[str]]]:
    """Yield each check of a file, with what was found wrong."""
    path = artifact.path
    if artifact.format is Format.EPUB:
        epub = check_epub(path)
        messages = [f"{one.code} {one.text} ({one.place})" for one in epub.messages]
        yield _check(_EPUBCHECK, artifact, epub, _counted(epub)), messages or _reason(epub)
        ace = check_accessibility(path)
        rules = [f"{one.rule} {one.text} ({one.place})" for one in ace.violations]
        yield _check(_ACE, artifact, ace, "found_nothing"), rules or _reason(ace)
    elif artifact.format is Format.PDF:
        (pdf,) = check_pdfs([path])
        clauses = [f"{one.clause} {one.text}" for one in pdf.failures]
        yield _check(_VERAPDF, artifact, pdf, "found_nothing"), clauses or _reason(pdf)


_Result = EpubCheckResult | AceResult | VeraPdfResult


def _check(checker: str, artifact: Artifact, result: _Result, passed: str) -> Check:
    named = f"{checker} {result.version}" if result.version else checker
    detail = passed if result.verdict is Verdict.PASS else result.reason or ""
    return Check(named, artifact.path.name, result.verdict, detail)


def _counted(result: EpubCheckResult) -> str:
    return "found_nothing" if result.silent else f"{result.usage} × USAGE"


def _reason(result: _Result) -> list[str]:
    return [result.reason] if result.reason else []
