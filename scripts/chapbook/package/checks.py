"""Results of outside validators on the finished files, for the download page.

A check not requested, or whose program is missing, is NOT RUN, with the reason; it is never
taken for a pass.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from chapbook.errors import EditionFailed
from chapbook.model.editions.output import Artifact, Check, Verdict
from chapbook.tools.validators.ace import AceResult, check_accessibility
from chapbook.tools.validators.epubcheck import EpubCheckResult, check_epub
from chapbook.tools.validators.verapdf import VeraPdfResult, check_pdfs

NOT_ASKED = "not_asked"
"""The reason for a check that was not requested, as a key of the download page's words."""

_SHOWN = 3


def unasked_checks(artifacts: Sequence[Artifact]) -> tuple[Check, ...]:
    """Name the checks that could have been run."""
    return tuple(
        Check(checker, artifact.path.name, Verdict.NOT_RUN, NOT_ASKED)
        for artifact in artifacts
        for checker in artifact.format.validators
    )


def run_checks(artifacts: Sequence[Artifact]) -> tuple[Check, ...]:
    """Run the validators of each format on its file, those that are installed.

    Raises EditionFailed if one of them reports an error.
    """
    checks: list[Check] = []
    faults: list[str] = []
    for artifact in artifacts:
        for validator in artifact.format.validators:
            check, found = _VALIDATORS[validator](artifact)
            checks.append(check)
            if check.verdict is Verdict.FAIL:
                faults.append(f"{check.checker} on {check.file}: {'; '.join(found[:_SHOWN])}")
    if faults:
        raise EditionFailed("a validator reported errors: " + " | ".join(faults))
    return tuple(checks)


_Result = EpubCheckResult | AceResult | VeraPdfResult
_Found = tuple[Check, list[str]]
"""A check, and what is wrong with the file."""


def _check(checker: str, artifact: Artifact, result: _Result, passed: str) -> Check:
    named = f"{checker} {result.version}" if result.version else checker
    detail = passed if result.verdict is Verdict.PASS else result.reason or ""
    return Check(named, artifact.path.name, result.verdict, detail)


def _counted(result: EpubCheckResult) -> str:
    return "found_nothing" if result.silent else f"{result.usage} × USAGE"


def _reason(result: _Result) -> list[str]:
    return [result.reason] if result.reason else []


def _epubcheck(artifact: Artifact) -> _Found:
    result = check_epub(artifact.path)
    messages = [f"{one.code} {one.text} ({one.place})" for one in result.messages]
    check = _check("EPUBCheck", artifact, result, _counted(result))
    return check, messages or _reason(result)


def _ace(artifact: Artifact) -> _Found:
    result = check_accessibility(artifact.path)
    rules = [f"{one.rule} {one.text} ({one.place})" for one in result.violations]
    return _check("Ace by DAISY", artifact, result, "found_nothing"), rules or _reason(result)


def _verapdf(artifact: Artifact) -> _Found:
    (result,) = check_pdfs([artifact.path])
    clauses = [f"{one.clause} {one.text}" for one in result.failures]
    return _check("veraPDF", artifact, result, "found_nothing"), clauses or _reason(result)


_VALIDATORS: Mapping[str, Callable[[Artifact], _Found]] = {
    "EPUBCheck": _epubcheck,
    "Ace by DAISY": _ace,
    "veraPDF": _verapdf,
}
