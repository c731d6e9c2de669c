"""collate: finished editions are read again and compared exactly, block by block.

Editions of ours carry a key for every block of text (`model/editions/block_keys.py`) and are held
against an expectation, taken from the manuscript or from the first of them. Files without keys are
another tool's: `foreign` compares them as far as can be inferred. What reads and compares shares no
code with what builds; import-linter holds it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from chapbook.collate.catalogues import compare_catalogues
from chapbook.collate.common import Outside, check_addresses, check_sums, title_of, unreadable
from chapbook.collate.compare_metadata import compare_metadata, repeats
from chapbook.collate.difference import plain
from chapbook.collate.editions import TEMPLATE, Edition, Fields
from chapbook.collate.exact import Given, compare_exactly, expectation_of
from chapbook.collate.exact.expecting import Expecting
from chapbook.collate.exact.fields import compare_fields
from chapbook.collate.files import Given as File
from chapbook.collate.files import Sort, sorted_files
from chapbook.collate.foreign import collate_foreign
from chapbook.collate.normal import drawn_part
from chapbook.collate.readers.opening import UnreadableError
from chapbook.collate.reading import ReadFile, read_files
from chapbook.collate.source import compare_source
from chapbook.collate.source.locate import Locator
from chapbook.collate.unkeyed import Reader, Unkeyed, unkeyed_files
from chapbook.model.editions.collation import (
    CollationReport,
    Comparison,
    CopyCounts,
    compared,
    not_run,
)
from chapbook.model.editions.expectation import Expectation
from chapbook.model.editions.fields import FACTS

_ORDER = ("html", "epub", "pdf")
_NO_KEYS = "it carries no keys: use --manuscript"


@dataclass(frozen=True, slots=True)
class Source:
    """The manuscript of editions: its text as written, and what each edition must show of it."""

    text: str
    expectation: Expectation


def collate(
    paths: Sequence[Path], manuscript: Path | None, outside: Outside, source: Source | None = None
) -> CollationReport:
    """Compare files, or those in a folder, with one another and with the manuscript.

    `source` is the manuscript where it could be resolved; else `manuscript` is read as it is.
    """
    unkeyed = dict(unkeyed_files(paths, outside.readers))
    others = [path for path in paths if path not in unkeyed]
    run = _Run(sorted_files(others), source, outside, unkeyed)
    if not run.keyed:
        report = collate_foreign(others, manuscript, outside)
        return replace(report, comparisons=(*report.comparisons, *run.of_unkeyed()))
    comparisons = list(run.comparisons())
    if source is None and manuscript is not None:
        reason = "the manuscript has errors: see chapbook check"
        comparisons.append(not_run("manuscript", (manuscript.name,), reason))
    otherwise = run.files[0].path.name if source is None else source.expectation.title
    title = title_of((one.metadata for one in run.given.editions), otherwise)
    return CollationReport(title, tuple(_counts(run)), tuple(comparisons))


class BlockPlaces:
    """Finder of the blocks of the text in the manuscript: `line 12, column 3`."""

    def __init__(self, source: Source) -> None:
        """Take the manuscript; nothing is searched until a place is requested."""
        self.source = source

    def __call__(self, key: str) -> str:
        """Return the place of a block, empty where it is not found."""
        return self._places.get(key, "")

    @cached_property
    def _places(self) -> dict[str, str]:
        locator, near, found = Locator(self.source.text), 0, dict[str, str]()
        expected = self.source.expectation
        for block in expected.blocks:
            offset = locator.offset(drawn_part(block.text), near)
            if offset is not None:
                near = offset
                found[block.key] = locator.place(offset)
        for key, block in expected.note_blocks.items():
            offset = locator.offset(drawn_part(block.text))
            if offset is not None:
                found[key] = locator.place(offset)
        return found


class _Run:
    """One collation of editions of ours."""

    def __init__(
        self,
        files: list[File],
        source: Source | None,
        outside: Outside,
        unkeyed: Mapping[Path, Reader],
    ) -> None:
        self.files, self.source, self.outside = files, source, outside
        self.given, self.unkeyed = Given(), list[Unkeyed]()
        self.bad, self.not_read = list[Comparison](), list[Comparison]()
        for one in read_files(files):
            self._take(one)
        for path, reader in unkeyed.items():
            self._read_unkeyed(path, reader)
        self.given.editions.sort(key=lambda edition: _ORDER.index(edition.kind))

    @property
    def keyed(self) -> bool:
        """Whether all editions among the files carry keys, and there is one.

        Sheets, press pages or editions without keys are enough where there is a manuscript to
        compare them with.
        """
        if self.given.editions:
            return all(edition.keyed for edition in self.given.editions)
        if self.source is not None and (self.unkeyed or self.not_read):
            return True
        papers = (*self.given.sheets, *self.given.press)
        return self.source is not None and any(paper.keyed for paper in papers)

    def _take(self, read: ReadFile) -> None:
        file = read.file
        if read.fault:
            self.bad.append(unreadable(file, read.fault))
            if file.sort is not Sort.STRANGE:
                reason = f"{file.path.name} cannot be read"
                self.bad.append(not_run("text", (file.sort.value,), reason))
        if read.edition is not None:
            self._add(read.edition)
        if read.paper is not None:
            papers = self.given.sheets if file.sort is Sort.SHEETS else self.given.press
            papers.append(read.paper)

    def _read_unkeyed(self, path: Path, reader: Reader) -> None:
        try:
            self.unkeyed.append(reader.read(path))
        except (UnreadableError, OSError) as error:
            self.not_read.append(unreadable(File(path, Sort.STRANGE), str(error)))

    def _add(self, edition: Edition) -> None:
        if any(one.name == edition.name for one in self.given.editions):
            edition.name = f"{edition.name} ({edition.file})"
        self.given.editions.append(edition)

    def comparisons(self) -> Iterator[Comparison]:
        """Yield every comparison, with its verdict."""
        yield from self.bad
        if self.source is not None:
            read = self.outside.read_markdown
            found = compare_source(self.source.text, self.source.expectation, read)
            yield compared("text", ("manuscript", "editions"), found)
        side = self._side()
        yield from compare_exactly(self.given, side)
        if self.source is None and len(self.given.editions) < 2:
            yield not_run("text", (side.copy,), "there is nothing to compare it with")
        yield from self.of_unkeyed()
        yield from self._metadata()
        facts = self._facts()
        for edition in self.given.editions:
            yield compare_fields(edition, facts)
        described = [(one.name, one.metadata) for one in self.given.editions]
        yield from compare_catalogues(described, self.files, facts)
        yield from check_sums(self.files)
        names = tuple(edition.name for edition in self.given.editions)
        yield check_addresses(names, _addresses(side.expected), self.outside)

    def of_unkeyed(self) -> Iterator[Comparison]:
        """Yield the comparisons of the editions without keys with the manuscript."""
        yield from self.not_read
        for one in self.unkeyed:
            if self.source is None:
                yield not_run("text", (one.counts.name,), _NO_KEYS)
            else:
                yield from one.compare(self._side())

    def _side(self) -> Expecting:
        if self.source is not None:
            return Expecting(self.source.expectation, "manuscript", BlockPlaces(self.source))
        first = self.given.editions[0]
        places = {block.key: block.place for block in first.blocks}
        return Expecting(expectation_of(first), first.name, lambda key: places.get(key, ""))

    def _facts(self) -> Fields:
        """Return the facts that the manuscript has, or the first edition that states each."""
        if self.source is not None:
            return self.source.expectation.facts
        stated = [edition.metadata for edition in reversed(self.given.editions)]
        return {row.name: one[row.name] for one in stated for row in FACTS if row.name in one}

    def _metadata(self) -> Iterator[Comparison]:
        editions = self.given.editions
        for edition in editions[1:]:
            one, two = (editions[0].name, editions[0].metadata), (edition.name, edition.metadata)
            yield compare_metadata(one, two)
        for other in self.unkeyed if editions else ():
            stated = {k: v for k, v in editions[0].metadata.items() if k in other.metadata}
            two = (other.counts.name, other.metadata)
            yield compare_metadata((editions[0].name, stated), two)
        for edition in editions:
            yield repeats(edition.name, edition.metadata)


def _addresses(expected: Expectation) -> Iterator[str]:
    for block in (*expected.blocks, *expected.note_blocks.values()):
        yield from (link.target for link in block.links if not link.target.startswith("#"))


def _counts(run: _Run) -> Iterator[CopyCounts]:
    """Yield what was counted in each edition."""
    for edition in run.given.editions:
        own = [block for block in edition.blocks if not block.key.startswith(TEMPLATE)]
        yield CopyCounts(
            edition.name,
            edition.file,
            (
                ("words", sum(len(plain(block.text).split()) for block in own)),
                ("headings", sum(block.role.startswith("h") for block in own)),
                ("notes", len({note.identifier for note in edition.notes})),
                ("calls", sum(len(block.calls) for block in own)),
                ("cells", sum(block.role in ("th", "td") for block in own)),
                ("links", sum(len(block.links) for block in own)),
            ),
        )
    yield from (one.counts for one in run.unkeyed)


__all__ = ["Outside", "Source", "collate"]
