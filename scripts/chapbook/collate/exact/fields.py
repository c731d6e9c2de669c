"""The title page and its kin: an edition shows what its own metadata says of the book."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from chapbook.collate.editions import TEMPLATE, Edition
from chapbook.collate.normal import drawn_part, is_reordered, print_letters, signs
from chapbook.model.collation import Comparison, Finding, Reading, compared
from chapbook.model.expectation import FORMULA, FORMULA_END

# The metadata has the TeX of a formula in a title, which is its alternative on the page.
_WITH_FORMULAS = {ord(mark): None for mark in (FORMULA, FORMULA_END)}
_SHOWN = ("title", "subtitle", "author", "publisher", "rights")


def compare_fields(edition: Edition) -> Comparison:
    """Look for the title and other fields in the pages that templates fill."""
    return compared("fields", (edition.name,), list(_missing(edition)))


def _missing(edition: Edition) -> Iterator[Finding]:
    pages = [
        drawn_part(one.text.translate(_WITH_FORMULAS))
        for one in edition.blocks
        if one.key.startswith(TEMPLATE)
    ]
    shown = print_letters(" ".join(pages))
    drawn = [Counter(signs(text)) for text in pages if edition.kind == "pdf"]
    for field in _SHOWN:
        for value in edition.metadata.get(field, ()):
            turned = is_reordered(value) and any(Counter(signs(value)) <= one for one in drawn)
            if print_letters(value) not in shown and not turned:
                reading = Reading(edition.name, field, "", value)
                yield Finding(f"{field} is in the metadata and on no page", (reading,))
