"""What the head of the reading edition says of the book: Dublin Core and the plain names.

DCMI Metadata Terms (https://www.dublincore.org/specifications/dublin-core/dcmi-terms/), written as
https://www.dublincore.org/specifications/dublin-core/dcq-html/ has it; HTML 4.2.5.1 for the rest.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from chapbook.model.metadata import Metadata


@dataclass(frozen=True, slots=True)
class Fact:
    """The name and content of a `meta` element."""

    name: str
    content: str


def facts(metadata: Metadata) -> tuple[Fact, ...]:
    """Give all that the front matter says, in a fixed order; nothing that it does not say."""
    return tuple(Fact(name, content) for name, content in _all(metadata) if content)


def _all(metadata: Metadata) -> Iterator[tuple[str, str | None]]:
    yield from (("author", person.name) for person in metadata.authors)
    yield "description", metadata.description
    yield "keywords", ", ".join(metadata.subjects)
    yield "dcterms.title", metadata.title.plain
    if metadata.subtitle is not None:
        yield "dcterms.alternative", metadata.subtitle.plain
    yield from (("dcterms.creator", person.name) for person in metadata.authors)
    yield from (("dcterms.contributor", person.name) for person in metadata.others)
    yield "dcterms.language", metadata.language
    yield "dcterms.publisher", metadata.publisher
    yield "dcterms.date", metadata.date
    yield "dcterms.modified", metadata.modified
    yield from (("dcterms.identifier", urn) for urn in _identifiers(metadata))
    yield "dcterms.rights", metadata.rights
    if metadata.licence is not None:
        yield "dcterms.license", metadata.licence.url or metadata.licence.name
    yield "dcterms.description", metadata.description
    yield from (("dcterms.subject", subject) for subject in metadata.subjects)
    if metadata.book_series is not None:
        yield "dcterms.isPartOf", metadata.book_series.title
    yield "dcterms.hasVersion", metadata.edition
    yield "dcterms.source", metadata.source


def _identifiers(metadata: Metadata) -> tuple[str, ...]:
    """Give the stable identifier, then those of the front matter, each once."""
    declared = (identifier.urn for identifier in metadata.identifiers)
    return tuple(dict.fromkeys((metadata.uid, *declared)))
