"""Words without any place to break stay on a narrow screen, and nothing is added to an address."""

from __future__ import annotations

from pathlib import Path

import pytest

from browsing import Chromium, Reader
from in_browser import DESK, ask, build_page

pytestmark = pytest.mark.validator

LETTERS = "a" * 110
FILE = "Annual_Report_of_the_Ministry_of_Finance_for_the_Year_1911_final_corrected_version_3.pdf"
ADDRESS = f"https://example.org/international-documentation/{LETTERS}?and=more-of-it"
MANUSCRIPT = f"""---
title: Long
lang: en-GB
---

# Chapter {FILE}

A paragraph {LETTERS}, *{FILE}*, [{LETTERS}](https://example.org), <{ADDRESS}> and {ADDRESS}.[^n]

## Section {LETTERS}

- An item <{ADDRESS}>

> Quoted {LETTERS}

Term {FILE}
:   Definition {LETTERS}

| Verse {FILE}
| <{ADDRESS}>

In code `{LETTERS}`.

| Table | B |
|-------|---|
| <{ADDRESS}> | {FILE} |

[^n]: In a note {LETTERS}, <{ADDRESS}> and {FILE}.
"""


@pytest.mark.parametrize("width", [320, 768, DESK])
def test_no_word_leaves_the_screen(browser: Chromium, tmp_path: Path, width: int) -> None:
    manuscript = tmp_path / "long.md"
    manuscript.write_text(MANUSCRIPT, encoding="utf-8")
    with browser.open(build_page(manuscript, tmp_path), Reader(width)) as tab:
        assert ask(tab, "tooWide()") == []
        assert ask(tab, "misplaced()") == []
        copied = tab.ask("getSelection().selectAllChildren(document.body), `${getSelection()}`")
        assert copied.count(ADDRESS) >= 5
        assert copied.count(FILE) >= 5
