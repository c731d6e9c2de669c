"""The command line: arguments, progress and exit codes; no book logic."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import click
from rich.console import Console

from chapbook import __version__, pipeline
from chapbook.errors import ChapbookError, ExitCode
from chapbook.model.output import Profile
from chapbook.options import BuildOptions, epoch_of, formats_of
from chapbook.pipeline import Outcome, Progress
from chapbook.report import json_of, lines_of, summary_of

_MANUSCRIPT = Path("manuscript", "manuscript.md")
_Run = Callable[[BuildOptions, Progress], Outcome]


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="chapbook")
def cli() -> None:
    """Make one Markdown manuscript with typed notes into editions that agree."""


@cli.command()
@click.argument("manuscript", type=click.Path(path_type=Path), default=_MANUSCRIPT)
@click.option(
    "--format", "formats", default="html,epub,pdf", show_default=True, metavar="NAME,…",
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
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def build(*, manuscript: Path, formats: str, output: Path, profile: str, as_json: bool) -> None:
    """Make the editions of MANUSCRIPT (manuscript/manuscript.md)."""
    _run(pipeline.build, manuscript, formats, output, as_json=as_json, profile=Profile(profile))


@cli.command()
@click.argument("manuscript", type=click.Path(path_type=Path), default=_MANUSCRIPT)
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def check(*, manuscript: Path, as_json: bool) -> None:
    """Say what is wrong with MANUSCRIPT; write nothing."""
    _run(pipeline.check, manuscript, "html", Path("build"), as_json=as_json)


def main() -> NoReturn:
    """Run the command and leave with an exit code of `errors.ExitCode`."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        code = cli.main(standalone_mode=False)
    except click.Abort:
        sys.exit(ExitCode.INTERRUPTED)
    except click.ClickException as error:
        error.show()
        sys.exit(ExitCode.USAGE)
    except ChapbookError as error:
        _say(f"chapbook: {error.message}")
        if error.next_step:
            _say(f"  hint: {error.next_step}")
        sys.exit(error.exit_code)
    sys.exit(code if isinstance(code, int) else ExitCode.WELL)


def _run(
    run: _Run,
    manuscript: Path,
    formats: str,
    output: Path,
    *,
    as_json: bool,
    profile: Profile = Profile.UNIVERSAL,
) -> None:
    try:
        wanted, epoch = formats_of(formats), epoch_of()
        options = BuildOptions(manuscript, str(manuscript), wanted, output, epoch, profile)
        with _progress(quiet=as_json) as tell:
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
                seconds=outcome.seconds,
            )
        )
    else:
        _tell(outcome)
    if code is not ExitCode.WELL:
        raise click.exceptions.Exit(code)


def _tell(outcome: Outcome) -> None:
    for line in lines_of(outcome.diagnostics):
        _say(line)
    for artifact in outcome.artifacts:
        click.echo(f"{artifact.path}  {artifact.size / 1024:,.0f} KiB")
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
