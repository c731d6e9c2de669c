"""Notes as found in the marked tree: definitions and calls, and all that is wrong with them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from chapbook.model.ast import Node, call_node, replace, walk
from chapbook.model.diagnostics import Code, Diagnostic, diagnostic
from chapbook.model.letters.seeking import Suggester
from chapbook.model.notes import NoteDefinition, NoteOrigin, ParsedCall
from chapbook.model.source import Place, SourceText
from chapbook.parse.alternatives import calls_in_lines, without_notes
from chapbook.parse.notes.labels import ESCAPED, LITERAL
from chapbook.parse.notes.marks import MARK_CLASS, mark_number, mark_of, without_marks
from chapbook.parse.notes.scan import Scan, ScannedCall, definitions_inside
from chapbook.parse.notes.unread import inner_notes

_MARK_IN_CODE = re.compile(rf'{MARK_CLASS} k="(\d+)" w=')


@dataclass
class Notes:
    """Definitions in order of first call, and calls in document order."""

    definitions: list[NoteDefinition] = field(default_factory=list)
    calls: list[ParsedCall] = field(default_factory=list)


class NoteCollector:
    """Replaces the Note nodes of a marked tree by call nodes and keeps what they held."""

    def __init__(self, source: SourceText, scanned: Scan) -> None:
        """Take the source for places and the scan for labels."""
        self.source, self.scanned = source, scanned
        self.notes = Notes()
        self.nested = False
        self._by_mark: dict[int, int] = {}
        self._call_sites: dict[str, deque[ScannedCall]] = defaultdict(deque)
        for call in scanned.calls:
            if not call.in_definition:
                self._call_sites[call.label].append(call)
        self._inline_sites = deque(scanned.inline_notes)

    def collect(self, blocks: list[Node]) -> list[Node]:
        """Return the blocks with call nodes in place of notes and without marks."""
        return list(without_marks(replace(blocks, self._visit)))

    def _visit(self, node: Node) -> Node | None:
        if node["t"] == "Image":
            return without_notes(node)
        return call_node(self._call(node)) if node["t"] == "Note" else None

    def _call(self, note: Node) -> int:
        mark = mark_of(note)
        place = self._place(mark)
        if mark is None or mark not in self._by_mark:
            definition = self._define(note, mark, place)
            if mark is not None:
                self._by_mark[mark] = definition
        else:
            definition = self._by_mark[mark]
        self.notes.calls.append(ParsedCall(definition, place))
        return len(self.notes.calls) - 1

    def _define(self, note: Node, mark: int | None, place: Place) -> int:
        blocks = tuple(without_marks(note["c"]))
        self.nested = self.nested or any(node["t"] == "Note" for node in walk(blocks))
        if mark is None:
            found = NoteDefinition(None, NoteOrigin.INLINE, blocks, place)
        else:
            scanned = self.scanned.definitions[mark]
            where = self.source.place(scanned.start)
            found = NoteDefinition(scanned.label, NoteOrigin.KEYED, blocks, where)
        self.notes.definitions.append(found)
        return len(self.notes.definitions) - 1

    def _place(self, mark: int | None) -> Place:
        if mark is None:
            sites = self._inline_sites
            return self.source.place(sites.popleft()) if sites else self.source.whole
        label = self.scanned.definitions[mark].label
        calls = self._call_sites[label]
        if calls:
            return self.source.place(calls.popleft().start)
        return self.source.place(self.scanned.definitions[mark].start)


def note_faults(source: SourceText, scanned: Scan, tree: list[Node]) -> Iterator[Diagnostic]:
    """Find everything about notes that pandoc passes over in silence.

    In: the marked tree as pandoc gave it. Out: undefined, duplicate, unused, nested, glued and
    swallowed, each at its place.
    """
    evidence = _Evidence.of(tree)
    yield from _duplicates(source, scanned, evidence)
    yield from _glued(source, scanned, evidence)
    swallowed = _swallowed(source, scanned, evidence)
    yield from swallowed.values()
    yield from _nested(source, scanned, evidence)
    for label, offset in scanned.spaced_labels:
        yield diagnostic(Code.SPACED_LABEL, source.place(offset), label=label)
    yield from _in_alternative_text(source, scanned, tree)
    yield from _undefined(source, scanned, evidence, set(swallowed))
    yield from _unused(source, scanned, evidence)


@dataclass
class _Evidence:
    """What the tree shows: marks at the head of notes, in running text and in code; literals."""

    live: set[int] = field(default_factory=set)
    in_text: set[int] = field(default_factory=set)
    in_code: set[int] = field(default_factory=set)
    literals: Counter[str] = field(default_factory=Counter)
    nested_literals: Counter[str] = field(default_factory=Counter)
    calls: Counter[int] = field(default_factory=Counter)
    nested_notes: set[int] = field(default_factory=set)
    nested_inline: bool = False

    @classmethod
    def of(cls, tree: list[Node]) -> _Evidence:
        evidence = cls()
        evidence._visit(tree, inside=None, seen=set())
        return evidence

    def _visit(self, tree: Any, inside: int | None, seen: set[int]) -> None:
        if isinstance(tree, list):
            for item in tree:
                self._visit(item, inside, seen)
            return
        if not isinstance(tree, dict):
            return
        kind = tree.get("t")
        if kind == "Note":
            self._visit_note(tree, inside, seen)
        elif kind == "Str":
            target = self.literals if inside is None else self.nested_literals
            target.update(LITERAL.findall(tree["c"]))
        elif kind in ("Code", "CodeBlock", "RawBlock", "RawInline"):
            self.in_code.update(int(k) for k in _MARK_IN_CODE.findall(tree["c"][1]))
        elif kind == "Span" and (mark := mark_number(tree)) is not None:
            self.in_text.add(mark)
        else:
            self._visit(tree.get("c"), inside, seen)

    def _visit_note(self, note: Node, inside: int | None, seen: set[int]) -> None:
        mark = mark_of(note)
        if inside is not None:
            if mark is None:
                self.nested_inline = True
            else:
                self.nested_notes.add(mark)
        if mark is not None:
            self.live.add(mark)
            self.calls[mark] += 1
            if mark in seen:
                return
            seen.add(mark)
        content = note["c"]
        if mark is not None:
            content = [{**content[0], "c": content[0]["c"][1:]}, *content[1:]]
        self._visit(content, -1 if mark is None else mark, seen)


def _duplicates(source: SourceText, scanned: Scan, evidence: _Evidence) -> Iterator[Diagnostic]:
    first: dict[str, int] = {}
    for k, definition in enumerate(scanned.definitions):
        if k in evidence.in_code:
            continue
        if definition.label in first:
            line = str(source.place(first[definition.label]).line)
            place = source.place(definition.start)
            yield diagnostic(Code.DUPLICATE_DEFINITION, place, label=definition.label, first=line)
        else:
            first[definition.label] = definition.start


def _glued(source: SourceText, scanned: Scan, evidence: _Evidence) -> Iterator[Diagnostic]:
    for k in sorted(evidence.in_text):
        definition = scanned.definitions[k]
        place = source.place(definition.start)
        yield diagnostic(Code.GLUED_DEFINITION, place, label=definition.label)


def _swallowed(source: SourceText, scanned: Scan, evidence: _Evidence) -> dict[str, Diagnostic]:
    """Definitions that ended up in a code block while the text calls them."""
    defined = {scanned.definitions[k].label for k in evidence.live | evidence.in_text}
    escaped = Counter(ESCAPED.findall(scanned.masked))
    literals = (evidence.literals + evidence.nested_literals) - escaped
    missed = {label for label in literals if label not in defined}
    missed |= {call.label for call in scanned.calls if call.label not in defined}
    found: dict[str, Diagnostic] = {}
    for span in scanned.fences:
        fence_line = str(source.place(span[0]).line)
        for definition in definitions_inside(source.text, span):
            if definition.label in missed and definition.label not in found:
                place = source.place(definition.start)
                facts = {"label": definition.label, "fence": fence_line}
                found[definition.label] = diagnostic(Code.SWALLOWED_DEFINITION, place, **facts)
    return found


def _nested(source: SourceText, scanned: Scan, evidence: _Evidence) -> Iterator[Diagnostic]:
    nested = {scanned.definitions[k].label for k in evidence.nested_notes}
    nested |= set(evidence.nested_literals)
    nested |= set(_lost_in_notes(scanned, evidence))
    for call in scanned.calls:
        if call.in_definition and call.label in nested:
            yield diagnostic(Code.CALL_INSIDE_NOTE, source.place(call.start), label=call.label)
    if evidence.nested_inline:
        for offset in inner_notes(scanned):
            yield diagnostic(Code.CALL_INSIDE_NOTE, source.place(offset), label="…")


def _lost_in_notes(scanned: Scan, evidence: _Evidence) -> Iterator[str]:
    """Yield labels called in a note in such a way that not even the signs of the call are left."""
    bodies = [scanned.definitions[k] for k in sorted(evidence.live)]
    heads = [body.after for body in bodies]
    defined = {definition.label for definition in scanned.definitions}
    sites = Counter(
        call.label
        for call in scanned.calls
        if not call.in_definition
        or ((k := bisect_right(heads, call.start)) and call.start < bodies[k - 1].end)
    )
    shown = evidence.literals + evidence.nested_literals
    for k, count in evidence.calls.items():
        shown[scanned.definitions[k].label] += count
    yield from (label for label in sites if label in defined and sites[label] > shown[label])


def _in_alternative_text(
    source: SourceText, scanned: Scan, tree: list[Node]
) -> Iterator[Diagnostic]:
    """A picture in a line has no caption: its words are an attribute, where no call can be."""
    captioned: set[int] = set()
    in_alt: set[int] = set()
    inline = iter(scanned.inline_notes)
    starts = calls_in_lines(scanned)
    for node in walk(tree):
        if node["t"] == "Figure":
            captioned.update(id(inner) for inner in walk(node["c"][2]))
        elif node["t"] == "Image" and id(node) not in captioned:
            in_alt.update(id(note) for note in walk(node["c"][1]) if note["t"] == "Note")
        elif node["t"] == "Note" and id(node) not in captioned:
            mark = mark_of(node)
            start = next(inline, None) if mark is None else scanned.definitions[mark].start
            if id(node) in in_alt:
                label = "…" if mark is None else scanned.definitions[mark].label
                start = starts[label].pop() if starts[label] else start
                place = source.whole if start is None else source.place(start)
                yield diagnostic(Code.CALL_IN_ALT, place, label=label)


def _undefined(
    source: SourceText, scanned: Scan, evidence: _Evidence, swallowed: set[str]
) -> Iterator[Diagnostic]:
    defined = (d for k, d in enumerate(scanned.definitions) if k not in evidence.in_code)
    labels = sorted({definition.label for definition in defined})
    same = {label.casefold(): label for label in reversed(labels)}
    suggester = Suggester(labels, cutoff=0.7)
    glued = {scanned.definitions[k].label for k in evidence.in_text}
    sites: dict[str, list[Place]] = defaultdict(list)
    for call in sorted(scanned.calls, key=lambda call: call.in_definition):
        sites[call.label].append(source.place(call.start))
    escaped = Counter(ESCAPED.findall(scanned.masked))
    for label in sorted(evidence.literals):
        undefined = evidence.literals[label] - escaped[label]
        if undefined <= 0 or label in swallowed or label in glued:
            continue
        for place in sites[label][:undefined]:
            other = same.get(label.casefold(), label)
            if other != label:
                yield diagnostic(Code.CASE_DIFFERS, place, label=label, other=other)
                continue
            suggestion = suggester.near(label)
            yield diagnostic(Code.UNDEFINED_CALL, place, label=label, suggestion=suggestion)


def _unused(source: SourceText, scanned: Scan, evidence: _Evidence) -> Iterator[Diagnostic]:
    seen = evidence.live | evidence.in_text | evidence.in_code
    live = {scanned.definitions[k].label for k in evidence.live}
    called = {call.label for call in scanned.calls}
    for k, definition in enumerate(scanned.definitions):
        if k in seen or definition.label in live or definition.label in called:
            continue
        place = source.place(definition.start)
        yield diagnostic(Code.UNUSED_DEFINITION, place, label=definition.label)
