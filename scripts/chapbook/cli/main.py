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

from chapbook import __version__, pipeline
from chapbook.cli.finished_files import collate_command, preflight_command, validate_command
from chapbook.cli.imposing import impose_command, sheets_in_words
from chapbook.cli.options import AS_JSON, FLIP, FORMATS, INSTRUCTIONS, PRESS, WEIGHT
from chapbook.cli.output import progress, say
from chapbook.errors import ChapbookError, ExitCode, as_chapbook_error
from chapbook.formats import formats_of
from chapbook.impose.schemes import SCHEMES
from chapbook.model.editions.imposition import Flip, PamphletOptions
from chapbook.model.editions.output import Profile
from chapbook.model.editions.press import House
from chapbook.options import (
    BuildOptions,
    epoch_of,
    papers_of,
    thickness_of,
)
from chapbook.outcome import Outcome, Progress
from chapbook.policy import Policy, in_force, policy_of, table
from chapbook.report import check_lines, json_of, lines_of, printable, summary_of
from chapbook.report.collation import collation_summary, skipped_lines, suspicion_lines
from chapbook.tools.processes import deadline

_MANUSCRIPT = Path("manuscript", "manuscript.md")
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
@FORMATS
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
    help="How sheets become the pamphlet.  [saddle; signatures for more than 16 sheets]",
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
@PRESS
@click.option(
    "--collate/--no-collate", "collate", default=True, show_default=True,
    help="Prove that the editions agree before older ones are replaced.",
)  # fmt: skip
@AS_JSON
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
@FORMATS
@AS_JSON
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


for command in (impose_command, collate_command, validate_command, preflight_command):
    cli.add_command(command)


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
    say(f"chapbook: {printable(error.message)}")
    for line in error.details:
        say(printable(line))
    if error.next_step:
        say(f"  hint: {printable(error.next_step)}")
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
        with in_force(options.policy), deadline(_failed), progress(quiet=as_json) as tell:
            outcome = run(options, tell)
    except ChapbookError as error:
        if as_json:
            click.echo(json_of((), exit_code=error.exit_code, failure=error.in_full))
        raise
    code = _code_of(outcome)
    if as_json:
        click.echo(
            json_of(
                outcome.diagnostics,
                exit_code=code,
                artifacts=outcome.artifacts,
                sheets=outcome.sheets,
                seconds=outcome.seconds,
                collation=outcome.collation,
                checks=outcome.checks,
            )
        )
    else:
        _tell(outcome)
    if code is not ExitCode.WELL:
        raise click.exceptions.Exit(code)


def _code_of(outcome: Outcome) -> ExitCode:
    if outcome.failed:
        return ExitCode.MANUSCRIPT_ERRORS
    return ExitCode.CHECK_NOT_RUN if outcome.unvalidated else ExitCode.WELL


def _tell(outcome: Outcome) -> None:
    for line in lines_of(outcome.diagnostics):
        say(line)
    for artifact in outcome.artifacts:
        click.echo(f"{artifact.path}  {artifact.size / 1024:,.0f} KiB")
    for sheets in outcome.sheets:
        say(f"{sheets.file}: {sheets_in_words(sheets)}")
    if outcome.collation is not None:
        say(f"collation {collation_summary(outcome.collation)}")
        for line in suspicion_lines(outcome.collation):
            say(line)
        for line in skipped_lines(outcome.collation):
            say(f"  {line}")
    for line in check_lines(outcome.checks):
        say(printable(line))
    say(summary_of(outcome.diagnostics))
