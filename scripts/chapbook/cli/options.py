"""Options that more than one command has."""

from __future__ import annotations

import click

from chapbook.model.editions.imposition import Flip
from chapbook.model.editions.press import House

# As in the registry, which imports all that makes them: help and version need none of it.
_DEFAULT_FORMATS = "html,epub,pdf,pamphlet,site"
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")


def _joined(_: click.Context, __: click.Parameter, names: tuple[str, ...]) -> str:
    return ",".join(names)


FORMATS = click.option(
    "--format", "formats", multiple=True, callback=_joined, metavar="NAME,…",
    default=[_DEFAULT_FORMATS], show_default=_DEFAULT_FORMATS,
    help="Editions to build; separate names with commas or repeat the option.",
)  # fmt: skip
FLIP = click.option(
    "--flip", type=click.Choice([one.value for one in Flip]), default="short", show_default=True,
    help="Edge on which the printer flips the sheets.",
)  # fmt: skip
INSTRUCTIONS = click.option(
    "--instructions", is_flag=True, help="Add a first sheet with printing and folding instructions."
)
PRESS = click.option(
    "--press", type=click.Choice([one.value for one in House]), default="generic",
    show_default=True, help="Printer whose requirements to check.",
)  # fmt: skip
WEIGHT = click.option(
    "--paper-weight", type=float, metavar="GSM",
    help="Paper weight in g/m², to compensate for creep.  [default: 80]",
)  # fmt: skip
