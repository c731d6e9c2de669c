"""parse: source text becomes a parsed manuscript, with every fault of syntax found in one run.

Takes the SourceText of `read`; gives a ParsedManuscript whose blocks hold call nodes in place of
notes, and the diagnostics. With errors it is still given where it can be, so that `resolve` can
say what else is wrong; nothing is rendered from it then.
"""

from __future__ import annotations

from dataclasses import replace

from chapbook.model.ast import Node, walk
from chapbook.model.diagnostics import Code, Diagnostic, diagnostic, has_errors, in_order
from chapbook.model.manuscript import ParsedManuscript
from chapbook.model.metadata import Metadata, RichText
from chapbook.model.source import SourceText
from chapbook.parse import headings, marks
from chapbook.parse.divisions import divide
from chapbook.parse.empty_headings import EmptyHeadings
from chapbook.parse.front_matter import read_front_matter, without_metadata
from chapbook.parse.indented import without_indented_code
from chapbook.parse.markup import MarkupChecker
from chapbook.parse.metadata import MetadataReader
from chapbook.parse.notes import NoteCollector, Notes, note_faults
from chapbook.parse.scan import Scan, scan
from chapbook.parse.titles import rich_text

Parsing = tuple[ParsedManuscript | None, tuple[Diagnostic, ...]]


def parse(source: SourceText, epoch: str | None = None) -> Parsing:
    """Parse a manuscript; `epoch` is the ISO instant of SOURCE_DATE_EPOCH, if set."""
    front = read_front_matter(source)
    text, findings = without_metadata(source, front)
    reader = MetadataReader(source, front)
    scanned = scan(text)
    tree, scanned, tree_findings = _tree(source, text, scanned)
    findings = (*front.diagnostics, *findings, *tree_findings)
    title, blocks = (None, tree) if front.data.get("title") else _title_heading(tree)
    metadata = reader.metadata(title, epoch)
    findings = (*findings, *reader.diagnostics)
    if not blocks and has_errors(findings):
        return None, in_order(findings)
    parsed, markup_findings = _manuscript(source, metadata, scanned, blocks)
    return parsed, in_order((*findings, *markup_findings))


def _tree(
    source: SourceText, text: str, scanned: Scan
) -> tuple[list[Node], Scan, tuple[Diagnostic, ...]]:
    """Parse by pandoc and judge the notes; on an unclear note the tree is empty."""
    try:
        marked = marks.marked_tree(text, scanned)
    except marks.OracleFailure as failure:
        k = failure.definition
        place = source.whole if k is None else source.place(scanned.definitions[k].start)
        label = "…" if k is None else scanned.definitions[k].label
        unclear = diagnostic(Code.UNCLEAR_NOTE, place, label=label)
        return [], scanned, (unclear, *note_faults(source, scanned, []))
    blocks: list[Node] = marked["blocks"]
    scanned = without_indented_code(scanned, blocks)
    return blocks, scanned, tuple(note_faults(source, scanned, blocks))


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
    return rich_text(tops[0]["c"][2]), blocks[1:]


def _manuscript(
    source: SourceText, metadata: Metadata, scanned: Scan, blocks: list[Node]
) -> tuple[ParsedManuscript, list[Diagnostic]]:
    blocks = headings.renamed(blocks, headings.leaked_identifiers(blocks, scanned))
    checker = MarkupChecker(source, scanned.masked)
    collector = NoteCollector(source, scanned)
    body = checker.check(collector.collect(blocks))
    empty = EmptyHeadings(source, scanned.masked)
    title, subtitle = (_checked_title(t, checker) for t in (metadata.title, metadata.subtitle))
    metadata = replace(metadata, title=title or metadata.title, subtitle=subtitle)
    notes = _checked(collector.notes, checker)
    parsed = ParsedManuscript(
        source=source,
        metadata=metadata,
        divisions=divide(empty.dissolve(body)),
        definitions=tuple(notes.definitions),
        calls=tuple(notes.calls),
        scanned_text=scanned.masked,
    )
    return parsed, [*checker.diagnostics, *empty.diagnostics]


def _checked_title(title: RichText | None, checker: MarkupChecker) -> RichText | None:
    if title is None:
        return None
    return replace(title, inlines=tuple(checker.check(list(title.inlines))))


def _checked(notes: Notes, checker: MarkupChecker) -> Notes:
    definitions = [
        replace(item, blocks=tuple(checker.check(list(item.blocks)))) for item in notes.definitions
    ]
    return Notes(definitions, notes.calls)
