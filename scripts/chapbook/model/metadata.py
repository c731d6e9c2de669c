"""The front matter, validated: one value for every metadata field of every format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from chapbook.model.editions.fields import FIELDS, PLAIN, Shown
from chapbook.model.notes import Series

_POINTS = {"mm": 72 / 25.4, "in": 72.0}


@dataclass(frozen=True, slots=True)
class Trim:
    """The size of a page after cutting: its key in the front matter, its name, its sides."""

    key: str
    name: str
    width: float
    height: float
    unit: str

    @property
    def css(self) -> str:
        """The two lengths as CSS has them (CSS Paged Media 3, 7.1)."""
        return f"{self.width:g}{self.unit} {self.height:g}{self.unit}"

    @property
    def points(self) -> tuple[float, float]:
        """Width and height in points."""
        return self.width * _POINTS[self.unit], self.height * _POINTS[self.unit]


TRIMS = {
    trim.key: trim
    for trim in (
        Trim("a4", "A4", 210, 297, "mm"),
        Trim("a5", "A5", 148, 210, "mm"),
        Trim("a6", "A6", 105, 148, "mm"),
        Trim("b5", "B5", 176, 250, "mm"),
        Trim("5.5x8.5", "5.5 × 8.5 in", 5.5, 8.5, "in"),
        Trim("6x9", "6 × 9 in", 6, 9, "in"),
        Trim("royal", "Royal", 156, 234, "mm"),
        Trim("letter", "Letter", 8.5, 11, "in"),
    )
}
"""The trim sizes, by the names that printers use."""


@dataclass(frozen=True, slots=True)
class RichText:
    """A line of the front matter: its plain text, and its pandoc inlines."""

    plain: str
    inlines: tuple[Any, ...] = ()

    def __str__(self) -> str:
        """Return the plain text."""
        return self.plain


@dataclass(frozen=True, slots=True)
class Contributor:
    """A person or body. `roles` are MARC relator codes (id.loc.gov/vocabulary/relators).

    `orcid` is sixteen digits in groups of four, without the address before them. `lines` are
    printed below the name on the title page: `affiliations` with emphasis, and notes on both.
    """

    name: str
    sort: str | None = None
    roles: tuple[str, ...] = ("aut",)
    affiliations: tuple[str, ...] = ()
    orcid: str | None = None
    email: str | None = None
    lines: tuple[RichText, ...] = field(default=(), compare=False)

    @property
    def orcid_url(self) -> str | None:
        """The address of the person's ORCID record, which is how an ORCID iD is shown."""
        return f"https://orcid.org/{self.orcid}" if self.orcid else None


@dataclass(frozen=True, slots=True)
class Identifier:
    """A declared identifier: `scheme` is lower case (isbn, doi, uuid, uri …)."""

    scheme: str
    value: str
    written: str = field(default="", compare=False)

    @property
    def shown(self) -> str:
        """The identifier as the author wrote it, an ISBN with its hyphens."""
        return self.written or self.value

    @property
    def urn(self) -> str:
        """The identifier as one string, a URN where the scheme has one."""
        prefixes = {"isbn": "urn:isbn:", "uuid": "urn:uuid:", "doi": "doi:", "issn": "urn:issn:"}
        prefix = prefixes.get(self.scheme, "")
        return self.value if self.value.lower().startswith(prefix) else prefix + self.value


@dataclass(frozen=True, slots=True)
class Licence:
    """The licence's name and, if given, its address."""

    name: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class BookSeries:
    """A series of books (not of notes) and the position in it."""

    title: str
    position: str | None = None


@dataclass(frozen=True, slots=True)
class SubjectCode:
    """The code of a subject in a list of the book trade: `authority` is BISAC or Thema.

    `text` is the subject in words, `term` the code.
    """

    text: str
    authority: str
    term: str


@dataclass(frozen=True, slots=True)
class AccessibilityStatement:
    """What a person says of a book's accessibility; nothing of it is found by the build.

    `required`: what leaves somebody out, as a picture without words does, is an error.
    `certified_by` names who has checked the book against EPUB Accessibility 1.1 and WCAG 2.2 AA;
    `credential` (text or address) and `report` (address) are theirs. `hazards` are words of
    schema.org, for what only a person can judge.
    """

    certified_by: str | None = None
    credential: str | None = None
    report: str | None = None
    summary: str | None = None
    hazards: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True, slots=True)
class CitationSettings:
    """How citations are set: CSL style, data, the note series of bare citations."""

    style: str = "chicago-notes-bibliography"
    bibliography: tuple[str, ...] = ()
    references: tuple[Mapping[str, Any], ...] = ()
    series: str | None = None
    heading: str | None = None
    nocite: str | None = None


@dataclass(frozen=True, slots=True)
class PrintSettings:
    """How pages are set: trim, style, and what the author wants otherwise than these have it.

    `style` names a table of styles/print.toml; `size` and `leading` of the text are in points;
    `css` is a style sheet beside the manuscript.
    """

    trim: Trim = TRIMS["a5"]
    style: str = "classic"
    size: float | None = None
    leading: float | None = None
    css: str | None = None


@dataclass(frozen=True, slots=True)
class PressSettings:
    """What the front matter says to a press.

    `icc` names the profile of the press, a file beside the manuscript. `caliper` is the thickness
    of a leaf in millimetres, None where the printer's own paper is taken. `coloured`: the pages are
    printed in colour, not in black alone.
    """

    icc: str | None = None
    caliper: float | None = None
    coloured: bool = False


@dataclass(frozen=True, slots=True)
class Metadata:
    """The metadata of the book as a whole.

    `uid` is the stable identifier (a URN), `modified` an ISO 8601 UTC instant; neither ever
    comes from the clock or from chance. `date` is ISO 8601 (year, month or day), `date_shown`
    is what the author wrote. `embed_fonts` is for the EPUB; the other editions always bring theirs.
    `blurb` has the paragraphs that commend the book on its back cover, `url` is the address where
    the folder of the editions is to be found, `price` is what the author wrote. `changed` is
    the instant of the last change where it is known, and not taken from the date: only this one is
    shown to people. `abstract` is the abstract in plain words, which also is the description where
    none is given. `texts` has the plain fields that only the table of fields knows, by their names.
    """

    title: RichText
    language: str
    uid: str
    modified: str
    slug: str
    subtitle: RichText | None = None
    contributors: tuple[Contributor, ...] = ()
    publisher: str | None = None
    place: str | None = None
    date: str | None = None
    date_shown: str | None = None
    identifiers: tuple[Identifier, ...] = ()
    rights: str | None = None
    licence: Licence | None = None
    description: str | None = None
    subjects: tuple[str, ...] = ()
    subject_codes: tuple[SubjectCode, ...] = ()
    book_series: BookSeries | None = None
    edition: str | None = None
    source: str | None = None
    direction: str = "ltr"
    note_series: tuple[Series, ...] = ()
    citations: CitationSettings = field(default_factory=CitationSettings)
    print: PrintSettings = field(default_factory=PrintSettings)
    press: PressSettings = field(default_factory=PressSettings)
    cover: str | None = None
    cover_alt: str | None = None
    title_sort: str | None = None
    accessibility: AccessibilityStatement = field(default_factory=AccessibilityStatement)
    embed_fonts: bool = False
    blurb: tuple[RichText, ...] = ()
    price: str | None = None
    url: str | None = None
    abstract: str | None = None
    abstract_title: str | None = None
    changed: str | None = None
    texts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def has_imprint(self) -> bool:
        """Return whether there is anything to put on a copyright page."""
        said = (self.rights, self.licence, self.publisher, self.edition, self.book_series)
        return any(said) or bool(self.identifiers or self.imprint_lines)

    @property
    def imprint_lines(self) -> tuple[str, ...]:
        """The paragraphs of the imprint that come from the table of fields, in its order."""
        shown = (row.name for row in FIELDS if row.shown is Shown.IMPRINT)
        return tuple(self.texts[name] for name in shown if name in self.texts)

    @property
    def rights_statement(self) -> str | None:
        """The rights for metadata: the sentence on them, else the name of the licence."""
        return self.rights or (self.licence.name if self.licence else None)

    @property
    def authors(self) -> tuple[Contributor, ...]:
        """Those with the relator code `aut`."""
        return tuple(person for person in self.contributors if "aut" in person.roles)

    @property
    def others(self) -> tuple[Contributor, ...]:
        """Everyone but the authors."""
        return tuple(person for person in self.contributors if "aut" not in person.roles)


TABLE_TEXTS = tuple(row for row in PLAIN if row.name not in Metadata.__dataclass_fields__)
"""Plain fields without an attribute of `Metadata`: what is done with them is all in the table."""
