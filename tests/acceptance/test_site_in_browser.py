"""The download page in a browser: at every width, light and dark, from the disk."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from building import CHAPBOOK, Book, Shelf
from chapbook.tools.ace import find_browser
from inspectors.site import Page
from readers import MODULES, need, open_in
from validators import run_nu

pytestmark = pytest.mark.validator


TEXT = "# One\n\nText.[^1]\n\n# Two\n\nMore.\n\n[^1]: A note.\n"


def faults(page: Path) -> dict[str, object]:
    """Give what is wrong at each width and scheme, and all that the browser complained of."""
    told = open_in("site", page)
    assert len(told["found"]) == 10
    wrong = {
        at: one
        for at, one in told["found"].items()
        if one["violations"] or one["wide"] > 0 or one["moved"] > 0
    }
    return {**wrong, **({"complaints": told["complaints"]} if told["complaints"] else {})}


def test_nothing_is_wrong_at_any_width(book: Book) -> None:
    assert faults(book.files.html.with_name("index.html")) == {}


@pytest.mark.parametrize("name", ["arabic", "japanese"])
def test_nothing_is_wrong_in_other_scripts(shelf: Shelf, name: str) -> None:
    page = shelf(name).with_name("index.html")
    assert run_nu(page, MODULES) == []
    assert faults(page) == {}


def test_nu_is_silent(book: Book) -> None:
    assert run_nu(book.files.html.with_name("index.html"), MODULES) == []


def test_checks_that_ran_are_told_with_their_versions(tmp_path: Path) -> None:
    need(shutil.which("java"), shutil.which("node"), find_browser(), MODULES / "@daisy" / "ace-cli")
    (tmp_path / "book.md").write_text(
        f"---\ntitle: Small\nlang: en\n---\n\n{TEXT}", encoding="utf-8"
    )
    command = [CHAPBOOK, "build", tmp_path / "book.md", "--format", "epub,site", "--validate"]
    subprocess.run(
        [*command, "--output", tmp_path / "out"],
        check=True,
        capture_output=True,
        env={**os.environ, "CHAPBOOK_NODE_MODULES": str(MODULES)},
    )
    page = Page(tmp_path / "out" / "index.html")
    rows = [
        [cell.text() for cell in row.walk() if cell.tag in ("th", "td")]
        for row in page.named("accessibility").walk()
        if row.tag == "tr"
    ]
    outside = [row for row in rows if row[1].endswith(".epub")]
    assert [row[2] for row in outside] == ["passed: found nothing"] * 2
    assert re.fullmatch(r"EPUBCheck 5\.[\d.]+", outside[0][0])
    assert re.fullmatch(r"Ace by DAISY 1\.[\d.]+", outside[1][0])
