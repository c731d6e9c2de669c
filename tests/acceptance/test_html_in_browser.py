"""The web pages in a real browser: at each width, with and without scripts, in each colour scheme.

A page that is added to PAGES goes through the whole matrix.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from browsing import WIDE, WIDTHS, Chromium, Reader, Tab, without_script
from building import CHAPBOOK, MANUSCRIPTS, SHELF_BOOKS, Book, Shelf, editions

pytestmark = pytest.mark.validator

COLOURS = ("color-contrast", "link-in-text-block")
# Reading editions, by their books; of the pamphlet also the download page.
READING = ("pamphlet", "thorough", "arabic", "japanese")
PAGES = (*READING, "download")
NARROW, DESK = 390, 1280


@pytest.fixture(scope="session")
def page_of(built: Callable[[str, Path], Book], shelf: Shelf) -> Callable[[str], Path]:
    """Give the file of a page of PAGES."""

    def give(name: str) -> Path:
        if name == "download":
            found = built("pamphlet", MANUSCRIPTS["pamphlet"]).files.html.with_name("index.html")
            if not found.exists():
                pytest.skip("NOT RUN: no index.html is built yet")
            return found
        if name in MANUSCRIPTS:
            return built(name, MANUSCRIPTS[name]).files.html
        return shelf(name).with_suffix(".html")

    return give


def build_page(manuscript: Path, output: Path) -> Path:
    """Build the reading edition alone, which is compared with nothing."""
    command = [CHAPBOOK, "build", manuscript, "--format", "html", "--no-collate"]
    subprocess.run([*command, "--output", output], check=True, capture_output=True)
    (found,) = editions(output, "html")
    return found


@pytest.fixture
def path(request: pytest.FixtureRequest, page_of: Callable[[str], Path]) -> Path:
    """A page by its name."""
    return page_of(request.param)


every_page = pytest.mark.parametrize("path", PAGES, indirect=True)
every_reading_edition = pytest.mark.parametrize("path", READING, indirect=True)
every_width = pytest.mark.parametrize("width", WIDTHS)
with_and_without_script = pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])


def ask(tab: Tab, question: str, call: str = "") -> Any:
    """Ask one of the questions of `asked_in_page.js`; it may speak of a `call`."""
    return tab.ask(f"call => window.questions.{question}", call)


def silent(tab: Tab, path: Path) -> bool:
    """Say whether the page has asked for nothing but itself, and the browser has said nothing."""
    asked = {request.partition("#")[0] for request in tab.requests}
    assert tab.complaints == []
    assert {one for one in asked if not one.startswith("data:")} == {path.as_uri()}
    return True


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


# --- The reading edition: notes -------------------------------------------------------------------


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
    """Say whether a note lies over the text."""
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
def test_margin_notes_stand_beside_their_calls(
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
    manuscript = SHELF_BOOKS["suetonius"]
    if not manuscript.exists():
        pytest.skip("NOT RUN: ../shared/books is not beside the repository")
    path = built("suetonius", manuscript).files.html
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


# --- The reading edition: the way through it ------------------------------------------------------


@pytest.mark.parametrize("path", ["pamphlet", "thorough", "arabic"], indirect=True)
def test_the_contents_follow_the_reader(browser: Chromium, path: Path) -> None:
    with browser.open(path, Reader(DESK)) as tab:
        assert ask(tab, "unfollowed('[aria-current]')") == []


@pytest.mark.parametrize("path", ["pamphlet"], indirect=True)
def test_the_contents_follow_without_a_script_too(browser: Chromium, path: Path) -> None:
    colours = []
    with browser.open(path, Reader(DESK, script=False)) as tab:
        links = "[...document.querySelectorAll('.contents li a')]"
        last = tab.ask(f"{links}.length") - 3
        for number in (0, 5, last):
            tab.ask(
                f"number => {{ const link = {links}[number]; scrollTo(0, scrollY - 200 +"
                " document.getElementById(link.hash.slice(1)).getBoundingClientRect().top) }",
                number,
            )
            tab.page.screenshot()  # a frame is drawn
            colours.append(tab.ask(f"{links}.map(one => getComputedStyle(one).color)"))
    marked = [
        [number for number, colour in enumerate(found) if found.count(colour) == 1]
        for found in colours
    ]
    assert [len(found) for found in marked] == [1, 1, 1]
    assert marked[0] < marked[1] < marked[2]


SLANTED_OR_SPACED = """[...document.querySelectorAll('main *, header *')].filter(one => {
    const own = [...one.childNodes].filter(child => child.nodeType === 3).map(child => child.data)
    const { fontStyle, letterSpacing } = getComputedStyle(one)
    return /[\\u0600-\\u06ff\\u3040-\\u9fff]/.test(own.join(''))
      && (fontStyle !== 'normal' || document.dir === 'rtl' && !/^(normal|0px)$/.test(letterSpacing))
}).map(one => one.outerHTML.slice(0, 90))"""


@pytest.mark.parametrize("path", ["arabic", "japanese"], indirect=True)
def test_scripts_without_italics_have_none(browser: Chromium, path: Path) -> None:
    """Nor are letters spaced that are joined; the download page has the same headings."""
    for page in (path, path.with_name("index.html")):
        with browser.open(page, Reader(DESK)) as tab:
            assert tab.ask("document.querySelectorAll('main h2').length") > 1
            assert tab.ask(SLANTED_OR_SPACED) == []


@pytest.mark.parametrize("path", ["pamphlet"], indirect=True)
def test_on_a_narrow_screen_a_line_leads_to_the_contents(browser: Chromium, path: Path) -> None:
    with browser.open(path, Reader(NARROW)) as tab:
        tab.ask("scrollTo(0, 4000)")
        box = tab.ask("document.querySelector('.to-contents').getBoundingClientRect().toJSON()")
        assert (box["top"], box["height"] < 50) == (0, True)
        tab.page.click(".to-contents a")
        top = tab.ask("document.querySelector('.contents h2').getBoundingClientRect().top")
        assert 0 <= top < 200


@every_reading_edition
def test_headings_and_paragraphs_lead_to_themselves(browser: Chromium, path: Path) -> None:
    with browser.open(path, Reader(DESK)) as tab:
        assert ask(tab, "unlinked()") == []
        first = "document.querySelector(\"main p[id^='p-'] > .permalink\")"
        visible = f"getComputedStyle({first}).visibility"
        assert tab.ask(visible) == "hidden"
        tab.page.hover("main p[id^='p-']")
        assert tab.ask(visible) == "visible"


@every_reading_edition
@with_and_without_script
def test_who_has_no_pointer_asks_for_the_links_of_paragraphs(
    browser: Chromium, path: Path, *, script: bool
) -> None:
    """A box shows them all: then each can be stopped at, and without it none is in the way."""
    links = "[...document.querySelectorAll('main :is(p, .line-block) > .permalink')]"
    last = f"{links}.at(-1)"
    with browser.open(path, Reader(DESK, script)) as tab:
        tab.ask(f"{last}.focus()")
        assert not tab.ask(f"{last} === document.activeElement")
        tab.ask("document.querySelector('.all-signs').focus()")
        tab.page.keyboard.press("Space")
        assert tab.ask(f"{links}.every(one => one.checkVisibility({{ visibilityProperty: true }}))")
        for _ in range(40):
            tab.page.keyboard.press("Shift+Tab")
            if tab.ask(f"{last} === document.activeElement"):
                break
        tab.page.keyboard.press("Enter")
        assert tab.ask(f"location.hash === {last}.hash")
        if script:
            assert tab.axe() == []


WIDE_TABLE = """A table that no telephone is wide enough for.

| Westernmost | Westerly | Middle | Easterly | Easternmost | Altogether |
|-------------|----------|--------|----------|-------------|------------|
| Warehouses  | Weavers  | Wool   | Workshop | Wholesale   | Wages      |
"""


def test_a_wide_table_scrolls_in_its_frame_by_the_keyboard(
    browser: Chromium, tmp_path: Path
) -> None:
    manuscript = tmp_path / "wide.md"
    manuscript.write_text(WIDE_TABLE, encoding="utf-8")
    path = build_page(manuscript, tmp_path)
    with browser.open(path, Reader(320)) as tab:
        assert ask(tab, "tooWide()") == []
        frame = "document.querySelector('.table-frame')"
        assert tab.ask(f"{frame}.scrollWidth > {frame}.clientWidth + 20")
        tab.ask(f"{frame}.focus()")
        tab.page.keyboard.press("ArrowRight")
        tab.page.wait_for_function(f"{frame}.scrollLeft > 0")


SERIES = ("one", "two", "three", "four", "five", "six", "seven")
MANY_SERIES = """---
title: Many Hands
lang: en
notes: {{{declared}}}
---

# One

Words {calls}.

{notes}
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_six_series_have_six_colours(browser: Chromium, tmp_path: Path, scheme: str) -> None:
    """The seventh begins anew. All can be read."""
    manuscript = tmp_path / "many.md"
    text = MANY_SERIES.format(
        declared=", ".join(f"{name}: {{marker: decimal, restart: never}}" for name in SERIES),
        calls=" and ".join(f"{name}[^{name}:x]" for name in SERIES),
        notes="\n\n".join(f"[^{name}:x]: A note of {name}." for name in SERIES),
    )
    manuscript.write_text(text, encoding="utf-8")
    with browser.open(build_page(manuscript, tmp_path), Reader(scheme=scheme)) as tab:
        colours = tab.ask(
            "[...document.querySelectorAll('.note-call')].map(one => getComputedStyle(one).color)"
        )
        assert len(colours) == len(SERIES)
        assert len(set(colours[:6])) == 6
        assert colours[6] == colours[0]
        assert tab.axe(*COLOURS) == []
        tab.colour(Reader(scheme=scheme, contrast=True))
        assert tab.axe("color-contrast-enhanced") == []


@every_reading_edition
def test_at_four_hundred_percent_nothing_covers_the_text(browser: Chromium, path: Path) -> None:
    """A window of 1280 by 1024 CSS px, enlarged fourfold (WCAG 2.2, 1.4.10)."""
    with browser.open(path, Reader(320)) as tab:
        tab.page.set_viewport_size({"width": 320, "height": 256})
        tab.ask("scrollTo(0, 3000)")
        assert ask(tab, "tooWide()") == []
        assert (
            tab.ask("getComputedStyle(document.querySelector('.to-contents')).position") == "static"
        )


@pytest.mark.parametrize("path", list(MANUSCRIPTS), indirect=True)
def test_paper_has_every_note_and_nothing_of_the_screen(browser: Chromium, path: Path) -> None:
    with browser.open(path, Reader(DESK)) as tab:
        notes = tab.ask(
            "() => [...document.querySelectorAll('.note')].map(note => { const copy = "
            "note.cloneNode(true); copy.querySelectorAll('.backlinks, math').forEach(one => "
            "one.remove()); return copy.textContent })"
        )
        printed = letters_of(tab.page.pdf())
        assert len(notes) > 3
        assert [note for note in notes if letters(note)[:60] not in printed] == []
        tab.page.emulate_media(media="print")
        shown = "one => document.querySelector(one).checkVisibility()"
        assert not any(tab.ask(shown, one) for one in (".to-contents", ".skip-link", ".backlinks"))


def letters(text: str) -> str:
    return re.sub(r"[\s\u00ad\u00a0\u2010-\u2015-]+", "", text)


def letters_of(pdf: bytes) -> str:
    """Give what is drawn on all pages, without spaces and hyphens."""
    document = pypdfium2.PdfDocument(BytesIO(pdf))
    return letters("".join(page.get_textpage().get_text_range() for page in document))


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
