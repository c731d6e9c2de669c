"""Plain text, read again and compared with the manuscript word by word, in order.

A text file cannot carry keys of blocks. But it is one sequence of words, and so is the expectation
if its blocks are taken in reading order, each chapter followed by the notes that it calls. The two
must be equal, so every difference is certain; only its extent is inferred, from the words around
it. What a tab separates from the words is layout if it looks like layout, such as the number of an
item; layout is not compared.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from chapbook.collate.exact.expecting import Expecting
from chapbook.collate.normal import visible
from chapbook.collate.patience import Gap
from chapbook.collate.readers.opening import UnreadableError
from chapbook.collate.source.words import AROUND, Words, gaps
from chapbook.collate.unkeyed import Reader, Unkeyed
from chapbook.model.editions.collation import (
    Comparison,
    CopyCounts,
    Finding,
    Reading,
    compared,
    not_run,
)
from chapbook.model.editions.expectation import (
    CALL,
    CITED,
    CITED_END,
    FORMULA,
    FORMULA_END,
    INNER,
    PICTURE,
    PICTURE_END,
    Block,
    Expectation,
    LinkMark,
)

_NAME = "TXT"
_BELOW_HEAD = "\n\t* * *\n"
_LAYOUT = ("* * *", "-----")
_ITEM = r"(?:•|-?[0-9]+\.|(?:[A-Za-z]{1,3}|[ivxlcdm]+|[IVXLCDM]+)\.)"
_PREFIX = re.compile(f"{_ITEM}(?: {_ITEM})*")
_ADDRESS = re.compile(r" ?<([A-Za-z][A-Za-z0-9+.-]*:[^\s<>]*)>")
_SHOWN = str.maketrans(
    {PICTURE: "[", PICTURE_END: "]", FORMULA: "$", FORMULA_END: "$", CITED: "", CITED_END: ""}
)


@dataclass
class _Text:
    """Lines of words, the place of each (a key or the number of a line), and addresses."""

    lines: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    addresses: Counter[str] = field(default_factory=Counter)

    def add(self, text: str, place: str) -> None:
        """Add a line; addresses between angle brackets are taken out of its words."""
        self.addresses.update(_ADDRESS.findall(text))
        if words := visible(_ADDRESS.sub("", text)):
            self.lines.append(words)
            self.places.append(place)

    def words(self) -> Words:
        """Return the words in order."""
        words, starts = list[str](), list[int]()
        for line in self.lines:
            starts.append(len(words))
            words += line.split(" ")
        return Words(tuple(self.lines), tuple(words), tuple(starts))


# --- the file -------------------------------------------------------------------------------------


def _read(path: Path) -> Unkeyed:
    try:
        content = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableError(f"byte {error.start} is not UTF-8") from error
    head, rule, body = content.partition(_BELOW_HEAD)
    if not rule or "\n\n" in head:
        raise UnreadableError("the line below its title and authors is missing")
    title, *others = head.strip("\n").split("\n")
    metadata = {
        "title": (title,),
        "subtitle": tuple(line for line in others if not line.startswith("—\t")),
        "author": tuple(line[2:] for line in others if line.startswith("—\t")),
    }
    text = _Text()
    for number, line in enumerate(body.split("\n"), start=head.count("\n") + 3):
        for words in _pieces(line):
            text.add(words, f"line {number}")
    count = len(text.words().words)
    unknown = ("headings", "notes", "calls", "cells", "links")
    counts = (("words", count), *((name, None) for name in unknown))
    return Unkeyed(
        CopyCounts(_NAME, path.name, counts), metadata, lambda side: _compare(side, text, title)
    )


def _pieces(line: str) -> Iterator[str]:
    """Yield the words of a line, cell by cell, without its layout."""
    first, *rest = line.strip(" ").split("\t")
    if first == "" and rest and "\t".join(rest) in _LAYOUT:
        return
    if first == "|" and rest and set(rest[1::2]) == {"|"}:
        yield from rest[0::2]
    elif len(rest) == 1 and _PREFIX.fullmatch(first):
        yield rest[0]
    else:
        yield line


# --- what is expected -----------------------------------------------------------------------------


@dataclass
class _Expected(_Text):
    """The words of the book in the order of the file; `calls` are those met so far."""

    markers: Mapping[str, str] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)

    def add_blocks(self, blocks: Sequence[Block], label: str = "") -> None:
        """Add blocks as they are read, blocks inside others in their place, after a label."""
        rest = iter(blocks)
        for block in rest:
            label = self._block(block, rest, label)
        if label:
            self.add(label, "")

    def _block(self, block: Block, rest: Iterator[Block], label: str) -> str:
        calls = iter(block.calls)
        for rank, piece in enumerate(block.written.split(INNER)):
            if rank and (inner := next(rest, None)) is not None:
                label = self._block(inner, rest, label)
            first, *others = piece.translate(_SHOWN).split(CALL)
            own = [next(calls) for _ in others]
            self.calls += own
            pairs = zip(own, others, strict=True)
            text = "".join((first, *(f"[{self.markers[call]}]{words}" for call, words in pairs)))
            if text.strip():
                self.add(f"{label} {text}", block.key)
                label = ""
        self.addresses.update(map(_address, filter(_is_shown, block.links)))
        return label


def _is_shown(link: LinkMark) -> bool:
    """Return whether the file states where a link leads: unless its words do."""
    said = link.target in (link.words, f"mailto:{link.words}")
    return not (said or link.target.startswith("#"))


def _address(link: LinkMark) -> str:
    return re.sub(r"[\s<>]", lambda found: quote(found[0]), link.target)


def _expected(expectation: Expectation) -> _Expected:
    """Return the words of the book, each chapter followed by the notes that it calls."""
    notes = {call: note for note in expectation.notes for call in note.calls}
    text = _Expected(markers={call: note.marker for call, note in notes.items()})
    blocks, starts = expectation.blocks, expectation.chapters or (0,)
    for start, end in zip(starts, (*starts[1:], len(blocks)), strict=True):
        before = len(text.calls)
        text.add_blocks(blocks[start:end])
        called = {notes[call].identifier: notes[call] for call in text.calls[before:]}
        for note in called.values():
            body = [expectation.note_blocks[key] for key in note.blocks]
            text.add_blocks(body, f"[{note.marker}]")
    return text


# --- the comparison -------------------------------------------------------------------------------


def _compare(side: Expecting, found: _Text, title: str) -> Iterator[Comparison]:
    """Yield the comparisons of the file with the manuscript."""
    due, names = _expected(side.expected), (side.copy, _NAME)
    first, second = due.words(), found.words()
    differences = _differences(side, (due, first), (found, second))
    for subject, in_notes in (("text", False), ("notes", True)):
        findings = [finding for finding, of_note in differences if of_note is in_notes]
        yield compared(subject, names, findings)
    if differences:
        yield not_run("structure", names, "the words differ")
    else:
        yield compared("structure", names, list(_joined(side, (due, first), (found, second))))
    yield compared("links", names, list(_links(side, due, found)))
    readings = (
        Reading(side.copy, "", "", side.expected.title),
        Reading(_NAME, "line 1", "", title),
    )
    same = visible(title) == visible(side.expected.title)
    yield compared("fields", names, [] if same else [Finding("the title differs", readings)])


_Side = tuple[_Text, Words]


def _differences(side: Expecting, due: _Side, found: _Side) -> list[tuple[Finding, bool]]:
    """Return where the words part, and of each place whether it is in a note."""
    findings = []
    if due[1].words != found[1].words:
        for gap in gaps(due[1], found[1]):
            at = gap.a if gap.a < gap.b else max(gap.a - 1, 0)
            key = _place(due, at)
            readings = (
                due[1].reading(side.copy, side.where(key), (gap.a, gap.b)),
                found[1].reading(_NAME, _place(found, gap.c), (gap.c, gap.d)),
            )
            finding = Finding(_message(gap), readings)
            findings.append((finding, key in side.expected.note_blocks))
    return findings


def _message(gap: Gap) -> str:
    if gap.a == gap.b:
        return "text that the manuscript does not have"
    return f"words are missing from {_NAME}" if gap.c == gap.d else "the words differ"


def _place(side: _Side, word: int) -> str:
    text, words = side
    if not text.places:
        return ""
    return text.places[words.line_of(min(word, len(words.words) - 1))]


def _joined(side: Expecting, due: _Side, found: _Side) -> Iterator[Finding]:
    """Yield the blocks that do not begin with a line or cell; all words are equal."""
    starts = frozenset(found[1].starts)
    for line, start in enumerate(due[1].starts):
        if start not in starts:
            readings = (
                side.there(due[0].places[line]),
                found[1].reading(_NAME, _place(found, start), (start, start + AROUND)),
            )
            yield Finding("a block of text does not begin on a line of its own", readings)


def _links(side: Expecting, due: _Text, found: _Text) -> Iterator[Finding]:
    for address in due.addresses - found.addresses:
        readings = (Reading(side.copy, "", "", address), Reading(_NAME, ""))
        yield Finding(f"an address is missing from {_NAME}", readings)
    for address in found.addresses - due.addresses:
        yield Finding("an address that no link has", (Reading(_NAME, "", "", address),))


READER = Reader(".txt", _BELOW_HEAD.encode(), _read)
