"""The web pages in a real browser: at each width, with and without scripts, in each colour scheme.

A page that is added to `in_browser.PAGES` goes through the whole matrix.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from browsing import Chromium, Reader, without_script
from in_browser import COLOURS, DESK, NARROW, ask, every_page, every_width, silent

pytestmark = pytest.mark.validator


@every_page
@every_width
def test_the_page_is_sound_for_each_reader(browser: Chromium, path: Path, width: int) -> None:
    for script in (True, False):
        with browser.open(path, Reader(width, script)) as tab:
            for scheme, forced in (("light", False), ("dark", False), ("light", True)):
                tab.colour(Reader(scheme=scheme, forced=forced))
                assert ask(tab, "tooWide()") == []
                assert ask(tab, "misplaced()") == []
                if script:
                    assert tab.axe(*(COLOURS if forced or scheme == "dark" else ())) == []
            assert silent(tab, path)


@every_page
@pytest.mark.parametrize("width", [NARROW, DESK])
def test_axe_is_silent_without_a_script(
    browser: Chromium, path: Path, width: int, tmp_path: Path
) -> None:
    with browser.open(without_script(path, tmp_path), Reader(width)) as tab:
        assert tab.axe() == []


@every_page
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_who_asks_for_contrast_gets_it(browser: Chromium, path: Path, scheme: str) -> None:
    for width in (NARROW, DESK):
        with browser.open(path, Reader(width, scheme=scheme, contrast=True)) as tab:
            assert tab.axe("color-contrast-enhanced") == []


@every_page
@every_width
def test_nothing_shifts_while_the_page_is_read(browser: Chromium, path: Path, width: int) -> None:
    with browser.open(path, Reader(width)) as tab:
        height = tab.ask("document.scrollingElement.scrollHeight")
        for place in range(0, height, 2400):
            tab.ask("place => scrollTo(0, place)", place)
            tab.ask("new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
        assert tab.shifts() == 0
        assert silent(tab, path)


@every_page
def test_the_page_has_landmarks_and_a_way_past_its_head(browser: Chromium, path: Path) -> None:
    with browser.open(path, Reader(DESK)) as tab:
        assert tab.ask("document.querySelectorAll('main').length") == 1
        assert tab.ask("document.querySelectorAll('h1').length") == 1
        assert tab.ask("document.documentElement.lang.length") > 1
        assert tab.ask("document.documentElement.dir") in ("ltr", "rtl")
        tab.page.keyboard.press("Tab")
        assert tab.ask("document.activeElement.className") == "skip-link"
        assert tab.ask("document.activeElement.getBoundingClientRect().height") > 20
        tab.page.keyboard.press("Enter")
        tab.page.keyboard.press("Tab")
        inside = "document.querySelector('main').contains(document.activeElement)"
        assert tab.ask(inside)


@every_page
def test_dark_pages_are_dark(browser: Chromium, path: Path) -> None:
    grounds = []
    for scheme in ("light", "dark"):
        with browser.open(path, Reader(DESK, scheme=scheme)) as tab:
            colour = tab.ask("getComputedStyle(document.body).backgroundColor")
            grounds.append(sum(map(int, re.findall(r"\d+", colour)[:3])) / 3)
    assert grounds[0] > 230
    assert grounds[1] < 40


# --- The tests can fail ---------------------------------------------------------------------------

FAULTY = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Faulty</title></head>
<body><main><h1>Faulty</h1><p style="width: 2000px; color: #ddd">wide <a class="note-call" id="c"
href="#n">1</a></p><img src="https://example.org/a.png"><h2>No link</h2>
<aside class="note" id="n" style="position: absolute; left: 0; top: 0; width: 300px">over<a
class="backlink" href="#c">back</a></aside><script>console.log('told')</script></main></body></html>
"""


def test_faults_are_found(browser: Chromium, tmp_path: Path) -> None:
    path = tmp_path / "faulty.html"
    path.write_text(FAULTY, encoding="utf-8")
    with browser.open(path, Reader(DESK)) as tab:
        assert ask(tab, "tooWide()")
        assert ask(tab, "misplaced()")
        assert ask(tab, "astray()")
        assert ask(tab, "unlinked()")
        assert {"image-alt", "color-contrast"} <= {rule for rule, *_ in tab.axe()}
        assert "told" in tab.complaints
        assert "https://example.org/a.png" in tab.requests
        with pytest.raises(AssertionError):
            silent(tab, path)
