"""Editions with keys, compared exactly: each with the expectation, question by question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from chapbook.collate.editions import TEMPLATE, Edition
from chapbook.collate.exact.drawn import Drawn, compare_drawn
from chapbook.collate.exact.expecting import Expecting, bare
from chapbook.collate.exact.joining import Joined, compare_text
from chapbook.collate.exact.landings import compare_landings, compare_note_pages
from chapbook.collate.exact.notes import compare_notes, compare_ways
from chapbook.collate.exact.pages import compare_pages
from chapbook.collate.exact.sheets import compare_sheets
from chapbook.collate.exact.structure import compare_links, compare_structure
from chapbook.collate.exact.visible import compare_visible
from chapbook.collate.readers.pdf.runs import DrawnPage
from chapbook.model.editions.collation import Comparison, Finding, Reading, compared, not_run
from chapbook.model.editions.expectation import (
    Block,
    Expectation,
    ExpectedEntry,
    ExpectedNote,
    LinkMark,
)

_NAMELESS = "a PDF does not identify its note calls and headings: use --manuscript"


@dataclass(frozen=True, slots=True)
class Paper:
    """A PDF that is made of the pages of another: its file and its pages."""

    name: str
    pages: tuple[DrawnPage, ...]

    @property
    def keyed(self) -> bool:
        """Whether what is drawn carries keys."""
        return any(run.key for page in self.pages for run in page.runs)


@dataclass(slots=True)
class Given:
    """The files of ours that were read."""

    editions: list[Edition] = field(default_factory=list)
    sheets: list[Paper] = field(default_factory=list)
    press: list[Paper] = field(default_factory=list)


def compare_exactly(given: Given, side: Expecting) -> Iterator[Comparison]:
    """Yield the comparison of each file with the expectation, question by question."""
    drawn = [
        _drawn(side, Paper(f"{one.name} pages", one.pages)) if one.pages else None
        for one in given.editions
    ]
    numbered = next(filter(None, drawn), None)
    nameless = any(one.name == side.copy and one.kind == "pdf" for one in given.editions)
    for edition, own in zip(given.editions, drawn, strict=True):
        joined = Joined(side.expected, side.copy, side.where, edition, nameless)
        yield from _of_edition(joined, own)
        if edition.kind != "pdf":
            yield _page_list(joined, numbered)
    for one in filter(None, drawn):
        yield compared("text", (side.copy, one.name), compare_drawn(one))
        seen = [*compare_visible(one), *compare_note_pages(one)]
        yield compared("notes on their pages", (one.name,), seen)
    yield from _papers(given, side)


def _drawn(side: Expecting, paper: Paper) -> Drawn:
    return Drawn(side.expected, side.copy, side.where, paper.name, paper.pages)


def _of_edition(joined: Joined, drawn: Drawn | None) -> Iterator[Comparison]:
    names = (joined.copy, joined.name)
    yield compared("text", names, compare_text(joined))
    yield compared("notes", names, compare_notes(joined))
    if joined.nameless:
        yield not_run("links to notes and back", (joined.name,), _NAMELESS)
        yield not_run("contents", (joined.name,), _NAMELESS)
    else:
        yield compared("links to notes and back", (joined.name,), compare_ways(joined))
    yield compared("structure", names, compare_structure(joined))
    yield compared("links", names, compare_links(joined))
    yield compared("soundness", (joined.name,), _soundness(joined, drawn))


def _page_list(joined: Joined, drawn: Drawn | None) -> Comparison:
    names = (joined.name, "PDF pages")
    if drawn is None:
        return not_run("page list", names, "there is no PDF")
    if not joined.edition.breaks:
        return not_run("page list", names, f"{joined.name} marks no page breaks")
    return compared("page list", names, compare_pages(joined, drawn))


def _soundness(joined: Joined, drawn: Drawn | None) -> list[Finding]:
    """Identifiers are unique, links lead somewhere; in a PDF, to the page of what they name."""
    edition = joined.edition
    findings = [
        Finding(message, (Reading(edition.name, place, "", words),))
        for message, place, words in edition.faults
    ]
    if drawn is not None:
        findings += compare_landings(joined, drawn)
    return findings


def _papers(given: Given, side: Expecting) -> Iterator[Comparison]:
    if not given.sheets:
        yield not_run("pamphlet", (), "no file of this kind was given")
    for paper in given.sheets:
        drawn = _drawn(side, paper)
        yield compared("pamphlet", (side.copy, paper.name), compare_sheets(drawn))
    if not given.press:
        yield not_run("press pages", (), "no file of this kind was given")
    for paper in given.press:
        drawn = _drawn(side, paper)
        findings = [*compare_drawn(drawn), *compare_visible(drawn), *compare_note_pages(drawn)]
        yield compared("press pages", (side.copy, paper.name), findings)


def expectation_of(edition: Edition) -> Expectation:
    """Take an edition as what the others must show, where there is no manuscript.

    HTML and EPUB hold all that is compared; a PDF does not name its calls and headings. The title
    of the book is the only `h1` of a web page.
    """
    less = 1 if edition.kind == "html" else 0
    blocks, note_blocks = list[Block](), dict[str, Block]()
    stated = {note.identifier: note for note in edition.notes}
    calls: dict[str, list[str]] = {name: [] for name in stated}
    for read in edition.blocks:
        if read.key.startswith(TEMPLATE):
            continue
        role = f"h{int(read.role[1:]) - less}" if read.role.startswith("h") else read.role
        links = tuple(LinkMark(link.target, link.words) for link in read.links)
        block = Block(
            bare(read.key), role, read.text, read.language,
            calls=tuple(call.identifier for call in read.calls),
            links=links, tongues=tuple(read.tongues), paper=read.paper,
            within=read.within,
        )  # fmt: skip
        if read.note:
            note_blocks.setdefault(block.key, block)
        else:
            blocks.append(block)
        for call in read.calls:
            calls.setdefault(call.target, []).append(call.identifier)
    notes = tuple(
        ExpectedNote(
            name, "", note.series, note.marker, tuple(calls[name]), tuple(map(bare, note.blocks))
        )
        for name, note in stated.items()
    )
    names = {name.partition("#")[2]: key for name, key in edition.places.items()}
    places = names | {key: key for key in (*note_blocks, *(b.key for b in blocks))}
    title = next(iter(edition.metadata.get("title", ())), edition.file)
    return Expectation(
        title, edition.blocks[0].language if edition.blocks else "", tuple(blocks), notes,
        note_blocks, places, (), _entries(edition, blocks),
    )  # fmt: skip


def _entries(edition: Edition, blocks: Sequence[Block]) -> tuple[ExpectedEntry, ...]:
    """Return the headings that the contents of an edition name, with their levels in the text."""
    levels = {block.key: int(block.role[1:]) for block in blocks if block.role.startswith("h")}
    paper = {block.key for block in blocks if block.paper}
    return tuple(
        ExpectedEntry(entry.target.partition("#")[2], levels[key], entry.words, paper=key in paper)
        for entry in edition.contents
        if (key := edition.places.get(entry.target, "")) in levels
    )
