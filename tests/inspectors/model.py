"""What the inspectors find in a finished edition: the same frozen data for every format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a file of the container or `page N`, and its rank in the edition."""

    document: str
    rank: int

    def __str__(self) -> str:
        """Return it as a message shows it."""
        return f"{self.document} (item {self.rank})"


@dataclass(frozen=True, slots=True)
class InspectedCall:
    """A note call: its marker as shown; `note` is the note its link lands on, None if on none."""

    identifier: str
    marker: str
    series: str
    note: str | None
    place: Place


@dataclass(frozen=True, slots=True)
class InspectedNote:
    """A note: its marker, the words of its body, and the calls its backlinks land on.

    `identifier` is unique in the edition (with the file name in an EPUB); `name` is the id
    as written. `dangling` holds the targets of backlinks that land nowhere.
    """

    identifier: str
    name: str
    marker: str
    series: str
    body: str
    returns: tuple[str, ...]
    dangling: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class InspectedHeading:
    """A heading of the author's: level 1 is a chapter or part; `text` is without call marks."""

    level: int
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class InspectedLink:
    """A link that the author wrote: not a call, a backlink, or an entry of the contents."""

    target: str
    text: str
    landed: bool
    place: Place


@dataclass(frozen=True, slots=True)
class InspectedTable:
    """A table: its caption (empty when it has none) and the words of its header cells."""

    caption: str
    header_cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InspectedPicture:
    """A picture and its alternative text; None where there is no such attribute."""

    alternative: str | None
    place: Place


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A line of a contents list (EPUB nav, HTML contents, PDF outline)."""

    level: int
    text: str
    landed: bool


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or the like of the main text, without calls."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class InspectedPage:
    """A page of a PDF. Boxes are (left, bottom, right, top) in points.

    `label` is the page's number as readers show it (a cover has none); `outside` are the drawn
    characters that do not lie in the page; `head` and `foot` the words of the running lines;
    `text` the letters of the main text; `aids` the words among the notes that are no note's, such
    as where one goes on.
    """

    number: int
    label: str
    box: tuple[float, float, float, float]
    blank: bool
    outside: str
    head: str
    foot: str
    text: str
    aids: str = ""


Fields = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class InspectedEdition:
    """All that an inspector reads from one finished file.

    `metadata` has one entry for each field that is there, under the same names in all formats
    (see `FIELDS`). `languages` are those of the roots: each content document, the package, the
    PDF catalogue. `restatements` are EPUB notes that repeat, in another file, a note in `notes`.
    `stream` is the main text as one run of letters, for formats without paragraphs (PDF).
    `carried` are, by page, the words of notes that began on a page before; a note's body holds
    those on its first page. `drawings` are the words in pictures that are drawn with letters
    (SVG files of an EPUB).
    `dangling` are all internal links of any kind, the contents and backlinks too, that land
    nowhere.
    """

    format: str
    metadata: Fields
    languages: Mapping[str, str]
    calls: tuple[InspectedCall, ...]
    notes: tuple[InspectedNote, ...]
    headings: tuple[InspectedHeading, ...]
    links: tuple[InspectedLink, ...]
    external: tuple[InspectedLink, ...]
    contents: tuple[ContentsEntry, ...]
    everything: str
    restatements: tuple[InspectedNote, ...] = ()
    tables: tuple[InspectedTable, ...] = ()
    pictures: tuple[InspectedPicture, ...] = ()
    blocks: tuple[Block, ...] = ()
    stream: str = ""
    carried: Mapping[str, str] = field(default_factory=dict)
    flat: tuple[str, ...] = ()
    drawings: tuple[str, ...] = ()
    duplicate_ids: tuple[str, ...] = ()
    dangling: tuple[str, ...] = ()
    pages: tuple[InspectedPage, ...] = ()


FIELDS = (
    "title",
    "title-sort",
    "subtitle",
    "author",
    "contributor",
    "role",
    "sort",
    "language",
    "publisher",
    "date",
    "modified",
    "identifier",
    "rights",
    "licence",
    "description",
    "subject",
    "subject-code",
    "series",
    "position",
    "edition",
    "source",
)


def note_of(edition: InspectedEdition, identifier: str | None) -> InspectedNote | None:
    """Find a note (or a restatement of one) by its identifier."""
    for note in (*edition.notes, *edition.restatements):
        if note.identifier == identifier:
            return note
    return None
