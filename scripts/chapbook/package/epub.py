"""An EPUB rendition becomes a file; the front matter becomes package metadata.

The metadata vocabulary is that of EPUB 3.3, appendix D; `refines` ties a statement to an element.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from chapbook.model.editions.fields import FIELDS, in_order
from chapbook.model.editions.output import Accessibility, EpubRendition, FinishedFile
from chapbook.model.metadata import AccessibilityStatement, Contributor, Identifier, Metadata
from chapbook.model.stated import stated
from chapbook.tools.ebooklib import UNIQUE_IDENTIFIER, MetadataElement, Package, write_container

# ONIX code list 5: what kind of product identifier it is.
_ONIX = {
    "isbn": "15",
    "doi": "06",
    "uuid": "22",
    "urn": "22",
    "gtin": "03",
    "ismn": "25",
    "lccn": "13",
    "oclc": "23",
    "ark": "35",
}
_ISBN_10 = "02"
# Fields with more than a text, which have their own functions below.
_STRUCTURED = frozenset(
    "identifier title author contributor language subject licence series modified".split()
)
_ORDER = ("publisher", "date", "description", "source", "rights")
# EPUB Accessibility 1.1, 5.3: to be written in these words exactly.
_CONFORMS = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"


def package_epub(rendition: EpubRendition, metadata: Metadata, target: Path) -> FinishedFile:
    """Write the EPUB to `target` and return its digest and size in bytes."""
    package = Package(
        language=metadata.language,
        direction=metadata.direction,
        metadata=tuple(_metadata(metadata, rendition.accessibility, rendition.page_source)),
    )
    write_container(target, package, rendition.resources)
    return FinishedFile.of(target, target.read_bytes())


def _metadata(
    metadata: Metadata, access: Accessibility, page_source: str | None
) -> Iterator[MetadataElement]:
    yield from _identifiers(metadata)
    yield from _titles(metadata)
    yield _dc("language", metadata.language)
    yield from _people("creator", metadata.authors)
    yield from _people("contributor", metadata.others)
    yield from _publication(metadata)
    yield from _book_series(metadata)
    yield from _accessibility(access)
    yield from _certification(metadata.accessibility)
    if page_source:  # EPUB Accessibility 1.1, 3.2: whose page breaks these are
        yield _meta("pageBreakSource", page_source)
    yield _meta("dcterms:modified", metadata.modified)


def _identifiers(metadata: Metadata) -> Iterator[MetadataElement]:
    """Yield the unique identifier, then the others; each with its type where it is declared."""
    declared = {identifier.urn: identifier for identifier in metadata.identifiers}
    yield _dc("identifier", metadata.uid, UNIQUE_IDENTIFIER)
    if metadata.uid in declared:
        yield _identifier_type(declared.pop(metadata.uid), UNIQUE_IDENTIFIER)
    for number, (urn, identifier) in enumerate(declared.items(), start=1):
        name = f"identifier-{number}"
        yield _dc("identifier", urn, name)
        yield _identifier_type(identifier, name)


def _identifier_type(identifier: Identifier, name: str) -> MetadataElement:
    code = _ONIX.get(identifier.scheme)
    if identifier.scheme == "isbn" and sum(char.isalnum() for char in identifier.value) == 10:
        code = _ISBN_10
    if code is None:
        return _refine(name, "identifier-type", identifier.scheme.upper())
    return _refine(name, "identifier-type", code, ("scheme", "onix:codelist5"))


def _titles(metadata: Metadata) -> Iterator[MetadataElement]:
    yield _dc("title", metadata.title.plain, "title")
    yield _refine("title", "title-type", "main")
    if metadata.title_sort:
        yield _refine("title", "file-as", metadata.title_sort)
    if metadata.subtitle is not None:
        yield _refine("title", "display-seq", "1")
        yield _dc("title", metadata.subtitle.plain, "subtitle")
        yield _refine("subtitle", "title-type", "subtitle")
        yield _refine("subtitle", "display-seq", "2")


def _people(kind: str, people: Sequence[Contributor]) -> Iterator[MetadataElement]:
    """Yield `dc:creator` or `dc:contributor` with roles, sort name and place in the line."""
    for number, person in enumerate(people, start=1):
        name = f"{kind}-{number}"
        yield _dc(kind, person.name, name)
        for role in person.roles:
            yield _refine(name, "role", role, ("scheme", "marc:relators"))
        if person.sort:
            yield _refine(name, "file-as", person.sort)
        yield _refine(name, "display-seq", str(number))


def _publication(metadata: Metadata) -> Iterator[MetadataElement]:
    """Yield what is one text: elements of Dublin Core, then properties."""
    plain = [row for row in in_order(FIELDS, _ORDER) if row.opf and row.name not in _STRUCTURED]
    for row in plain:
        if row.opf.startswith("dc:"):
            yield from (MetadataElement(row.opf, text) for text in stated(metadata, row.name))
    yield from _subjects(metadata)
    yield from _licence(metadata)
    for row in plain:
        if not row.opf.startswith("dc:"):
            yield from (_meta(row.opf, text) for text in stated(metadata, row.name))


def _subjects(metadata: Metadata) -> Iterator[MetadataElement]:
    """Yield each subject, once for every code that it has (EPUB 3.3, D.3.1 and D.3.11)."""
    number = 0
    for text in metadata.subjects:
        codes = [code for code in metadata.subject_codes if code.text == text]
        for code in codes:
            number += 1
            name = f"subject-{number}"
            yield _dc("subject", text, name)
            yield _refine(name, "authority", code.authority)
            yield _refine(name, "term", code.term)
        if not codes:
            yield _dc("subject", text)


def _licence(metadata: Metadata) -> Iterator[MetadataElement]:
    """Yield the licence by name, for people, and by address, for programs."""
    if metadata.licence is None:
        return
    yield _meta("dcterms:license", metadata.licence.name)
    if metadata.licence.url:
        link = (("rel", "dcterms:license"), ("href", metadata.licence.url))
        yield MetadataElement("link", None, link)


def _book_series(metadata: Metadata) -> Iterator[MetadataElement]:
    series = metadata.book_series
    if series is None:
        return
    yield _meta("belongs-to-collection", series.title, ("id", "collection"))
    yield _refine("collection", "collection-type", "series")
    if series.position:
        yield _refine("collection", "group-position", series.position)


def _accessibility(access: Accessibility) -> Iterator[MetadataElement]:
    """Yield the discovery metadata that EPUB Accessibility 1.1, 2.2 requires."""
    yield from (_meta("schema:accessMode", mode) for mode in access.modes)
    yield from (_meta("schema:accessModeSufficient", modes) for modes in access.sufficient)
    yield from (_meta("schema:accessibilityFeature", feature) for feature in access.features)
    yield from (_meta("schema:accessibilityHazard", hazard) for hazard in access.hazards)
    language = ("{http://www.w3.org/XML/1998/namespace}lang", access.summary_language)
    yield _meta("schema:accessibilitySummary", access.summary, language)


def _certification(stated: AccessibilityStatement) -> Iterator[MetadataElement]:
    """Yield the claim of conformance with the person who makes it, nothing where nobody does.

    EPUB Accessibility 1.1, 5.3 and 5.4.
    """
    if stated.certified_by is None:
        return
    yield _meta("dcterms:conformsTo", _CONFORMS, ("id", "conformance"))
    yield _refine("conformance", "a11y:certifiedBy", stated.certified_by, ("id", "certifier"))
    for name, value in (("Credential", stated.credential), ("Report", stated.report)):
        if value is None:
            continue
        if value.startswith(("http://", "https://")):
            link = (("rel", f"a11y:certifier{name}"), ("refines", "#certifier"), ("href", value))
            yield MetadataElement("link", None, link)
        else:
            yield _refine("certifier", f"a11y:certifier{name}", value)


def _dc(name: str, text: str, identifier: str | None = None) -> MetadataElement:
    return MetadataElement(f"dc:{name}", text, (("id", identifier),) if identifier else ())


def _meta(name: str, text: str, *attributes: tuple[str, str]) -> MetadataElement:
    return MetadataElement("meta", text, (("property", name), *attributes))


def _refine(subject: str, name: str, text: str, *attributes: tuple[str, str]) -> MetadataElement:
    return MetadataElement(
        "meta", text, (("refines", f"#{subject}"), ("property", name), *attributes)
    )
