"""Notes for paper: each body is inside its first call, from where the layout takes it down.

CSS takes an element with `float: footnote` out of the text and leaves a footnote call in its
place (CSS Generated Content for Paged Media, 2). The element is inside a link, so that the
call leads to the note; the note begins with a link back. Markers are those of `resolve`, never
CSS counters.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from chapbook.model.manuscript import Manuscript
from chapbook.model.notes import Call, Statement
from chapbook.render.html_tree import classes
from chapbook.render.text.fragments import Fragments
from chapbook.render.text.keys import restate_keys
from chapbook.render.text.notes import call_indexes, put_calls
from chapbook.render.words import Words

# Leads back to a further call; set in Source Serif, which has no U+21A9.
BACKLINK_SIGN = "\u2191"


@dataclass(frozen=True)
class NotePlacer:
    """Puts calls and notes into the trees of divisions.

    `on_paper` leaves out the backlinks to further calls: signs that are to be pressed, not read.
    """

    manuscript: Manuscript
    fragments: Fragments
    words: Words
    on_paper: bool = False

    @cached_property
    def _shown(self) -> frozenset[int]:
        """The calls that are in the text; pandoc may leave one out with what it drops."""
        trees = self.fragments.divisions
        return frozenset(index for tree in trees for index in call_indexes(tree))

    def place(self, tree: etree._Element) -> None:
        """Replace every call in `tree` by its link, the first of each note with the note in it."""
        put_calls(tree, self._call)
        self._keep_direction(tree)
        _part_neighbours(tree)

    def _keep_direction(self, tree: etree._Element) -> None:
        """Set notes that are called in words of another direction in that of the book."""
        own = self.manuscript.metadata.direction
        for note in tree.iter("div"):
            if note.get("data-marker"):
                around = next((o.get("dir") for o in note.iterancestors() if o.get("dir")), own)
                if around != own:
                    note.set("dir", own)

    def _call(self, index: int) -> etree._Element:
        call = self.manuscript.calls[index]
        statement = self.manuscript.statements[call.statement]
        link = etree.Element("a", {"class": _classes("note-call", statement)})
        link.set("id", call.identifier)
        link.set("href", f"#{statement.identifier}")
        link.set("title", self._label(statement))
        shown = [number for number in statement.calls if number in self._shown]
        if shown[0] == index:
            link.append(self._note(statement, [self.manuscript.calls[n] for n in shown]))
        else:
            link.set("class", f"{link.get('class')} repeated")
            link.append(self._pointer(statement))
        return link

    def _note(self, statement: Statement, calls: Sequence[Call]) -> etree._Element:
        note = etree.Element("div", {"class": _classes("note", statement)})
        note.set("id", statement.identifier)
        note.set("lang", self.manuscript.metadata.language)
        note.set("data-marker", statement.marker)
        note.set("data-continued", self.words.note_continued_label(self._label(statement)))
        note.set("data-continues", self.words.note_continues)
        # The call takes its type from the note itself, the note's text from this box inside it.
        body = etree.SubElement(note, "div", {"class": "note-body"})
        body.extend(deepcopy(block) for block in self.fragments.notes[statement.note])
        restate_keys(body, self._times_stated(statement))
        _put_marker(body, self._backlink(statement, calls[0], 1))
        for ordinal, call in enumerate(() if self.on_paper else calls[1:], start=2):
            _put_backlink(body, self._backlink(statement, call, ordinal))
        return note

    def _times_stated(self, statement: Statement) -> int:
        """Return how often the note has been stated before, in an earlier scope of its series."""
        earlier = self.manuscript.statements[: statement.index]
        return sum(one.note == statement.note for one in earlier)

    def _pointer(self, statement: Statement) -> etree._Element:
        """Make what is at the foot below a further call: "See p. 45" after its marker.

        The layout leaves it out on the page of the note itself (tools/weasyprint/layout/notes.py).
        It has no links, since the call has: those who hear the book do not hear it.
        """
        pointer = etree.Element("div", {"class": _classes("note-pointer", statement)})
        pointer.set("lang", self.manuscript.metadata.language)
        pointer.set("data-marker", statement.marker)
        pointer.set("data-points-to", statement.identifier)
        body = etree.SubElement(pointer, "div", {"class": "note-body"})
        line = etree.SubElement(body, "p")
        marker = etree.SubElement(line, "span", {"class": "note-marker"})
        marker.text = statement.marker
        marker.tail, after = self.words.see_page.split("{page}")
        page = etree.SubElement(line, "span", {"class": "page-of-note"})
        page.set("data-note", f"#{statement.identifier}")
        page.tail = after
        return pointer

    def _backlink(self, statement: Statement, call: Call, ordinal: int) -> etree._Element:
        """Make the marker (the backlink to the first call), or the backlink to a further one."""
        link = etree.Element("a", {"href": f"#{call.identifier}"})
        link.set("class", "note-marker" if ordinal == 1 else "backlink")
        link.set("title", self.words.backlink_label(self._label(statement), ordinal))
        link.text = statement.marker if ordinal == 1 else BACKLINK_SIGN
        if ordinal > 1:
            etree.SubElement(link, "sup").text = str(ordinal)
        return link

    def _label(self, statement: Statement) -> str:
        return self.words.note_label(statement.series, statement.marker)


def _classes(kind: str, statement: Statement) -> str:
    series = statement.series
    return f"{kind} series-{series.name} {series.marker.css_class}"


def _put_marker(body: etree._Element, marker: etree._Element) -> None:
    """Begin the first paragraph with the marker; a note that begins otherwise gets a line for it.

    The marker is the note's first content either way.
    """
    first = body[0] if len(body) else None
    if first is None or first.tag != "p":
        first = etree.Element("p", {"class": "note-marker-line"})
        body.insert(0, first)
    marker.tail = (first.text or "").lstrip()
    first.text = None
    first.insert(0, marker)


def _put_backlink(body: etree._Element, link: etree._Element) -> None:
    last = body[-1]
    if last.tag != "p":
        last = etree.SubElement(body, "p", {"class": "backlink-line"})
    elif len(last):
        last[-1].tail = (last[-1].tail or "").rstrip() + " "
    else:
        last.text = (last.text or "").rstrip() + " "
    last.append(link)


def _part_neighbours(tree: etree._Element) -> None:
    """Mark a call that follows another without a space, so that `1` and `a` do not read `1a`."""
    for link in tree.iter("a"):
        before = link.getprevious()
        if before is None or before.tail or not _is_call(link) or not _is_call(before):
            continue
        link.set("class", f"{link.get('class')} adjacent")


def _is_call(element: etree._Element) -> bool:
    return "note-call" in classes(element)
