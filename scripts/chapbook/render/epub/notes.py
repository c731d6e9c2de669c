"""Notes in a content document of the EPUB: calls that every reader knows, asides at its end.

The shape answers to the rules of reading systems that `EPUB.md` lists:

- a call is `sup > a` with nothing but its mark in the link: raised without a style sheet, and
  Apple's readers have missed links with elements in them;
- the asides are children of the division itself. A section that held nothing but notes would be
  shown whole by KOReader where asides are not displayed, and would leave its rule or heading
  behind in readers that take the notes out of the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from chapbook.model.manuscript import Manuscript
from chapbook.model.notes import Call, Series, Statement
from chapbook.render.epub.profiles import Habits
from chapbook.render.text.fragments import Fragments
from chapbook.render.text.notes import (
    BACKLINK_SIGN,
    EPUB_TYPE,
    Backlink,
    backlinks,
    note_aside,
    note_call,
)
from chapbook.render.words import Words

FIRST_NOTE = "first-note"
"""The class of the first note of a file: the rule above the notes goes where that note goes."""

FIRST_OF_SERIES = "first-of-series"


@dataclass(frozen=True, slots=True)
class NoteSetter:
    """Sets calls and notes of one book for one profile."""

    manuscript: Manuscript
    fragments: Fragments
    words: Words
    habits: Habits

    def call(self, number: int) -> etree._Element:
        """Make the mark of call `number`: a `<sup>` that holds the link."""
        call = self.manuscript.calls[number]
        statement = self.manuscript.statements[call.statement]
        link = note_call(call, statement, label=self._label(statement), epub_types=True)
        link.set(EPUB_TYPE, self.habits.call_type)
        link.text = call.marker
        for child in list(link):
            link.remove(child)
        raised = etree.Element("sup", {"class": f"call {statement.series.marker.css_class}"})
        raised.append(link)
        return raised

    def notes(self, called: Sequence[Call]) -> Iterator[etree._Element]:
        """Yield the notes of a file by series, in the order of their declaration, and by number.

        `called` are the calls that are in the file; a note links back to these only.
        """
        kinds = [FIRST_NOTE]
        for series in self.manuscript.series:
            for aside in self._series(series, called):
                aside.set("class", " ".join((aside.get("class", ""), *kinds)))
                aside.tail = "\n"
                kinds = []
                yield aside
            kinds = kinds or [FIRST_OF_SERIES]

    def _series(self, series: Series, called: Sequence[Call]) -> Iterator[etree._Element]:
        by_statement: dict[int, list[Call]] = {}
        for call in called:
            by_statement.setdefault(call.statement, []).append(call)
        statements = [self.manuscript.statements[index] for index in by_statement]
        for statement in sorted(statements, key=lambda statement: statement.number):
            if statement.series.name == series.name:
                yield self._aside(statement, by_statement[statement.index])

    def _aside(self, statement: Statement, calls: Sequence[Call]) -> etree._Element:
        label = self._label(statement)
        links = backlinks(calls, label, self.words)
        aside = note_aside(
            statement,
            self.fragments.notes[statement.note],
            label=label,
            links=() if self.habits.marker_links_back else links,
            epub_types=True,
        )
        if self.habits.marker_links_back:
            _link_marker(aside, links)
        self._sign(aside)
        return aside

    def _label(self, statement: Statement) -> str:
        return self.words.note_label(statement.series, statement.marker)

    def _sign(self, aside: etree._Element) -> None:
        """Put the sign of this profile and direction into the links back."""
        sign = self.habits.backlink_sign(self.manuscript.metadata.direction)
        for link in aside.iter("a"):
            if link.get("role") == "doc-backlink" and link.text == BACKLINK_SIGN:
                link.text = sign


def _link_marker(aside: etree._Element, links: Sequence[Backlink]) -> None:
    """Make the marker the link to the first call; links to the others follow it by ordinal."""
    marker = next(span for span in aside.iter("span") if span.get("class") == "note-marker")
    tail, marker.tail = marker.tail, None
    marker.tag = "a"
    marker.set("class", "note-marker backlink")
    _set_backlink(marker, links[0])
    behind = marker
    for ordinal, link in enumerate(links[1:], start=2):
        further = etree.Element("a", {"class": "backlink"})
        _set_backlink(further, link)
        etree.SubElement(further, "sup").text = str(ordinal)
        behind.tail = " "
        behind.addnext(further)
        behind = further
    behind.tail = tail


def _set_backlink(element: etree._Element, link: Backlink) -> None:
    element.set("href", link.href)
    element.set(EPUB_TYPE, "backlink")
    element.set("role", "doc-backlink")
    element.set("aria-label", link.label)
