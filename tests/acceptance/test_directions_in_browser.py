"""Where calls and markers of notes are seen in text that runs from right to left."""

from __future__ import annotations

from pathlib import Path

import pytest

from browsing import Chromium, Reader
from in_browser import DESK, NARROW, build_page

pytestmark = pytest.mark.validator

MANUSCRIPT = """---
title: ספר
lang: {lang}
---

# פרק

::: {{dir=rtl}}
כמו בשנת 2023.[^1] ועוד

(2024)[^2] כן

שנה 2025[^3], וגם

כמו כתاب ١٩٩٩[^4] ועוד
:::

[^1]: 1939 הערה
[^2]: See Hume 1748
[^3]: הערה (1999)
[^4]: הערה
"""
# Calls that do not begin where what is before them ends, from right to left; markers likewise.
MISPLACED = """() => {
  const edges = (node, from, to) => {
    const range = document.createRange()
    range.setStart(node, from); range.setEnd(node, to)
    return range.getBoundingClientRect()
  }
  const calls = [...document.querySelectorAll('.note-call')].filter(call => {
    const before = call.previousSibling
    const end = before.data.length
    const letter = edges(before, end - 1, end)
    const year = edges(before, end - 5, end - 4)
    return call.getBoundingClientRect().right > letter.left + 1 || letter.left > year.right
  })
  const markers = [...document.querySelectorAll('.note-marker')].filter(marker => {
    const after = marker.nextSibling
    return marker.getBoundingClientRect().left < edges(after, 1, after.data.length).right - 1
  })
  return [calls.length, markers.length, document.querySelectorAll('.note-call').length]
}"""

# Right edges of a page mark, put before the first paragraph's words, and of the year after it.
PAGE_MARK = """() => {
  const mark = document.createElement('span')
  mark.className = 'page-break'
  mark.dataset.page = '2'
  const year = [...document.querySelector('main p').childNodes].find(one => one.nodeType === 3)
  year.before(mark)
  return mark.getBoundingClientRect().right
}"""
YEAR = """() => {
  const range = document.createRange()
  range.setStart(document.querySelector('.page-break').nextSibling, 0)
  range.setEnd(document.querySelector('.page-break').nextSibling, 4)
  return range.getBoundingClientRect().right
}"""


@pytest.mark.parametrize("lang", ["he", "ar", "en"])
def test_calls_follow_what_they_are_called_after(
    browser: Chromium, tmp_path: Path, lang: str
) -> None:
    manuscript = tmp_path / "leftwards.md"
    manuscript.write_text(MANUSCRIPT.format(lang=lang), encoding="utf-8")
    with browser.open(build_page(manuscript, tmp_path), Reader(DESK)) as tab:
        calls, markers, count = tab.ask(MISPLACED)
        assert (calls, count) == (0, 4)
        assert markers == 0 or lang == "en"  # the notes of an English book run rightwards


def test_page_mark_comes_before_the_number_that_begins_its_page(
    browser: Chromium, tmp_path: Path
) -> None:
    manuscript = tmp_path / "leftwards.md"
    manuscript.write_text("---\ntitle: ספר\nlang: he\n---\n\n1948 ועוד\n", encoding="utf-8")
    with browser.open(build_page(manuscript, tmp_path), Reader(NARROW)) as tab:
        assert tab.ask(PAGE_MARK) > tab.ask(YEAR)
