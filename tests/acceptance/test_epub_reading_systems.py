"""The notes of a finished EPUB keep the rules of the reading systems that its profile targets."""

from __future__ import annotations

from pathlib import Path

import pytest

from building import MANUSCRIPTS, Shelf
from inspectors.epub_finished import Finished, read_finished
from inspectors.epub_rule_checks import broken
from inspectors.epub_rules import ALL
from validators import run_epubcheck

BOOKS = sorted({*MANUSCRIPTS, "hume", "suetonius"})


def calls_by_note(book: Finished) -> set[int]:
    return {id(call.target[1]) for call in book.calls if call.target}


@pytest.mark.parametrize("name", BOOKS)
def test_the_universal_profile_keeps_all_that_can_hold_at_once(shelf: Shelf, name: str) -> None:
    book = read_finished(shelf(name, "universal"))
    assert len(book.calls) >= 30
    assert calls_by_note(book) == {id(note) for _, note in book.notes}
    # Hume wrote one note that is too long for Kobo; the author is warned of it (CB211).
    found = broken(book, "universal")
    too_long = [one for one in found if one.startswith("short-enough: ")]
    assert len(too_long) == (name == "hume")
    assert found == too_long


@pytest.mark.parametrize("profile", [profile for profile in ALL if profile != "universal"])
@pytest.mark.parametrize("name", sorted(MANUSCRIPTS))
def test_other_profiles_keep_the_rules_of_their_reading_system(
    shelf: Shelf, name: str, profile: str
) -> None:
    path = shelf(name, profile)
    assert path.stem.endswith(f"-{profile}")
    book = read_finished(path)
    assert len(book.calls) >= 80
    assert broken(book, profile) == []


@pytest.mark.validator
@pytest.mark.parametrize("profile", [profile for profile in ALL if profile != "universal"])
def test_epubcheck_is_silent_about_other_profiles(
    shelf: Shelf, profile: str, tmp_path: Path
) -> None:
    assert run_epubcheck(shelf("thorough", profile), tmp_path) == []


@pytest.mark.parametrize("profile", sorted(ALL))
def test_a_kindle_makes_the_page_of_the_cover_itself(shelf: Shelf, profile: str) -> None:
    book = read_finished(shelf("thorough", profile))
    pages = [
        element
        for document in book.library.documents
        for element in document.root.walk()
        if "cover-picture" in (element.get("class") or "").split()
    ]
    assert len(pages) == (0 if profile == "kindle" else 1)


def test_profiles_differ_where_the_page_says_so(shelf: Shelf) -> None:
    """No profile would pass the rules of another: otherwise it would not be needed."""
    for profile in ALL:
        book = read_finished(shelf("thorough", profile))
        for other in ALL:
            assert (broken(book, other) == []) == (profile == other), (profile, other)
