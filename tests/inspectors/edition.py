"""From content documents to an `InspectedEdition`: for EPUB and HTML alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from chapbook.collate.foreign.readers.elements import (
    is_call,
    is_generated_root,
    is_internal,
    is_note,
)
from chapbook.collate.normal import spaced
from chapbook.collate.readers.markup import (
    HEADINGS,
    INLINE,
    UNREAD,
    Document,
    Element,
    Library,
    kinds,
    series_of,
)
from inspectors.model import (
    Block,
    ContentsEntry,
    InspectedCall,
    InspectedHeading,
    InspectedLink,
    InspectedNote,
    InspectedPicture,
    InspectedTable,
    Place,
)

# Classes of links that an edition puts into the text for its reader.
_AIDS = frozenset({"skip-link", "permalink"})


@dataclass(frozen=True, slots=True)
class Reading:
    """What the content documents of an edition hold."""

    calls: tuple[InspectedCall, ...]
    notes: tuple[InspectedNote, ...]
    restatements: tuple[InspectedNote, ...]
    headings: tuple[InspectedHeading, ...]
    links: tuple[InspectedLink, ...]
    external: tuple[InspectedLink, ...]
    tables: tuple[InspectedTable, ...]
    pictures: tuple[InspectedPicture, ...]
    blocks: tuple[Block, ...]
    dangling: tuple[str, ...]
    everything: str


def read_library(library: Library) -> Reading:
    """Read all documents; a note stated again in a later file is a restatement."""
    reader = _Reader(library)
    notes, restatements = _restated(tuple(reader.notes()))
    kept = {note.identifier for note in notes}
    links = tuple(reader.links(kept))
    return Reading(
        calls=tuple(reader.calls()),
        notes=notes,
        restatements=restatements,
        headings=tuple(reader.headings()),
        links=tuple(link for link in links if is_internal(link.target)),
        external=tuple(link for link in links if not is_internal(link.target)),
        tables=tuple(table_of(e) for _, e in reader.content(kept) if e.tag == "table"),
        pictures=tuple(reader.pictures(kept)),
        blocks=tuple(reader.blocks()),
        dangling=tuple(reader.dangling()),
        everything="\n".join(_everything(document.root) for document in library.documents),
    )


def _restated(
    notes: tuple[InspectedNote, ...],
) -> tuple[tuple[InspectedNote, ...], tuple[InspectedNote, ...]]:
    """Part the notes from those that say the same again: same id, in another file."""
    first: dict[str, InspectedNote] = {}
    again = []
    for note in notes:
        if note.name in first:
            again.append(note)
        else:
            first[note.name] = note
    return tuple(first.values()), tuple(again)


def _everything(root: Element) -> str:
    """All that a reader may see or hear: text, and the attributes that are read out."""
    spoken = [
        element.get(name)
        for element in root.walk()
        for name in ("alt", "title", "aria-label", "content")
        if element.get(name)
    ]
    return "\n".join([root.text(), *spoken])


class _Reader:
    """Walks the documents once for each kind of thing."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.elements = [
            (document, element)
            for document in library.documents
            for element in document.root.walk()
        ]

    def _identifier(self, document: Document, element: Element) -> str:
        name = element.get("id")
        return f"{document.name}#{name}" if len(self.library.documents) > 1 else name

    def calls(self) -> Iterator[InspectedCall]:
        for rank, (document, element) in enumerate(self.elements):
            if not is_call(element):
                continue
            landed = self.library.find(document, element.get("href"))
            note = self._identifier(*landed) if landed and is_note(landed[1]) else None
            yield InspectedCall(
                element.get("id"),
                element.text(),
                series_of(element),
                note,
                Place(document.name, rank),
            )

    def notes(self) -> Iterator[InspectedNote]:
        for rank, (document, element) in enumerate(self.elements):
            if not is_note(element):
                continue
            returns, dangling = self._returns(document, element)
            yield InspectedNote(
                self._identifier(document, element),
                element.get("id"),
                _marker(element),
                series_of(element),
                element.text(_is_no_word),
                tuple(returns),
                tuple(dangling),
                Place(document.name, rank),
            )

    def _returns(self, document: Document, note: Element) -> tuple[list[str], list[str]]:
        returns, dangling = [], []
        for element in note.walk():
            if not is_backlink(element):
                continue
            landed = self.library.find(document, element.get("href"))
            if landed and is_call(landed[1]):
                returns.append(landed[1].get("id"))
            else:
                dangling.append(element.get("href"))
        return returns, dangling

    def headings(self) -> Iterator[InspectedHeading]:
        found = [
            (rank, document, element)
            for rank, (document, element) in enumerate(self.elements)
            if element.tag in HEADINGS and not is_generated(element) and not in_note(element)
        ]
        highest = min((HEADINGS.index(element.tag) for _, _, element in found), default=0)
        for rank, document, element in found:
            level = HEADINGS.index(element.tag) - highest + 1
            yield InspectedHeading(level, element.text(is_call), Place(document.name, rank))

    def content(self, kept: set[str]) -> Iterator[tuple[Document, Element]]:
        """Yield what the author wrote, each note once."""
        for document, element in self.elements:
            notes = [outer for outer in element.ancestors() if is_note(outer)]
            restated = notes and self._identifier(document, notes[0]) not in kept
            if not restated and not is_generated(element):
                yield document, element

    def links(self, kept: set[str]) -> Iterator[InspectedLink]:
        for rank, (document, element) in enumerate(self.content(kept)):
            target = element.get("href")
            if element.tag != "a" or not target or is_call(element) or is_backlink(element):
                continue
            if element.get("class") in _AIDS or not _in_text(element):
                continue
            landed = not is_internal(target) or self.library.lands(document, target)
            yield InspectedLink(target, element.text(), landed, Place(document.name, rank))

    def dangling(self) -> Iterator[str]:
        for document, element in self.elements:
            target = element.get("href")
            if element.tag != "a" or not target or not is_internal(target):
                continue
            if not self.library.lands(document, target):
                yield f"{document.name}: {target}"

    def pictures(self, kept: set[str]) -> Iterator[InspectedPicture]:
        for rank, (document, element) in enumerate(self.content(kept)):
            if element.tag == "img":
                yield InspectedPicture(element.attributes.get("alt"), Place(document.name, rank))

    def blocks(self) -> Iterator[Block]:
        rank = 0
        for document in self.library.documents:
            reader = BlockReader(document.name, rank)
            main = [element for element in document.root.walk() if element.tag == "main"]
            for element in main or [document.root]:
                reader.read(element)
            reader.end()
            rank = reader.rank
            yield from reader.blocks


def _in_text(element: Element) -> bool:
    return any(outer.tag in ("section", "article", "main") for outer in element.ancestors())


def _is_no_word(element: Element) -> bool:
    """Return whether it is not a part of what a note says, or is drawn without letters in a PDF."""
    return is_backlink(element) or _is_marker(element) or element.tag in ("math", "svg")


def _is_marker(element: Element) -> bool:
    return "note-marker" in element.get("class").split()


def _marker(note: Element) -> str:
    for element in note.walk():
        if _is_marker(element):
            return element.text()
    return ""


def contents_of(document: Document, library: Library, list_root: Element) -> list[ContentsEntry]:
    """Read a contents list: the links in nested `ol` lists."""
    entries = []
    for link in list_root.walk():
        if link.tag != "a" or not link.get("href"):
            continue
        level = sum(outer.tag in ("ol", "ul") for outer in link.ancestors())
        landed = library.lands(document, link.get("href"))
        entries.append(ContentsEntry(level, link.text(), landed))
    return entries


def table_of(element: Element) -> InspectedTable:
    """Read a table's caption and header cells; call marks are left out."""
    caption = [child for child in element.walk() if child.tag in ("caption", "figcaption")]
    around = element.parent
    if not caption and around is not None and around.tag == "figure":
        caption = [child for child in around.walk() if child.tag == "figcaption"]
    cells = tuple(cell.text(is_call) for cell in element.walk() if cell.tag == "th")
    return InspectedTable(caption[0].text(is_call) if caption else "", cells)


def is_backlink(element: Element) -> bool:
    """Return whether it leads back from a note."""
    return "backlink" in kinds(element)


def is_generated(element: Element) -> bool:
    """Return whether it, or an element around it, was made by a template and not by the author."""
    return any(is_generated_root(outer) for outer in element.ancestors())


def in_note(element: Element) -> bool:
    """Return whether it is in a note."""
    return any(is_note(outer) for outer in element.ancestors())


class BlockReader:
    """Cuts the main text of a document into its blocks: runs of words between block borders."""

    def __init__(self, document: str, rank: int) -> None:
        self.document = document
        self.rank = rank
        self.blocks: list[Block] = []
        self._words: list[str] = []

    def read(self, element: Element) -> None:
        """Read an element; not notes, calls, generated sections, mathematics and drawings."""
        if element.tag in UNREAD or element.tag in ("math", "svg", "nav"):
            return
        if is_call(element) or is_note(element) or is_generated_root(element):
            return
        border = element.tag not in INLINE
        if border:
            self.end()
        self._read_children(element)
        if border:
            self.end()
        elif element.tag == "br":
            self._words.append(" ")

    def _read_children(self, element: Element) -> None:
        for child in element.children:
            if isinstance(child, str):
                self._words.append(child)
            else:
                self.read(child)

    def end(self) -> None:
        """End the block that is being read."""
        text = spaced("".join(self._words))
        self._words = []
        if text:
            self.blocks.append(Block(text, Place(self.document, self.rank)))
            self.rank += 1
