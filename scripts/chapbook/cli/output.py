"""Progress and messages of a running command."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click
from rich.console import Console

from chapbook.outcome import Progress


def say(line: str) -> None:
    """Print a line beside the result."""
    click.echo(line, err=True)


@contextmanager
def progress(*, quiet: bool) -> Iterator[Progress]:
    """Show the running stage: on a terminal a spinner, else plain lines, none if `quiet`."""
    console = Console(stderr=True)
    if quiet:
        yield lambda _: None
    elif console.is_terminal:
        with console.status("") as status:
            yield lambda stage: status.update(f"{stage} …")
    else:
        yield lambda stage: say(f"chapbook: {stage}")
