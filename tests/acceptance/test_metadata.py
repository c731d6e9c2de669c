"""Every field of the front matter is in every edition, with the value that the author gave."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from building import Book
from chapbook.collate.editions import Fields
from chapbook.collate.foreign.readers.front_matter import expected_fields
from inspectors.model import InspectedEdition

FORMATS = ("html", "epub", "pdf")
# What each format has a place for. Roles, sort forms and codes of subjects are known to EPUB only;
# the PDF has Dublin Core in XMP, and names persons without their roles.
IN_ALL = (
    "title author contributor language publisher date identifier rights description subject source"
).split()
IN_HTML_AND_EPUB = "subtitle series edition".split()
IN_EPUB = "role sort position title-sort subject-code".split()


def plain(value: str) -> str:
    """Leave out what formats may write differently in one value: URN prefixes, hyphens of ISBNs."""
    bare = re.sub(r"^(urn:isbn:|doi:|https://doi\.org/|isbn:?\s*)", "", value, flags=re.IGNORECASE)
    return bare.replace("-", "") if re.fullmatch(r"[\d-]{9,}[\dXx]", bare) else bare


def missing(expected: Fields, found: Mapping[str, tuple[str, ...]], names: list[str]) -> list[str]:
    """List the values that are not among those found."""
    return [
        f"{name}: expected {value!r}, found {found.get(name, ())}"
        for name in names
        for value in expected.get(name, ())
        if plain(value) not in [plain(one) for one in found.get(name, ())]
    ]


@pytest.mark.parametrize("kind", FORMATS)
def test_each_edition_has_every_field(any_book: Book, kind: str) -> None:
    edition: InspectedEdition = getattr(any_book, kind)
    names = list(IN_ALL)
    if kind != "pdf":
        names += IN_HTML_AND_EPUB
    if kind == "epub":
        names += IN_EPUB
    assert missing(expected_fields(any_book.manuscript.front), edition.metadata, names) == []


@pytest.mark.parametrize("kind", FORMATS)
def test_each_edition_names_the_licence(any_book: Book, kind: str) -> None:
    expected = expected_fields(any_book.manuscript.front)
    edition: InspectedEdition = getattr(any_book, kind)
    said = [*edition.metadata.get("licence", ()), *edition.metadata.get("licence-url", ())]
    said += [*edition.metadata.get("rights", ())]
    wanted = expected.get("licence-url") or expected.get("licence", ())
    assert [value for value in wanted if not any(value in one for one in said)] == []


@pytest.mark.parametrize("kind", FORMATS)
def test_no_edition_names_somebody_else(any_book: Book, kind: str) -> None:
    expected = expected_fields(any_book.manuscript.front)
    edition: InspectedEdition = getattr(any_book, kind)
    persons = {*expected.get("author", ()), *expected.get("contributor", ())}
    named = {*edition.metadata.get("author", ()), *edition.metadata.get("contributor", ())}
    assert named <= persons


def test_the_information_of_the_pdf_agrees_with_its_xmp(any_book: Book) -> None:
    found = any_book.pdf.metadata
    expected = expected_fields(any_book.manuscript.front)
    assert found["info-title"][0].startswith(expected["title"][0])
    assert all(name in found["info-author"][0] for name in expected.get("author", ()))
    assert all(name in found["info-keywords"][0] for name in expected.get("subject", ()))
    assert found["info-created"] == found["created"]
    assert found["info-modified"] == found["modified"]


@pytest.mark.parametrize("kind", FORMATS)
def test_every_root_states_the_language(any_book: Book, kind: str) -> None:
    edition: InspectedEdition = getattr(any_book, kind)
    wanted = expected_fields(any_book.manuscript.front)["language"][0]
    assert {place: tag for place, tag in edition.languages.items() if tag != wanted} == {}
    assert edition.languages


def test_the_stable_identifier_is_one_in_all_formats(any_book: Book) -> None:
    (unique,) = any_book.epub.metadata["unique-identifier"]
    assert unique.startswith("urn:")
    assert unique in any_book.html.metadata["identifier"]
    assert unique in any_book.pdf.metadata["identifier"]


def test_dates_come_from_the_front_matter(any_book: Book) -> None:
    front = any_book.manuscript.front
    day = front.get("modified") or front["date"]
    for edition in any_book.editions:
        assert [one[:10] for one in edition.metadata["modified"]] == [day[:10]]
    years = {
        value[:4]
        for edition in any_book.editions
        for name in ("date", "modified", "created", "info-created", "info-modified")
        for value in edition.metadata.get(name, ())
    }
    assert years <= {front["date"][:4], day[:4]}


def test_the_html_page_is_titled_as_the_book(any_book: Book) -> None:
    title = expected_fields(any_book.manuscript.front)["title"][0]
    assert any_book.html.metadata["document-title"][0].startswith(title)
