"""The same manuscript gives the same bytes: in another folder, time zone, language, hash seed."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

from building import CASES, EVERYTHING, MANUSCRIPTS, Book, Files, build
from chapbook.collate.readers.epub import inspect_epub
from chapbook.collate.readers.html import inspect_html
from chapbook.collate.readers.pdf import inspect_pdf

# Far apart: the date differs between these zones at any moment.
ELSEWHERE = {"TZ": "Pacific/Kiritimati", "LANG": "C", "LC_ALL": "C", "PYTHONHASHSEED": "4711"}


def test_another_build_gives_the_same_bytes(book: Book, tmp_path: Path) -> None:
    source = tmp_path / "a folder of its own" / "deeper"
    shutil.copytree(MANUSCRIPTS[book.name].parent, source)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    again = build(
        source / MANUSCRIPTS[book.name].name,
        tmp_path / "output",
        environment={**ELSEWHERE, "TMPDIR": str(elsewhere)},
        folder=elsewhere,
        formats=EVERYTHING,
    )
    sums = [files.html.with_name("SHA256SUMS").read_text() for files in (book.files, again)]
    assert sums[0] == sums[1]
    for kind in ("html", "epub", "pdf"):
        first: Path = getattr(book.files, kind)
        second: Path = getattr(again, kind)
        assert first.name == second.name
        assert first.read_bytes() == second.read_bytes(), f"the {kind} edition differs"


def modified(files: Files) -> list[str]:
    """Give the instant of the last change as each edition states it."""
    editions = (inspect_html(files.html), inspect_epub(files.epub), inspect_pdf(files.pdf))
    return [value for edition in editions for value in edition.metadata["modified"]]


def test_a_book_without_a_date_takes_it_from_the_environment(tmp_path: Path) -> None:
    files = build(
        CASES / "title-and-author.md", tmp_path, environment={"SOURCE_DATE_EPOCH": "1500000000"}
    )
    assert modified(files) == ["2017-07-14T02:40:00Z"] * 3


def test_a_book_without_a_date_does_not_look_at_the_clock(tmp_path: Path) -> None:
    files = build(CASES / "no-front-matter.md", tmp_path, environment={"SOURCE_DATE_EPOCH": ""})
    written = datetime.fromtimestamp(files.pdf.stat().st_mtime, tz=UTC)
    stated = modified(files)
    assert len(set(stated)) == 1
    assert not stated[0].startswith(str(written.year))
