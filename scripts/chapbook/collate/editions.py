"""A finished edition as it was read again: the same data for every format.

Text holds the marks of `chapbook.model.editions.expectation`: where notes are called, around
pictures and formulas. All is known by keys, roles and identifiers; nothing here was inferred from
places.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from chapbook.collate.normal import spaced
from chapbook.collate.readers.pdf.runs import DrawnPage
from chapbook.model.editions.expectation import LinkMark

Fields = Mapping[str, tuple[str, ...]]
TEMPLATE = "="
"""How the key of a block of a template begins."""
Fault = tuple[str, str, str]
"""What is wrong in a file: a message, the place, the words concerned."""


def collected(facts: Iterable[tuple[str, str]]) -> Fields:
    """Return facts by the names of their fields: in single spaces, each once, none empty."""
    fields: dict[str, dict[str, None]] = {}
    for name, value in facts:
        if text := spaced(value):
            fields.setdefault(name, {})[text] = None
    return {name: tuple(values) for name, values in fields.items()}


@dataclass(frozen=True, slots=True)
class ReadCall:
    """A note call: its identifier (empty in a PDF), the marker shown, the note that it leads to."""

    identifier: str
    marker: str
    target: str


@dataclass(slots=True)
class ReadBlock:
    """A block of text. `note` is the identifier of the note it is in, empty in the main text.

    `role` is `h1` to `h6`, `th`, `td` or `text`. `place` is a file and identifier, or a page.
    `paper`: it is shown on paper, as the heading of a dedication is not.
    """

    key: str
    role: str
    place: str
    language: str
    note: str = ""
    parts: list[str] = field(default_factory=list)
    calls: list[ReadCall] = field(default_factory=list)
    links: list[LinkMark] = field(default_factory=list)
    tongues: list[tuple[str, str]] = field(default_factory=list)
    paper: bool = True
    within: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The words, with single spaces."""
        return " ".join("".join(self.parts).split())


@dataclass(slots=True)
class ReadNote:
    """A note: identifier, series (empty where the format has none), marker, backlinks, place."""

    identifier: str
    series: str
    place: str
    marker: str = ""
    backlinks: list[str] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ReadEntry:
    """An entry of contents or outline: the target it leads to, and the words.

    `folio` is the page number that contents on paper state.
    """

    target: str
    words: str
    place: str = ""
    folio: str = ""


@dataclass(frozen=True, slots=True)
class ReadBreak:
    """Where a page begins: its label; the block it is in, after so many letters of it.

    Without letters the page begins with the block. `key` is empty where no block follows.
    """

    label: str
    key: str
    letters: int
    place: str


@dataclass(slots=True)
class Edition:
    """A finished edition. `kind` is html, epub or pdf; `name` is what the report calls it.

    `pages` are what a PDF draws, `destinations` the pages (from 1) that its names lead to.
    `loose` is text in no block, with its place. `places` maps identifiers to the key of the first
    block at or after them. `contents` are the lists of contents, `outline` the bookmarks of a PDF.
    `faults` are what is wrong in the file itself.
    """

    name: str
    file: str
    kind: str
    blocks: list[ReadBlock] = field(default_factory=list)
    notes: list[ReadNote] = field(default_factory=list)
    loose: list[tuple[str, str]] = field(default_factory=list)
    contents: list[ReadEntry] = field(default_factory=list)
    outline: list[ReadEntry] | None = None
    breaks: list[ReadBreak] = field(default_factory=list)
    listed: list[str] = field(default_factory=list)
    places: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    metadata: Fields = field(default_factory=dict)
    pages: tuple[DrawnPage, ...] = ()
    destinations: dict[str, int] = field(default_factory=dict)

    @property
    def keyed(self) -> bool:
        """Whether the file carries keys of blocks."""
        return any(not block.key.startswith(TEMPLATE) for block in self.blocks)
