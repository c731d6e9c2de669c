"""From the elements of an edition to what is compared: passages, notes, headings, links."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from chapbook.collate.marking import Marks, is_list_sign, is_marker
from chapbook.collate.readers.markup import (
    HEADINGS,
    INLINE,
    Document,
    Element,
    Library,
    is_generated_root,
    is_internal,
    kinds,
    series_of,
)
from chapbook.collate.readers.text import spaced, tokens
from chapbook.collate.things import formula_of, items_of, shape_of
from chapbook.collate.witness import BEGINNING, Call, Fault, Heading, Link, Passage, Thing

_UNREAD = frozenset(("script", "style", "template", "head", "title", "svg"))
_KINDS = {
    "p": "paragraph", "li": "list item", "td": "table cell", "th": "table cell", "pre": "code",
    "caption": "caption", "figcaption": "caption", "dt": "term", "dd": "definition",
    "blockquote": "quotation",
}  # fmt: skip
# Nothing is said of these by their place.
_UNPLACED = frozenset("em strong i b code sup sub small div tr thead tbody br cite".split())
_BEFORE = 4
_LANDING = 60


@dataclass
class Gathered:
    """What was found in the main text, or in one note."""

    passages: list[Passage] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    links: list[tuple[Element, Link]] = field(default_factory=list)
    pictures: list[Thing] = field(default_factory=list)
    tables: list[Thing] = field(default_factory=list)
    lists: list[Thing] = field(default_factory=list)
    formulas: list[Thing] = field(default_factory=list)
    languages: list[Thing] = field(default_factory=list)

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
        self._words: list[str] = []
        self._kind, self._role, self._home, self._count = "paragraph", "", "", 0
        self._place_of_words = ""
        for document in library.documents:
            self._name = document.name if len(library.documents) > 1 else ""
            self._home, self._count = self._name, 0
            self._read(document.root)
            self._end()

    # --- places ------------------------------------------------------------------------------

    def place(self, element: Element) -> str:
        """Say where an element stands: on a page, or by the last id before it."""
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
        if self.marks.is_call(element) or _is_chrome(element):
            return
        role = self._role
        if role != "generated":
            self._role = _role_of(element) or role
        self._inner(element)
        self._role = role

    def _inner(self, element: Element) -> None:
        border = element.tag not in INLINE or element.tag in ("img", "math")
        if element.tag in ("img", "math"):
            self._arrive(element)
            self._thing(element, self.place(element))
            return
        if border:
            self._end()
            self._arrive(element)
            place = self.place(element)
            kind, self._kind = self._kind, _kind_of(element, self._kind)
            self._children(element)
            self._end()
            self._kind = kind
        else:
            self._arrive(element)
            place = self.place(element)
            self._children(element)
            if element.tag == "br":
                self._words.append(" ")
        self._thing(element, place)

    def _children(self, element: Element) -> None:
        if not self._words:
            self._place_of_words = self.place(element)
        for child in element.children:
            if isinstance(child, str):
                if not "".join(self._words).strip() and element.tag not in INLINE:
                    self._place_of_words = self.place(element)
                self._words.append(child)
            elif not (child.tag == "a" and self.marks.is_back(child)) and not (
                is_marker(child) and self.marks.around(child) is not None
            ):
                self._read(child)

    def _end(self) -> None:
        text = spaced("".join(self._words))
        self._words = []
        if text:
            self._into.passages.append(Passage(self._kind, text, self._place_of_words, self._role))
            self._count += 1

    # --- calls and notes ---------------------------------------------------------------------

    def _call(self, element: Element) -> None:
        note = self.marks.note(element)
        before = " ".join(tokens("".join(self._words))[-_BEFORE:])
        marker = None if self.marks.is_inline(element) else spaced(element.text())
        series = series_of(element) or (series_of(note) if note is not None else "")
        optional = bool(element.get("data-optional"))
        call = Call(marker, series, None, before, self.place(element), optional)
        if self._into is self.main:
            self.calls.append((element, call))
        else:
            # A call in a note, which some tools allow: it is told apart by its place.
            self.calls.append((element, replace(call, place=f"in a note, {call.place}")))

    def _note(self, element: Element) -> None:
        # In a PDF a note stands in the midst of its paragraph, which goes on after it.
        outer = self._words, self._into, self._place_of_words, self._kind
        self._words, self._into, self._kind = [], Gathered(), "paragraph"
        self.of_note[id(element)] = self._into
        home = self._home, self._count
        self._arrive(element)
        self._children(element)
        self._end()
        self._words, self._into, self._place_of_words, self._kind = outer
        self._home, self._count = home

    def body(self, note: Element) -> str:
        """Give the words of a note."""
        found = self.of_note.get(id(note))
        return "\n".join(passage.text for passage in found.passages) if found else ""

    # --- other things ------------------------------------------------------------------------

    def _thing(self, element: Element, place: str) -> None:
        if self._role == "generated":
            return
        into = self._into
        if element.tag in HEADINGS and into is self.main:
            text = into.passages[-1].text if into.passages else ""
            level = HEADINGS.index(element.tag) + 1
            into.headings.append(Heading(level, text, place, quiet=self._role == "quiet"))
        elif element.tag == "img":
            into.pictures.append(Thing(element.get("alt"), place))
        elif element.tag == "math":
            into.formulas.append(Thing(formula_of(element), place))
        elif element.tag == "table":
            into.tables.append(Thing(shape_of(element), place))
        elif element.tag in ("ul", "ol", "dl") and not self._of_notes(element):
            into.lists.append(Thing(items_of(element), place))
        elif element.tag == "a" and element.get("href") and not self._is_aid(element):
            into.links.append((element, self._link(element, place)))
        self._language(element, place)

    def _is_aid(self, element: Element) -> bool:
        """Say whether a link is there for the way through an edition, and not the author's."""
        return self.marks.is_back(element) or "permalink" in element.get("class").split()

    def _of_notes(self, element: Element) -> bool:
        """Say whether a list is the notes at the end of a text."""
        items = (child for child in element.children if isinstance(child, Element))
        return any(self.marks.is_note(child) for child in items)

    def _link(self, element: Element, place: str) -> Link:
        text, target = spaced(element.text(self.marks.is_call)), element.get("href")
        if not is_internal(target):
            return Link(text, target, place, external=True)
        return Link(text, None, place)

    def _language(self, element: Element, place: str) -> None:
        lang = element.get("lang")
        around = next((o.get("lang") for o in _above(element) if o.get("lang")), self.language)
        if lang and lang.casefold() != around.casefold():
            words = element.text(lambda e: self.marks.is_call(e) or self.marks.is_note(e))
            if spaced(words):
                self._into.languages.append(Thing(f"{lang.casefold()}: {spaced(words)}", place))

    def landing(self, document: Document, element: Element) -> str:
        """Give the first words of the passage that a link lands in."""
        note = self.marks.around(element)
        if note is not None:
            return self.body(note)[:_LANDING]
        start = self.starts.get(id(element))
        if start is None:
            near = (*element.walk(), *element.ancestors())
            inner = next((e for e in near if id(e) in self.starts), None)
            start = self.starts[id(inner)] if inner is not None else None
        if start is None or start >= len(self.main.passages):
            return spaced(element.text(self.marks.is_call))[:_LANDING] or document.name
        return self.main.passages[start].text[:_LANDING]


def _above(element: Element) -> Iterator[Element]:
    return element.parent.ancestors() if element.parent is not None else iter(())


def _is_chrome(element: Element) -> bool:
    """Say whether it belongs to the page and not to the text."""
    return "skip-link" in element.get("class").split()


def _role_of(element: Element) -> str:
    if is_generated_root(element) or element.get("id") in ("title-block-header", "TOC"):
        return "generated"
    named = kinds(element)
    if "bibliography" in named or element.get("id") == "refs":
        return "bibliography"
    if named & {"dedication", "epigraph"}:
        return "quiet"
    return ""


def _kind_of(element: Element, around: str) -> str:
    if element.tag in HEADINGS:
        return "heading"
    if element.tag == "p" and around in ("table cell", "caption", "term"):
        return around
    return _KINDS.get(element.tag, around if element.tag == "div" else "paragraph")
