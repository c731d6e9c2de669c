"""What the browser tests share: the pages, whom they are asked for, and how they are asked."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

from browsing import WIDTHS, Tab
from building import CHAPBOOK, editions

# What depends on colours, asked of each scheme; all other rules are asked once.
COLOURS = ("color-contrast", "link-in-text-block")
# Reading editions, by their books; of the pamphlet also the download page.
READING = ("pamphlet", "thorough", "arabic", "japanese")
PAGES = (*READING, "download")
NARROW, DESK = 390, 1280

every_page = pytest.mark.parametrize("path", PAGES, indirect=True)
every_reading_edition = pytest.mark.parametrize("path", READING, indirect=True)
every_width = pytest.mark.parametrize("width", WIDTHS)
with_and_without_script = pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])


def ask(tab: Tab, question: str, call: str = "") -> Any:
    """Ask one of the questions of `asked_in_page.js`; it may concern a `call`."""
    return tab.ask(f"call => window.questions.{question}", call)


def silent(tab: Tab, path: Path) -> bool:
    """Return whether the page has requested only itself, and the browser has not complained."""
    asked = {request.partition("#")[0] for request in tab.requests}
    assert tab.complaints == []
    assert {one for one in asked if not one.startswith("data:")} == {path.as_uri()}
    return True


def build_page(manuscript: Path, output: Path) -> Path:
    """Build the reading edition alone, which is compared with nothing."""
    command = [CHAPBOOK, "build", manuscript, "--format", "html", "--no-collate"]
    subprocess.run([*command, "--output", output], check=True, capture_output=True)
    (found,) = editions(output, "html")
    return found
