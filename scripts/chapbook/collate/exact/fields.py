"""Title page, imprint and the like: an edition shows what its metadata says of the book."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from chapbook.collate.editions import TEMPLATE, Edition, Fields
from chapbook.collate.normal import is_reordered, print_letters, said_part, signs, spaced
from chapbook.model.editions.collation import Comparison, Finding, Reading, compared
from chapbook.model.editions.fields import FIELDS, MetadataField, Shown

_SHOWN = tuple(row.name for row in FIELDS if row.shown is not Shown.UNCHECKED)


# Where each kind of edition states a field, if its vocabulary has a name for it.
_STATES: dict[str, Callable[[MetadataField], str]] = {
    "epub": lambda row: row.opf,
    "html": lambda row: row.html,
    "pdf": lambda row: row.xmp,
}


def compare_fields(edition: Edition, facts: Fields | None = None) -> Comparison:
    """Look for the title and other fields in the pages that templates fill.

    `facts` are those that the edition must state and show, whether or not its metadata does.
    """
    wanted = facts or {}
    findings = [*_unstated(edition, wanted), *_unseen(edition, wanted)]
    return compared("fields", (edition.name,), findings)


def _unstated(edition: Edition, facts: Fields) -> Iterator[Finding]:
    for row in FIELDS:
        found = set(map(spaced, edition.metadata.get(row.name, ())))
        for value in facts.get(row.name, ()) if _STATES[edition.kind](row) else ():
            if spaced(value) not in found:
                reading = Reading(edition.name, row.name, "", value)
                yield Finding(f"{row.name} is missing from the metadata", (reading,))


def _unseen(edition: Edition, facts: Fields) -> Iterator[Finding]:
    pages = [said_part(one.text) for one in edition.blocks if one.key.startswith(TEMPLATE)]
    shown = print_letters(" ".join(pages))
    drawn = [Counter(signs(text)) for text in pages if edition.kind == "pdf"]
    for field in _SHOWN:
        own = edition.metadata.get(field, ())
        for value in dict.fromkeys((*own, *facts.get(field, ()))):
            turned = is_reordered(value) and any(Counter(signs(value)) <= one for one in drawn)
            if print_letters(value) not in shown and not turned:
                reading = Reading(edition.name, field, "", value)
                whence = (
                    "in the metadata but not on any page" if value in own else "not on any page"
                )
                yield Finding(f"{field} is {whence}", (reading,))
