"""A document of HTML or EPUB read by its keys (`data-key`), roles and identifiers.

Calls, notes and backlinks are known by their DPUB-ARIA roles, page breaks by theirs.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from chapbook.collate.editions import Edition, ReadBlock, ReadBreak, ReadCall, ReadEntry, ReadNote
from chapbook.collate.normal import count_letters, shown
from chapbook.collate.readers.containers import Containers
from chapbook.collate.readers.elements import (
    beside_links,
    instead_of,
    is_hidden,
    is_permalink,
    is_screen_title,
    label_of,
    role_of,
    tex_of,
)
from chapbook.collate.readers.markup import Document, Element, Library, kinds, series_of
from chapbook.model.editions.expectation import (
    CALL,
    FORMULA,
    FORMULA_END,
    PICTURE,
    PICTURE_END,
    LinkMark,
)

INSIDE = "in:"
"""How the target of a link within the book begins, before its file and identifier."""
_KEY = "data-key"
_UNREAD = frozenset({"script", "style", "template", "head", "svg"})
_LISTS = {"toc": "contents", "page-list": "pages", "pagelist": "pages", "landmarks": ""}
_CHECKBOXES = {True: "\u2611", False: "\u2610"}


@dataclass(frozen=True, slots=True)
class _Around:
    """What an element is in: block, note, language."""

    block: ReadBlock | None
    note: ReadNote | None
    language: str


class DocumentReader:
    """Reads one document into an edition."""

    def __init__(self, edition: Edition, library: Library, document: Document) -> None:
        """Take a document of an edition; `library` is all of them."""
        self.edition, self.library, self.document = edition, library, document
        self.containers = Containers()
        self.waiting: list[str] = []
        self.breaks: list[tuple[str, str]] = []
        self.last = ""

    def read(self) -> None:
        """Add what the document holds to the edition."""
        root = self.document.root
        self._element(root, _Around(None, None, root.get("lang")))
        self._settle()
        for label, place in self.breaks:
            self.edition.breaks.append(ReadBreak(label, "", 0, place))

    def _place(self, element: Element) -> str:
        named = next((one for one in element.ancestors() if one.get("id")), None)
        return f"{self.document.name}#{named.get('id')}" if named else self.document.name

    def _element(self, element: Element, around: _Around) -> None:
        kind = kinds(element)
        if element.tag in _UNREAD or (is_hidden(element) and element.tag != "nav"):
            return
        if "footnote" in kind:
            outside = self.waiting, self.last
            self.waiting = []
            self._inside(element, around, kind)
            self._settle()
            self.waiting, self.last = outside
        else:
            self._inside(element, around, kind)
            if element.tag == "section":
                self._settle()

    def _settle(self) -> None:
        """Name the last block where no further one follows in a chapter or a note."""
        for name in self.waiting:
            self.edition.places.setdefault(self._name(name), self.last)
        self.waiting = []

    def _inside(self, element: Element, around: _Around, kind: frozenset[str]) -> None:
        if element.get("id"):
            self._identify(element, around)
        if "noteref" in kind:
            self._call(element, around)
        elif "pagebreak" in kind:
            self._break(element, around)
        elif element.tag == "nav" and (lists := [_LISTS[k] for k in kind if k in _LISTS]):
            self._navigation(element, lists[0], around)
        elif around.note and "note-marker" in element.get("class").split():
            around.note.marker = element.text()
            if "backlink" in kind:
                around.note.backlinks.append(self._identifier(element.get("href")))
        elif around.note and "backlink" in kind:
            around.note.backlinks.append(self._identifier(element.get("href")))
        else:
            self._content(element, self._entered(element, around, kind), around)

    def _entered(self, element: Element, around: _Around, kind: frozenset[str]) -> _Around:
        """Enter an element: a note, a block, a language."""
        language = element.get("lang") or around.language
        note, block = around.note, around.block
        if "footnote" in kind:
            note = ReadNote(element.get("id"), series_of(element), self._place(element))
            self.edition.notes.append(note)
            block = None
        if element.get(_KEY):
            block = self._block(element, note, language)
        return _Around(block, note, language)

    def _block(self, element: Element, note: ReadNote | None, language: str) -> ReadBlock:
        key = element.get(_KEY)
        name = note.identifier if note else ""
        block = ReadBlock(key, role_of(element), self._place(element), language, name)
        block.paper = not is_screen_title(element)
        block.within = self.containers.around(element)
        self.edition.blocks.append(block)
        if note:
            note.blocks.append(key)
        for label, place in self.breaks:
            self.edition.breaks.append(ReadBreak(label, key, 0, place))
        for name in self.waiting:
            self.edition.places.setdefault(self._name(name), key)
        self.breaks, self.waiting, self.last = [], [], key
        return block

    def _content(self, element: Element, inner: _Around, outer: _Around) -> None:
        block = inner.block
        if element.tag == "img" and element.get("alt"):
            self._text(f"{PICTURE}{element.get('alt')}{PICTURE_END}", element, inner)
        elif element.tag == "math":
            self._text(f"{FORMULA}{tex_of(element)}{FORMULA_END}", element, inner)
            for row in element.walk():
                if row is not element and row.get("id"):  # a numbered row that is referred to
                    self._identify(row, inner)
        elif element.tag == "br":
            self._text("\n", element, inner)
        elif element.tag == "input" and element.get("type") == "checkbox":
            self._text(_CHECKBOXES["checked" in element.attributes], element, inner)
        else:
            start = len(block.parts) if block else 0
            for child in element.children:
                if isinstance(child, str):
                    self._text(child, element, inner)
                else:
                    self._element(child, inner)
            if block is not None and block is outer.block:
                self._inline(element, block, start)

    def _inline(self, element: Element, block: ReadBlock, start: int) -> None:
        words = shown("".join(block.parts[start:]))
        if element.tag == "a" and element.get("href") and not is_permalink(element):
            block.links.append(LinkMark(self._address(element.get("href")), words))
        if element.get("lang"):
            block.tongues.append((element.get("lang"), words))

    def _address(self, href: str) -> str:
        """Return the address of a link, marked where it stays in the book."""
        parts = urlsplit(href)
        return href if parts.scheme or parts.netloc else f"{INSIDE}{self._target(href)}"

    def _name(self, identifier: str) -> str:
        """Return the name of an identifier in this document among those of the edition."""
        return f"{self.document.name}#{identifier}"

    def _identifier(self, href: str) -> str:
        """Return the identifier that a link leads to, without its file."""
        return self._target(href).partition("#")[2]

    def _target(self, href: str) -> str:
        """Return the file and identifier that a link leads to; note where there is no such place.

        A link to a file without an identifier leads to its first section.
        """
        parts = urlsplit(href)
        found = self.library.find(self.document, href)
        if found is None:
            if not self.library.lands(self.document, href):
                self.edition.faults.append(("a link leads nowhere", self.document.name, href))
            return f"#{unquote(parts.fragment)}"
        document, element = found
        named = (e for e in element.walk() if e.get("id") and "pagebreak" not in kinds(e))
        inside = None if parts.fragment else next(named, None)
        name = unquote(parts.fragment) if inside is None else inside.get("id")
        return f"{document.name}#{name}"

    def _text(self, text: str, element: Element, around: _Around) -> None:
        if around.block is not None:
            around.block.parts.append(text)
        elif text.strip():
            self.edition.loose.append((" ".join(text.split()), self._place(element)))

    def _identify(self, element: Element, around: _Around) -> None:
        """Note where an identifier is: in its block, or before the next one."""
        inside = around.block is not None and not element.get(_KEY)
        if inside and around.block is not None:
            self.edition.places.setdefault(self._name(element.get("id")), around.block.key)
        else:
            self.waiting.append(element.get("id"))

    def _call(self, element: Element, around: _Around) -> None:
        call = ReadCall(element.get("id"), element.text(), self._identifier(element.get("href")))
        self._text(CALL, element, around)
        if around.block is not None:
            around.block.calls.append(call)

    def _break(self, element: Element, around: _Around) -> None:
        label, place = label_of(element), self._place(element)
        if around.block is None:
            self.breaks.append((label, place))
        else:
            letters = count_letters("".join(around.block.parts))
            self.edition.breaks.append(ReadBreak(label, around.block.key, letters, place))

    def _navigation(self, nav: Element, kind: str, around: _Around) -> None:
        """Read contents or a list of pages: the links of its list, its heading, nothing else."""
        for child in nav.children:
            if isinstance(child, Element) and child.tag == "ol":
                self._list(child, kind)
                for text in beside_links(child):
                    self._text(text, child, around)
            elif isinstance(child, Element):
                self._element(child, around)
            else:
                self._text(child, nav, around)

    def _list(self, nav: Element, kind: str) -> None:
        for link in nav.walk():
            if link.tag != "a" or not link.get("href"):
                continue
            target = self._target(link.get("href"))
            if kind == "contents":
                words = link.text(instead=instead_of)
                self.edition.contents.append(ReadEntry(target, words, self._place(link)))
                for mark in link.walk():
                    if "pagebreak" in kinds(mark):
                        self.edition.breaks.append(
                            ReadBreak(label_of(mark), "", 0, self._place(mark))
                        )
            elif kind == "pages":
                self._listed(link)

    def _listed(self, link: Element) -> None:
        """Read an entry of the page list; it may lead only to its own break."""
        self.edition.listed.append(link.text())
        found = self.library.find(self.document, link.get("href"))
        if found and "pagebreak" in kinds(found[1]) and label_of(found[1]) != link.text():
            words = f"{link.text()} → {link.get('href')}"
            fault = ("the page list leads to another page", self.document.name, words)
            self.edition.faults.append(fault)
