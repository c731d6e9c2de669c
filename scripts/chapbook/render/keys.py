"""Keys of the blocks of text, and the expectation that finished editions are compared with.

A block of text is an element that holds words directly: a paragraph, a heading, a cell, an item of
a tight list. Its words are those in it and in no other block of text. Keys are given once, to the
trees that all editions are made of, so that each edition carries the same ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field, replace

from lxml import etree
from markupsafe import Markup

from chapbook.model.ast import CALL_CLASS, CITED_CLASS
from chapbook.model.block_keys import KEY, RESTATED, key_of, template_key
from chapbook.model.expectation import (
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
from chapbook.model.manuscript import Manuscript
from chapbook.render.contents import is_listed
from chapbook.render.html_tree import HEADINGS, classes, is_inline
from chapbook.render.xml import XHTML
from chapbook.tools import sanitise
from chapbook.tools.mathematics import tex_of
from chapbook.tools.sanitise import is_relative, safe_link

_EMBEDDED = frozenset({"math", "svg"})
_CELLS = frozenset({"th", "td"})
_CHECKBOXES = {True: "\u2611", False: "\u2610"}
UNTITLED_ON_PAPER = frozenset({"dedication", "epigraph"})
"""Divisions that print.css shows without their headings; they stand before the contents."""
_BESIDE_THE_TEXT = ("blockquote", "aside")
_ONLY_WRITTEN = {ord(mark): None for mark in (CITED, CITED_END, INNER)}


def give_keys(tree: etree._Element, scope: str, taken: set[str]) -> None:
    """Give a key to each block of text in a tree; what an author wrote under that name goes.

    `scope` is empty for the text and the key of a note for its body. `taken` are the keys of the
    book so far.
    """
    etree.strip_attributes(tree, KEY)
    for element in list(text_blocks(tree)):
        words = "".join(_letters(element))
        ordinal, key = 0, key_of(scope, words)
        while key in taken:
            ordinal += 1
            key = key_of(scope, words, ordinal)
        taken.add(key)
        element.set(KEY, key)


def restate_keys(tree: etree._Element, times: int) -> None:
    """Tell the keys of a note that was stated `times` before from the earlier ones.

    In a PDF a key is the identifier of a structure element, which must be unique.
    """
    for element in tree.iter() if times else ():
        if element.get(KEY):
            element.set(KEY, f"{element.get(KEY)}{RESTATED}{times + 1}")


def unmark_citations(tree: etree._Element) -> None:
    """Take out the spans around what citeproc set; their words stay."""
    for element in tree.iter("span"):
        if element.get("class") == CITED_CLASS:
            element.tag = CITED_CLASS
    etree.strip_tags(tree, CITED_CLASS)


def give_template_keys(tree: etree._Element) -> None:
    """Give a key to each block of text of a page that a template fills."""
    for element in text_blocks(tree):
        if element.get(KEY) is None:
            element.set(KEY, template_key("".join(_words(element))))


def keyed_page(page: Markup) -> Markup:
    """Return a page that a template filled (well-formed XML) with keys for its blocks of text."""
    if not page:
        return page
    root = etree.fromstring(f"<div>{page}</div>")
    give_template_keys(root)
    return Markup("").join(
        Markup(etree.tostring(child, encoding="unicode"))  # noqa: S704 -- a serialised tree
        for child in root
    )


def keyed_xhtml(page: str) -> str:
    """Return an XHTML page that a template filled with keys for the blocks of text in its body.

    The entries of contents and of lists of pages have none: each is compared by itself.
    """
    root = etree.fromstring(page.encode(), etree.XMLParser(resolve_entities=False))
    for body in root.iter(f"{{{XHTML}}}body"):
        bare = sanitise.without_namespaces(deepcopy(body))
        twins = dict(zip(bare.iter(), body.iter(), strict=True))
        for block in text_blocks(bare):
            if block.tag != "li" or next(block.iterancestors("nav"), None) is None:
                twins[block].set(KEY, template_key("".join(_words(block))))
    return etree.tostring(root, encoding="unicode")


def text_blocks(tree: etree._Element) -> Iterator[etree._Element]:
    """Yield the elements that hold words, pictures or formulas directly, in document order."""
    if tree.tag in _EMBEDDED or not isinstance(tree.tag, str):
        return
    if not _is_line(tree) and any(_holds(part) for part in _direct(tree)):
        yield tree
    for child in tree:
        if not _is_line(child):
            yield from text_blocks(child)


def _is_line(element: etree._Element) -> bool:
    """Return whether an element is a part of a line: inline, and without a block inside."""
    if element.tag in _EMBEDDED:
        return True
    return is_inline(element) and all(_is_line(child) for child in element)


def _outermost_blocks(element: etree._Element) -> int:
    """Count the blocks of text in an element that are in no other block of text in it."""
    if element.get(KEY):
        return 1
    return sum(_outermost_blocks(child) for child in element if isinstance(child.tag, str))


def _direct(element: etree._Element, *, blocks: bool = False) -> Iterator[str | etree._Element]:
    """Yield the text and the parts of lines that stand directly in an element.

    With `blocks`, the children that are no parts of lines are among them.
    """
    if element.text:
        yield element.text
    for child in element:
        if isinstance(child.tag, str) and (blocks or _is_line(child)):
            yield child
        if child.tail:
            yield child.tail


def _holds(part: str | etree._Element) -> bool:
    """Return whether something can be read or heard of a part of a line."""
    if isinstance(part, str):
        return bool(part.strip())
    if part.tag == "img":
        return bool(part.get("alt"))
    if part.tag == "input" or part.tag in _EMBEDDED or CALL_CLASS in classes(part):
        return True
    return any(_holds(inner) for inner in _direct(part))


def _letters(element: etree._Element) -> Iterator[str]:
    """Yield what the key of a block is made of: its words, alternatives and formulas."""
    for part in _direct(element):
        if isinstance(part, str):
            yield part
        elif part.tag == "img":
            yield part.get("alt") or ""
        elif part.tag == "math":
            yield tex_of(part)
        else:
            yield from _letters(part)


def _words(element: etree._Element) -> Iterator[str]:
    """Yield the words of a block, without pictures and formulas."""
    for part in _direct(element):
        if isinstance(part, str):
            yield part
        elif part.tag not in _EMBEDDED:
            yield from _words(part)


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
        for part in _direct(element, blocks=True):
            if isinstance(part, str):
                self.parts.append(part)
            elif _is_line(part):
                self._part(part)
            else:
                self.parts.append(INNER * _outermost_blocks(part))

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
        entries += (replace(e, paper=e.paper and not untitled) for e in _entries(tree))
        places |= {division.identifier: _first_key(tree)} | _places(tree)
    of_note = []
    for tree in notes:
        found = {block.key: block for block in _blocks(tree, manuscript, language)}
        note_blocks |= found
        places |= _places(tree)
        of_note.append(tuple(found))
    stated = tuple(
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
        manuscript.metadata.title.plain, language, tuple(blocks), stated, note_blocks, places,
        tuple(chapters), tuple(entries),
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
        elif waiting and _is_line(element):
            found |= dict.fromkeys(waiting, _around(element) or last)
            waiting = []
    return found | dict.fromkeys(waiting, last)


def _around(element: etree._Element) -> str:
    """Return the key of the block that an element stands in."""
    return next((str(outer.get(KEY)) for outer in element.iterancestors() if outer.get(KEY)), "")


def _blocks(tree: etree._Element, manuscript: Manuscript, language: str) -> Iterator[Block]:
    for element in tree.iter():
        key = element.get(KEY)
        if key is not None:
            yield _block(element, key, manuscript, language)


def _block(element: etree._Element, key: str, manuscript: Manuscript, language: str) -> Block:
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
        within=tuple(reversed([name for one in around if (name := _container(one))])),
        made="csl-entry" in {name for one in around for name in classes(one)},
    )


def _container(element: etree._Element) -> str:
    """Return the list, quotation or table that an element is in, with its place there."""
    parent = element.getparent()
    if element.tag == "blockquote":
        return "quotation"
    if parent is None:
        return ""
    if element.tag == "li":
        return f"list {_rank(element, 'li')}"
    if element.tag in ("dt", "dd"):
        return f"list {_group(element)}"
    if element.tag in _CELLS:
        table = next(element.iterancestors("table"))
        rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
        return f"table {rows.index(parent) + 1}:{_rank(element, *_CELLS)}"
    return ""


def _rank(element: etree._Element, *tags: str) -> int:
    return 1 + sum(1 for _ in element.itersiblings(*tags, preceding=True))


def _group(element: etree._Element) -> int:
    """Return the rank of a term with what follows it, up to the next term."""
    before = [element, *element.itersiblings("dt", "dd", preceding=True)]
    tags = [str(one.tag) for one in reversed(before)]
    return sum(tag == "dt" and last != "dt" for last, tag in zip(("", *tags), tags, strict=False))


def _entries(tree: etree._Element) -> Iterator[ExpectedEntry]:
    for heading in tree.iter(*HEADINGS):
        target, key = heading.get("id"), heading.get(KEY)
        beside = next(heading.iterancestors(*_BESIDE_THE_TEXT), None) is not None
        if target and key and not beside:
            reading = "".join(_letters(heading))
            level, listed = int(str(heading.tag)[1]), is_listed(heading)
            yield ExpectedEntry(target, level, _spaced(reading), listed=listed, paper=listed)
