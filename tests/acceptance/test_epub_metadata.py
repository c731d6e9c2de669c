"""All that the front matter can say of a book is in the package, in the words of EPUB 3.3."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest

from building import CASES, Shelf, build_epub, once
from chapbook.collate.readers.markup import Element
from inspectors.epub_finished import Finished, read_finished
from validators import run_epubcheck


@pytest.fixture(scope="module")
def epub(shared_folder: Path) -> Path:
    """The EPUB of the manuscript with every key for metadata."""
    manuscript = CASES / "complete-metadata.md"
    return once(shared_folder, "complete-metadata", lambda folder: build_epub(manuscript, folder))


@pytest.fixture(scope="module")
def package(epub: Path) -> Finished:
    """The same, read."""
    return read_finished(epub)


def refined(package: Finished, tag: str) -> dict[str, list[tuple[str, str]]]:
    """Return the properties of each element of this name, by its text; links by their address."""
    found: dict[str, list[tuple[str, str]]] = {}
    for element in statements(package):
        if element.tag == tag or element.get("property") == tag:
            target = f"#{element.get('id')}"
            found[element.text()] = [
                (e.get("property") or e.get("rel"), e.text() or e.get("href"))
                for e in statements(package)
                if e.get("refines") == target
            ]
    return found


def statements(package: Finished) -> list[Element]:
    return [e for e in package.package.root.walk() if e.parent and e.parent.tag == "metadata"]


def test_titles_have_types_order_and_sort_form(package: Finished) -> None:
    assert refined(package, "title") == {
        "The Quiet Harbour": [
            ("title-type", "main"),
            ("file-as", "Quiet Harbour, The"),
            ("display-seq", "1"),
        ],
        "From a pilot’s log": [("title-type", "subtitle"), ("display-seq", "2")],
    }


def test_everyone_has_roles_order_and_a_sort_form_where_one_is_known(package: Finished) -> None:
    assert refined(package, "creator") == {
        "Ada Fern": [
            ("role", "aut"),
            ("role", "ill"),
            ("file-as", "Fern, Ada"),
            ("display-seq", "1"),
        ],
        "Plato": [("role", "aut"), ("file-as", "Plato"), ("display-seq", "2")],
    }
    assert refined(package, "contributor") == {
        "Bo Lindqvist": [
            ("role", "edt"),
            ("role", "aui"),
            ("file-as", "Lindqvist, Bo"),
            ("display-seq", "1"),
        ],
        "Kim Il Sung": [("role", "trl"), ("display-seq", "2")],
    }


def test_identifiers_have_their_schemes(package: Finished) -> None:
    found = refined(package, "identifier")
    uid = package.package.unique_identifier
    assert uid.startswith("urn:uuid:")
    assert found == {
        uid: [],
        "urn:isbn:9780306406157": [("identifier-type", "15")],
        "doi:10.5555/harbour": [("identifier-type", "06")],
        "123456": [("identifier-type", "23")],
    }


def test_subjects_have_the_codes_that_were_given(package: Finished) -> None:
    assert refined(package, "subject") == {
        "Harbours": [],
        "TRANSPORTATION / Ships & Shipbuilding / Pilot Guides": [
            ("authority", "BISAC"),
            ("term", "TRA006010"),
        ],
        "Maritime history": [("authority", "Thema"), ("term", "NHTM")],
        "Sweden": [("authority", "Thema"), ("term", "1DNS")],
    }


def test_series_rights_dates_and_source(package: Finished) -> None:
    assert refined(package, "belongs-to-collection") == {
        "Made-up Logs": [("collection-type", "series"), ("group-position", "3")]
    }
    said = {(e.get("property") or e.tag, e.text()) for e in statements(package)}
    assert {
        ("language", "en-GB"),
        ("publisher", "The Pilot Press"),
        ("date", "2026-04-05"),
        ("dcterms:modified", "2026-06-07T08:09:10Z"),
        ("description", "A made-up log, for the package metadata."),
        ("source", "The log of 1926"),
        ("rights", "Copyright 2026 Ada Fern"),
        ("dcterms:license", "CC BY 4.0"),
        ("schema:bookEdition", "Second edition"),
    } <= said
    links = {e.get("rel"): e.get("href") for e in statements(package) if e.tag == "link"}
    assert links["dcterms:license"] == "https://creativecommons.org/licenses/by/4.0/"


def test_the_person_who_certifies_is_named_with_credential_and_report(package: Finished) -> None:
    assert refined(package, "dcterms:conformsTo") == {
        "EPUB Accessibility 1.1 - WCAG 2.2 Level AA": [("a11y:certifiedBy", "Cyra Okafor")]
    }
    assert refined(package, "a11y:certifiedBy") == {
        "Cyra Okafor": [
            ("a11y:certifierCredential", "https://example.org/credential"),
            ("a11y:certifierReport", "https://example.org/report"),
        ]
    }
    said = [(e.get("property"), e.text()) for e in statements(package)]
    assert ("schema:accessibilitySummary", "Read through with two screen readers.") in said
    hazards = [text for name, text in said if name == "schema:accessibilityHazard"]
    assert hazards == ["noFlashingHazard", "noMotionSimulationHazard", "noSoundHazard"]


def test_landmarks_lead_to_what_is_there(package: Finished) -> None:
    navigation = next(
        (document, element)
        for document in package.library.documents
        for element in document.root.walk()
        if element.tag == "nav" and element.get("epub:type") == "landmarks"
    )
    document, element = navigation
    links = [e for e in element.walk() if e.tag == "a"]
    assert {"titlepage", "copyright-page", "colophon", "bodymatter", "footnotes"} <= {
        link.get("epub:type") for link in links
    }
    assert all(package.library.lands(document, link.get("href")) for link in links)


def test_a_list_of_works_is_a_landmark(shelf: Shelf) -> None:
    """Where citeproc makes it: the author need not call its chapter a bibliography."""
    book = read_finished(shelf("pamphlet"))
    ((document, link),) = (
        (document, e)
        for document in book.library.documents
        for e in document.root.walk()
        if e.tag == "a" and e.get("epub:type") == "bibliography"
    )
    assert book.library.lands(document, link.get("href"))
    assert link.get("href").endswith("#refs")
    assert link.text() == "Bibliography"


def test_each_file_is_titled(package: Finished) -> None:
    titles = {
        document.name.rpartition("/")[2]: element.text()
        for document in package.library.documents
        for element in document.root.walk()
        if element.tag == "title"
    }
    assert titles["the-bar.xhtml"] == "The bar"
    assert all(titles.values())


def test_faces_are_inside_because_they_were_requested(epub: Path, package: Finished) -> None:
    with ZipFile(epub) as container:
        faces = [name for name in container.namelist() if name.endswith(".woff2")]
        assert all(container.read(name)[:4] == b"wOF2" for name in faces)
    assert len(faces) == 3
    assert package.styles.count("@font-face") == 3


@pytest.mark.validator
def test_epubcheck_notes_the_faces_and_nothing_else(epub: Path, tmp_path: Path) -> None:
    assert run_epubcheck(epub, tmp_path) == []
