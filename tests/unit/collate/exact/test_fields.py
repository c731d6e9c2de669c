"""The title page shows what the metadata says; a formula in a title is its TeX in both."""

from __future__ import annotations

import pytest

from chapbook.collate.editions import TEMPLATE, Edition, Fields, ReadBlock
from chapbook.collate.exact.fields import compare_fields
from chapbook.model.editions.expectation import FORMULA, FORMULA_END, PICTURE, PICTURE_END
from chapbook.model.editions.fields import FIELDS, MetadataField, Shown
from chapbook.model.editions.output import Verdict


def page(text: str, kind: str = "pdf", metadata: Fields | None = None) -> Edition:
    block = ReadBlock(f"{TEMPLATE}abcdef", "text", "page 3", "en", "", [text])
    said = {"title": ("On x^2",)} if metadata is None else metadata
    return Edition(kind.upper(), f"book.{kind}", kind, [block], metadata=said)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("On x^2", Verdict.PASS),
        (f"On {FORMULA}x^2{FORMULA_END}", Verdict.PASS),
        ("ON X^2", Verdict.PASS),
        (f"On {FORMULA}y^2{FORMULA_END}", Verdict.FAIL),
        ("On", Verdict.FAIL),
        (f"{PICTURE}On x^2{PICTURE_END}", Verdict.FAIL),
    ],
)
def test_a_title_is_found_on_the_title_page(text: str, verdict: Verdict) -> None:
    assert compare_fields(page(text)).verdict is verdict


@pytest.mark.parametrize(
    ("kind", "metadata", "messages"),
    [
        ("epub", {"edition": ("Second  edition",)}, []),
        ("epub", {"edition": ("Third edition",)}, ["edition is missing from the metadata"]),
        ("epub", {}, ["edition is missing from the metadata"]),
        ("html", {}, ["edition is missing from the metadata"]),
        ("pdf", {}, []),  # XMP has no name for it
    ],
)
def test_an_edition_states_what_its_vocabulary_has_a_name_for(
    kind: str, metadata: Fields, messages: list[str]
) -> None:
    facts = {"edition": ("Second edition",), "source": ()}
    found = compare_fields(page("Second edition", kind, metadata), facts)
    assert [finding.message for finding in found.findings] == messages


@pytest.mark.parametrize("kind", ["epub", "html", "pdf"])
@pytest.mark.parametrize("row", [row for row in FIELDS if row.shown is Shown.IMPRINT])
def test_every_edition_shows_the_imprint(kind: str, row: MetadataField) -> None:
    """Although XMP and the head of a web page may have no name for it."""
    facts = {row.name: ("Paid for by A & B.",)}
    for text, messages in (
        ("Paid for by A & B.", []),
        ("Paid for by A.", [f"{row.name} is in the metadata but not on any page"]),
    ):
        edition = page(text, kind, facts)
        assert [one.message for one in compare_fields(edition, facts).findings] == messages
    lost = page("Paid for by A.", kind, {})
    assert f"{row.name} is not on any page" in {
        o.message for o in compare_fields(lost, facts).findings
    }
