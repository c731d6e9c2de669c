"""Notes: series, definitions and calls as parsed; notes, statements and calls as resolved.

Parsed and resolved notes are different types, so that no renderer can meet a dangling call.
Words as in the glossary: a *label* is the author's key, a *call* the mark in the text, a
*marker* the mark repeated before the body. A *statement* is a note as it is numbered and
printed in one scope of its series (the book, a part, a chapter).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from chapbook.model.ast import Blocks
from chapbook.model.markers import MarkerKind
from chapbook.model.source import Place


class Restart(Enum):
    """Where a series restarts its count."""

    NEVER = "never"
    PART = "part"
    CHAPTER = "chapter"


@dataclass(frozen=True, slots=True)
class Series:
    """A note series as declared: `name` is the label prefix, `title` what a reader may see.

    `label` names one note of it (`Gloss`); without one, the name does.
    """

    name: str
    marker: MarkerKind = MarkerKind.DECIMAL
    restart: Restart = Restart.NEVER
    title: str | None = None
    label: str | None = None


class NoteOrigin(Enum):
    """How a note came into the text."""

    KEYED = "keyed"
    INLINE = "inline"
    CITATION = "citation"


@dataclass(frozen=True, slots=True)
class NoteDefinition:
    """A note body as written. `place` is where it is.

    `label` is None for inline notes and for those that a bare citation became; `key_hint` is
    then what an identifier can be made of (the citation key).
    """

    label: str | None
    origin: NoteOrigin
    blocks: Blocks
    place: Place
    key_hint: str = ""


@dataclass(frozen=True, slots=True)
class ParsedCall:
    """A call as found: which definition (an index), and where in the source, if that is known."""

    definition: int
    place: Place


@dataclass(frozen=True, slots=True)
class Call:
    """A call resolved: what is printed in the text and where it leads.

    `identifier` is `call-KEY`, then `call-KEY-2` …: by the note's label and the ordinal of the
    call among the calls of its note, over the whole book. `statement` is an index into
    `Manuscript.statements`, `division` into `Manuscript.divisions`.
    """

    index: int
    identifier: str
    marker: str
    statement: int
    division: int
    place: Place


@dataclass(frozen=True, slots=True)
class Note:
    """A note: one body, however often called. `key` is made of the label and safe as an id."""

    key: str
    label: str | None
    origin: NoteOrigin
    series: Series
    blocks: Blocks
    place: Place


@dataclass(frozen=True, slots=True)
class Statement:
    """A note as numbered in one scope: its marker and the calls that show it, in text order.

    `identifier` is `note-KEY`, and `note-KEY--SCOPE` where a restarting series states the note
    again (SCOPE is the id of the chapter or part). `note` is an index into `Manuscript.notes`.
    """

    index: int
    identifier: str
    note: int
    series: Series
    number: int
    marker: str
    calls: tuple[int, ...]
