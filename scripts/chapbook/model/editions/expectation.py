"""What every finished edition must show, block by block: the expectation of the collation.

It is taken from the resolved manuscript before any edition is made, and it is itself checked
against pandoc's plain reading of the source.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

# Marks in the text of a block. They are private characters, which no manuscript may hold.
CALL = "\ue010"
"""Where a note is called."""
PICTURE, PICTURE_END = "\ue011", "\ue012"
"""Around the alternative text of a picture."""
FORMULA, FORMULA_END = "\ue013", "\ue014"
"""Around the TeX of a formula."""
CITED, CITED_END = "\ue015", "\ue016"
"""Around what the citation style set; only in `Block.written`."""
INNER = "\ue017"
"""Where the next block of text stands that this block holds; only in `Block.written`."""


@dataclass(frozen=True, slots=True)
class LinkMark:
    """A link in a block: the identifier (with `#`) or the address it leads to, and its words."""

    target: str
    words: str


@dataclass(frozen=True, slots=True)
class Block:
    """A block of text.

    `role` is `h1` to `h6`, `th`, `td` or `text`. `within` names the lists, quotations and tables
    around it with its place in them (`list 2`, `table 3:1`), outermost first.

    `text` holds the marks above, one `CALL` for each
    identifier in `calls`. `written` is `text` with what citeproc set between `CITED` marks,
    and an `INNER` for each block inside it that no other block inside it holds.
    `tongues` are the changes of language within the block, each with the words concerned. `made`:
    citeproc set it as an entry of the bibliography. `paper`: it is shown on paper.
    """

    key: str
    role: str
    text: str
    language: str
    calls: tuple[str, ...] = ()
    links: tuple[LinkMark, ...] = ()
    tongues: tuple[tuple[str, str], ...] = ()
    written: str = ""
    made: bool = False
    paper: bool = True
    within: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ExpectedNote:
    """A note as it is numbered in one scope: its identifier, series, marker, calls and blocks."""

    identifier: str
    label: str
    series: str
    marker: str
    calls: tuple[str, ...]
    blocks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExpectedEntry:
    """A heading: the identifier that leads to it, its level, its words.

    `listed`: contents name it if they go as deep; `paper`: those on paper and the bookmarks, too.
    """

    target: str
    level: int
    words: str
    listed: bool = True
    paper: bool = True


@dataclass(frozen=True)
class Expectation:
    """The book as each edition must show it.

    `blocks` is the main text in order; `notes` are all statements of notes, `note_blocks` their
    blocks by key. `places` maps each identifier to the key of the first block at or after it.
    `facts` are the metadata fields that a format states wherever it has a name for them.
    """

    title: str
    language: str
    blocks: tuple[Block, ...]
    notes: tuple[ExpectedNote, ...]
    note_blocks: Mapping[str, Block]
    places: Mapping[str, str]
    chapters: tuple[int, ...] = ()
    contents: tuple[ExpectedEntry, ...] = ()
    facts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def by_key(self) -> dict[str, Block]:
        """The blocks of the main text by their keys."""
        return {block.key: block for block in self.blocks}
