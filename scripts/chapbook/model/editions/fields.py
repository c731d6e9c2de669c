"""The metadata fields, one row each: its name in every format, where it is compared and shown.

What writes editions and what reads them again for the collation share these names, and no code.
`model/stated.py` gives the values of a book.

| column | vocabulary |
|---|---|
| `opf` | elements of Dublin Core and properties of `meta` (EPUB 3.3, 5.5; schema.org) |
| `xmp` | properties of XMP with their containers (ISO 16684-1, 8.3 to 8.6; ISO 32000-2, 14.3.2) |
| `html` | DCMI Metadata Terms, as names of `meta` elements with the prefix `dcterms.` |
| `json_ld` | properties of a https://schema.org/Book |
| `opds_1` | elements of Atom (RFC 4287) and DCMI Metadata Terms (OPDS 1.2) |
| `opds_2` | the metadata of a Readium Web Publication Manifest (OPDS 2.0) |
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum


class Compared(Enum):
    """When the collation compares a field."""

    ALWAYS = "always"
    """Every vocabulary has it: a file without it has lost it."""
    WHERE_GIVEN = "where given"
    """Where both files have it."""
    NEVER = "never"
    """It has another row beside it that is compared."""


class Shown(Enum):
    """Where people read a field."""

    TEMPLATE = "template"
    """Templates show it in a place of its own, and the collation looks for it there."""
    IMPRINT = "imprint"
    """A paragraph of the copyright page and imprint, made from the table; likewise looked for."""
    UNCHECKED = "unchecked"
    """Not at all, or differently in each edition."""


class Container(Enum):
    """How XMP holds the value of a property (ISO 16684-1, 7.5 to 7.8)."""

    NONE = ""
    BAG = "Bag"
    SEQUENCE = "Seq"
    LANGUAGES = "Alt"


@dataclass(frozen=True, slots=True)
class MetadataField:
    """A row. `name` is ours; an empty name in another column says that a format has none.

    `key` is set for a field that is one plain text in the front matter: its key, and all that has
    to be known to read it. `several`: it may have more than one value. `thing` is the type of the
    value where schema.org has an object with a name.
    """

    name: str
    compared: Compared
    shown: Shown = Shown.UNCHECKED
    key: str = ""
    several: bool = False
    opf: str = ""
    xmp: str = ""
    container: Container = Container.NONE
    html: str = ""
    json_ld: str = ""
    thing: str = ""
    opds_1: str = ""
    opds_2: str = ""


_ALWAYS, _GIVEN, _NEVER = Compared.ALWAYS, Compared.WHERE_GIVEN, Compared.NEVER

FIELDS = (
    MetadataField(
        "title", _ALWAYS, Shown.TEMPLATE, opf="dc:title",
        xmp="dc:title", container=Container.LANGUAGES, html="title", json_ld="name",
        opds_1="title", opds_2="title",
    ),
    MetadataField(
        "subtitle", _GIVEN, Shown.TEMPLATE, html="alternative", json_ld="alternativeHeadline",
        opds_1="dc:alternative", opds_2="subtitle",
    ),
    MetadataField(
        "author", _ALWAYS, Shown.TEMPLATE, several=True, opf="dc:creator",
        xmp="dc:creator", container=Container.SEQUENCE, html="creator", json_ld="author",
        opds_1="author", opds_2="author",
    ),
    MetadataField(
        "contributor", _ALWAYS, several=True, opf="dc:contributor",
        xmp="dc:contributor", container=Container.BAG, html="contributor", json_ld="contributor",
        opds_1="contributor", opds_2="contributor",
    ),
    MetadataField(
        "language", _ALWAYS, opf="dc:language", xmp="dc:language", container=Container.BAG,
        html="language", json_ld="inLanguage", opds_1="dc:language", opds_2="language",
    ),
    MetadataField(
        "publisher", _ALWAYS, Shown.TEMPLATE, key="publisher", opf="dc:publisher",
        xmp="dc:publisher", container=Container.BAG, html="publisher", json_ld="publisher",
        thing="Organization", opds_1="dc:publisher", opds_2="publisher",
    ),
    MetadataField(
        "date", _ALWAYS, opf="dc:date", xmp="dc:date", container=Container.SEQUENCE,
        html="date", json_ld="datePublished", opds_1="dc:issued", opds_2="published",
    ),
    MetadataField(
        "modified", _GIVEN, opf="dcterms:modified", xmp="xmp:ModifyDate", html="modified",
        json_ld="dateModified", opds_1="updated", opds_2="modified",
    ),
    MetadataField(
        "edition", _GIVEN, key="edition", opf="schema:bookEdition", html="hasVersion",
        json_ld="bookEdition",
    ),
    MetadataField(
        "identifier", _ALWAYS, several=True, opf="dc:identifier", xmp="dc:identifier",
        html="identifier", json_ld="identifier", opds_1="dc:identifier", opds_2="identifier",
    ),
    MetadataField(
        "rights", _ALWAYS, Shown.TEMPLATE, key="rights", opf="dc:rights",
        xmp="dc:rights", container=Container.LANGUAGES, html="rights", json_ld="copyrightNotice",
        opds_1="rights",
    ),
    MetadataField("licence", _NEVER, opf="dcterms:license", html="license"),
    MetadataField("licence-url", _GIVEN, xmp="xmpRights:WebStatement", json_ld="license"),
    MetadataField(
        "description", _ALWAYS, opf="dc:description", xmp="dc:description",
        container=Container.LANGUAGES, html="description", json_ld="description",
        opds_1="summary", opds_2="description",
    ),
    MetadataField("abstract", _GIVEN, html="abstract", json_ld="abstract"),
    MetadataField(
        "subject", _GIVEN, several=True, opf="dc:subject", xmp="dc:subject",
        container=Container.BAG, html="subject", json_ld="about", opds_1="category",
        opds_2="subject",
    ),
    MetadataField(
        "series", _GIVEN, opf="belongs-to-collection", html="isPartOf", json_ld="isPartOf",
        thing="BookSeries", opds_2="belongsTo",
    ),
    MetadataField(
        "source", _GIVEN, key="source", opf="dc:source", xmp="dc:source", html="source",
        json_ld="isBasedOn", thing="CreativeWork",
    ),
    MetadataField(
        "funding", _GIVEN, Shown.IMPRINT, key="funding", opf="schema:funding", json_ld="funding",
        thing="Grant",
    ),
)  # fmt: skip
"""Every field that more than one format states."""

PLAIN = tuple(row for row in FIELDS if row.key)
"""Fields that are one plain text in the front matter."""
FACTS = tuple(row for row in PLAIN if row.compared is Compared.WHERE_GIVEN)
"""Plain fields that some vocabularies lack: the others are compared with the manuscript."""


def in_order(rows: Iterable[MetadataField], first: tuple[str, ...]) -> tuple[MetadataField, ...]:
    """Return the rows named first, in that order, then all others in the order of the table."""
    ranks = {name: rank for rank, name in enumerate(first)}
    return tuple(sorted(rows, key=lambda row: ranks.get(row.name, len(ranks))))


def names_in(column: Callable[[MetadataField], str]) -> dict[str, str]:
    """Map what a vocabulary calls each field, with its prefix, to our name of it."""
    return {column(row): row.name for row in FIELDS if column(row)}


def local_names_in(column: Callable[[MetadataField], str]) -> dict[str, str]:
    """Map the same without prefixes, as readers meet the names of elements."""
    return {name.rpartition(":")[2]: ours for name, ours in names_in(column).items()}
