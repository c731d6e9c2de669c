"""Options that more than one command has."""

from __future__ import annotations

import click

from chapbook.formats import DEFAULT_FORMATS
from chapbook.model.editions.imposition import Flip
from chapbook.model.editions.press import House

AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")


def _joined(_: click.Context, __: click.Parameter, names: tuple[str, ...]) -> str:
    return ",".join(names)


FORMATS = click.option(
    "--format", "formats", multiple=True, callback=_joined, metavar="NAME,…",
    default=[DEFAULT_FORMATS], show_default=DEFAULT_FORMATS,
    help="The editions wanted, in one list or one by one.",
)  # fmt: skip
FLIP = click.option(
    "--flip", type=click.Choice([one.value for one in Flip]), default="short", show_default=True,
    help="The edge on which the printer turns the sheets.",
)  # fmt: skip
INSTRUCTIONS = click.option(
    "--instructions", is_flag=True, help="Put a sheet first that tells how to print and fold."
)
PRESS = click.option(
    "--press", type=click.Choice([one.value for one in House]), default="generic",
    show_default=True, help="Whose rules the files for a press are to keep.",
)  # fmt: skip
WEIGHT = click.option(
    "--paper-weight", type=float, metavar="GSM", help="For the creep.  [80]"
)  # fmt: skip
