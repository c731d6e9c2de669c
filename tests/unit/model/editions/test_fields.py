"""The table of metadata fields: its names are those of the standards, and each has a value."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from chapbook.model.editions.fields import (
    FIELDS,
    PLAIN,
    Compared,
    Container,
    MetadataField,
    Shown,
    in_order,
)
from chapbook.model.metadata import TABLE_TEXTS, BookSeries, Licence, Metadata, RichText
from chapbook.model.stated import stated
from chapbook.parse.front_matter.reading import schema

# Elements of Dublin Core (ISO 15836-1) and DCMI Metadata Terms, section 3.
DC = frozenset(
    "contributor coverage creator date description format identifier language publisher relation"
    " rights source subject title type".split()
)
TERMS = DC | frozenset(
    "abstract accessRights accrualMethod accrualPeriodicity accrualPolicy alternative audience"
    " available bibliographicCitation conformsTo created dateAccepted dateCopyrighted"
    " dateSubmitted educationLevel extent hasFormat hasPart hasVersion instructionalMethod"
    " isFormatOf isPartOf isReferencedBy isReplacedBy isRequiredBy issued isVersionOf license"
    " mediator medium modified provenance references replaces requires rightsHolder spatial"
    " tableOfContents temporal valid".split()
)
# Properties of https://schema.org/Book, among them those of CreativeWork and Thing: what a field
# may be called. A new field adds its own here, from that page.
BOOK = frozenset(
    "abridged bookEdition bookFormat illustrator isbn numberOfPages"
    " about abstract accountablePerson alternativeHeadline audience author award contributor"
    " copyrightHolder copyrightNotice copyrightYear creativeWorkStatus creator creditText"
    " dateCreated dateModified datePublished editor funder funding genre headline inLanguage"
    " isBasedOn isPartOf keywords license locationCreated maintainer position publisher"
    " spatialCoverage sponsor temporalCoverage translator version"
    " alternateName description disambiguatingDescription identifier image name url".split()
)
ATOM = frozenset("author category contributor id published rights summary title updated".split())
# https://readium.org/webpub-manifest/schema/metadata.schema.json
READIUM = frozenset(
    "identifier conformsTo title sortAs subtitle modified published language author translator"
    " editor artist illustrator letterer penciler colorist inker narrator contributor publisher"
    " imprint subject layout readingProgression description duration numberOfPages abridged"
    " belongsTo accessibility".split()
)
# ISO 16684-1, tables of clause 8, with the containers of the properties of Dublin Core.
XMP = {
    "dc:contributor": Container.BAG,
    "dc:coverage": Container.NONE,
    "dc:creator": Container.SEQUENCE,
    "dc:date": Container.SEQUENCE,
    "dc:description": Container.LANGUAGES,
    "dc:identifier": Container.NONE,
    "dc:language": Container.BAG,
    "dc:publisher": Container.BAG,
    "dc:relation": Container.BAG,
    "dc:rights": Container.LANGUAGES,
    "dc:source": Container.NONE,
    "dc:subject": Container.BAG,
    "dc:title": Container.LANGUAGES,
    "xmp:ModifyDate": Container.NONE,
    "xmpRights:WebStatement": Container.NONE,
}
OPF = (
    {f"dc:{name}" for name in DC}
    | {f"dcterms:{name}" for name in TERMS}
    | {f"schema:{name}" for name in BOOK}
    | {"belongs-to-collection"}
)


@pytest.mark.parametrize(
    ("column", "standard"),
    [
        (lambda row: row.opf, OPF),
        (lambda row: row.xmp, set(XMP)),
        (lambda row: row.html, TERMS),
        (lambda row: row.json_ld, BOOK),
        (lambda row: row.opds_1, ATOM | {f"dc:{name}" for name in TERMS}),
        (lambda row: row.opds_2, READIUM),
    ],
    ids=["EPUB", "XMP", "HTML", "JSON-LD", "OPDS 1", "OPDS 2"],
)
def test_each_name_is_one_of_the_standard(
    column: Callable[[MetadataField], str], standard: set[str]
) -> None:
    names = [column(row) for row in FIELDS if column(row)]
    assert [name for name in names if name not in standard] == []
    assert len(names) == len(set(names))


def test_xmp_has_the_containers_of_the_standard() -> None:
    assert [row.name for row in FIELDS if row.xmp and row.container is not XMP[row.xmp]] == []


def test_a_field_that_is_always_compared_has_a_name_in_every_edition() -> None:
    always = [row for row in FIELDS if row.compared is Compared.ALWAYS]
    assert [row.name for row in always if not (row.opf and row.xmp and row.html)] == []


def test_the_front_matter_accepts_each_plain_field_as_a_text() -> None:
    properties = schema()["properties"]
    assert {row.key: properties[row.key]["$ref"] for row in PLAIN} == {
        row.key: "#/$defs/text" for row in PLAIN
    }


def test_only_a_field_of_the_table_alone_is_a_paragraph_of_the_imprint() -> None:
    """Templates have the others at their own places: they would be shown twice."""
    alone = {row.name for row in TABLE_TEXTS}
    assert {row.name for row in FIELDS if row.shown is Shown.IMPRINT} <= alone


FULL = Metadata(
    RichText("Mills"), "en", "urn:uuid:1", "2026-01-02T00:00:00Z", "mills",
    subtitle=RichText("Of water"), publisher="Ford", date="2026", rights="©",
    licence=Licence("CC0", "https://example.org/0"), description="On mills.", abstract="At length.",
    subjects=("Mills", "Water"), book_series=BookSeries("Works", "2"), edition="Second",
    source="A log", texts={row.name: f"{row.name}." for row in TABLE_TEXTS},
)  # fmt: skip


def test_every_field_has_a_value_where_the_book_has() -> None:
    people = {"author", "contributor"}
    assert {row.name for row in FIELDS if not stated(FULL, row.name)} == people
    assert all(len(stated(FULL, row.name)) == 1 or row.several for row in FIELDS)


def test_a_field_without_a_value_has_no_empty_text() -> None:
    bare = Metadata(RichText("Mills"), "en", "urn:uuid:1", "2026-01-02T00:00:00Z", "mills")
    given = {row.name for row in FIELDS if stated(bare, row.name)}
    assert given == {"title", "language", "modified", "identifier"}


def test_rows_come_in_the_order_requested_then_in_that_of_the_table() -> None:
    names = [row.name for row in in_order(FIELDS, ("source", "date"))]
    rest = [row.name for row in FIELDS if row.name not in ("source", "date")]
    assert names == ["source", "date", *rest]
