"""EPUBCheck finds nothing, not even matters of usage, but for the use of fonts."""

from __future__ import annotations

from pathlib import Path

import pytest

from building import Book
from validators import run_epubcheck


@pytest.mark.validator
def test_epubcheck_is_silent(book: Book, tmp_path: Path) -> None:
    assert run_epubcheck(book.files.epub, tmp_path) == []
