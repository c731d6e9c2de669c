"""From what was gathered in an edition to a copy: notes by their calls, links by landing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from chapbook.collate.foreign.copies import Call, Copy, Fault, Heading, Link, Note
from chapbook.collate.foreign.gathering import Gathered, Gatherer
from chapbook.collate.foreign.marking import is_marker
from chapbook.collate.foreign.readers.elements import is_internal
from chapbook.collate.foreign.readers.text import tokens
from chapbook.collate.normal import spaced
from chapbook.collate.readers.markup import HEADINGS, Document, Element, Library, series_of

# The number of a page, with leaders, at the end of an entry of printed contents.
_FOLIO = re.compile(r"[\s.·…]*[\divxlc]+\s*$")
# As many letters of a heading are compared with those of an entry that leads there.
_ENOUGH = 20


@dataclass(frozen=True, slots=True)
class Origin:
    """Whose copy it is: name in the report, file, format."""

    name: str
    file: str
    kind: str


def assemble(origin: Origin, library: Library, language: str, navs: Iterable[Element]) -> Copy:
    """Read the documents of an edition; `navs` are its lists of contents."""
    gatherer = Gatherer(library, language)
    assembler = _Assembler(gatherer)
    everything = assembler.everything()
    contents = [entry for nav in navs for entry in assembler.contents(nav)]
    levels = [heading.level for heading in gatherer.main.headings]
    highest = min(levels, default=1)
    return Copy(
        origin.name,
        origin.file,
        origin.kind,
        passages=tuple(gatherer.main.passages),
        calls=tuple(assembler.calls),
        notes=tuple(assembler.notes),
        headings=tuple(
            replace(h, level=h.level - highest + 1) for h in gatherer.main.headings if h.text
        ),
        contents=tuple(contents),
        tables=tuple(everything.tables),
        lists=tuple(everything.lists),
        pictures=tuple(everything.pictures),
        formulas=tuple(everything.formulas),
        languages=tuple(everything.languages),
        links=tuple(assembler.links(everything)),
        faults=(*gatherer.faults, *assembler.faults),
    )


class _Assembler:
    def __init__(self, gatherer: Gatherer) -> None:
        self.gatherer, self.marks = gatherer, gatherer.marks
        self.faults: list[Fault] = []
        self.order: list[Element] = []
        self.ranks: dict[int, int] = {}
        self.called: dict[int, list[tuple[Element, Call]]] = {}
        for element, call in gatherer.calls:
            self.called.setdefault(id(self.marks.note(element)), []).append((element, call))
        self._rank_notes()
        self.notes = [self._note(element) for element in self.order]
        self._check_restatements()
        self.calls = [self._call(element, call) for element, call in gatherer.calls]

    # --- notes -------------------------------------------------------------------------------

    def _rank_notes(self) -> None:
        """Put the notes in the order of their first calls; a restatement takes the first's rank."""
        known: dict[tuple[str, str, str], int] = {}
        called = [self.marks.note(element) for element, _ in self.gatherer.calls]
        uncalled = [one for key, one in self.marks.notes.items() if key not in self.called]
        for note in (*called, *uncalled):
            if note is None or id(note) in self.ranks:
                continue
            key = (note.get("id"), _marker(note) or "", self.gatherer.body(note))
            rank = known.get(key) if note.get("id") else None
            if rank is None or self._document(self.order[rank]) is self._document(note):
                rank = len(self.order)
                self.order.append(note)
                known[key] = rank
            self.ranks[id(note)] = rank

    def _document(self, note: Element) -> Document:
        return self.marks.home[id(note)]

    def _note(self, element: Element) -> Note:
        place = self.gatherer.place(element)
        document = self._document(element).name
        if not place.startswith(("page", "#")) and document not in place:
            place = f"{document}{place}"
        label = element.get("data-id") or element.get("id") or "a note without an id"
        return Note(
            label.removeprefix("note-"),
            _marker(element),
            series_of(element),
            self.gatherer.body(element),
            place,
            tuple(self._unreturned(element)),
        )

    def _unreturned(self, note: Element) -> Iterator[str]:
        """Yield the places of calls that a note does not lead back to; tell of ways to nowhere."""
        if self.marks.is_inline(note):
            return
        reached = set()
        for element in note.walk():
            if self.marks.is_back(element):
                call = self.marks.call_at(element)
                if call is not None and self.marks.note(call) is note:
                    reached.add(id(call))
                else:
                    self._bad_way(element, call, note)
        for element, found in self.called.get(id(note), ()):
            if id(element) not in reached:
                yield found.place

    def _bad_way(self, element: Element, call: Element | None, note: Element) -> None:
        to = "to no call" if call is None else "to the call of another note"
        target = element.get("href")
        message = f"a backlink leads {to}: {target}"
        place = self.gatherer.place(element if element.get("data-page") else note)
        self.faults.append(Fault("notes", message, place))

    def _check_restatements(self) -> None:
        for element in self.marks.notes.values():
            if id(element) not in self.ranks and self.gatherer.body(element):
                place = self.gatherer.place(element)
                self.faults.append(Fault("notes", "a note that is never called", place))

    def _call(self, element: Element, call: Call) -> Call:
        note = self.marks.note(element)
        if note is None:
            message = f"the call “{call.marker or ''}” leads to no note: {element.get('href')}"
            self.faults.append(Fault("notes", message, call.place, call.before))
            return call
        return replace(call, note=self.ranks[id(note)])

    # --- links and contents ------------------------------------------------------------------

    def everything(self) -> Gathered:
        """Return what is in the main text and after it what is in the notes, in order."""
        found = Gathered()
        found.add(self.gatherer.main)
        for element in self.order:
            found.add(self.gatherer.of_note.get(id(element), Gathered()))
        return found

    def links(self, everything: Gathered) -> Iterator[Link]:
        """Yield the author's links with the words that they land on."""
        for element, link in everything.links:
            if link.external:
                yield link
                continue
            landed = self.marks.landings.get(id(element))
            if landed is None:
                message = f"a link leads nowhere: {element.get('href')}"
                self.faults.append(Fault("links", message, link.place, link.text))
                yield link
            else:
                yield replace(link, landing=self.gatherer.landing(*landed))

    def contents(self, nav: Element) -> Iterator[Heading]:
        """Yield the entries of a list of contents: level, words, where they lead."""
        for link in nav.walk():
            if link.tag != "a" or not link.get("href") or not is_internal(link.get("href")):
                continue
            depth = sum(outer.tag in ("ol", "ul", "nav") for outer in link.ancestors())
            place = self.gatherer.place(link)
            words = self.gatherer.words(link)
            if wrong := self.misled(link, words):
                message = f"a contents entry leads {wrong}: {link.get('href')}"
                self.faults.append(Fault("structure", message, place, words))
            yield Heading(depth - 1, words, place)

    def misled(self, link: Element, words: str) -> str:
        """Find where an entry leads instead of to its heading; nothing if it is right."""
        landed = self.marks.landings.get(id(link))
        if landed is None:
            return "nowhere"
        there, wanted = words_of(self.gatherer.landing(*landed)), words_of(_FOLIO.sub("", words))
        start = min(len(there), len(wanted), _ENOUGH)
        right = start == 0 or wanted[:start] in there or there[:start] in wanted
        right = right or words_of(words) == _name_without_heading(*landed)
        return "" if right else f"to “{self.gatherer.landing(*landed)}”"


def _name_without_heading(document: Document, landed: Element) -> str | None:
    """Return the title of a file that a link opens and that shows no heading; None for others.

    Text before the first heading has no other name than that of its file.
    """
    elements = list(document.root.walk())
    if landed is not document.root or any(element.tag in HEADINGS for element in elements):
        return None
    titles = (e for e in elements if e.tag == "title" and e.parent and e.parent.tag == "head")
    return next((words_of(title.text()) for title in titles), None)


def _marker(note: Element) -> str | None:
    """Return the marker that a note shows, None where a list numbers it."""
    for element in note.walk():
        if is_marker(element):
            return spaced(element.text()).rstrip(".")
    return None


def words_of(text: str) -> str:
    """Return words for comparison, in one case."""
    return " ".join(tokens(text)).casefold()
