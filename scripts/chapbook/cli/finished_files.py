"""The commands that judge finished files: `collate`, `validate`, `preflight`."""

from __future__ import annotations

from pathlib import Path

import click

from chapbook.cli.options import AS_JSON, PRESS
from chapbook.cli.output import progress
from chapbook.errors import ExitCode
from chapbook.formats import READERS
from chapbook.judges import validate
from chapbook.model.editions.collation import CollationReport
from chapbook.model.editions.output import Verdict
from chapbook.model.editions.press import House, Part
from chapbook.options import CollateOptions
from chapbook.press import look_at
from chapbook.proof import collate_files
from chapbook.report.collation import collation_html, collation_json, collation_lines
from chapbook.report.preflight import preflight_json, preflight_text

_VERDICTS = {
    Verdict.PASS: ExitCode.WELL,
    Verdict.FAIL: ExitCode.EDITION_FAILED,
    Verdict.NOT_RUN: ExitCode.CHECK_NOT_RUN,
}


@click.command("collate")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[BUILD_DIR | FILES…]")
@click.option(
    "--manuscript", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="Compare with it, too.",
)  # fmt: skip
@click.option(
    "--output", type=click.Path(path_type=Path, file_okay=False), metavar="DIR",
    help="Where collation.html and collation.json go.  [BUILD_DIR; nowhere for FILES]",
)  # fmt: skip
@click.option("--online", is_flag=True, help="Ask whether external addresses answer.")
@AS_JSON
def collate_command(
    *,
    paths: tuple[Path, ...],
    manuscript: Path | None,
    output: Path | None,
    online: bool,
    as_json: bool,
) -> None:
    """Say whether finished editions agree: those in a folder (build), or any files, of any tool."""
    chosen = paths or (Path("build"),)
    folder = output or (chosen[0] if len(chosen) == 1 and chosen[0].is_dir() else None)
    options = CollateOptions(chosen, manuscript, folder, online)
    with progress(quiet=as_json) as tell:
        report = collate_files(options, tell, READERS)
    _tell_of_report(report, as_json=as_json)


@click.command("validate")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[BUILD_DIR | FILES…]")
@click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="Write the report as a page, too.",
)  # fmt: skip
@AS_JSON
def validate_command(*, paths: tuple[Path, ...], output: Path | None, as_json: bool) -> None:
    """Let EPUBCheck, Ace, the Nu checker, axe and veraPDF judge finished files (those in build)."""
    with progress(quiet=as_json) as tell:
        report = validate(paths or (Path("build"),), tell)
    if output is not None:
        output.write_text(collation_html(report, judges=True), encoding="utf-8")
    _tell_of_report(report, as_json=as_json)


@click.command("preflight")
@click.argument("pdf", type=click.Path(path_type=Path))
@PRESS
@click.option(
    "--part", type=click.Choice([one.value for one in Part]), default="interior",
    show_default=True, help="What the file is.",
)  # fmt: skip
@click.option("--right-to-left", is_flag=True, help="The book is bound at its right edge.")
@AS_JSON
def preflight_command(
    *, pdf: Path, press: str, part: str, right_to_left: bool, as_json: bool
) -> None:
    """Hold a finished PDF against what a printing house asks for."""
    found = look_at(pdf, House(press), Part(part), right_to_left=right_to_left)
    click.echo((preflight_json if as_json else preflight_text)((found,)), nl=False)
    _leave_with(found.verdict)


def _tell_of_report(report: CollationReport, *, as_json: bool) -> None:
    """Print a report of comparisons and leave with the code of its verdict."""
    if as_json:
        click.echo(collation_json(report), nl=False)
    else:
        for line in collation_lines(report):
            click.echo(line)
    _leave_with(report.verdict)


def _leave_with(verdict: Verdict) -> None:
    code = _VERDICTS[verdict]
    if code is not ExitCode.WELL:
        raise click.exceptions.Exit(code)
