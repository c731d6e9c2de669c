"""The way through the reading edition in a browser: contents, links that stay, tables, paper."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest

from browsing import Chromium, Reader
from building import MANUSCRIPTS
from in_browser import (
    COLOURS,
    DESK,
    NARROW,
    ask,
    build_page,
    every_reading_edition,
    with_and_without_script,
)

pytestmark = pytest.mark.validator


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
    """Return what is drawn on all pages, without spaces and hyphens."""
    document = pypdfium2.PdfDocument(BytesIO(pdf))
    return letters("".join(page.get_textpage().get_text_range() for page in document))
