"""Which elements are note calls, notes, markers and backlinks, whatever tool wrote them.

Known by, in this order: DPUB-ARIA role or `epub:type` (https://www.w3.org/TR/dpub-aria-1.1/), the
classes of pandoc and Quarto (`footnote-ref`, `footnotes`, `footnote-back`) and of Vivliostyle's
Markdown (`footnote` on an inline element), the structure types of tagged PDF (Reference, Note,
Lbl), and at last by what links say: what a call leads to is a note.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from chapbook.collate.foreign.readers.elements import is_internal
from chapbook.collate.readers.markup import Document, Element, Library, kinds

_CALL_CLASSES = frozenset(("footnote-ref", "noteref", "note-call", "footnote-call", "fn-ref"))
_NOTE_KINDS = frozenset(("footnote", "endnote", "rearnote"))
_GROUP_KINDS = frozenset(("footnotes", "endnotes", "rearnotes"))
_BACK_CLASSES = frozenset(("footnote-back", "footnote-backref", "backlink", "back-link"))
_CONTAINERS = frozenset(("li", "aside", "dd", "p", "div"))
# How long the mark of a call may be where only its target identifies it.
_MARK = 6
_LIST_SIGN = re.compile(r"\(?(?:\d{1,4}|[A-Za-z]|[ivxlcIVXLC]{1,6})[.)]|[^\w\s]{1,2}")


class Marks:
    """What each element of an edition is; elements are distinguished by identity."""

    def __init__(self, library: Library) -> None:
        """Look at every link of the edition."""
        self.library = library
        self.note_of: dict[int, Element | None] = {}
        self.home: dict[int, Document] = {}
        self.notes: dict[int, Element] = {}
        self._inline: set[int] = set()
        self.landings: dict[int, tuple[Document, Element] | None] = {}
        self.links = list(self._all_links())
        self._mark_notes()
        self._mark_calls()

    def _all_links(self) -> Iterator[tuple[Document, Element]]:
        for document in self.library.documents:
            for element in document.root.walk():
                if element.tag == "a" and element.get("href"):
                    target = element.get("href")
                    inside = is_internal(target)
                    found = self.library.find(document, target) if inside else None
                    self.landings[id(element)] = found
                    yield document, element

    def _mark_notes(self) -> None:
        for document in self.library.documents:
            for element in document.root.walk():
                if _says_note(element):
                    self._note(document, element)
                elif _inline_note(element):
                    self._note(document, element)
                    self._inline.add(id(element))
        for _, link in self.links:
            landed = self.landings[id(link)]
            if landed and says_call(link):
                found = _container(landed[1])
                if found is not None and not _within(found, self.notes):
                    self._note(landed[0], found)

    def _note(self, document: Document, element: Element) -> None:
        self.notes[id(element)] = element
        self.home[id(element)] = document

    def _mark_calls(self) -> None:
        for _, link in self.links:
            if _in_nav(link):
                continue
            landed = self.landings[id(link)]
            note = None if landed is None else self.around(landed[1])
            if says_call(link) or (
                note is not None and self.around(link) is None and _like_a_mark(link)
            ):
                self.note_of[id(link)] = note

    def around(self, element: Element) -> Element | None:
        """Return the note that an element is or is in."""
        return next((one for one in element.ancestors() if id(one) in self.notes), None)

    def is_call(self, element: Element) -> bool:
        """Return whether it is a call; a note written where it is called is its own call."""
        return id(element) in self.note_of or id(element) in self._inline

    def is_note(self, element: Element) -> bool:
        """Return whether it is a note."""
        return id(element) in self.notes

    def note(self, call: Element) -> Element | None:
        """Return the note that a call leads to."""
        return call if id(call) in self._inline else self.note_of[id(call)]

    def is_inline(self, note: Element) -> bool:
        """Return whether a note is written where it is called."""
        return id(note) in self._inline

    def is_back(self, element: Element) -> bool:
        """Return whether a link leads, or is marked to lead, from a note to a call."""
        if element.tag != "a" or id(element) in self.note_of:
            return False
        if says_back(element):
            return True
        return self.around(element) is not None and self.call_at(element) is not None

    def call_at(self, link: Element) -> Element | None:
        """Return the call that a backlink lands on: the link, or one in or around the target."""
        landed = self.landings.get(id(link))
        if landed is None:
            return None
        for outer in landed[1].ancestors():
            if self.is_call(outer):
                return outer
            if outer.tag not in ("a", "sup", "span"):
                break
        if landed[1].tag not in ("sup", "span"):
            return None
        # The id may be on what is around the call, and around nothing else.
        inner = next((one for one in landed[1].walk() if self.is_call(one)), None)
        return inner if inner is not None and inner.text() == landed[1].text() else None


def says_call(element: Element) -> bool:
    """Return whether a link is marked as a note call."""
    above = element.parent
    return (
        "noteref" in kinds(element)
        or bool(set(element.get("class").split()) & _CALL_CLASSES)
        or (above is not None and above.get("data-type") == "Reference" and not _in_nav(above))
    )


def says_back(element: Element) -> bool:
    """Return whether a link is marked as a backlink."""
    return "backlink" in kinds(element) or bool(set(element.get("class").split()) & _BACK_CLASSES)


def is_marker(element: Element) -> bool:
    """Return whether an element holds the marker of a note."""
    if "note-marker" in element.get("class").split():
        return True
    return element.get("data-type") == "Lbl" and not _of_list_item(element)


def is_list_sign(element: Element) -> bool:
    """Return whether a label of a list item in a PDF is a number or a bullet, not a term."""
    return (
        element.get("data-type") == "Lbl"
        and _of_list_item(element)
        and bool(_LIST_SIGN.fullmatch(element.text().strip()))
    )


def _of_list_item(label: Element) -> bool:
    return label.parent is not None and label.parent.get("data-type") == "LI"


def is_group(element: Element) -> bool:
    """Return whether it is a section that holds notes and nothing else."""
    classes = set(element.get("class").split())
    return bool(kinds(element) & _GROUP_KINDS) or bool(classes & _GROUP_KINDS)


def _says_note(element: Element) -> bool:
    if element.tag == "a":
        return False
    if kinds(element) & _NOTE_KINDS:
        return True
    above = element.parent
    return (
        element.tag == "li"
        and above is not None
        and above.parent is not None
        and (is_group(above) or is_group(above.parent))
    )


def _inline_note(element: Element) -> bool:
    return element.tag == "span" and "footnote" in element.get("class").split()


def _container(element: Element) -> Element | None:
    """Return the block around the target of a call, which is its note; None if there is none."""
    for outer in element.ancestors():
        if outer.tag in ("section", "body", "html", "main", "table", "h1", "h2", "h3"):
            return None
        if outer.tag in _CONTAINERS:
            return outer
    return None


def _within(element: Element, notes: dict[int, Element]) -> bool:
    return any(id(outer) in notes for outer in element.ancestors())


def _like_a_mark(link: Element) -> bool:
    return len(link.text().strip()) <= _MARK and not says_back(link)


def _in_nav(element: Element) -> bool:
    return any(outer.tag == "nav" for outer in element.ancestors())
