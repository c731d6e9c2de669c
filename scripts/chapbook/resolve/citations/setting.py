"""Citations: read the bibliographic data, check the keys against it, let citeproc set them."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from chapbook.model.ast import Node, call_index, call_node, div, replace, span, transform
from chapbook.model.diagnostics import Diagnostic
from chapbook.model.manuscript import ParsedManuscript
from chapbook.model.notes import NoteDefinition, NoteOrigin
from chapbook.model.source import Place
from chapbook.resolve.citations.bib_dates import unread
from chapbook.resolve.citations.bibliography import References, find_style, read_references
from chapbook.resolve.citations.cross_references import without_numbered
from chapbook.resolve.citations.dates import unprinted
from chapbook.resolve.citations.faults import (
    broken_brackets,
    example_items,
    key_pattern,
    keys_of,
    without_data,
    without_entry,
)
from chapbook.resolve.citations.markup import without_strange_markup
from chapbook.resolve.citations.parentheses import without_doubled
from chapbook.resolve.places import Finder
from chapbook.resolve.trees import changed, cites_of, walk_all
from chapbook.tools import citation_styles, pandoc

_NOTE_CLASS = "chapbook-note"
_DIVISION_CLASS = "chapbook-division"


@dataclass(frozen=True, slots=True)
class Cited:
    """The book with its citations set.

    `blocks` are those of each division, the last one perhaps a bibliography that has no division
    yet (`bibliography`); `places` gives the place of each call by its (new) number.
    """

    blocks: tuple[tuple[Node, ...], ...]
    definitions: tuple[NoteDefinition, ...]
    called: tuple[tuple[int, Place], ...]
    bibliography: tuple[Node, ...]


def set_citations(parsed: ParsedManuscript, finder: Finder) -> tuple[Cited, tuple[Diagnostic, ...]]:
    """Set all citations of text and notes; bare ones become notes if the style says so."""
    examples = example_items(walk_all(parsed), parsed)
    cited_at_all = any(cites_of(parsed)) or parsed.metadata.citations.nocite
    if not cited_at_all and not examples:
        return _unchanged(parsed), ()
    references, findings = read_references(parsed, finder)
    examples = [item for item in examples if item.facts["suggestion"] in references.keys]
    if not cited_at_all:
        return _unchanged(parsed), tuple(examples)
    parsed, numbered = without_numbered(parsed, references.keys, finder)
    cited, faults = _with_references(parsed, finder, references, findings)
    return cited, (*examples, *numbered, *faults)


def _with_references(
    parsed: ParsedManuscript, finder: Finder, references: References, findings: list[Diagnostic]
) -> tuple[Cited, tuple[Diagnostic, ...]]:
    cites = list(cites_of(parsed))
    if not references.keys and not findings:
        return _unchanged(_plain(parsed)), tuple(without_data(cites, finder))
    style = find_style(parsed, finder)
    if isinstance(style, Diagnostic):
        findings.append(style)
    if not findings:
        findings.extend(without_entry(cites, references.keys, finder))
    if findings or isinstance(style, Diagnostic):
        return _unchanged(parsed), tuple(findings)
    return _set(parsed, finder, references, style)


def _set(
    parsed: ParsedManuscript, finder: Finder, references: References, style: bytes
) -> tuple[Cited, tuple[Diagnostic, ...]]:
    blocks = transform([*_with_notes(parsed)], partial(_by_first_key, references.keys))
    document = pandoc.document(blocks, _meta(parsed, references))
    cited = pandoc.cite(document, references.files, style)["blocks"]
    cited, findings = without_strange_markup(blocks, cited, finder)
    extractor = _Extractor(parsed, finder, in_notes=citation_styles.sets_notes(style))
    keys = _cited_keys(parsed, references)
    in_yaml = (entry for key, entry in references.in_yaml.items() if key in keys)
    dates = (
        *unprinted(in_yaml, finder),
        *unread(references.lost_dates, keys, finder.key("^bibliography:")),
    )
    return extractor.extract(cited), (*findings, *dates, *broken_brackets(parsed))


def _cited_keys(parsed: ParsedManuscript, references: References) -> Collection[str]:
    """Return the keys of the entries that are cited, with `nocite` of all."""
    if parsed.metadata.citations.nocite:
        return references.keys
    return {references.keys.get(key, key) for key in keys_of(cites_of(parsed))}


def _by_first_key(keys: Mapping[str, str], node: Node) -> Node:
    """Cite an entry of several keys by its first, the only one that citeproc knows."""
    if node["t"] != "Cite":
        return node
    citations = [{**one, "citationId": keys[one["citationId"]]} for one in node["c"][0]]
    return {**node, "c": [citations, node["c"][1]]}


def _unchanged(parsed: ParsedManuscript) -> Cited:
    blocks = tuple((() if d.heading is None else (d.heading,)) + d.blocks for d in parsed.divisions)
    called = tuple((call.definition, call.place) for call in parsed.calls)
    return Cited(blocks, parsed.definitions, called, ())


def _plain(parsed: ParsedManuscript) -> ParsedManuscript:
    """No data at all: citations are the text they were written as, which is pandoc's way."""
    return changed(parsed, lambda node: list(node["c"][1]) if node["t"] == "Cite" else node)


def _meta(parsed: ParsedManuscript, references: References) -> dict[str, Any]:
    metadata = parsed.metadata
    meta: dict[str, Any] = {"lang": {"t": "MetaString", "c": metadata.language}}
    if references.inline:
        meta["references"] = {"t": "MetaList", "c": list(references.inline)}
    if metadata.citations.nocite:
        blocks = pandoc.read_markdown(metadata.citations.nocite)["blocks"]
        meta["nocite"] = {"t": "MetaBlocks", "c": blocks}
    return meta


def _with_notes(parsed: ParsedManuscript) -> Iterator[Node]:
    """Put each body back where its note is first called, for citeproc to see what a reader sees."""
    stated: set[int] = set()

    def visit(node: Node) -> Node | None:
        index = call_index(node)
        if index is None:
            return None
        definition = parsed.calls[index].definition
        if definition in stated:
            return node
        stated.add(definition)
        notes = [
            {"t": "Note", "c": blocks} for blocks in _heads(parsed.definitions[definition].blocks)
        ]
        return span("", [_NOTE_CLASS], {"call": str(index)}, notes)

    for division in parsed.divisions:
        head = [] if division.heading is None else [division.heading]
        yield div("", [_DIVISION_CLASS], {}, replace([*head, *division.blocks], visit))


def _heads(blocks: Sequence[Node]) -> list[list[Node]]:
    """Part a body that begins with a citation from what follows.

    pandoc sets a citation without parentheses only where its note is that one paragraph.
    """
    first = blocks[0] if blocks else None
    if len(blocks) < 2 or first is None or first["t"] not in ("Para", "Plain"):
        return [list(blocks)]
    begins = bool(first["c"]) and first["c"][0]["t"] == "Cite"
    return [[first], list(blocks[1:])] if begins else [list(blocks)]


class _Extractor:
    """Takes the notes out of citeproc's tree again, its own new ones with them."""

    def __init__(self, parsed: ParsedManuscript, finder: Finder, *, in_notes: bool) -> None:
        self.parsed, self.finder, self.in_notes = parsed, finder, in_notes
        self.definitions: list[NoteDefinition] = []
        self.by_parsed: dict[int, int] = {}
        self.called: list[tuple[int, Place]] = []
        self.citing = ""
        self.place = finder.whole

    def extract(self, blocks: list[Node]) -> Cited:
        ours = [b for b in blocks if b["t"] == "Div" and _DIVISION_CLASS in b["c"][0][1]]
        divisions = tuple(tuple(replace(b["c"][1], self._visit)) for b in ours)
        rest = tuple(b for b in blocks if not any(b is our for our in ours))
        return Cited(divisions, tuple(self.definitions), tuple(self.called), rest)

    def _visit(self, node: Node) -> Node | None:
        kind = node["t"]
        if kind == "Cite":
            keys = [citation["citationId"] for citation in node["c"][0]]
            self.citing = keys[0]
            self.place, *_ = [self.finder.next(key_pattern(key)) for key in keys]
            return {**node, "c": [node["c"][0], replace(node["c"][1], self._visit)]}
        if kind == "Note":
            return self._cited_note(node)
        if kind == "Span" and _NOTE_CLASS in node["c"][0][1]:
            return self._known_note(node)
        index = call_index(node)
        if index is None:
            return None
        return self._call(self.by_parsed[self.parsed.calls[index].definition], index)

    def _known_note(self, node: Node) -> Node:
        index = int(dict(node["c"][0][2])["call"])
        definition = self.parsed.calls[index].definition
        body = _sentence_case([block for note in node["c"][1] for block in note["c"]])
        blocks = tuple(without_doubled(body) if self.in_notes else body)
        self.by_parsed[definition] = len(self.definitions)
        self.definitions.append(
            dataclasses.replace(self.parsed.definitions[definition], blocks=blocks)
        )
        return self._call(self.by_parsed[definition], index)

    def _call(self, definition: int, parsed_index: int) -> Node:
        self.called.append((definition, self.parsed.calls[parsed_index].place))
        return call_node(len(self.called) - 1)

    def _cited_note(self, note: Node) -> Node:
        place = self.place
        self.definitions.append(
            NoteDefinition(None, NoteOrigin.CITATION, tuple(note["c"]), place, key_hint=self.citing)
        )
        self.called.append((len(self.definitions) - 1, place))
        return call_node(len(self.called) - 1)


def _sentence_case(blocks: list[Node]) -> list[Node]:
    """Begin a note that begins with a citation with a capital: citeproc leaves `see`, `ibid.`."""
    if not blocks or blocks[0]["t"] not in ("Para", "Plain") or not blocks[0]["c"]:
        return blocks
    first, *others = blocks[0]["c"]
    if first["t"] != "Cite":
        return blocks
    return [{**blocks[0], "c": [_capitalised(first), *others]}, *blocks[1:]]


def _capitalised(tree: Any) -> Any:
    done = False

    def visit(node: Node) -> Node | None:
        nonlocal done
        if done or node["t"] != "Str" or not node["c"]:
            return node if done else None
        done = True
        return {**node, "c": node["c"][0].upper() + node["c"][1:]}

    citations, inlines = tree["c"]
    return {**tree, "c": [citations, replace(inlines, visit)]}
