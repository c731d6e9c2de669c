"""The registry of formats: the one place that names them all.

In: the resolved book with its trees, and what a build was asked for. Out: finished files. A module
here holds the record of one format and calls the stages that make it; no format imports another,
and nothing outside this folder asks which format it has before it. README.md says how to add one.
"""

from __future__ import annotations

from chapbook.errors import UsageError
from chapbook.formats.cover import COVER, SITE_COVER
from chapbook.formats.epub import EPUB
from chapbook.formats.html import HTML
from chapbook.formats.order import in_order
from chapbook.formats.pamphlet import PAMPHLET
from chapbook.formats.pdf import LAYOUT, PDF
from chapbook.formats.press import PRESS
from chapbook.formats.record import EDITIONS, Recipe
from chapbook.formats.site import CHECKS, SITE
from chapbook.formats.text import TEXT
from chapbook.model.editions.output import Format

PARTS = (LAYOUT, COVER, SITE_COVER, CHECKS)
"""What only formats use."""
RECIPES = (HTML, EPUB, PDF, PRESS, PAMPHLET, TEXT, SITE)
"""How each format is made, in the order in which files are listed."""
FORMATS: dict[str, Format] = {one.of.name: one.of for one in RECIPES if isinstance(one.of, Format)}
READERS = tuple(one.reader for one in RECIPES if one.reader is not None)
"""What reads formats whose files carry no keys of blocks, for the collation."""
DEFAULT_FORMATS = ",".join(form.name for form in FORMATS.values() if form.by_default)
"""What a build makes unless it is asked for something else, as `--format` takes it."""


def formats_of(names: str) -> tuple[Format, ...]:
    """Read a comma-separated list of formats; raises UsageError for an unknown one."""
    wanted = [name.strip().lower() for name in names.split(",") if name.strip()]
    for name in wanted:
        if name not in FORMATS:
            raise UsageError(f"there is no format “{name}”", f"choose from {', '.join(FORMATS)}")
    if not wanted:
        raise UsageError("no format was named", f"choose from {', '.join(FORMATS)}")
    site = any(EDITIONS in one.uses for one in RECIPES if one.name in wanted)
    if site and not any(FORMATS[name].offered for name in wanted):
        raise UsageError("a site tells of editions, and none was named", "add html, epub or pdf")
    return tuple(form for name, form in FORMATS.items() if name in wanted)


def recipes_for(formats: tuple[Format, ...]) -> tuple[Recipe, ...]:
    """Return how everything is made that these formats need, in the order of making."""
    return in_order((CHECKS.name, *(form.name for form in formats)), (*PARTS, *RECIPES))
