"""Notes in the reading edition: each appears once, after the block that calls it first.

In the margin of a wide screen that puts it beside its call; on a narrow one it is a sheet; without
any style it reads as a paragraph after the one that calls it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from chapbook.model.letters.names import Names
from chapbook.model.manuscript import Manuscript
from chapbook.model.notes import Call, Restart, Statement
from chapbook.render.html.note_places import Places
from chapbook.render.html_tree import add_class
from chapbook.render.text.fragments import Fragments
from chapbook.render.text.notes import backlinks, note_aside, note_call, put_calls
from chapbook.render.words import Words

# So many series have their own colour (styles/web.css); the next begins anew.
_COLOURS = 6


@dataclass(slots=True)
class NoteSetter:
    """Puts calls and notes into the trees of the divisions.

    `labels` name the notes for a listener, each by its own name: a document with two notes of
    one name could not be navigated by them.
    """

    manuscript: Manuscript
    fragments: Fragments
    words: Words
    labels: Sequence[str]
    stated: set[int] = field(default_factory=set)
    first: dict[str, Statement] = field(init=False)
    _places: Places = field(default_factory=Places)

    def __post_init__(self) -> None:
        """Know each statement by its first call."""
        calls = self.manuscript.calls
        self.first = {calls[one.calls[0]].identifier: one for one in self.manuscript.statements}

    def set_notes(self, tree: etree._Element) -> None:
        """Put the calls of a division's tree, and the notes that are called first in it."""
        put_calls(tree, self._call)
        for link in list(tree.iter("a")):
            statement = self.first.get(link.get("id", ""))
            if statement is not None:
                aside = self._note(statement)
                self._places.put(aside, link)
                self._keep_language(aside)

    def _call(self, number: int) -> etree._Element:
        call = self.manuscript.calls[number]
        statement = self.manuscript.statements[call.statement]
        label = self.words.note_label(statement.series, statement.marker)
        link = note_call(call, statement, label=label)
        self._tell_series(link, statement)
        return link

    def _note(self, statement: Statement) -> etree._Element:
        label = self.labels[statement.index]
        calls = [self.manuscript.calls[number] for number in statement.calls]
        aside = note_aside(
            statement,
            self.fragments.notes[statement.note],
            label=label,
            links=backlinks(calls, label, self.words),
        )
        if statement.note in self.stated:
            _drop_inner_identifiers(aside)
        self.stated.add(statement.note)
        self._tell_series(aside, statement)
        aside.tail = "\n"
        return aside

    def _keep_language(self, aside: etree._Element) -> None:
        """Mark the language and the direction of a note that is called in words of another one.

        Its own are those of the book, wherever it is called.
        """
        metadata = self.manuscript.metadata
        for name, own in (("lang", metadata.language), ("dir", metadata.direction)):
            around = next((o.get(name, "") for o in aside.iterancestors() if o.get(name)), own)
            if around.casefold() != own.casefold():
                aside.set(name, own)

    def _tell_series(self, element: etree._Element, statement: Statement) -> None:
        """Mark which of several series a call or a note is of: styles cannot know their names.

        A note also carries its name in words, which the styles show where the marker alone does
        not tell (`like-another`: two series have markers of one kind).
        """
        series = self.manuscript.series
        if len(series) < 2:
            return
        number = next(n for n, one in enumerate(series, 1) if one.name == statement.series.name)
        add_class(element, f"nth-series-{(number - 1) % _COLOURS + 1}")
        if element.tag == "aside":
            label = self.words.note_label(statement.series, statement.marker)
            element.set("data-label", label)
            if sum(one.marker is statement.series.marker for one in series) > 1:
                add_class(element, "like-another")


def note_labels(manuscript: Manuscript, words: Words) -> tuple[str, ...]:
    """Name each statement; where its series restarts, by the division of its first call as well."""
    return tuple(_distinct(_label(manuscript, words, s) for s in manuscript.statements))


def tie_notes(trees: Sequence[etree._Element], calls: Mapping[str, Call]) -> None:
    """Mark for the styles which call each note belongs to, and which note is above it.

    `calls` holds the first call of each note by the note's identifier. Custom properties on the
    elements are names for CSS anchor positioning (CSS Anchor Positioning 1, 2): a margin note is
    set level with its call, or below the note before it.
    """
    links = {link.get("id"): link for tree in trees for link in tree.iter("a")}
    above = ""
    for aside in (aside for tree in trees for aside in tree.iter("aside")):
        if aside.get("role") != "doc-footnote":
            continue
        name = aside.get("id", "")
        call = calls[name].identifier
        below = f";--below:--{above}" if above else ""
        aside.set("style", f"--anchor:--{name};--beside:--{call}{below}")
        links[call].set("style", f"--anchor:--{call}")
        above = name


def _label(manuscript: Manuscript, words: Words, statement: Statement) -> str:
    label = words.note_label(statement.series, statement.marker)
    if statement.series.restart is Restart.NEVER:
        return label
    division = manuscript.divisions[manuscript.calls[statement.calls[0]].division]
    return f"{division.title or manuscript.metadata.title}, {label}"


def _distinct(labels: Iterable[str]) -> Iterator[str]:
    names = Names(form="{} ({})")
    return map(names.free, labels)


def _drop_inner_identifiers(aside: etree._Element) -> None:
    """Take the ids from a note that is stated again; links lead to its first statement."""
    for element in aside.iterdescendants():
        element.attrib.pop("id", None)
