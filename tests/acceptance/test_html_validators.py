"""The Nu checker finds nothing in the web pages, and would find something.

What axe says of them is asked in `test_html_in_browser.py`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from building import Book, Shelf
from readers import MODULES
from validators import run_nu

pytestmark = pytest.mark.validator

FAULTY = """<!DOCTYPE html>
<html lang="en"><head><title>Faulty</title><style>p { colour: red }</style></head>
<body><main><h1>Faulty</h1><p id="a">x</p><p id="a">y</p><img src="data:image/png;base64,"></main>
</body></html>
"""


def test_nu_is_silent(book: Book) -> None:
    for page in (book.files.html, book.files.html.with_name("index.html")):
        assert run_nu(page, MODULES) == [], page.name


@pytest.mark.parametrize("name", ["arabic", "japanese"])
def test_nu_is_silent_about_other_scripts(shelf: Shelf, name: str) -> None:
    epub = shelf(name)
    for page in (epub.with_suffix(".html"), epub.with_name("index.html")):
        assert run_nu(page, MODULES) == [], page.name


def test_faults_are_found(tmp_path: Path) -> None:
    page = tmp_path / "faulty.html"
    page.write_text(FAULTY, encoding="utf-8")
    said = "\n".join(run_nu(page, MODULES))
    assert "Duplicate ID" in said
    assert "colour" in said
