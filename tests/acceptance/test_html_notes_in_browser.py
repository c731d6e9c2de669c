"""Notes of the reading edition in a browser: by key and by tap, in the margin and at the foot."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from browsing import WIDE, Chromium, Reader, Tab
from building import Book, at_hand
from in_browser import DESK, NARROW, ask, every_reading_edition, silent, with_and_without_script

pytestmark = pytest.mark.validator


@every_reading_edition
@pytest.mark.parametrize(
    ("width", "script"),
    [(NARROW, True), (NARROW, False), (DESK, False)],
    ids=["narrow", "narrow without script", "wide"],
)
def test_every_note_opens_and_returns_by_the_keyboard(
    browser: Chromium, path: Path, width: int, *, script: bool
) -> None:
    with browser.open(path, Reader(width, script)) as tab:
        calls = tab.ask("[...document.querySelectorAll('.note-call')].map(one => one.id)")
        assert calls
        assert [call for call in calls if not opens_and_returns_by_key(tab, call)] == []
        assert silent(tab, path)


def opens_and_returns_by_key(tab: Tab, call: str) -> bool:
    tab.ask("id => document.getElementById(id).focus()", call)
    tab.page.keyboard.press("Enter")
    stops = ask(tab, "stopsToBacklink(call)", call)
    for _ in range(stops):
        tab.page.keyboard.press("Tab")
    tab.page.keyboard.press("Enter")
    return stops > 0 and bool(ask(tab, "returned(call)", call))


def is_open(tab: Tab) -> bool:
    """Return whether a note lies over the text."""
    found: bool = tab.ask(
        "() => document.querySelector('.note:target')?.checkVisibility() ?? false"
    )
    return found


@every_reading_edition
@with_and_without_script
def test_every_note_opens_and_returns_by_a_tap(
    browser: Chromium, path: Path, *, script: bool
) -> None:
    with browser.open(path, Reader(NARROW, script, touch=True)) as tab:
        calls = tab.ask("[...document.querySelectorAll('.note-call')].map(one => one.id)")
        assert calls
        assert [call for call in calls if not opens_and_returns_by_tap(tab, call)] == []
        assert silent(tab, path)


def opens_and_returns_by_tap(tab: Tab, call: str) -> bool:
    tab.page.touchscreen.tap(*ask(tab, "middleOfCall(call)", call))
    if not (place := ask(tab, "middleOfBacklink(call)", call)):
        return False
    tab.page.touchscreen.tap(*place)
    return bool(ask(tab, "returned(call)", call))


def tap(tab: Tab, selector: str) -> None:
    """Tap the middle of the first line of an element."""
    tab.page.touchscreen.tap(*ask(tab, "middle(document.querySelector(call))", selector))


@pytest.mark.parametrize("path", ["pamphlet"], indirect=True)
@pytest.mark.parametrize("way", ["Escape", "tap beside it", "backlink"])
def test_a_note_is_closed_where_the_text_stands(browser: Chromium, path: Path, way: str) -> None:
    with browser.open(path, Reader(NARROW, touch=True)) as tab:
        call = tab.ask("document.querySelectorAll('.note-call')[20].id")
        tab.ask("id => document.getElementById(id).scrollIntoView({ block: 'center' })", call)
        tab.ask("scrollBy(0, -150)")
        before = tab.ask("scrollY")
        tap(tab, f"#{call}")
        assert is_open(tab)
        if way == "Escape":
            tab.page.keyboard.press("Escape")
        elif way == "backlink":
            tap(tab, ".note:target .backlink")
        else:
            tab.page.touchscreen.tap(NARROW / 2, 80)
        assert not is_open(tab)
        assert tab.ask("scrollY") == before
        assert tab.ask("document.activeElement.id") == call


@every_reading_edition
@with_and_without_script
def test_margin_notes_are_beside_their_calls(
    browser: Chromium, path: Path, *, script: bool
) -> None:
    with browser.open(path, Reader(DESK, script)) as tab:
        assert tab.ask("document.querySelectorAll('.note').length") > 3
        assert ask(tab, "astray()") == []


@every_reading_edition
def test_without_anchor_positioning_the_script_aligns_the_notes(
    browser: Chromium, path: Path
) -> None:
    with browser.open(path, Reader(DESK, anchors=False)) as tab:
        tab.ask("document.fonts.ready.then(() => new Promise(done => setTimeout(done, 100)))")
        assert tab.ask("document.body.classList.contains('aligned')")
        assert ask(tab, "misplaced()") == []
        assert ask(tab, "astray()") == []
        tab.page.set_viewport_size({"width": WIDE, "height": 900})
        tab.ask("new Promise(done => setTimeout(done, 100))")
        assert ask(tab, "astray()") == []
    with browser.open(path, Reader(DESK, script=False, anchors=False)) as tab:
        assert ask(tab, "misplaced()") == []


@pytest.mark.slow
@pytest.mark.parametrize("width", [NARROW, DESK])
def test_a_book_of_a_thousand_notes(
    browser: Chromium, built: Callable[[str, Path], Book], width: int
) -> None:
    path = built("suetonius", at_hand("suetonius")).files.html
    # In the margin a click moves the page and nothing else, and each time a browser lays out all
    # notes anew: some of the calls will do.
    step = 12 if width == DESK else 1
    for script in (True, False):
        with browser.open(path, Reader(width, script)) as tab:
            assert tab.ask("document.querySelectorAll('.note').length") == 968
            assert ask(tab, "tooWide()") == []
            assert ask(tab, "misplaced()") == []
            assert ask(tab, f"openAll({step})") == []
            assert silent(tab, path)
    with browser.open(path, Reader(width)) as tab:
        assert tab.axe() == []
        assert tab.shifts() == 0
        if width == DESK:
            assert ask(tab, "astray()") == []
            assert ask(tab, "unfollowed('[aria-current]')") == []
