"""The same manuscript gives the same bytes: in another folder, time zone, language, hash seed."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

from building import CASES, EVERYTHING, SHELF_BOOKS, Book, Files, build
from inspectors.epub import inspect_epub
from inspectors.html import inspect_html
from inspectors.pdf import inspect_pdf

# Far apart: the date differs between these zones at any moment.
ELSEWHERE = {"TZ": "Pacific/Kiritimati", "LANG": "C", "LC_ALL": "C", "PYTHONHASHSEED": "4711"}


def contents(folder: Path) -> dict[str, bytes]:
    """Return all files that a build made."""
    return {one.name: one.read_bytes() for one in sorted(folder.iterdir())}


def test_another_build_gives_the_same_bytes(any_book: Book, tmp_path: Path) -> None:
    """All variants, what a press is given among them, and the reports."""
    manuscript = SHELF_BOOKS[any_book.name]
    source = tmp_path / "a folder of its own" / "deeper"
    shutil.copytree(manuscript.parent, source)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    again = build(
        source / manuscript.name,
        tmp_path / "output",
        environment={**ELSEWHERE, "TMPDIR": str(elsewhere)},
        folder=elsewhere,
        formats=EVERYTHING,
    )
    first, second = (contents(files.html.parent) for files in (any_book.files, again))
    endings = (".html", ".epub", ".pdf", "-print.pdf", "-cover.pdf", "-pamphlet-a4.pdf")
    slug = again.html.stem
    assert {slug + ending for ending in endings} <= set(first)
    assert list(first) == list(second)
    assert [name for name in first if first[name] != second[name]] == []


def modified(files: Files) -> list[str]:
    """Return the instant of the last change as each edition states it."""
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
