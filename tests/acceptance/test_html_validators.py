"""The Nu checker and axe find nothing in the HTML edition, and would find something."""

from __future__ import annotations

from pathlib import Path

import pytest

from building import Book
from readers import MODULES, open_in
from validators import run_nu

pytestmark = pytest.mark.validator

FAULTY = """<!DOCTYPE html>
<html lang="en"><head><title>Faulty</title><style>p { colour: red }</style></head>
<body><main><h1>Faulty</h1><p id="a">x</p><p id="a">y</p><img src="data:image/png;base64,"></main>
</body></html>
"""


def test_nu_is_silent(book: Book) -> None:
    assert run_nu(book.files.html, MODULES) == []


def test_axe_finds_no_violation_on_wide_and_narrow_screens(book: Book) -> None:
    told = open_in("axe", book.files.html)
    assert told["violations"] == {"1280": [], "390": []}
    assert told["complaints"] == []


def test_faults_are_found(tmp_path: Path) -> None:
    page = tmp_path / "faulty.html"
    page.write_text(FAULTY, encoding="utf-8")
    said = "\n".join(run_nu(page, MODULES))
    assert "Duplicate ID" in said
    assert "colour" in said
    told = open_in("axe", page)
    assert {rule for rule, *_ in told["violations"]["390"]} == {"image-alt"}
