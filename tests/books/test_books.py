"""Real books build, and the counts in every edition are those measured with pandoc and by hand.

The books are not part of the repository; they are used where they lie beside it. What is asked of
every PDF (pages, notes, labels, links, copied text, bytes) is asked of them in `acceptance/`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from building import REAL_BOOKS, Book, once
from chapbook.tools.validators.verapdf import VeraPdfResult, check_pdfs
from inspectors.compare import lost_blocks, lost_notes
from inspectors.headings import author_headings
from inspectors.model import note_of
from inspectors.page_list import read_page_list
from page_breaks import divided, wrong_breaks
from validators import VERAPDF, run_epubcheck, run_page_validation, verapdf_found

FORMATS = ("html", "epub", "pdf")

pytestmark = pytest.mark.skipif(
    not all(path.exists() for path in REAL_BOOKS.values()),
    reason="NOT RUN: ../shared/books is not beside the repository",
)


@pytest.fixture(scope="session", params=sorted(REAL_BOOKS))
def real(request: pytest.FixtureRequest, built: Callable[[str, Path], Book]) -> Book:
    """A real book."""
    return built(request.param, REAL_BOOKS[request.param])


def counts(book: Book) -> dict[str, Any]:
    """Return the counts that were made of the book beforehand."""
    expected = json.loads(REAL_BOOKS[book.name].with_name("expected.json").read_text("utf-8"))
    found: dict[str, Any] = expected["counts"]
    return found


@pytest.mark.slow
@pytest.mark.parametrize("kind", FORMATS)
def test_counts_are_those_expected(real: Book, kind: str) -> None:
    edition = getattr(real, kind)
    expected = counts(real)
    found = {
        "footnote_references": len(edition.calls),
        "distinct_notes": len(edition.notes),
        "headings_total": len(author_headings(edition, real.manuscript)),
        # A PDF has no tables and pictures to count but in its tags.
        "tables": len(edition.tables),
        "links_internal": len(edition.links),
        "links_external": len(edition.external),
        "images": len(edition.pictures),
    }
    assert found == {name: expected[name] for name in found}


@pytest.mark.slow
@pytest.mark.parametrize("kind", FORMATS)
def test_headings_are_those_expected_at_each_level(real: Book, kind: str) -> None:
    levels = [heading.level for heading in author_headings(getattr(real, kind), real.manuscript)]
    expected = counts(real)["headings"]
    assert {f"h{n}": levels.count(n) for n in sorted(set(levels))} == expected


@pytest.mark.slow
@pytest.mark.parametrize("kind", FORMATS)
def test_links_land_and_notes_return(real: Book, kind: str) -> None:
    edition = getattr(real, kind)
    assert edition.dangling == ()
    assert [call for call in edition.calls if note_of(edition, call.note) is None] == []
    returns = sorted(name for note in edition.notes for name in note.returns)
    assert returns == sorted(call.identifier for call in edition.calls)


@pytest.mark.slow
@pytest.mark.parametrize("kind", FORMATS)
def test_notes_are_numbered_in_order(real: Book, kind: str) -> None:
    edition = getattr(real, kind)
    calls = sorted(edition.calls, key=lambda call: call.place.rank)
    assert [call.marker for call in calls] == [str(n) for n in range(1, len(calls) + 1)]


@pytest.mark.slow
def test_words_are_the_same_in_all_editions(real: Book) -> None:
    html, epub, pdf = real.editions
    assert [block.text for block in html.blocks] == [block.text for block in epub.blocks]
    assert lost_blocks(html.blocks, pdf.stream) == []
    assert lost_notes(html.notes, epub) == []
    assert lost_notes(html.notes, pdf) == []


@pytest.mark.slow
def test_page_breaks_are_those_of_the_pdf(real: Book) -> None:
    listed = read_page_list(real.files.epub)
    assert wrong_breaks(listed, real) == []
    assert listed.landed == listed.entries == tuple(place.label for place in listed.breaks)


@pytest.mark.slow
def test_hardly_a_page_begins_within_a_word(real: Book) -> None:
    listed = read_page_list(real.files.epub)
    assert len(divided(listed, real)) <= len(listed.breaks) / 50


@pytest.mark.slow
@pytest.mark.validator
def test_epubcheck_is_silent(real: Book, tmp_path: Path) -> None:
    assert run_epubcheck(real.files.epub, tmp_path) == []


@pytest.fixture(scope="session")
def judged(built: Callable[[str, Path], Book], shared_folder: Path) -> dict[str, VeraPdfResult]:
    """What veraPDF says of the PDF of each book, all in one run of Java."""

    def judge(_: Path) -> dict[str, VeraPdfResult]:
        files = [built(name, path).files.pdf for name, path in REAL_BOOKS.items()]
        return dict(zip(REAL_BOOKS, check_pdfs(files, VERAPDF), strict=True))

    return once(shared_folder, "verapdf-books", judge)


@pytest.mark.slow
@pytest.mark.validator
@pytest.mark.parametrize("profile", ["ua1", "3a"])
def test_page_validation_finds_nothing(real: Book, profile: str) -> None:
    assert run_page_validation(real.files.pdf, profile) == []


@pytest.mark.slow
@pytest.mark.validator
def test_verapdf_finds_nothing(real: Book, judged: dict[str, VeraPdfResult]) -> None:
    assert verapdf_found(judged[real.name]) == []
