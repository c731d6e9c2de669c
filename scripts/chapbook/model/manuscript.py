"""The book between the stages: as parsed, and as resolved."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from chapbook.model.ast import Blocks, Node
from chapbook.model.metadata import Metadata
from chapbook.model.notes import Call, Note, NoteDefinition, ParsedCall, Series, Statement
from chapbook.model.source import SourceText

UNLISTED = "unlisted"
"""The class of a heading that is in no contents list, nor in the outline of a PDF."""


class Matter(Enum):
    """The three parts of a book in order; EPUB structural semantics use the same words."""

    FRONT = "frontmatter"
    BODY = "bodymatter"
    BACK = "backmatter"


class DivisionKind(Enum):
    """What a division is: a part (a heading that holds chapters) or a chapter."""

    PART = "part"
    CHAPTER = "chapter"


@dataclass(frozen=True, slots=True)
class Division:
    """A part or chapter.

    `heading` is the Header node (None for text before the first heading); `title` its plain
    text without notes; `part` the index of the part it lies in. `role` is the word that places
    it (`preface`, `dedication`, `bibliography` …), a class of the heading, or None.
    """

    identifier: str
    kind: DivisionKind
    matter: Matter
    role: str | None
    title: str
    heading: Node | None
    blocks: Blocks
    part: int | None

    @property
    def listed(self) -> bool:
        """Whether the contents list it: it has a title, and its heading is not `unlisted`."""
        return bool(self.title) and (
            self.heading is None or UNLISTED not in self.heading["c"][1][1]
        )


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that the manuscript names, read once and checked.

    `target` is as written; `name` is the file's true path below the manuscript's folder.
    """

    target: str
    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class PrintSheet:
    """The author's style sheet for printed pages: its name, its text, the files that it names.

    The files are faces and pictures, by the targets as written in it.
    """

    name: str
    text: str
    files: tuple[Picture, ...] = ()


@dataclass(frozen=True)
class ParsedManuscript:
    """What the author wrote, without judgement on whether it hangs together.

    Calls are in the blocks as call nodes (`ast.call_node`) whose number is an index into
    `calls`; a `ParsedCall` names its definition by index.
    """

    source: SourceText
    metadata: Metadata
    divisions: tuple[Division, ...]
    definitions: tuple[NoteDefinition, ...]
    calls: tuple[ParsedCall, ...]
    scanned_text: str


@dataclass(frozen=True)
class Manuscript:
    """The book with everything decided: nothing in it dangles.

    Call nodes in divisions carry indexes into `calls`. A note body holds no calls. `cover` is the
    author's picture; without one, a cover is designed. `print_sheet` is the author's, if there is.
    `press_profile` is the content of the ICC profile that the front matter names for the press.
    """

    source: SourceText
    metadata: Metadata
    divisions: tuple[Division, ...]
    series: tuple[Series, ...]
    notes: tuple[Note, ...]
    statements: tuple[Statement, ...]
    calls: tuple[Call, ...]
    pictures: tuple[Picture, ...]
    cover: Picture | None = None
    print_sheet: PrintSheet | None = None
    press_profile: bytes | None = None
