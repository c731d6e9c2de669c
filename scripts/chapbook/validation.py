"""`chapbook validate`: what outside validators find in finished files, in the form of a collation.

EPUBCheck and Ace check an EPUB, the Nu checker and axe a web page, veraPDF a PDF. A validator that
is not installed is NOT RUN; one that reports nothing never counts as a pass.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from chapbook.collate.files import Sort, sorted_files
from chapbook.errors import UsageError
from chapbook.model.editions.collation import (
    CollationReport,
    Comparison,
    Finding,
    Reading,
    compared,
    not_run,
)
from chapbook.model.editions.output import Verdict
from chapbook.tools.validators.ace import check_accessibility
from chapbook.tools.validators.epubcheck import check_epub
from chapbook.tools.validators.verapdf import check_pdfs
from chapbook.tools.validators.web_pages import check_markup, check_page

_Validator = tuple[str, Callable[[Path], Comparison]]


def validate(paths: Sequence[Path], progress: Callable[[str], None]) -> CollationReport:
    """Run every validator on the files of its kind; raises UsageError for a missing file."""
    for path in paths:
        if not path.exists():
            raise UsageError(f"there is no {path}", "build first, or name a folder or files")
    comparisons = []
    for given in sorted_files(paths):
        for name, validator in _VALIDATORS.get(given.sort, ()):
            progress(f"{name}: {given.path.name}")
            comparisons.append(validator(given.path))
    if not comparisons:
        comparisons.append(not_run("validators", (), "there is no EPUB, HTML or PDF file to check"))
    return CollationReport(paths[0].name, (), tuple(comparisons))


def _epubcheck(path: Path) -> Comparison:
    result = check_epub(path)
    bad = (one for one in result.messages if one.severity != "USAGE")
    faults = [(f"{one.severity} {one.code}: {one.text}", one.place) for one in bad]
    return _compared("EPUBCheck", path, result.verdict, faults, result.reason)


def _ace(path: Path) -> Comparison:
    result = check_accessibility(path)
    faults = [(f"{one.rule} ({one.impact}): {one.text}", one.place) for one in result.violations]
    return _compared("Ace", path, result.verdict, faults, result.reason)


def _verapdf(path: Path) -> Comparison:
    (result,) = check_pdfs([path])
    faults = [
        (f"{one.clause}: {one.text} ({one.count} times)", "; ".join(one.places))
        for one in result.failures
    ]
    return _compared("veraPDF", path, result.verdict, faults, result.reason)


def _nu(path: Path) -> Comparison:
    result = check_markup(path)
    faults = [(one.text, one.place) for one in result.faults]
    return _compared("Nu", path, result.verdict, faults, result.reason)


def _axe(path: Path) -> Comparison:
    result = check_page(path)
    faults = [(one.text, one.place) for one in result.faults]
    return _compared("axe", path, result.verdict, faults, result.reason)


def _compared(
    name: str, path: Path, verdict: Verdict, faults: list[tuple[str, str]], reason: str | None
) -> Comparison:
    """Return the verdict of a validator in the form of a comparison."""
    if verdict is Verdict.NOT_RUN:
        return not_run(name, (path.name,), reason or "it did not run")
    if verdict is Verdict.PASS:
        return compared(name, (path.name,), [])
    return compared(name, (path.name,), list(_findings(path, faults, reason)))


def _findings(path: Path, faults: list[tuple[str, str]], reason: str | None) -> Iterator[Finding]:
    for text, place in faults:
        yield Finding(text, (Reading(path.name, place),) if place else ())
    if not faults:
        yield Finding(reason or "it failed without giving a reason")


_VALIDATORS: dict[Sort, tuple[_Validator, ...]] = {
    Sort.EPUB: (("EPUBCheck", _epubcheck), ("Ace", _ace)),
    Sort.HTML: (("Nu", _nu), ("axe", _axe)),
    Sort.PAGE: (("Nu", _nu), ("axe", _axe)),
    Sort.PDF: (("veraPDF", _verapdf),),
}
