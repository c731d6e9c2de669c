"""Dates of references in YAML: pandoc prints ISO dates and leaves out all others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from chapbook.model.ast import Node, text_of
from chapbook.model.diagnostics import Code, Diagnostic, diagnostic
from chapbook.resolve.places import Finder

# The date variables of CSL 1.0.2, appendix IV.
_VARIABLES = (
    "accessed", "available-date", "event-date", "issued", "original-date", "submitted",
)  # fmt: skip
# Extended Date/Time Format (ISO 8601-2), as much of it as pandoc's citeproc reads.
_DAY = r"-?\d{4}(?:-\d{2}(?:-\d{2}(?:T[\d:]+Z?)?)?)?[?~%]?"
_DATE = re.compile(rf"{_DAY}|(?:{_DAY}|\.\.)?/(?:{_DAY}|\.\.)?|y-?\d{{5,}}")


def unprinted(entries: Iterable[Node], finder: Finder) -> Iterator[Diagnostic]:
    """Report dates such as `issued: circa 1820`, in the place of which citeproc prints none."""
    for entry in entries:
        for variable in _VARIABLES:
            value = entry["c"].get(variable)
            date = _words(value) if value else ""
            if date and not _DATE.fullmatch(date):
                place = finder.entry(rf"{variable}[\"']?:\s*[\"']?{re.escape(date)}")
                yield diagnostic(Code.DATE_NOT_PRINTED, place, key=variable, date=date)


def _words(value: Node) -> str:
    """Return a date that is a text; of a mapping with its parts nothing is lost."""
    if value["t"] == "MetaString":
        return str(value["c"]).strip()
    return text_of(value["c"]) if value["t"] == "MetaInlines" else ""
