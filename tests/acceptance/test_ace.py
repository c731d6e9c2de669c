"""Ace by DAISY finds no breach of accessibility in any of the books, and would find one."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from building import MANUSCRIPTS, Book, Shelf, at_hand
from chapbook.model.editions.output import Verdict
from chapbook.tools.validators.ace import check_accessibility, find_browser
from readers import MODULES, PlainEpub, need

pytestmark = pytest.mark.validator


@pytest.fixture(autouse=True)
def ace() -> None:
    need(shutil.which("node"), find_browser(), MODULES / "@daisy" / "ace-cli")


def silent(epub: Path) -> None:
    """Assert that nothing is found, and that every content document was looked at."""
    result = check_accessibility(epub, MODULES)
    assert result.reason is None
    assert result.violations == ()
    assert result.verdict is Verdict.PASS
    # Besides the content documents Ace checks the package, and what it is told of the navigation.
    assert result.documents >= len(PlainEpub(epub).spine) + 1


def test_no_violation_in_a_book_with_all_its_editions(book: Book) -> None:
    silent(book.files.epub)


@pytest.mark.parametrize("name", ["arabic", "japanese"])
def test_no_violation_in_other_scripts(shelf: Shelf, name: str) -> None:
    silent(shelf(name))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["hume", "suetonius"])
def test_no_violation_in_a_long_book(built: Callable[[str, Path], Book], name: str) -> None:
    silent(built(name, at_hand(name)).files.epub)


def test_a_picture_without_words_is_found(
    built: Callable[[str, Path], Book], tmp_path: Path
) -> None:
    whole = built("thorough", MANUSCRIPTS["thorough"]).files.epub
    wordless = tmp_path / whole.name
    with ZipFile(whole) as source, ZipFile(wordless, "w") as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename.endswith(".xhtml"):
                content = re.sub(rb' alt="[^"]+"', b"", content)
            target.writestr(entry, content)
    result = check_accessibility(wordless, MODULES)
    assert result.verdict is Verdict.FAIL
    rules = {violation.rule for violation in result.violations}
    # The cover's role is not allowed to a picture without a name.
    assert rules == {"image-alt", "aria-allowed-role"}
