"""Files of other tools, which carry no keys, compared as far as can be inferred.

What comes in: HTML, EPUB, PDF and Markdown files. What goes out: a report in the same form as that
of the exact comparison. Texts are paired by patience diff, notes are known by roles, classes and
destinations. What a file says of itself (a call that leads nowhere) is a warning; only differences
between files fail. Nothing here is on the way of a build.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from chapbook.collate.catalogues import compare_catalogues
from chapbook.collate.common import Outside, check_addresses, check_sums, title_of, unreadable
from chapbook.collate.compare_metadata import compare_metadata, repeats
from chapbook.collate.files import Given, Sort, sorted_files
from chapbook.collate.foreign.compare.links import addresses_of, compare_links
from chapbook.collate.foreign.compare.notes import compare_notes
from chapbook.collate.foreign.compare.pages import compare_pages
from chapbook.collate.foreign.compare.sheets import Paper, compare_press, compare_sheets
from chapbook.collate.foreign.compare.structure import compare_structure, faults_of
from chapbook.collate.foreign.compare.text import Known, compare_text, known_of
from chapbook.collate.foreign.compare.ways import ways_back
from chapbook.collate.foreign.copies import Copy
from chapbook.collate.foreign.manuscript import NotAManuscriptError, read_manuscript
from chapbook.collate.foreign.readers.text import tokens
from chapbook.collate.foreign.reading import (
    read_epub,
    read_html,
    read_paper,
    read_pdf,
)
from chapbook.collate.normal import RIGHT_TO_LEFT
from chapbook.collate.readers.opening import UnreadableError
from chapbook.model.editions.collation import (
    CollationReport,
    Comparison,
    CopyCounts,
    Finding,
    Reading,
    compared,
    not_run,
)
from chapbook.model.editions.output import Verdict
from chapbook.model.letters.languages import primary

# Pamphlets that are not folded once, in the middle; the name of the file says it.
_OTHERWISE_FOLDED = re.compile("-pamphlet-(?:quarto|zine|cut-stack)-")
_ORDER = ("html", "epub", "pdf", "drawn")


def collate_foreign(
    paths: Sequence[Path], manuscript: Path | None, outside: Outside
) -> CollationReport:
    """Compare files, or those in a folder, with one another and with the manuscript."""
    run = _Run(sorted_files(paths), manuscript, outside)
    comparisons = tuple(run.comparisons())
    copies = tuple(_counts(copy) for copy in run.copies)
    title = title_of(
        (one.metadata for one in run.copies), run.given[0].path.name if run.given else ""
    )
    return CollationReport(title, copies, comparisons)


class _Run:
    def __init__(self, given: list[Given], manuscript: Path | None, outside: Outside) -> None:
        self.outside = outside
        self.given = given
        self.bad: list[Comparison] = []
        self.sheets: list[Paper] = []
        self.press: list[Paper] = []
        self.papers: dict[str, Paper] = {}
        self.manuscript: Copy | None = None
        self.editions: list[Copy] = []
        for one in given:
            self._read(one)
        if manuscript is not None:
            self._read(Given(manuscript, Sort.MANUSCRIPT))
        self.editions.sort(key=lambda copy: _ORDER.index(copy.kind))
        self.copies = tuple(self._chain())

    def _chain(self) -> Iterator[Copy]:
        if self.manuscript is not None:
            yield self.manuscript
        yield from self.editions

    # --- reading -----------------------------------------------------------------------------

    def _read(self, given: Given) -> None:
        try:
            self._copy(given)
        except (UnreadableError, NotAManuscriptError, OSError) as error:
            self._unreadable(given, str(error))
        except RecursionError:
            self._unreadable(given, "it is nested too deeply")

    def _unreadable(self, given: Given, reason: str) -> None:
        self.bad.append(unreadable(given, reason))
        kind = {Sort.HTML: "html", Sort.EPUB: "epub", Sort.PDF: "pdf"}.get(given.sort)
        if kind is not None:
            name = self._name(given.sort.value, given.path)
            reasons = {"all": f"{given.path.name} cannot be read"}
            self.editions.append(Copy(name, given.path.name, kind, reasons=reasons))

    def _copy(self, given: Given) -> None:
        path = given.path
        match given.sort:  # a catalogue, a cover and a list of sums are not copies of the text
            case Sort.HTML:
                self._edition(read_html(path), path)
            case Sort.EPUB:
                self._edition(read_epub(path), path)
            case Sort.PDF:
                structure, drawn, pages = read_pdf(path)
                self._edition(structure, path)
                self.papers[self._edition(drawn, path)] = Paper(path.name, pages)
            case Sort.SHEETS:
                self.sheets.append(Paper(path.name, read_paper(path)))
            case Sort.PRESS:
                self.press.append(Paper(path.name, read_paper(path)))
            case Sort.MANUSCRIPT:
                self.manuscript = read_manuscript(path, self.outside.read_markdown)
            case Sort.STRANGE:
                raise UnreadableError("it is not an EPUB, PDF, HTML or Markdown file")
            case Sort.PAGE | Sort.FEED | Sort.SUMS | Sort.COVER:
                pass

    def _edition(self, copy: Copy, path: Path) -> str:
        named = _renamed(copy, self._name(copy.name, path))
        self.editions.append(named)
        return named.name

    def _name(self, name: str, path: Path) -> str:
        """Distinguish two editions of one format by their files."""
        taken = {copy.name for copy in self.editions}
        return f"{name} ({path.name})" if name in taken else name

    # --- comparing ---------------------------------------------------------------------------

    def comparisons(self) -> Iterator[Comparison]:
        """Yield every comparison, with its verdict."""
        yield from self.bad
        known = known_of(self.copies)
        for first, second in self._pairs():
            yield from _of_pair(first, second, known)
        if len(self.copies) < 2:
            names = tuple(copy.name for copy in self.copies)
            yield not_run("text", names, "there is nothing to compare it with")
        for copy in self.editions:
            yield from map(_as_remarks, _of_one(copy))
        yield from self._pages()
        yield from self._paper()
        described = [(one.name, one.metadata) for one in self.editions]
        yield from compare_catalogues(described, self.given)
        yield from check_sums(self.given)
        names = tuple(copy.name for copy in self.editions)
        yield check_addresses(names, addresses_of(self.copies), self.outside)

    def _pairs(self) -> Iterator[tuple[Copy, Copy]]:
        """Pair the manuscript with each edition, and the first edition with each other one."""
        if self.manuscript is not None:
            for copy in self.editions:
                yield self.manuscript, copy
        readable = [one for one in self.editions if "all" not in one.reasons]
        base = readable[0] if readable else None
        for copy in self.editions:
            if base is not None and copy is not base:
                yield base, copy

    def _pages(self) -> Iterator[Comparison]:
        paged = next((one for one in self.editions if one.pages), None)
        marked = [one for one in self.editions if one.breaks is not None]
        if paged is None or not marked:
            reason = "this needs both a PDF and a file that marks its pages"
            yield not_run("page list", (), reason)
            return
        for copy in marked:
            yield compare_pages(copy, paged)

    def _paper(self) -> Iterator[Comparison]:
        book = next(iter(self.papers.values()), None)
        for subject, papers in (("pamphlet", self.sheets), ("press pages", self.press)):
            if not papers:
                yield not_run(subject, (), "no file of this kind was given")
            for paper in papers:
                if book is None:
                    reason = "the PDF it was made from was not given"
                    yield not_run(subject, (paper.name,), reason)
                elif _OTHERWISE_FOLDED.search(paper.name):
                    yield not_run(subject, (paper.name,), "sheets of this scheme are not supported")
                elif subject == "pamphlet":
                    yield self._folded(book, paper)
                else:
                    yield compare_press(book, paper)

    def _folded(self, book: Paper, sheets: Paper) -> Comparison:
        """Fold sheets and read them; those in a script from the right can often not be read back.

        PDFium orders the letters of such text by the whole line, which on a sheet goes over two
        pages: words that are of no page are then no finding.
        """
        found = compare_sheets(book, sheets, right_to_left=self._right_to_left())
        if self._right_to_left() and found.findings:
            reason = "right-to-left text could not be read back from two pages side by side"
            return not_run("pamphlet", found.copies, reason)
        return found

    def _right_to_left(self) -> bool:
        fields = next((one.metadata for one in self.editions if one.metadata), {})
        language = next(iter((fields or {}).get("language", ())), "")
        return primary(language) in RIGHT_TO_LEFT


def _of_pair(first: Copy, second: Copy, known: Known) -> Iterator[Comparison]:
    yield compare_text(first, second, known)
    yield compare_notes(first, second)
    if second.kind == "drawn":
        yield compare_links(first, second)
        return
    yield compare_structure(first, second, known)
    yield compare_links(first, second)
    names = (first.name, second.name)
    if first.metadata is None or second.metadata is None:
        yield not_run("metadata", names, second.reasons.get("all", "it has no metadata"))
    else:
        yield compare_metadata((first.name, first.metadata), (second.name, second.metadata))


def _of_one(copy: Copy) -> Iterator[Comparison]:
    if copy.kind == "drawn":
        findings = [
            Finding(fault.message, (Reading(copy.name, fault.place, "", fault.words),))
            for fault in copy.faults
            if fault.subject == "placement"
        ]
        yield compared("notes on their pages", (copy.name,), findings)
        return
    yield ways_back(copy)
    yield faults_of(copy)
    if copy.metadata is not None:
        yield repeats(copy.name, copy.metadata)


def _as_remarks(comparison: Comparison) -> Comparison:
    """Make warnings of what a file of another tool says of itself: that is not a difference."""
    findings = [replace(one, suspected=True) for one in comparison.findings]
    if comparison.verdict is not Verdict.FAIL:
        return comparison
    return compared(comparison.subject, comparison.copies, findings)


def _renamed(copy: Copy, name: str) -> Copy:
    return replace(copy, name=name)


def _counts(copy: Copy) -> CopyCounts:
    def number(things: Sequence[object] | None) -> int | None:
        return None if things is None else len(things)

    own = [passage for passage in copy.passages if passage.role != "generated"]
    readable = "all" not in copy.reasons
    return CopyCounts(
        copy.name,
        copy.file,
        (
            ("words", sum(len(tokens(p.text)) for p in own) if readable else None),
            ("headings", number(copy.headings)),
            ("notes", number(copy.notes)),
            ("calls", number(copy.calls)),
            ("tables", number(copy.tables)),
            ("pictures", number(copy.pictures)),
            ("links", number(copy.links)),
            ("pages", len(copy.pages) or None),
        ),
    )
