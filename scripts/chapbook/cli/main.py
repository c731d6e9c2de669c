"""The command line: arguments, progress and exit codes; no book logic.

A command imports what it runs when it runs, so that help and version come at once.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, Unpack

import click

from chapbook import __version__
from chapbook.cli.finished_files import collate_command, preflight_command, validate_command
from chapbook.cli.imposing import impose_command, sheets_in_words
from chapbook.cli.options import AS_JSON, FLIP, FORMATS, INSTRUCTIONS, PRESS, WEIGHT
from chapbook.cli.output import progress, say
from chapbook.errors import ChapbookError, ExitCode, as_chapbook_error
from chapbook.impose.schemes import SCHEMES
from chapbook.model.editions.output import Profile
from chapbook.policy import in_force, table
from chapbook.report import check_lines, json_of, lines_of, printable, summary_of
from chapbook.tools.processes import deadline

if TYPE_CHECKING:
    from chapbook.api import BuildKeywords, CheckKeywords
    from chapbook.options import BuildOptions
    from chapbook.outcome import Outcome, Progress

_MANUSCRIPT = Path("manuscript", "manuscript.md")
_POLICY = (
    click.option(
        "--strict", is_flag=True,
        help="For untrusted manuscripts: no raw HTML, simpler Markdown, tighter limits.",
    ),
    click.option(
        "--raw-html", is_flag=True,
        help="Keep the manuscript's HTML as it is, including scripts. For your own texts only.",
    ),
    click.option(
        "--limit", "limits", multiple=True, metavar="NAME=VALUE",
        help="Raise or lower a limit; repeat for more. `chapbook limits` lists them.",
    ),
)  # fmt: skip


def _with_policy(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that are never read from a manuscript to a command."""
    for option in reversed(_POLICY):
        command = option(command)
    return command


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="chapbook")
def cli() -> None:
    """Build matching web, EPUB, PDF and pamphlet editions from one Markdown manuscript."""


@cli.command()
@click.argument("manuscript", type=click.Path(path_type=Path), default=_MANUSCRIPT)
@FORMATS
@click.option(
    "--output", type=click.Path(path_type=Path, file_okay=False), default=Path("build"),
    show_default=True, help="Output folder.",
)  # fmt: skip
@click.option(
    "--profile", type=click.Choice([one.value for one in Profile]), default="universal",
    show_default=True, help="Reading system to target.",
)  # fmt: skip
@click.option(
    "--scheme", type=click.Choice(list(SCHEMES)),
    help="Imposition scheme.  [default: saddle; signatures for more than 16 sheets]",
)  # fmt: skip
@click.option(
    "--paper", "papers", default="a4,letter", show_default=True, metavar="NAME,…",
    help="Paper sizes of the pamphlet.",
)  # fmt: skip
@FLIP
@WEIGHT
@click.option(
    "--fit", is_flag=True, help="Adjust the pamphlet's type and margins to avoid blank pages."
)
@INSTRUCTIONS
@click.option(
    "--validate", is_flag=True,
    help="Run EPUBCheck, Ace and veraPDF if installed; show results on the download page.",
)  # fmt: skip
@PRESS
@click.option(
    "--collate/--no-collate", "collate", default=True, show_default=True,
    help="Verify that the editions agree before replacing older ones.",
)  # fmt: skip
@AS_JSON
@_with_policy
def build(*, manuscript: Path, as_json: bool, **options: Unpack[BuildKeywords]) -> None:
    """Build the editions of MANUSCRIPT [default: manuscript/manuscript.md]."""
    from chapbook import pipeline
    from chapbook.api import build_options

    _run(pipeline.build, lambda: build_options(manuscript, **options), as_json=as_json)


@cli.command()
@click.argument("manuscript", type=click.Path(path_type=Path), default=_MANUSCRIPT)
@FORMATS
@AS_JSON
@_with_policy
def check(*, manuscript: Path, as_json: bool, **options: Unpack[CheckKeywords]) -> None:
    """Report all problems in MANUSCRIPT; write nothing."""
    from chapbook import pipeline
    from chapbook.api import build_options

    _run(pipeline.check, lambda: build_options(manuscript, **options), as_json=as_json)


@cli.command()
def limits() -> None:
    """List the limits of a build, with their default and --strict values."""
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
    except BrokenPipeError:  # the program that read our output has ended
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(ExitCode.PROGRAM_FAILED)
    except Exception as error:  # last resort: show a message, not a traceback
        if os.environ.get("CHAPBOOK_DEBUG"):
            raise
        sys.exit(_failed(as_chapbook_error(error)))
    sys.exit(code if isinstance(code, int) else ExitCode.WELL)


def _prepare() -> None:
    """Make the streams accept any text; clean up before a signal ends the process."""
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
    run: Callable[[BuildOptions, Progress], Outcome],
    read_options: Callable[[], BuildOptions],
    *,
    as_json: bool,
) -> None:
    """Run with the options of the command line, and report the outcome."""
    from chapbook.api import exit_code_of

    try:
        options = read_options()
        with in_force(options.policy), deadline(_failed), progress(quiet=as_json) as report_stage:
            outcome = run(options, report_stage)
    except ChapbookError as error:
        if as_json:
            click.echo(json_of((), exit_code=error.exit_code, failure=error.in_full))
        raise
    code = exit_code_of(outcome)
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
        _print_outcome(outcome)
    if code is not ExitCode.WELL:
        raise click.exceptions.Exit(code)


def _print_outcome(outcome: Outcome) -> None:
    from chapbook.report.collation import collation_summary, skipped_lines, suspicion_lines

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
