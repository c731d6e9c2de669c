"""The commands that check finished files: `collate`, `validate`, `preflight`."""

from __future__ import annotations

from pathlib import Path

import click

from chapbook.cli.options import AS_JSON, PRESS
from chapbook.cli.output import progress
from chapbook.errors import ExitCode
from chapbook.model.editions.collation import CollationReport
from chapbook.model.editions.output import Verdict
from chapbook.model.editions.press import House, Part

_VERDICTS = {
    Verdict.PASS: ExitCode.WELL,
    Verdict.FAIL: ExitCode.EDITION_FAILED,
    Verdict.NOT_RUN: ExitCode.CHECK_NOT_RUN,
}


@click.command("collate")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[BUILD_DIR | FILES…]")
@click.option(
    "--manuscript", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="Also compare with this manuscript.",
)  # fmt: skip
@click.option(
    "--output", type=click.Path(path_type=Path, file_okay=False), metavar="DIR",
    help="Folder for collation.html and collation.json.  [default: BUILD_DIR; none for FILES]",
)  # fmt: skip
@click.option("--online", is_flag=True, help="Also check external links.")
@AS_JSON
def collate_command(
    *,
    paths: tuple[Path, ...],
    manuscript: Path | None,
    output: Path | None,
    online: bool,
    as_json: bool,
) -> None:
    """Compare finished editions: a build folder [default: build], or files from any tool."""
    from chapbook import api

    with progress(quiet=as_json) as report_stage:
        report = api.collate(
            paths, manuscript=manuscript, output=output, online=online, progress=report_stage
        )
    _print_report(report, as_json=as_json)


@click.command("validate")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[BUILD_DIR | FILES…]")
@click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="Also write the report as an HTML page.",
)  # fmt: skip
@AS_JSON
def validate_command(*, paths: tuple[Path, ...], output: Path | None, as_json: bool) -> None:
    """Check finished files [default: build] with EPUBCheck, Ace, Nu, axe and veraPDF."""
    from chapbook.report.collation import collation_html
    from chapbook.validation import validate

    with progress(quiet=as_json) as report_stage:
        report = validate(paths or (Path("build"),), report_stage)
    if output is not None:
        output.write_text(collation_html(report, validation=True), encoding="utf-8")
    _print_report(report, as_json=as_json)


@click.command("preflight")
@click.argument("pdf", type=click.Path(path_type=Path))
@PRESS
@click.option(
    "--part", type=click.Choice([one.value for one in Part]), default="interior",
    show_default=True, help="Part of the book in the file.",
)  # fmt: skip
@click.option("--right-to-left", is_flag=True, help="The book is bound on the right.")
@AS_JSON
def preflight_command(
    *, pdf: Path, press: str, part: str, right_to_left: bool, as_json: bool
) -> None:
    """Check a PDF against a printer's requirements."""
    from chapbook.press import look_at
    from chapbook.report.preflight import preflight_json, preflight_text

    found = look_at(pdf, House(press), Part(part), right_to_left=right_to_left)
    click.echo((preflight_json if as_json else preflight_text)((found,)), nl=False)
    _leave_with(found.verdict)


def _print_report(report: CollationReport, *, as_json: bool) -> None:
    """Print a report of comparisons and leave with the code of its verdict."""
    from chapbook.report.collation import collation_json, collation_lines

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
