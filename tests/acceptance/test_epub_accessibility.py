"""What an EPUB claims of its accessibility is what a look at the finished file finds."""

from __future__ import annotations

import pytest

from building import SHELF_BOOKS, Shelf
from chapbook.collate.readers.markup import Element
from inspectors.epub_finished import Finished, read_finished

# The shipped book has a map; one of ours has mathematics too; the others have neither.
PICTURES = {"pamphlet", "thorough"}
MATHEMATICS = {"thorough"}
LANGUAGES = {"arabic": "ar", "japanese": "ja"}
LONG = {"hume", "suetonius"}
BOOKS = [
    pytest.param(name, marks=[pytest.mark.slow] if name in LONG else [])
    for name in sorted(SHELF_BOOKS)
]


def claims(book: Finished, name: str) -> list[str]:
    return [e.text() for e in metadata(book) if e.get("property") == f"schema:{name}"]


def metadata(book: Finished) -> list[Element]:
    return [e for e in book.package.root.walk() if e.parent and e.parent.tag == "metadata"]


def elements(book: Finished, *tags: str) -> list[Element]:
    return [
        element
        for document in book.library.documents
        for element in document.root.walk()
        if element.tag in tags
    ]


@pytest.mark.parametrize("name", BOOKS)
def test_pictures_are_claimed_where_they_are(shelf: Shelf, name: str) -> None:
    book = read_finished(shelf(name))
    """The cover is not counted: it shows words that the title page has as text."""
    pictures = [image for image in elements(book, "img") if image.get("role") != "doc-cover"]
    described = [image for image in pictures if image.get("alt")]
    assert bool(described) is (name in PICTURES)
    assert ("alternativeText" in claims(book, "accessibilityFeature")) is (name in PICTURES)
    assert ("visual" in claims(book, "accessMode")) is (name in PICTURES)
    assert ("textual,visual" in claims(book, "accessModeSufficient")) is (name in PICTURES)
    assert "textual" in claims(book, "accessModeSufficient")


@pytest.mark.parametrize("name", BOOKS)
def test_mathematics_is_claimed_where_it_is(shelf: Shelf, name: str) -> None:
    book = read_finished(shelf(name))
    assert bool(elements(book, "math")) is (name in MATHEMATICS)
    assert ("MathML" in claims(book, "accessibilityFeature")) is (name in MATHEMATICS)
    (summary,) = claims(book, "accessibilitySummary")
    assert ("MathML" in summary) is (name in MATHEMATICS)


@pytest.mark.parametrize("name", BOOKS)
def test_no_page_list_is_claimed_without_one(shelf: Shelf, name: str) -> None:
    book = read_finished(shelf(name))
    marks = [e for e in elements(book, "span", "div") if e.get("role") == "doc-pagebreak"]
    features = claims(book, "accessibilityFeature")
    assert marks == []
    assert not {"pageBreakMarkers", "pageNavigation", "printPageNumbers"} & set(features)


@pytest.mark.parametrize("name", BOOKS)
def test_the_summary_is_in_the_language_of_the_book(shelf: Shelf, name: str) -> None:
    book = read_finished(shelf(name))
    (summary,) = (e for e in metadata(book) if e.get("property") == "schema:accessibilitySummary")
    assert summary.get("lang") == LANGUAGES.get(name, "en")
    assert len(summary.text()) > 40


@pytest.mark.parametrize("name", BOOKS)
def test_no_conformance_is_claimed_that_nobody_certifies(shelf: Shelf, name: str) -> None:
    book = read_finished(shelf(name))
    said = {e.get("property") for e in metadata(book)} | {e.get("rel") for e in metadata(book)}
    assert not {p for p in said if "conformsTo" in p or "certif" in p}


@pytest.mark.parametrize("name", BOOKS)
def test_what_every_book_claims_can_be_seen_in_the_file(shelf: Shelf, name: str) -> None:
    book = read_finished(shelf(name))
    features = set(claims(book, "accessibilityFeature"))
    assert len(features) == len(claims(book, "accessibilityFeature"))
    contents = [e for e in elements(book, "nav") if "toc" in e.get("epub:type").split()]
    assert ("tableOfContents" in features) is bool(contents)
    assert ("structuralNavigation" in features) is bool(elements(book, "h1", "h2"))
    assert ("unlocked" in features) is ("META-INF/encryption.xml" not in book.library.other_files)
    assert claims(book, "accessibilityHazard") == ["none"]
    assert not elements(book, "audio", "video", "script", "object", "embed", "iframe")
