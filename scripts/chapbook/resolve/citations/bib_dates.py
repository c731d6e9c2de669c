"""Find the dates in BibTeX and biblatex that pandoc cannot read and leaves out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from chapbook.model.ast import Node
from chapbook.model.diagnostics import Code, Diagnostic, diagnostic
from chapbook.model.source import Place

# A field of biblatex, and its variable in pandoc's entry.
_VARIABLES = {
    "date": "issued", "eventdate": "event-date", "origdate": "original-date", "urldate": "accessed",
}  # fmt: skip
_ENTRY = re.compile(r"^[ \t]*@\w+[ \t]*[{(][ \t]*(?P<key>[^\s,{}()]+)[ \t]*,", re.MULTILINE)
_FIELD = re.compile(
    rf"(?<=[\s,])(?P<field>{'|'.join(_VARIABLES)})[ \t]*=\s*"
    r"(?:\{(?P<braced>(?:[^{}]|\{[^{}]*\})*)\}|\"(?P<quoted>[^\"]*)\")",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class LostDate:
    """A date of an entry that is in no edition: the entry's key, the field and its value."""

    key: str
    field: str
    date: str


def lost_dates(text: str, entries: Mapping[str, Node]) -> Iterator[LostDate]:
    """Yield the dates of a .bib file that are missing from its entries as pandoc read them."""
    heads = list(_ENTRY.finditer(text))
    for k, head in enumerate(heads):
        entry = entries.get(head["key"])
        end = heads[k + 1].start() if k + 1 < len(heads) else len(text)
        for match in _FIELD.finditer(text, head.end() - 1, end):
            field = match["field"].lower()
            date = " ".join((match["braced"] or match["quoted"] or "").split())
            if entry is not None and date and _VARIABLES[field] not in entry["c"]:
                yield LostDate(head["key"], field, date)


def unread(
    lost: Collection[LostDate], cited: Collection[str], place: Place
) -> Iterator[Diagnostic]:
    """Report the dates that are missing from entries that the book cites."""
    for one in lost:
        if one.key in cited:
            instead = f"year = {{{one.date}}}, or " if one.field == "date" else ""
            remedy = f"in entry “{one.key}” write {instead}"
            facts = {"key": one.field, "date": one.date, "suggestion": remedy}
            yield diagnostic(Code.DATE_NOT_PRINTED, place, **facts)
