"""Any plain pandoc manuscript builds unchanged: no front matter, a title block, numbered notes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from building import CASES, Book
from inspectors.compare import lost_blocks, lost_notes, words
from inspectors.headings import author_headings

NAMES = ("no-front-matter", "numbered-notes", "title-and-author", "title-block")


@pytest.fixture(scope="session", params=NAMES)
def plain_book(request: pytest.FixtureRequest, built: Callable[[str, Path], Book]) -> Book:
    """A manuscript as pandoc's users write it."""
    return built(request.param, CASES / f"{request.param}.md")


def test_it_becomes_three_editions_with_all_notes(plain_book: Book) -> None:
    expected = [call.marker for call in plain_book.manuscript.calls]
    assert expected
    for edition in plain_book.editions:
        calls = sorted(edition.calls, key=lambda call: call.place.rank)
        assert [call.marker for call in calls] == expected, edition.format
        assert len(edition.notes) == len({c.statement for c in plain_book.manuscript.calls})
        assert edition.dangling == ()
        assert "[^" not in edition.everything


def test_its_notes_return_to_each_call(plain_book: Book) -> None:
    for edition in plain_book.editions:
        notes = (*edition.notes, *edition.restatements)
        returns = sorted(name for note in notes for name in note.returns)
        assert returns == sorted(call.identifier for call in edition.calls), edition.format


def test_its_headings_are_kept(plain_book: Book) -> None:
    expected = ["".join(words(h.plain)) for h in plain_book.manuscript.headings]
    for edition in plain_book.editions:
        headings = author_headings(edition, plain_book.manuscript)
        assert ["".join(words(h.text)) for h in headings] == expected, edition.format


def test_its_words_are_the_same_in_all_editions(plain_book: Book) -> None:
    html, epub, pdf = plain_book.editions
    assert [block.text for block in html.blocks] == [block.text for block in epub.blocks]
    assert lost_blocks(html.blocks, pdf.stream) == []
    assert lost_notes(html.notes, epub) == []
    assert lost_notes(html.notes, pdf) == []


def test_its_title_and_authors_are_known(plain_book: Book) -> None:
    front = plain_book.manuscript.front
    authors = front.get("author", [])
    names = authors.split("; ") if isinstance(authors, str) else list(authors)
    for edition in plain_book.editions:
        assert edition.metadata["title"] != ()
        if "title" in front:
            assert edition.metadata["title"][0] == front["title"], edition.format
        assert list(edition.metadata.get("author", ())) == names, edition.format
        assert all(edition.languages.values()), edition.format
