"""The proof that editions agree: `chapbook collate`, and the gate that every build goes through.

A build collates its new editions with one another before older ones are replaced. When they do not
agree they are kept aside in `rejected/` with the report, and the older ones stay as they were.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from chapbook.collate import Outside, Source, collate
from chapbook.collate.files import is_compared
from chapbook.collate.unkeyed import Reader, unkeyed_files
from chapbook.errors import EditionFailed, ProgramFailed, UsageError
from chapbook.model.editions.collation import CollationReport, not_run
from chapbook.model.editions.output import FinishedFile, Verdict
from chapbook.options import BuildOptions, CollateOptions
from chapbook.parse import parse
from chapbook.read import read
from chapbook.render.text.fragments import fragments
from chapbook.report.collation import collation_html, collation_json, failure_lines
from chapbook.resolve import resolve
from chapbook.tools import addresses, pandoc

REJECTED = "rejected"
"""The folder, inside the output folder, of editions that did not agree."""
_REPORTS = ("collation.html", "collation.json")


def collate_files(
    options: CollateOptions, progress: Callable[[str], None], readers: tuple[Reader, ...] = ()
) -> CollationReport:
    """Compare finished files; write the report into the folder, where one is named.

    `readers` are those of formats without keys.

    Raises UsageError for a file that is not there.
    """
    for path in (*options.paths, *([options.manuscript] if options.manuscript else [])):
        if not path.exists():
            raise UsageError(f"there is no {path}", "build first, or name a folder or files")
    progress("collate")
    reach = addresses.reach if options.online else None
    outside = Outside(pandoc.read_markdown, reach, readers)
    source = None if options.manuscript is None else _source_of(options.manuscript)
    report = collate(options.paths, options.manuscript, outside, source)
    if options.output is not None:
        _write(report, options.output)
    return report


def _source_of(manuscript: Path) -> Source | None:
    """Return a manuscript as what editions must show, None if it has errors."""
    text, _ = read(manuscript, str(manuscript))
    parsed = None if text is None else parse(text, None)[0]
    resolved = None if parsed is None else resolve(parsed)[0]
    if text is None or resolved is None:
        return None
    expectation = fragments(resolved)[0].expectation
    return None if expectation is None else Source(text.text, expectation)


def prove(
    made: Sequence[FinishedFile],
    folder: Path,
    options: BuildOptions,
    source: Source | None,
    readers: tuple[Reader, ...] = (),
) -> CollationReport:
    """Collate what a build has made in `folder`, and write the report beside it.

    Each is compared with the manuscript as `source` has it. Raises EditionFailed if one differs.
    """
    unkeyed = dict(unkeyed_files((one.path for one in made), readers))
    paths = [one.path for one in made if one.path in unkeyed or is_compared(one.path)]
    if options.collate:
        report = collate(paths, None, Outside(pandoc.read_markdown, readers=readers), source)
    else:
        names = tuple(path.name for path in paths)
        left_out = not_run("collation", names, "it was left out with --no-collate")
        report = CollationReport(options.manuscript.stem, (), (left_out,))
    _write(report, folder)
    aside = options.output / REJECTED
    shutil.rmtree(aside, ignore_errors=True)
    if report.verdict is Verdict.FAIL:
        _keep(made, folder, aside)
        count = sum(len(one.findings) + one.left_out for one in report.comparisons)
        message = f"the editions differ: {count} finding{'' if count == 1 else 's'}"
        hint = f"see {aside / 'collation.html'}; --no-collate builds without the comparison"
        raise EditionFailed(message, hint, list(failure_lines(report)))
    return report


def report_files(folder: Path) -> list[FinishedFile]:
    """Return the files of the report, to be published with the editions."""
    return [FinishedFile.of(folder / name, (folder / name).read_bytes()) for name in _REPORTS]


def _keep(made: Sequence[FinishedFile], folder: Path, aside: Path) -> None:
    try:
        aside.mkdir()
        for path in (*(artifact.path for artifact in made), *(folder / name for name in _REPORTS)):
            path.replace(aside / path.name)
    except OSError as error:
        message = f"the editions do not agree, and cannot be kept in {aside}: {error.strerror}"
        raise EditionFailed(message, "choose another folder with --output") from error


def _write(report: CollationReport, folder: Path) -> None:
    """Write `collation.json` and `collation.html`. Raises ProgramFailed."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        folder.joinpath("collation.json").write_text(collation_json(report), encoding="utf-8")
        folder.joinpath("collation.html").write_text(collation_html(report), encoding="utf-8")
    except OSError as error:
        message = f"cannot write into {folder}: {error.strerror}"
        raise ProgramFailed(message, "choose another folder with --output") from error
