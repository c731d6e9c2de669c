"""What a page says of the book in its head, and what another edition says of it."""

from __future__ import annotations

import pytest
import tinyhtml5

from chapbook.collate.compare_metadata import compare_metadata, repeats
from chapbook.collate.readers.html import read_metadata
from chapbook.collate.readers.markup import from_etree

# Names of `meta` elements of a page, and the description of another edition that repeats it.
PAGES = (
    ({"description": "D", "dcterms.description": "D", "dcterms.abstract": "A"}, "D", []),
    ({"dcterms.abstract": "A"}, "A", []),
    ({"dcterms.description": "D", "dcterms.abstract": "A"}, "A", ["description differs"]),
)


@pytest.mark.parametrize(("metas", "other", "differences"), PAGES)
def test_an_abstract_is_a_description_only_where_there_is_no_other(
    metas: dict[str, str], other: str, differences: list[str]
) -> None:
    head = "".join(f'<meta name="{name}" content="{value}">' for name, value in metas.items())
    fields = read_metadata(from_etree(tinyhtml5.parse(f"<!doctype html><title>T</title>{head}")))
    page = {"title": ("T",), **fields}
    again = {"title": ("T",), "description": (other,)}
    found = compare_metadata(("page", page), ("EPUB", again)).findings
    assert [finding.message for finding in found] == differences
    assert not repeats("page", page).findings
