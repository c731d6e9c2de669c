"""parse: source text becomes a parsed manuscript, with every fault of syntax found in one run.

Takes the SourceText of `read`; gives a ParsedManuscript whose blocks hold call nodes in place of
notes, and the diagnostics. With errors it is still given where it can be, so that `resolve` can
say what else is wrong; nothing is rendered from it then.
"""

from __future__ import annotations

import re
from dataclasses import replace

from chapbook.errors import LimitReached
from chapbook.model.ast import Node, transform, walk
from chapbook.model.diagnostics import Code, Diagnostic, diagnostic, has_errors, in_order
from chapbook.model.manuscript import ParsedManuscript
from chapbook.model.metadata import Metadata, RichText
from chapbook.model.source import BIDI_OVERRIDES, Place, SourceText
from chapbook.parse import headings
from chapbook.parse.ambiguity import hardest
from chapbook.parse.bounds import beyond_limits, direction_marks
from chapbook.parse.callouts import with_callouts
from chapbook.parse.divisions import divide
from chapbook.parse.empty_headings import EmptyHeadings
from chapbook.parse.equation_links import EquationLinks
from chapbook.parse.front_matter.abstract import (
    calls_in_reading_order,
    plain_words,
    take_out,
    with_abstract,
    with_division,
)
from chapbook.parse.front_matter.metadata import MetadataReader
from chapbook.parse.front_matter.reading import FrontMatter, read_front_matter, without_metadata
from chapbook.parse.front_matter.titles import rich_text
from chapbook.parse.indented import without_indented_code
from chapbook.parse.markup import MarkupChecker, whole_paragraphs
from chapbook.parse.notes import marks
from chapbook.parse.notes.definitions import NoteCollector, Notes, note_faults
from chapbook.parse.notes.empty_notes import empty_notes
from chapbook.parse.notes.scan import Scan, mask, scan
from chapbook.parse.notes.unread import unread
from chapbook.parse.surprises.finding import surprises
from chapbook.parse.wrappers import without_wrappers
from chapbook.policy import policy

# pandoc reads a label as one before it looks for code within it.
_ODD_LABEL = re.compile(r"\[\^[^\s\[\]^]*`[^\s\[\]^]*\]")
# The body of a note that begins after an empty line, without the indentation of one.
_BEGINS_LATE = re.compile(r"[ \t]*\n[ \t]*\n(?![ ]{4}|\t)")
Parsing = tuple[ParsedManuscript | None, tuple[Diagnostic, ...]]


def parse(source: SourceText, epoch: str | None = None) -> Parsing:
    """Parse a manuscript; `epoch` is the ISO instant of SOURCE_DATE_EPOCH, if set."""
    front = read_front_matter(source)
    text, findings = without_metadata(source, front)
    source, text = with_abstract(source, front, text)
    scanned = scan(text)
    refused = tuple(beyond_limits(source, front.end, scanned))
    if refused:  # pandoc would take too long over it, or what it gives would be too much
        return None, in_order((*front.diagnostics, *findings, *refused))
    try:
        return _parsed(source, front, (text, scanned, findings), epoch)
    except LimitReached as error:
        offset = hardest(scanned.masked)
        place = source.whole if offset is None else source.place(offset)
        return None, (diagnostic(Code.OVER_LIMIT, place, **error.facts),)


def _parsed(
    source: SourceText,
    front: FrontMatter,
    body: tuple[str, Scan, tuple[Diagnostic, ...]],
    epoch: str | None,
) -> Parsing:
    text, scanned, findings = body
    reader = MetadataReader(source, front)
    if policy().strict:
        text = mask(text, scanned.comments)
    tree, scanned, tree_findings = _tree(source, text, scanned)
    marks_of_direction = direction_marks(source, scanned.masked)
    findings = (*front.diagnostics, *findings, *tree_findings, *marks_of_direction)
    title, blocks = (None, tree) if front.data.get("title") else _title_heading(tree)
    metadata = reader.metadata(title, epoch)
    findings = (*findings, *reader.diagnostics)
    if not blocks and has_errors(findings):
        return None, in_order(findings)
    in_front = MarkupChecker(source, mask(source.text, ((front.end, len(source.text)),)))
    in_text = MarkupChecker(source, scanned.masked)
    metadata = replace(
        metadata,
        title=_checked_title(metadata.title, in_front if title is None else in_text),
        subtitle=metadata.subtitle and _checked_title(metadata.subtitle, in_front),
    )
    parsed, other_findings = _manuscript(source, metadata, scanned, blocks, in_text)
    markup_findings = (*in_front.diagnostics, *in_text.diagnostics)
    return parsed, in_order((*findings, *markup_findings, *other_findings))


def _tree(
    source: SourceText, text: str, scanned: Scan
) -> tuple[list[Node], Scan, tuple[Diagnostic, ...]]:
    """Parse by pandoc and check the notes; on an unclear note the tree is empty."""
    try:
        marked = marks.marked_tree(text, scanned)
    except marks.OracleFailure as failure:
        k = failure.definition
        place = _odd_label(source, text)
        if k is not None:
            place = source.place(scanned.definitions[k].start)
        label = "…" if k is None else scanned.definitions[k].label
        after = "" if k is None else text[scanned.definitions[k].after :]
        late = "late" if _BEGINS_LATE.match(after) else ""
        unclear = diagnostic(Code.UNCLEAR_NOTE, place, label=label, suggestion=late)
        # A call inside a citation is one cause, and has its own place.
        causes = unread(source, text, scanned, []).diagnostics or (unclear,)
        return [], scanned, (*causes, *note_faults(source, scanned, []))
    blocks: list[Node] = marked["blocks"]
    found = unread(source, text, without_indented_code(scanned, blocks), blocks)
    faults = note_faults(source, found.scanned, blocks)
    others = surprises(source, text, found.scanned, blocks)
    return blocks, found.scanned, (*found.diagnostics, *faults, *others)


def _odd_label(source: SourceText, text: str) -> Place:
    """Return where a label first has a sign of code, to pandoc and not to us; else the whole."""
    found = _ODD_LABEL.search(text)
    return source.place(found.start()) if found else source.whole


def _title_heading(blocks: list[Node]) -> tuple[RichText | None, list[Node]]:
    """Take the title from a lone level-1 heading at the head of a manuscript without one.

    A heading that holds a note or a citation, or that a link leads to, stays where it is.
    """
    tops = [block for block in blocks if block["t"] == "Header" and block["c"][0] == 1]
    if len(tops) != 1 or blocks[0] is not tops[0]:
        return None, blocks
    target = "#" + tops[0]["c"][1][0]
    linked = any(node["t"] == "Link" and node["c"][2][0] == target for node in walk(blocks))
    if linked or any(node["t"] in ("Note", "Cite") for node in walk(tops)):
        return None, blocks
    return rich_text(transform(tops[0]["c"][2], _without_direction_marks)), blocks[1:]


def _without_direction_marks(node: Node) -> Node:
    """The title is copied to metadata and to the file's name: what turns its direction goes."""
    return {**node, "c": BIDI_OVERRIDES.sub("", node["c"])} if node["t"] == "Str" else node


def _manuscript(
    source: SourceText,
    metadata: Metadata,
    scanned: Scan,
    blocks: list[Node],
    checker: MarkupChecker,
) -> tuple[ParsedManuscript, list[Diagnostic]]:
    blocks = with_callouts(blocks, scanned.masked, metadata.language)
    blocks = headings.renamed(blocks, headings.leaked_identifiers(blocks, scanned))
    collector = NoteCollector(source, scanned)
    empty = EmptyHeadings(source, scanned.masked)
    collected = collector.collect(blocks)
    links = EquationLinks.of([collected, *(list(d.blocks) for d in collector.notes.definitions)])
    whole = empty.dissolve(checker.check(links.put(collected)))
    body, taken = take_out(source, whole)
    abstract = whole_paragraphs(taken)
    words = plain_words(abstract)
    metadata = replace(metadata, abstract=words, description=metadata.description or words)
    notes = _checked(collector.notes, links, checker)
    divisions = with_division(divide(without_wrappers(body)), abstract, metadata)
    calls = tuple(notes.calls)
    if abstract:
        divisions, calls = calls_in_reading_order(divisions, calls)
    parsed = ParsedManuscript(
        source=source,
        metadata=metadata,
        divisions=divisions,
        definitions=tuple(notes.definitions),
        calls=calls,
        scanned_text=scanned.masked,
    )
    return parsed, [*empty.diagnostics, *empty_notes(notes.definitions)]


def _checked_title(title: RichText, checker: MarkupChecker) -> RichText:
    return replace(title, inlines=tuple(checker.check(list(title.inlines))))


def _checked(notes: Notes, links: EquationLinks, checker: MarkupChecker) -> Notes:
    definitions = [
        replace(item, blocks=tuple(checker.check(links.put(item.blocks))))
        for item in notes.definitions
    ]
    return Notes(definitions, notes.calls)
