"""A copy of a text as the collation reads it: the same data for every format.

The term is that of textual criticism. A PDF is two copies: its structure, its pages as drawn.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

BEGINNING = "the beginning"
"""The place of what is before all words that could name one."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, heading, cell, caption or the like, without note calls, and where it is.

    `role`: "" for the author's words; "generated" for what a template makes (title page, contents,
    colophon); "quiet" for a heading that paper does not show; "bibliography".
    """

    kind: str
    text: str
    place: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """A note call: marker shown (None if unknown), rank of its note (None if it leads to none).

    `before` are the last words before it in its passage. `optional`: a citation, which some
    citation styles make a note and others do not.
    """

    marker: str | None
    series: str
    note: int | None
    before: str
    place: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """A note: marker (None if unknown), series, body; `unreturned` calls have no backlink.

    `body` is None for a note whose words are not known beforehand (a citation). `label` is the
    author's or the file's name for it.
    """

    label: str
    marker: str | None
    series: str
    body: str | None
    place: str
    unreturned: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: level from 1, words, whether paper shows it."""

    level: int
    text: str
    place: str
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the author's: its words, where it leads (an address, or the words it lands on).

    `landing` is None for an internal link that leads nowhere.
    """

    text: str
    landing: str | None
    place: str
    external: bool = False


@dataclass(frozen=True, slots=True)
class Thing:
    """Something compared as a whole: a picture's alternative, a table's shape, a list, a formula.

    `words` is None for what the copy does not say.
    """

    words: str | None
    place: str


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong within one copy: the subject it belongs to, what, where."""

    subject: str
    message: str
    place: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class PageText:
    """How the main text of a page begins and ends, in letters; its number and its label.

    `counted` is how it begins with what may be numbers of items, which `start` is without.
    `pictured`: it shows a picture, a formula or another drawing.
    """

    number: int
    label: str
    start: str
    end: str
    counted: str = ""
    pictured: bool = False


@dataclass(frozen=True, slots=True)
class PageBreak:
    """A mark in a text where a page of another edition begins.

    `after` are letters that follow, `known` is False where a template made the page.
    """

    label: str
    after: str
    place: str
    known: bool


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy. What is unknown is None: the comparison is then skipped, for `reasons`.

    `drawings` are words in pictures, `languages` runs in another language than the text's,
    `carried` what pages show, before their own notes, of notes that began on a page before.
    `pages` are those of a PDF, `breaks` marks for them in another file, `listed` its list of pages.
    """

    name: str
    file: str
    kind: str
    passages: tuple[Passage, ...] = ()
    calls: tuple[Call, ...] | None = None
    notes: tuple[Note, ...] | None = None
    headings: tuple[Heading, ...] | None = None
    contents: tuple[Heading, ...] | None = None
    outline: tuple[Heading, ...] | None = None
    tables: tuple[Thing, ...] | None = None
    lists: tuple[Thing, ...] | None = None
    pictures: tuple[Thing, ...] | None = None
    formulas: tuple[Thing, ...] | None = None
    languages: tuple[Thing, ...] | None = None
    links: tuple[Link, ...] | None = None
    metadata: Mapping[str, tuple[str, ...]] | None = None
    faults: tuple[Fault, ...] = ()
    drawings: tuple[str, ...] = ()
    carried: tuple[Passage, ...] = ()
    pages: tuple[PageText, ...] = ()
    breaks: tuple[PageBreak, ...] | None = None
    listed: tuple[str, ...] = ()
    reasons: Mapping[str, str] = field(default_factory=dict)
