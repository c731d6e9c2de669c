"""The command line: arguments, progress and exit codes; no book logic."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import Any, NoReturn

import click
from rich.console import Console

from chapbook import __version__, pipeline
from chapbook.cli_impose import FLIP, INSTRUCTIONS, WEIGHT, impose_command, sheets_in_words
from chapbook.errors import ChapbookError, ExitCode, as_chapbook_error
from chapbook.impose.schemes import SCHEMES
from chapbook.judges import validate
from chapbook.model.collation import CollationReport
from chapbook.model.imposition import Flip, PamphletOptions
from chapbook.model.output import Profile, Verdict
from chapbook.model.press import House, Part
from chapbook.options import (
    BuildOptions,
    CollateOptions,
    epoch_of,
    formats_of,
    papers_of,
    thickness_of,
)
from chapbook.pipeline import Outcome, Progress
from chapbook.policy import Policy, in_force, policy_of, table
from chapbook.press import look_at
from chapbook.proof import collate_files
from chapbook.report import json_of, lines_of, printable, summary_of
from chapbook.report.collation import (
    collation_html,
    collation_json,
    collation_lines,
    collation_summary,
)
from chapbook.report.preflight import preflight_json, preflight_text
from chapbook.tools.processes import deadline

_MANUSCRIPT = Path("manuscript", "manuscript.md")
_FORMATS = "html,epub,pdf,pamphlet,site"
_POLICY = (
    click.option(
        "--strict", is_flag=True,
        help="For manuscripts of strangers: no raw HTML, a simpler reader, tighter limits.",
    ),
    click.option(
        "--raw-html", is_flag=True,
        help="Let the manuscript's HTML through as it is, scripts too. For your own texts only.",
    ),
    click.option(
        "--limit", "settings", multiple=True, metavar="NAME=VALUE",
        help="Raise or lower a limit; may be given often. `chapbook limits` lists them.",
    ),
)  # fmt: skip
_VERDICTS = {
    Verdict.PASS: ExitCode.WELL,
    Verdict.FAIL: ExitCode.EDITION_FAILED,
    Verdict.NOT_RUN: ExitCode.CHECK_NOT_RUN,
}
_Run = Callable[[BuildOptions, Progress], Outcome]


def _with_policy(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that only the person who runs it has, read as a `policy`."""

    @wraps(command)
    def run(*, strict: bool, raw_html: bool, settings: tuple[str, ...], **others: Any) -> None:
        command(policy=policy_of(settings, strict=strict, raw_html=raw_html), **others)

    for option in reversed(_POLICY):
        run = option(run)
    return run


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="chapbook")
def cli() -> None:
    """Make one Markdown manuscript with typed notes into editions that agree."""


@cli.command()
@click.argument("manuscript", type=click.Path(path_type=Path), default=_MANUSCRIPT)
@click.option(
    "--format", "formats", default=_FORMATS, show_default=True, metavar="NAME,…",
    help="The editions to make.",
)  # fmt: skip
@click.option(
    "--output", type=click.Path(path_type=Path, file_okay=False), default=Path("build"),
    show_default=True, help="The folder that receives them.",
)  # fmt: skip
@click.option(
    "--profile", type=click.Choice([one.value for one in Profile]), default="universal",
    show_default=True, help="Whom the EPUB is written for.",
)  # fmt: skip
@click.option(
    "--scheme", type=click.Choice(list(SCHEMES)),
    help="How sheets become the pamphlet.  [saddle; signatures where that is too thick]",
)  # fmt: skip
@click.option(
    "--paper", "papers", default="a4,letter", show_default=True, metavar="NAME,…",
    help="Paper of the pamphlet.",
)  # fmt: skip
@FLIP
@WEIGHT
@click.option("--fit", is_flag=True, help="Set the pamphlet so that few pages are blank.")
@INSTRUCTIONS
@click.option(
    "--validate", is_flag=True,
    help="Run EPUBCheck, Ace and veraPDF, where installed; the download page tells what they said.",
)  # fmt: skip
@click.option(
    "--press", type=click.Choice([one.value for one in House]), default="generic",
    show_default=True, help="Whom the files of --format print are made for.",
)  # fmt: skip
@click.option(
    "--collate/--no-collate", "collate", default=True, show_default=True,
    help="Prove that the editions agree before older ones are replaced.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@_with_policy
def build(  # noqa: PLR0913  # one for each option of the command
    *,
    manuscript: Path,
    formats: str,
    output: Path,
    profile: str,
    scheme: str | None,
    papers: str,
    flip: str,
    paper_weight: float | None,
    fit: bool,
    instructions: bool,
    validate: bool,
    press: str,
    collate: bool,
    as_json: bool,
    policy: Policy,
) -> None:
    """Make the editions of MANUSCRIPT (manuscript/manuscript.md)."""
    pamphlet = PamphletOptions(
        scheme=scheme,
        papers=papers_of(papers),
        flip=Flip(flip),
        thickness=thickness_of(None, paper_weight),
        instructions=instructions,
        fit=fit,
    )
    options = BuildOptions(
        manuscript,
        str(manuscript),
        (),
        output,
        profile=Profile(profile),
        pamphlet=pamphlet,
        validate=validate,
        collate=collate,
        policy=policy,
        house=House(press),
    )
    _run(pipeline.build, options, formats, as_json=as_json)


@cli.command()
@click.argument("manuscript", type=click.Path(path_type=Path), default=_MANUSCRIPT)
@click.option(
    "--format", "formats", default=_FORMATS, show_default=True, metavar="NAME,…",
    help="The editions to check for.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@_with_policy
def check(*, manuscript: Path, formats: str, as_json: bool, policy: Policy) -> None:
    """Say what is wrong with MANUSCRIPT; write nothing."""
    options = BuildOptions(manuscript, str(manuscript), (), Path("build"), policy=policy)
    _run(pipeline.check, options, formats, as_json=as_json)


@cli.command()
def limits() -> None:
    """List the limits of a build: by default, and with --strict."""
    click.echo(f"{'limit':<20} {'default':>13} {'--strict':>13}  of")
    for name, default, strict, what in table():
        click.echo(f"{name:<20} {default:>13,} {strict:>13,}  {what}")


@cli.command("collate")
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
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
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
    with _progress(quiet=as_json) as tell:
        report = collate_files(options, tell)
    _tell_of_report(report, as_json=as_json)


@cli.command("validate")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[BUILD_DIR | FILES…]")
@click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="Write the report as a page, too.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def validate_command(*, paths: tuple[Path, ...], output: Path | None, as_json: bool) -> None:
    """Let EPUBCheck, Ace, the Nu checker, axe and veraPDF judge finished files (those in build)."""
    with _progress(quiet=as_json) as tell:
        report = validate(paths or (Path("build"),), tell)
    if output is not None:
        output.write_text(collation_html(report, judges=True), encoding="utf-8")
    _tell_of_report(report, as_json=as_json)


@cli.command("preflight")
@click.argument("pdf", type=click.Path(path_type=Path))
@click.option(
    "--press", type=click.Choice([one.value for one in House]), default="generic",
    show_default=True, help="Whose rules it is held against.",
)  # fmt: skip
@click.option(
    "--part", type=click.Choice([one.value for one in Part]), default="interior",
    show_default=True, help="What the file is.",
)  # fmt: skip
@click.option("--right-to-left", is_flag=True, help="The book is bound at its right edge.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def preflight_command(
    *, pdf: Path, press: str, part: str, right_to_left: bool, as_json: bool
) -> None:
    """Hold a finished PDF against what a printing house asks for."""
    found = look_at(pdf, House(press), Part(part), right_to_left=right_to_left)
    click.echo((preflight_json if as_json else preflight_text)((found,)), nl=False)
    if found.verdict is not Verdict.PASS:
        failed = found.verdict is Verdict.FAIL
        raise click.exceptions.Exit(ExitCode.EDITION_FAILED if failed else ExitCode.CHECK_NOT_RUN)


cli.add_command(impose_command)


def main() -> NoReturn:
    """Run the command and leave with an exit code of `errors.ExitCode`."""
    _prepare()
    try:
        code = cli.main(standalone_mode=False)
    except click.Abort:
        sys.exit(ExitCode.INTERRUPTED)
    except click.ClickException as error:
        error.show()
        sys.exit(ExitCode.USAGE)
    except BrokenPipeError:  # whoever read what we print has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(ExitCode.PROGRAM_FAILED)
    except Exception as error:  # the edge: nobody is shown a traceback
        if os.environ.get("CHAPBOOK_DEBUG"):
            raise
        sys.exit(_failed(as_chapbook_error(error)))
    sys.exit(code if isinstance(code, int) else ExitCode.WELL)


def _prepare() -> None:
    """Make the streams fit for any text and any caller; let a request to end clean up first."""
    for descriptor in range(3):  # a file opened later must not take the place of a closed stream
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _terminate)


def _terminate(number: int, _: object) -> NoReturn:
    sys.exit(128 + number)


def _failed(error: ChapbookError) -> int:
    _say(f"chapbook: {printable(error.message)}")
    if error.next_step:
        _say(f"  hint: {printable(error.next_step)}")
    return error.exit_code


def _run(
    run: _Run,
    options: BuildOptions,
    formats: str,
    *,
    as_json: bool,
) -> None:
    """Run with the formats named and the epoch set; tell what came of it."""
    try:
        options = replace(options, formats=formats_of(formats), epoch=epoch_of())
        with in_force(options.policy), deadline(_failed), _progress(quiet=as_json) as tell:
            outcome = run(options, tell)
    except ChapbookError as error:
        if as_json:
            click.echo(json_of((), exit_code=error.exit_code, failure=error.message))
        raise
    code = ExitCode.MANUSCRIPT_ERRORS if outcome.failed else ExitCode.WELL
    if as_json:
        click.echo(
            json_of(
                outcome.diagnostics,
                exit_code=code,
                artifacts=outcome.artifacts,
                sheets=outcome.sheets,
                seconds=outcome.seconds,
                collation=outcome.collation,
            )
        )
    else:
        _tell(outcome)
    if code is not ExitCode.WELL:
        raise click.exceptions.Exit(code)


def _tell_of_report(report: CollationReport, *, as_json: bool) -> None:
    """Print a report of comparisons and leave with the code of its verdict."""
    if as_json:
        click.echo(collation_json(report), nl=False)
    else:
        for line in collation_lines(report):
            click.echo(line)
    code = _VERDICTS[report.verdict]
    if code is not ExitCode.WELL:
        raise click.exceptions.Exit(code)


def _tell(outcome: Outcome) -> None:
    for line in lines_of(outcome.diagnostics):
        _say(line)
    for artifact in outcome.artifacts:
        click.echo(f"{artifact.path}  {artifact.size / 1024:,.0f} KiB")
    for sheets in outcome.sheets:
        _say(f"{sheets.file}: {sheets_in_words(sheets)}")
    if outcome.collation is not None:
        _say(f"collation {collation_summary(outcome.collation)}")
    _say(summary_of(outcome.diagnostics))


def _say(line: str) -> None:
    click.echo(line, err=True)


class _progress:  # noqa: N801  # used as a function: `with _progress() as tell`
    """Show the running stage: a spinner on a terminal, plain lines otherwise."""

    def __init__(self, *, quiet: bool) -> None:
        console = Console(stderr=True)
        self._status = console.status("") if console.is_terminal and not quiet else None
        self._quiet = quiet

    def __enter__(self) -> Progress:
        if self._status is not None:
            self._status.start()
        return self._tell

    def __exit__(self, *_: object) -> None:
        if self._status is not None:
            self._status.stop()

    def _tell(self, stage: str) -> None:
        if self._status is not None:
            self._status.update(f"{stage} …")
        elif not self._quiet:
            _say(f"chapbook: {stage}")
