"""What finished editions must show, taken from the trees with keys that all are made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from chapbook.model.ast import CALL_CLASS, CITED_CLASS
from chapbook.model.editions.block_keys import KEY
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
    ExpectedEntry,
    ExpectedNote,
    LinkMark,
)
from chapbook.model.editions.fields import FACTS
from chapbook.model.manuscript import Division, Manuscript
from chapbook.model.stated import stated
from chapbook.render.contents import is_listed
from chapbook.render.html_tree import HEADINGS, classes
from chapbook.render.text.keys import direct_parts, is_line, key_letters, outermost_blocks
from chapbook.tools.mathematics.drawing import tex_of
from chapbook.tools.raw_html.sanitise import is_relative, safe_link

_CELLS = ("th", "td")
_ITEMS = ("li", "dt", "dd")
_FORMULA_ROW = "mtr"
_CHECKBOXES = {True: "\u2611", False: "\u2610"}
UNTITLED_ON_PAPER = frozenset({"dedication", "epigraph"})
"""Divisions that print.css shows without their headings; they are before the contents."""
_BESIDE_THE_TEXT = ("blockquote", "aside")
_ONLY_WRITTEN = {ord(mark): None for mark in (CITED, CITED_END, INNER)}


@dataclass
class _Reading:
    """The words of a block as they are gathered, with what is marked in them."""

    manuscript: Manuscript
    parts: list[str] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    links: list[LinkMark] = field(default_factory=list)
    tongues: list[tuple[str, str]] = field(default_factory=list)

    def read(self, element: etree._Element) -> None:
        """Gather the direct content of an element."""
        for part in direct_parts(element, blocks=True):
            if isinstance(part, str):
                self.parts.append(part)
            elif is_line(part):
                self._part(part)
            else:
                self.parts.append(INNER * outermost_blocks(part))

    def _part(self, part: etree._Element) -> None:
        if CALL_CLASS in classes(part):
            self.calls.append(self.manuscript.calls[int(part.get("data-call", ""))].identifier)
            self.parts.append(CALL)
        elif part.tag == "img":
            if part.get("alt"):
                self.parts.append(f"{PICTURE}{part.get('alt')}{PICTURE_END}")
        elif part.tag == "math":
            self.parts.append(f"{FORMULA}{tex_of(part)}{FORMULA_END}")
        elif part.tag == "br":
            self.parts.append("\n")
        elif part.tag == "input":
            self.parts.append(_CHECKBOXES[part.get("checked") is not None])
        elif CITED_CLASS in classes(part):
            self.parts.append(CITED)
            self.read(part)
            self.parts.append(CITED_END)
        else:
            self._inline(part)

    def _inline(self, part: etree._Element) -> None:
        before = len(self.parts)
        self.read(part)
        words = _spaced("".join(self.parts[before:]))
        href = part.get("href") if part.tag == "a" else None
        if href is not None and safe_link(href) and not is_relative(href):
            self.links.append(LinkMark(href, shown(words)))
        if part.get("lang"):
            self.tongues.append((part.get("lang", ""), shown(words)))


def shown(text: str) -> str:
    """Return a text without its calls and without the marks around what citeproc set."""
    return _spaced(text.translate({ord(mark): None for mark in (CALL, CITED, CITED_END)}))


def _spaced(text: str) -> str:
    return " ".join(text.split())


def expect(
    manuscript: Manuscript,
    divisions: tuple[etree._Element, ...],
    notes: tuple[etree._Element, ...],
) -> Expectation:
    """Return what each edition must show, from trees with keys."""
    language = manuscript.metadata.language
    blocks, note_blocks = list[Block](), dict[str, Block]()
    places, chapters, entries = dict[str, str](), list[int](), list[ExpectedEntry]()
    for division, tree in zip(manuscript.divisions, divisions, strict=True):
        chapters.append(len(blocks))
        untitled = division.role in UNTITLED_ON_PAPER
        of_division = _blocks(tree, manuscript, language)
        blocks += (replace(b, paper=b.role != "h1") if untitled else b for b in of_division)
        entries += _entries(tree, division, paper=not untitled)
        places |= {division.identifier: _first_key(tree)} | _places(tree)
    of_note = []
    for tree in notes:
        found = {block.key: block for block in _blocks(tree, manuscript, language)}
        note_blocks |= found
        places |= _places(tree)
        of_note.append(tuple(found))
    statements = tuple(
        ExpectedNote(
            identifier=statement.identifier,
            label=manuscript.notes[statement.note].label or "",
            series=statement.series.name,
            marker=statement.marker,
            calls=tuple(manuscript.calls[number].identifier for number in statement.calls),
            blocks=of_note[statement.note],
        )
        for statement in manuscript.statements
    )
    return Expectation(
        manuscript.metadata.title.plain, language, tuple(blocks), statements, note_blocks, places,
        tuple(chapters), tuple(entries),
        {row.name: stated(manuscript.metadata, row.name) for row in FACTS},
    )  # fmt: skip


def _first_key(tree: etree._Element) -> str:
    return next((element.get(KEY, "") for element in tree.iter() if element.get(KEY)), "")


def _places(tree: etree._Element) -> dict[str, str]:
    """Map each identifier to the first block at it or after it, else to the last before it."""
    found, waiting, last = dict[str, str](), list[str](), ""
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        if element.get("id"):
            waiting.append(element.get("id", ""))
        if key := element.get(KEY):
            found |= dict.fromkeys(waiting, key)
            last = key
            waiting = []
        elif waiting and element.tag == _FORMULA_ROW:
            found |= dict.fromkeys(waiting, _around(element) or last)
            waiting = []
        elif waiting and is_line(element) and (around := _around(element)):
            found |= dict.fromkeys(waiting, around)
            waiting = []
    return found | dict.fromkeys(waiting, last)


def _around(element: etree._Element) -> str:
    """Return the key of the block that an element is in."""
    return next((str(outer.get(KEY)) for outer in element.iterancestors() if outer.get(KEY)), "")


def _blocks(tree: etree._Element, manuscript: Manuscript, language: str) -> Iterator[Block]:
    places = _Places()
    for element in tree.iter():
        key = element.get(KEY)
        if key is not None:
            yield _block(element, key, manuscript, language, places)


def _block(
    element: etree._Element, key: str, manuscript: Manuscript, language: str, places: _Places
) -> Block:
    reading = _Reading(manuscript)
    reading.read(element)
    written = _spaced("".join(reading.parts))
    tag = str(element.tag)
    around = (element, *element.iterancestors())
    return Block(
        key=key,
        role=tag if tag in HEADINGS or tag in _CELLS else "text",
        text=_spaced(written.translate(_ONLY_WRITTEN)),
        language=next((one.get("lang", "") for one in around if one.get("lang")), language),
        calls=tuple(reading.calls),
        links=tuple(reading.links),
        tongues=tuple(reading.tongues),
        written=written,
        within=places.around(element),
        made="csl-entry" in {name for one in around for name in classes(one)},
    )


class _Places:
    """The places of items, rows and cells of a tree; each list and table is walked once."""

    def __init__(self) -> None:
        self._places: dict[etree._Element, int] = {}
        self._walked: set[etree._Element] = set()

    def around(self, element: etree._Element) -> tuple[str, ...]:
        """Return the lists, quotations and tables around a block, and its place in them."""
        found = []
        for one in (element, *element.iterancestors()):
            parent = one.getparent()
            if one.tag == "blockquote":
                found.append("quotation")
            elif one.tag in _ITEMS and parent is not None:
                found.append(f"list {self._place(one, parent)}")
            elif one.tag in _CELLS and parent is not None:
                found.append(f"table {self._row(parent)}:{self._place(one, parent)}")
        return tuple(reversed(found))

    def _place(self, element: etree._Element, parent: etree._Element) -> int:
        """Return the place of an item or a cell in its parent; a term begins a group."""
        if parent not in self._walked:
            self._walked.add(parent)
            count, last = 0, ""
            for child in parent.iterchildren(*_ITEMS, *_CELLS):
                count += child.tag != "dd" and (child.tag != "dt" or last != "dt")
                self._places[child], last = count, str(child.tag)
        return self._places.get(element, 0)

    def _row(self, row: etree._Element) -> int:
        table = next(row.iterancestors("table"), None)
        if table is not None and table not in self._walked:
            self._walked.add(table)
            own = (one for one in table.iter("tr") if next(one.iterancestors("table")) is table)
            self._places |= {one: rank for rank, one in enumerate(own, start=1)}
        return self._places.get(row, 0)


def _entries(tree: etree._Element, division: Division, *, paper: bool) -> Iterator[ExpectedEntry]:
    """Yield the headings of a division, each with the depth at which contents list it."""
    above: list[int] = []
    for heading in tree.iter(*HEADINGS):
        target, key = heading.get("id"), heading.get(KEY)
        beside = next(heading.iterancestors(*_BESIDE_THE_TEXT), None) is not None
        if not target or not key or beside:
            continue
        shown, level = is_listed(heading), int(str(heading.tag)[1])
        if shown:
            above = [*(one for one in above if one < level), level]
        yield ExpectedEntry(
            target, len(above), _spaced("".join(key_letters(heading))),
            listed=division.listed and shown, paper=paper and shown,
        )  # fmt: skip
