"""What the XMP of a PDF says of the book (ISO 16684-1): the fields of the table, as properties."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from chapbook.model.editions.fields import FIELDS, in_order
from chapbook.model.metadata import Metadata
from chapbook.model.stated import stated

_ORDER = (
    "title", "author", "contributor", "description", "subject", "publisher", "date", "rights",
    "licence-url", "source", "language", "identifier",
)  # fmt: skip
# The template has the instants together.
_AT_THE_END = "modified"


@dataclass(frozen=True, slots=True)
class Property:
    """A property with its prefix, the container of its values (empty for one value), its values."""

    name: str
    container: str
    texts: tuple[str, ...]


def properties(metadata: Metadata) -> Iterator[Property]:
    """Yield the properties that have values, in a fixed order."""
    for row in in_order(FIELDS, _ORDER):
        values = stated(metadata, row.name)
        if row.xmp and values and row.name != _AT_THE_END:
            yield Property(row.xmp, row.container.value, values)
            yield from _beside(row.name, metadata)


def _beside(name: str, metadata: Metadata) -> Iterator[Property]:
    """Yield what XMP says in a second property, too."""
    if name == "subject":
        yield Property("pdf:Keywords", "", (", ".join(metadata.subjects),))
    elif name == "identifier" and metadata.identifiers:
        urns = tuple(identifier.urn for identifier in metadata.identifiers)
        yield Property("xmp:Identifier", "Bag", urns)
