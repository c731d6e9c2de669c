from __future__ import annotations

import zipfile
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from lxml import etree

from chapbook.model.editions.output import Accessibility, EpubRendition, Resource
from chapbook.model.metadata import (
    AccessibilityStatement,
    Identifier,
    Metadata,
    RichText,
    SubjectCode,
)
from chapbook.package.epub import package_epub
from unit.render import epub_sample as sample

DC = "{http://purl.org/dc/elements/1.1/}"
OPF = "{http://www.idpf.org/2007/opf}"
RENDITION = EpubRendition(
    resources=(Resource("a", "text/a.xhtml", "application/xhtml+xml", b"<a/>", in_spine=True),),
    accessibility=Accessibility(
        ("textual",), ("textual",), ("readingOrder",), ("none",), "Readable.", "en"
    ),
)
LEAST = Metadata(RichText("Plain"), "fr", "urn:uuid:1", "2026-01-01T00:00:00Z", "plain")


def package(target: Path, metadata: Metadata) -> etree._Element:
    package_epub(RENDITION, metadata, target)
    with zipfile.ZipFile(target) as archive:
        return etree.fromstring(archive.read("EPUB/content.opf"))


def dc(root: etree._Element, name: str) -> list[str | None]:
    return [element.text for element in root.iter(f"{DC}{name}")]


def refinements(root: etree._Element, text: str) -> list[tuple[str | None, str | None]]:
    """Return property and value of all that refines the element with this text."""
    (subject,) = (e for e in root.iter() if e.text == text and e.get("id"))
    found = root.iter(f"{OPF}meta")
    return [
        (m.get("property"), m.text) for m in found if m.get("refines") == f"#{subject.get('id')}"
    ]


def metas(root: etree._Element, name: str) -> list[str | None]:
    return [meta.text for meta in root.iter(f"{OPF}meta") if meta.get("property") == name]


@pytest.fixture
def full(tmp_path: Path) -> etree._Element:
    return package(tmp_path / "book.epub", sample.METADATA)


def test_the_artifact_tells_digest_and_size(tmp_path: Path) -> None:
    artifact = package_epub(RENDITION, LEAST, tmp_path / "book.epub")
    content = (tmp_path / "book.epub").read_bytes()
    assert (artifact.sha256, artifact.size) == (sha256(content).hexdigest(), len(content))


def test_plain_statements(full: etree._Element) -> None:
    assert dc(full, "language") == ["en-GB"]
    assert dc(full, "publisher") == ["The Shed Press"]
    assert dc(full, "date") == ["2026-01-02"]
    assert dc(full, "description") == ["How cloth is made & sold."]
    assert dc(full, "source") == ["The notebook of 1910"]
    assert dc(full, "rights") == ["© 2026 Ada Weaver"]
    assert dc(full, "subject") == ["Weaving", "Crafts"]
    assert metas(full, "dcterms:modified") == ["2026-01-02T03:04:05Z"]
    assert metas(full, "schema:bookEdition") == ["Second edition"]
    assert metas(full, "dcterms:license") == ["CC BY-SA 4.0"]
    links = [(link.get("rel"), link.get("href")) for link in full.iter(f"{OPF}link")]
    assert links == [("dcterms:license", "https://creativecommons.org/licenses/by-sa/4.0/")]


def test_titles_say_which_they_are(full: etree._Element) -> None:
    assert dc(full, "title") == ["On Weaving & Cloth", "A manual"]
    assert ("title-type", "main") in refinements(full, "On Weaving & Cloth")
    assert ("title-type", "subtitle") in refinements(full, "A manual")


def test_people_have_roles_sort_names_and_an_order(full: etree._Element) -> None:
    assert dc(full, "creator") == ["Ada Weaver", "Ben Loom"]
    assert dc(full, "contributor") == ["Cy Editor"]
    assert refinements(full, "Ben Loom") == [
        ("role", "aut"),
        ("file-as", "Loom, Ben"),
        ("display-seq", "2"),
    ]
    assert refinements(full, "Cy Editor")[:2] == [("role", "edt"), ("role", "ann")]


def test_identifiers_say_their_kind_and_the_unique_one_is_first(full: etree._Element) -> None:
    assert dc(full, "identifier") == ["urn:isbn:9780306406157", "doi:10.5555/12345678", "W 7"]
    (first,) = (e for e in full.iter(f"{DC}identifier") if e.text == "urn:isbn:9780306406157")
    assert full.get("unique-identifier") == first.get("id")
    assert refinements(full, "urn:isbn:9780306406157") == [("identifier-type", "15")]
    assert refinements(full, "doi:10.5555/12345678") == [("identifier-type", "06")]
    assert refinements(full, "W 7") == [("identifier-type", "SHELFMARK")]


def test_an_isbn_of_ten_digits_is_distinguished(tmp_path: Path) -> None:
    metadata = replace(LEAST, identifiers=(Identifier("isbn", "0-306-40615-2"),))
    root = package(tmp_path / "book.epub", metadata)
    assert dc(root, "identifier") == ["urn:uuid:1", "urn:isbn:0-306-40615-2"]
    assert refinements(root, "urn:isbn:0-306-40615-2") == [("identifier-type", "02")]


def test_the_series_of_books(full: etree._Element) -> None:
    assert metas(full, "belongs-to-collection") == ["Manuals"]
    assert refinements(full, "Manuals") == [("collection-type", "series"), ("group-position", "2")]


def test_accessibility_is_reported_as_found(full: etree._Element) -> None:
    assert metas(full, "schema:accessMode") == ["textual"]
    assert metas(full, "schema:accessibilityFeature") == ["readingOrder"]
    (summary,) = (
        meta
        for meta in full.iter(f"{OPF}meta")
        if meta.get("property") == "schema:accessibilitySummary"
    )
    assert summary.text == "Readable."
    assert summary.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"


def test_nothing_is_stated_that_the_front_matter_does_not_state(tmp_path: Path) -> None:
    root = package(tmp_path / "book.epub", LEAST)
    said = {etree.QName(element).localname for element in root.iter() if "dc/" in str(element.tag)}
    assert said == {"identifier", "title", "language"}
    assert list(root.iter(f"{OPF}link")) == []


def test_a_licence_replaces_missing_rights(tmp_path: Path) -> None:
    metadata = replace(LEAST, licence=sample.METADATA.licence)
    assert dc(package(tmp_path / "book.epub", metadata), "rights") == ["CC BY-SA 4.0"]


def test_a_title_has_its_sort_form_where_there_is_one(tmp_path: Path) -> None:
    metadata = replace(LEAST, title=RichText("The Loom"), title_sort="Loom, The")
    root = package(tmp_path / "book.epub", metadata)
    assert ("file-as", "Loom, The") in refinements(root, "The Loom")
    plain = package(tmp_path / "book.epub", LEAST)
    assert "file-as" not in dict(refinements(plain, "Plain"))


def test_subjects_carry_the_codes_of_the_trade(tmp_path: Path) -> None:
    codes = (
        SubjectCode("Weaving", "BISAC", "CRA040000"),
        SubjectCode("Weaving", "Thema", "WFBS"),
    )
    metadata = replace(LEAST, subjects=("Crafts", "Weaving"), subject_codes=codes)
    root = package(tmp_path / "book.epub", metadata)
    assert dc(root, "subject") == ["Crafts", "Weaving", "Weaving"]
    found = [
        (meta.get("refines"), meta.get("property"), meta.text)
        for meta in root.iter(f"{OPF}meta")
        if (meta.get("refines") or "").startswith("#subject")
    ]
    assert found == [
        ("#subject-1", "authority", "BISAC"),
        ("#subject-1", "term", "CRA040000"),
        ("#subject-2", "authority", "Thema"),
        ("#subject-2", "term", "WFBS"),
    ]


@pytest.mark.parametrize(
    ("scheme", "code"), [("ark", "35"), ("lccn", "13"), ("oclc", "23"), ("uuid", "22")]
)
def test_schemes_have_their_onix_code(tmp_path: Path, scheme: str, code: str) -> None:
    metadata = replace(LEAST, identifiers=(Identifier(scheme, "x-1"),))
    root = package(tmp_path / "book.epub", metadata)
    assert refinements(root, metadata.identifiers[0].urn) == [("identifier-type", code)]


def test_nobody_certifies_and_nothing_conforms_unless_a_person_says_so(tmp_path: Path) -> None:
    root = package(tmp_path / "book.epub", LEAST)
    assert metas(root, "dcterms:conformsTo") == []
    assert metas(root, "a11y:certifiedBy") == []


def test_the_person_who_certifies_is_with_the_claim(tmp_path: Path) -> None:
    stated = AccessibilityStatement("Ann Tester", "Certified tester", "https://example.org/r")
    root = package(tmp_path / "book.epub", replace(LEAST, accessibility=stated))
    assert metas(root, "dcterms:conformsTo") == ["EPUB Accessibility 1.1 - WCAG 2.2 Level AA"]
    claim = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"
    assert refinements(root, claim) == [("a11y:certifiedBy", "Ann Tester")]
    assert refinements(root, "Ann Tester") == [("a11y:certifierCredential", "Certified tester")]
    (link,) = (e for e in root.iter(f"{OPF}link"))
    assert (link.get("rel"), link.get("href")) == (
        "a11y:certifierReport",
        "https://example.org/r",
    )
