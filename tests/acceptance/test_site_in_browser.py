"""The download page in a browser where `test_html_in_browser.py` does not look: other scripts."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from browsing import WIDTHS, Chromium, Reader
from building import CHAPBOOK, Shelf
from chapbook.tools.validators.ace import find_browser
from inspectors.site import Page
from readers import MODULES, need

pytestmark = pytest.mark.validator


TEXT = "# One\n\nText.[^1]\n\n# Two\n\nMore.\n\n[^1]: A note.\n"


@pytest.mark.parametrize("name", ["arabic", "japanese"])
def test_nothing_is_wrong_in_other_scripts(browser: Chromium, shelf: Shelf, name: str) -> None:
    path = shelf(name).with_name("index.html")
    for width in WIDTHS:
        with browser.open(path, Reader(width)) as tab:
            assert tab.axe() == []
            assert tab.shifts() == 0
            tab.colour(Reader(scheme="dark"))
            assert tab.axe("color-contrast", "link-in-text-block") == []
            assert tab.ask("() => window.questions.tooWide()") == []
            assert tab.complaints == []


def test_checks_that_ran_are_reported_with_their_versions(tmp_path: Path) -> None:
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
    assert [row[2] for row in outside] == ["passed: no errors found"] * 2
    assert re.fullmatch(r"EPUBCheck 5\.[\d.]+", outside[0][0])
    assert re.fullmatch(r"Ace by DAISY 1\.[\d.]+", outside[1][0])
