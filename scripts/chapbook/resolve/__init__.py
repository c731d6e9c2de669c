"""resolve: a parsed manuscript becomes a manuscript in which nothing dangles.

Citations are set, notes numbered and linked to their calls, links and pictures checked. Gives
None where an error was found, and the diagnostics either way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from chapbook.model.ast import Inlines, Node, call_index, walk
from chapbook.model.diagnostics import Code, Diagnostic, diagnostic, has_errors, in_order
from chapbook.model.letters.names import lengthened
from chapbook.model.letters.seeking import Suggester
from chapbook.model.manuscript import (
    Division,
    DivisionKind,
    Manuscript,
    Matter,
    ParsedManuscript,
    Picture,
    PrintSheet,
)
from chapbook.model.notes import NoteDefinition, NoteOrigin, Series
from chapbook.model.words.by_language import words
from chapbook.policy import policy
from chapbook.resolve.citations.setting import Cited, set_citations
from chapbook.resolve.lengths import long_notes, many_symbols
from chapbook.resolve.link_words import words_of_targets
from chapbook.resolve.links import identifiers_of, link_faults, targets_of, wordless_links
from chapbook.resolve.numbering import PlacedCall, number_notes
from chapbook.resolve.pictures import PictureCheck
from chapbook.resolve.places import Finder
from chapbook.resolve.press import read_profile
from chapbook.resolve.print_sheet import read_print_sheet
from chapbook.resolve.safety import Safe, address_faults, front_matter_lines
from chapbook.resolve.trees import walk_all

Resolution = tuple[Manuscript | None, tuple[Diagnostic, ...]]
# What a manuscript that declares no series has: one, numbered through the book.
ONLY_SERIES = Series("note")


@dataclass(frozen=True, slots=True)
class _Files:
    """The files that the manuscript names."""

    pictures: tuple[Picture, ...]
    cover: Picture | None
    print_sheet: PrintSheet | None
    press_profile: bytes | None


def resolve(parsed: ParsedManuscript) -> Resolution:
    """Resolve everything that is named: notes, series, citations, links, pictures."""
    finder = Finder(parsed)
    cited, findings = set_citations(parsed, finder)
    trees = _trees(parsed, cited)
    identifiers = list(identifiers_of(trees))
    words_by_target = words_of_targets(trees)
    series, series_findings = _series_of(parsed, cited.definitions)
    files, file_findings = _files(parsed, trees, finder)
    found = in_order(
        (
            *findings,
            *series_findings,
            *file_findings,
            *link_faults(trees, identifiers, targets_of(walk_all(parsed)), Finder(parsed)),
            *address_faults(parsed.metadata, finder),
            *wordless_links(trees, words_by_target, set(identifiers), Finder(parsed)),
        )
    )
    if has_errors(found):
        return None, found
    parsed, cited, divisions = _safe(parsed, cited, words_by_target)
    manuscript = _manuscript(parsed, cited, divisions, series, identifiers, files)
    long = long_notes(manuscript.notes, manuscript.statements)
    many = many_symbols(manuscript.notes, manuscript.statements)
    found = in_order((*found, *long, *many))
    return None if has_errors(found) else manuscript, found


def _trees(parsed: ParsedManuscript, cited: Cited) -> list[object]:
    """Return all trees: text, bibliography, notes, lines of the front matter."""
    notes = [definition.blocks for definition in cited.definitions]
    return [*cited.blocks, cited.bibliography, *notes, *front_matter_lines(parsed.metadata)]


def _files(
    parsed: ParsedManuscript, trees: list[object], finder: Finder
) -> tuple[_Files, tuple[Diagnostic, ...]]:
    """Read the files that the manuscript names: pictures, style sheet, press profile."""
    metadata = parsed.metadata
    strictly = policy().strict or metadata.accessibility.required
    check = PictureCheck(parsed.source.folder, Finder(parsed), strictly)
    for tree in trees:
        check.check(tree)
    cover = check.cover(metadata.cover)
    sheet, sheet_findings = read_print_sheet(metadata.print.css, check)
    profile, profile_findings = read_profile(parsed, finder)
    files = _Files(tuple(check.pictures.values()), cover, sheet, profile)
    return files, (*check.diagnostics, *sheet_findings, *profile_findings)


def _safe(
    parsed: ParsedManuscript, cited: Cited, words_by_target: Mapping[str, Inlines]
) -> tuple[ParsedManuscript, Cited, tuple[Division, ...]]:
    """Return front matter, notes and divisions in a form that every edition can contain."""
    safe = Safe(parsed.metadata.language, words_by_target)
    definitions = tuple(replace(d, blocks=safe.blocks(d.blocks)) for d in cited.definitions)
    divisions = _divisions(parsed, cited, safe)
    parsed = replace(parsed, metadata=safe.metadata(parsed.metadata))
    return parsed, replace(cited, definitions=definitions), divisions


def _divisions(parsed: ParsedManuscript, cited: Cited, safe: Safe) -> tuple[Division, ...]:
    """Put the cited blocks into the divisions; a bibliography without a place becomes one."""
    found = []
    for division, blocks in zip(parsed.divisions, cited.blocks, strict=True):
        if division.heading is None:
            found.append(replace(division, blocks=safe.blocks(blocks)))
        else:
            heading, *content = safe.blocks(blocks)
            found.append(replace(division, heading=heading, blocks=tuple(content)))
    if cited.bibliography:
        taken = {*identifiers_of(cited.blocks), *(division.identifier for division in found)}
        found.append(_bibliography(parsed, safe.blocks(cited.bibliography), taken))
    return tuple(found)


def _bibliography(parsed: ParsedManuscript, blocks: tuple[Node, ...], taken: set[str]) -> Division:
    identifier = lengthened("bibliography", taken)  # a chapter of the author's may have that name
    title = parsed.metadata.citations.heading or words(parsed.metadata.language).bibliography
    inlines = [{"t": "Str", "c": title}]
    heading = {"t": "Header", "c": [1, [identifier, ["unnumbered"], []], inlines]}
    return Division(
        identifier, DivisionKind.CHAPTER, Matter.BACK, "bibliography", title, heading,
        blocks, None,
    )  # fmt: skip


def _series_of(
    parsed: ParsedManuscript, definitions: tuple[NoteDefinition, ...]
) -> tuple[list[Series], list[Diagnostic]]:
    """Return the series of each definition by the prefix of its label."""
    declared = parsed.metadata.note_series
    if not declared:
        return [ONLY_SERIES] * len(definitions), []
    by_name = {series.name: series for series in declared}
    bare = by_name.get(parsed.metadata.citations.series or "", declared[0])
    found: list[Series] = []
    findings: list[Diagnostic] = []
    suggester, names = Suggester(by_name, cutoff=0.5), ", ".join(by_name)
    for definition in definitions:
        prefix, colon, _ = (definition.label or "").partition(":")
        if definition.origin is NoteOrigin.CITATION:
            found.append(bare)
        elif not colon:
            found.append(declared[0])
        else:
            found.append(by_name.get(prefix, declared[0]))
            if prefix not in by_name:
                findings.append(_undeclared(definition, prefix, suggester, names))
    return found, findings


def _undeclared(
    definition: NoteDefinition, prefix: str, suggester: Suggester, names: str
) -> Diagnostic:
    return diagnostic(
        Code.UNDECLARED_SERIES,
        definition.place,
        label=definition.label or "",
        prefix=prefix,
        suggestion=suggester.near(prefix),
        series=names,
    )


def _manuscript(
    parsed: ParsedManuscript,
    cited: Cited,
    divisions: tuple[Division, ...],
    series: list[Series],
    identifiers: list[str],
    files: _Files,
) -> Manuscript:
    division_of: dict[int, int] = {}
    for index, division in enumerate(divisions):
        for node in walk([division.heading, list(division.blocks)]):
            call = call_index(node)
            if call is not None:
                division_of[call] = index
    calls = [
        PlacedCall(definition, division_of[index], place)
        for index, (definition, place) in enumerate(cited.called)
    ]
    taken = {*identifiers, *(division.identifier for division in divisions)}
    numbered = number_notes(cited.definitions, series, calls, divisions, taken)
    return Manuscript(
        source=parsed.source,
        metadata=parsed.metadata,
        divisions=divisions,
        series=parsed.metadata.note_series or (ONLY_SERIES,),
        notes=numbered.notes,
        statements=tuple(numbered.statements),
        calls=tuple(numbered.calls),
        pictures=files.pictures,
        cover=files.cover,
        print_sheet=files.print_sheet,
        press_profile=files.press_profile,
    )
