"""From the elements of an edition to what is compared: passages, notes, headings, links."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from chapbook.collate.foreign.copies import BEGINNING, Call, Fault, Heading, Link, Passage, Thing
from chapbook.collate.foreign.marking import Marks, is_list_sign, is_marker
from chapbook.collate.foreign.readers.elements import is_internal
from chapbook.collate.foreign.readers.text import tokens
from chapbook.collate.foreign.roles import is_chrome, kind_of, role_of
from chapbook.collate.foreign.streams import QUOTE
from chapbook.collate.foreign.things import formula_of, items_of, shape_of
from chapbook.collate.foreign.wording import Wording
from chapbook.collate.normal import spaced
from chapbook.collate.readers.markup import (
    HEADINGS,
    INLINE,
    Document,
    Element,
    Library,
    kinds,
    series_of,
)

_UNREAD = frozenset(("script", "style", "template", "head", "title", "svg"))
# The place of these is never reported.
_UNPLACED = frozenset("em strong i b code sup sub small div tr thead tbody br cite".split())
_BEFORE = 4
_LANDING = 60


@dataclass
class Gathered:
    """What was found in the main text, or in one note.

    `said` has the words of each passage with its formulas written as TeX, as lists of contents do.
    """

    passages: list[Passage] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    links: list[tuple[Element, Link]] = field(default_factory=list)
    pictures: list[Thing] = field(default_factory=list)
    tables: list[Thing] = field(default_factory=list)
    lists: list[Thing] = field(default_factory=list)
    formulas: list[Thing] = field(default_factory=list)
    languages: list[Thing] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def add(self, other: Gathered) -> None:
        """Add what was found in a note; its passages and headings are its own."""
        self.links += other.links
        self.pictures += other.pictures
        self.tables += other.tables
        self.lists += other.lists
        self.formulas += other.formulas
        self.languages += other.languages


class Gatherer:
    """Walks the documents of an edition once."""

    def __init__(self, library: Library, language: str) -> None:
        """Take the documents in reading order, and the language of the text as a whole."""
        self.library, self.language = library, language
        self.marks = Marks(library)
        self.main = Gathered()
        self.calls: list[tuple[Element, Call]] = []
        self.of_note: dict[int, Gathered] = {}
        self.starts: dict[int, int] = {}
        self.faults: list[Fault] = []
        self._places: dict[int, str] = {}
        self._into = self.main
        self._words = Wording()
        self._kind, self._role, self._home, self._count = "paragraph", "", "", 0
        self._place_of_words = ""
        for document in library.documents:
            self._name = document.name if len(library.documents) > 1 else ""
            self._home, self._count = self._name, 0
            self._read(document.root)
            self._end()

    # --- places ------------------------------------------------------------------------------

    def place(self, element: Element) -> str:
        """Return where an element is: on a page, or after the last id before it."""
        if id(element) in self._places:
            return self._places[id(element)]
        if element.get("data-page"):
            left, top = element.get("data-left"), element.get("data-top")
            return f"page {element.get('data-page')} ({left}, {top} pt)"
        if element.get("data-line"):
            return f"line {element.get('data-line')}"
        if element.get("id"):
            return f"{self._name}#{element.get('id')}"
        return f"{self._home} ¶{self._count + 1}" if self._count else self._home or BEGINNING

    def _arrive(self, element: Element) -> None:
        if element.get("id") and element.tag not in INLINE:
            self._home, self._count = f"{self._name}#{element.get('id')}", 0
        self.starts.setdefault(id(element), len(self.main.passages))
        if element.tag not in _UNPLACED:
            self._places[id(element)] = self.place(element)

    # --- the walk ----------------------------------------------------------------------------

    def _read(self, element: Element) -> None:
        if element.tag in _UNREAD or "pagebreak" in kinds(element) or is_list_sign(element):
            return
        if self.marks.is_call(element):
            self._call(element)
        if self.marks.is_note(element):
            self._note(element)
            return
        if self.marks.is_call(element) or is_chrome(element):
            return
        role = self._role
        if role != "generated":
            self._role = role_of(element) or role
        self._inner(element)
        self._role = role

    def _inner(self, element: Element) -> None:
        border = element.tag not in INLINE or element.tag in ("img", "math")
        if element.tag in ("img", "math"):
            self._arrive(element)
            self._words.add_formula(formula_of(element) or "")
            self._thing(element, self.place(element))
            return
        if border:
            self._end()
            self._arrive(element)
            place = self.place(element)
            kind, self._kind = self._kind, kind_of(element, self._kind)
            self._children(element)
            self._end()
            self._kind = kind
        else:
            self._arrive(element)
            place = self.place(element)
            mark = QUOTE if element.tag == "q" and not element.get("data-type") else ""
            self._words.add(mark)
            self._children(element)
            self._words.add(mark)
            if element.tag == "br":
                self._words.add(" ")
        self._thing(element, place)

    def _children(self, element: Element) -> None:
        if self._words.empty:
            self._place_of_words = self.place(element)
        for child in element.children:
            if isinstance(child, str):
                if self._words.blank and element.tag not in INLINE:
                    self._place_of_words = self.place(element)
                self._words.add(child)
            elif not (child.tag == "a" and self.marks.is_back(child)) and not (
                is_marker(child) and self.marks.around(child) is not None
            ):
                self._read(child)

    def _end(self) -> None:
        words, self._words = self._words, Wording()
        if text := words.plain():
            self._into.passages.append(Passage(self._kind, text, self._place_of_words, self._role))
            self._into.said.append(words.said())
            self._count += 1

    # --- calls and notes ---------------------------------------------------------------------

    def _call(self, element: Element) -> None:
        note = self.marks.note(element)
        before = " ".join(tokens(self._words.end())[-_BEFORE:])
        marker = None if self.marks.is_inline(element) else spaced(element.text())
        series = series_of(element) or (series_of(note) if note is not None else "")
        optional = bool(element.get("data-optional"))
        call = Call(marker, series, None, before, self.place(element), optional)
        if self._into is self.main:
            self.calls.append((element, call))
        else:
            # A call in a note, which some tools allow: its place distinguishes it.
            self.calls.append((element, replace(call, place=f"in a note, {call.place}")))

    def _note(self, element: Element) -> None:
        # In a PDF a note is in the midst of its paragraph, which goes on after it.
        outer = self._words, self._into, self._place_of_words, self._kind
        self._words, self._into, self._kind = Wording(), Gathered(), "paragraph"
        self.of_note[id(element)] = self._into
        home = self._home, self._count
        self._arrive(element)
        self._children(element)
        self._end()
        self._language_of_note(element)
        self._words, self._into, self._place_of_words, self._kind = outer
        self._home, self._count = home

    def body(self, note: Element) -> str:
        """Return the words of a note."""
        found = self.of_note.get(id(note))
        return "\n".join(passage.text for passage in found.passages) if found else ""

    # --- other things ------------------------------------------------------------------------

    def _thing(self, element: Element, place: str) -> None:
        if self._role == "generated":
            return
        into = self._into
        if element.tag in HEADINGS and into is self.main:
            level = HEADINGS.index(element.tag) + 1
            into.headings.append(
                Heading(level, self.words(element), place, quiet=self._role == "quiet")
            )
        elif element.tag == "img":
            into.pictures.append(Thing(element.get("alt"), place))
        elif element.tag == "math":
            into.formulas.append(Thing(formula_of(element), place))
        elif element.tag == "table":
            into.tables.append(Thing(shape_of(element, self.marks.is_note), place))
        elif element.tag in ("ul", "ol", "dl") and not self._of_notes(element):
            into.lists.append(Thing(items_of(element), place))
        elif element.tag == "a" and element.get("href") and not self._is_aid(element):
            into.links.append((element, self._link(element, place)))
        self._language(element, place)

    def _is_aid(self, element: Element) -> bool:
        """Return whether a link is there for the way through an edition, and not the author's."""
        return self.marks.is_back(element) or "permalink" in element.get("class").split()

    def _of_notes(self, element: Element) -> bool:
        """Return whether a list is the notes at the end of a text."""
        items = (child for child in element.children if isinstance(child, Element))
        return any(self.marks.is_note(child) for child in items)

    def _link(self, element: Element, place: str) -> Link:
        text, target = self.words(element), element.get("href")
        if not is_internal(target):
            return Link(text, target, place, external=True)
        return Link(text, None, place)

    def _language(self, element: Element, place: str) -> None:
        lang = element.get("lang")
        if lang and lang.casefold() != self._language_in(_above(element)).casefold():
            words = element.text(self._is_apart)
            self._change_of_language(lang, words, place)

    def _language_of_note(self, note: Element) -> None:
        """Note a language of a note that is not the text's: editions place notes differently."""
        lang = self._language_in(note.ancestors())
        if lang.casefold() != self.language.casefold() and not self.marks.is_inline(note):
            self._change_of_language(lang, self.body(note), self.place(note))

    def _language_in(self, elements: Iterator[Element]) -> str:
        return next((one.get("lang") for one in elements if one.get("lang")), self.language)

    def _change_of_language(self, lang: str, words: str, place: str) -> None:
        if spaced(words):
            self._into.languages.append(Thing(f"{lang.casefold()}: {spaced(words)}", place))

    def landing(self, document: Document, element: Element) -> str:
        """Return the first words of the passage that a link lands in."""
        note = self.marks.around(element)
        if note is not None:
            return self.body(note)[:_LANDING]
        start = self.starts.get(id(element))
        if start is None:
            near = (*element.walk(), *element.ancestors())
            inner = next((e for e in near if id(e) in self.starts), None)
            start = self.starts[id(inner)] if inner is not None else None
        if start is None or start >= len(self.main.passages):
            return self.words(element)[:_LANDING] or document.name
        return self.main.said[start][:_LANDING]

    def words(self, element: Element) -> str:
        """Return the words of an element as contents and bookmarks write them: formulas as TeX."""
        return element.text(self._is_apart, formula_of)

    def _is_apart(self, element: Element) -> bool:
        return self.marks.is_call(element) or self.marks.is_note(element) or is_list_sign(element)


def _above(element: Element) -> Iterator[Element]:
    return element.parent.ancestors() if element.parent is not None else iter(())
