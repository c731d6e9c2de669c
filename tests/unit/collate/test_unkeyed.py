"""Editions without keys of blocks: the reader of their format recognises and compares them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from chapbook.collate import Outside, Source, collate
from chapbook.collate.exact.expecting import Expecting
from chapbook.collate.readers.opening import UnreadableError
from chapbook.collate.unkeyed import Reader, Unkeyed, unkeyed_files
from chapbook.model.editions.collation import (
    CollationReport,
    Comparison,
    CopyCounts,
    Finding,
    compared,
)
from chapbook.model.editions.expectation import Block, Expectation
from chapbook.model.editions.output import Verdict

EXPECTED = Expectation("Book", "en", (Block("firstt", "text", "Words.", "en"),), (), {}, {})


def read(path: Path) -> Unkeyed:
    text = path.read_text(encoding="utf-8")
    if "unreadable" in text:
        raise UnreadableError("it says so")

    def compare(side: Expecting) -> Iterator[Comparison]:
        same = side.expected.blocks[0].text in text
        yield compared("text", (side.copy, "SONG"), [] if same else [Finding("other words")])

    counts = CopyCounts("SONG", path.name, (("words", 1),))
    return Unkeyed(counts, {"title": (text.split("\n")[1],)}, compare)


SONG = Reader(".song", b"SONG\n", read)


def collated(path: Path, source: Source | None) -> CollationReport:
    outside = Outside(lambda _: {"blocks": []}, readers=(SONG,))
    return collate([path], None, outside, source)


def verdicts(report: CollationReport) -> dict[tuple[str, ...], Verdict]:
    return {one.copies: one.verdict for one in report.comparisons if "SONG" in one.copies}


@pytest.fixture
def song(tmp_path: Path) -> Path:
    path = tmp_path / "book.song"
    path.write_text("SONG\nBook\nWords.\n", encoding="utf-8")
    return path


def test_a_file_is_compared_by_the_reader_of_its_format(song: Path) -> None:
    report = collated(song, Source("", EXPECTED))
    assert verdicts(report) == {("manuscript", "SONG"): Verdict.PASS}
    assert [one.name for one in report.copies] == ["SONG"]


def test_a_difference_that_the_reader_finds_fails_the_collation(song: Path) -> None:
    song.write_text("SONG\nBook\nOther.\n", encoding="utf-8")
    report = collated(song, Source("", EXPECTED))
    assert verdicts(report) == {("manuscript", "SONG"): Verdict.FAIL}
    assert report.verdict is Verdict.FAIL


def test_without_a_manuscript_the_report_says_why_nothing_was_compared(song: Path) -> None:
    (one,) = (one for one in collated(song, None).comparisons if "SONG" in one.copies)
    assert one.verdict is Verdict.NOT_RUN
    assert "--manuscript" in one.reason


def test_a_file_that_its_reader_cannot_read_fails_the_collation(song: Path) -> None:
    song.write_text("SONG\nunreadable\n", encoding="utf-8")
    report = collated(song, Source("", EXPECTED))
    failed = [one for one in report.comparisons if one.verdict is Verdict.FAIL]
    assert any("it says so" in finding.message for one in failed for finding in one.findings)


def test_files_are_recognised_by_their_signature_or_by_an_edition_beside_them(song: Path) -> None:
    folder = song.parent
    (folder / "other.song").write_text("a tune", encoding="utf-8")
    (folder / "damaged.song").write_text("a tune", encoding="utf-8")
    (folder / "damaged.epub").write_text("", encoding="utf-8")
    (folder / "book.txt").write_text("SONG\n", encoding="utf-8")
    found = [path.name for path, _ in unkeyed_files([folder], (SONG,))]
    assert found == ["book.song", "damaged.song"]
    assert list(unkeyed_files([folder / "other.song", folder / "none.song"], (SONG,))) == []
