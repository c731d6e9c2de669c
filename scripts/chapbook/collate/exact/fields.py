"""The title page and its kin: an edition shows what its own metadata says of the book."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from chapbook.collate.editions import TEMPLATE, Edition
from chapbook.collate.normal import is_reordered, print_letters, said_part, signs
from chapbook.model.editions.collation import Comparison, Finding, Reading, compared
from chapbook.model.editions.fields import FIELDS, Shown

_SHOWN = tuple(row.name for row in FIELDS if row.shown is not Shown.UNCHECKED)


def compare_fields(edition: Edition) -> Comparison:
    """Look for the title and other fields in the pages that templates fill."""
    return compared("fields", (edition.name,), list(_missing(edition)))


def _missing(edition: Edition) -> Iterator[Finding]:
    pages = [said_part(one.text) for one in edition.blocks if one.key.startswith(TEMPLATE)]
    shown = print_letters(" ".join(pages))
    drawn = [Counter(signs(text)) for text in pages if edition.kind == "pdf"]
    for field in _SHOWN:
        for value in edition.metadata.get(field, ()):
            turned = is_reordered(value) and any(Counter(signs(value)) <= one for one in drawn)
            if print_letters(value) not in shown and not turned:
                reading = Reading(edition.name, field, "", value)
                yield Finding(f"{field} is in the metadata and on no page", (reading,))
