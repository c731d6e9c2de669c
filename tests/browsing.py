"""Open finished pages in Debian's Chromium through Playwright, as a reader's browser shows them.

One browser for each worker of the test run, one tab for each kind of reader. What is asked of
hundreds of notes is asked inside the page, in one go: `asked_in_page.js` is run in each.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from building import ROOT
from chapbook.tools.validators.ace import find_browser

WIDTHS = (320, 390, 768, 1280, 1920)
# From here on notes are in the margin (styles/screen.css).
WIDE = 1024
# A telephone, a tablet held upright, a desk: heights that go with the widths.
_HEIGHTS = {320: 640, 390: 844, 768: 1024}
_AXE = ROOT / "tests" / "engines" / "node_modules" / "axe-core" / "axe.min.js"
_QUESTIONS = ROOT / "tests" / "asked_in_page.js"
# No sandbox: root has none, and the pages are our own. The others keep Chromium from calling out.
_FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
).split()
_SCRIPT = re.compile("<script.*?</script>", re.DOTALL)
# Layout shifts are reported only to observers registered before they happen.
_SHIFTS = """window.shifts = [];
new PerformanceObserver(list => window.shifts.push(...list.getEntries().map(e => e.value)))
    .observe({ type: 'layout-shift', buffered: true });"""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who opens a page: with or without scripts, in which colours, how.

    `anchors` is False for a browser without CSS anchor positioning. `locale` is the browser's own
    language, by which `Intl` splits text into words.
    """

    width: int = 1280
    script: bool = True
    scheme: str = "light"
    forced: bool = False
    contrast: bool = False
    touch: bool = False
    anchors: bool = True
    locale: str = "en-US"

    @property
    def height(self) -> int:
        """The height of the window."""
        return _HEIGHTS.get(self.width, 900)


@dataclass(slots=True)
class Tab:
    """An open page; `complaints` are all messages of the console and all failed requests."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def ask(self, expression: str, argument: Any = None) -> Any:
        """Run a function in the page and give what it returns."""
        return self.page.evaluate(expression, argument)

    def colour(self, reader: Reader) -> None:
        """Show the page in the colours of a reader."""
        self.page.emulate_media(
            color_scheme="dark" if reader.scheme == "dark" else "light",
            forced_colors="active" if reader.forced else "none",
            contrast="more" if reader.contrast else "no-preference",
            reduced_motion="reduce",
        )

    def shifts(self) -> float:
        """Return the sum of all layout shifts so far (Layout Instability API)."""
        total: float = self.ask(
            "new Promise(done => requestAnimationFrame(() => setTimeout(done)))"
            ".then(() => window.shifts.reduce((sum, one) => sum + one, 0))"
        )
        return total

    def axe(self, *rules: str) -> list[Any]:
        """Return what axe objects to, by all its rules or by those named: rule, impact, places.

        Only the places of violations are written down, which spares time
        (https://github.com/dequelabs/axe-core/blob/develop/doc/API.md#options-parameter).
        """
        self.ask(_AXE.read_text(encoding="utf-8"))
        found = self.ask(
            "only => axe.run({ ...(only.length && { runOnly: only }), resultTypes: ['violations']"
            " }).then(({ passes, violations }) =>"
            " [passes.length, violations.map(({ id, impact, nodes }) =>"
            " [id, impact, nodes.slice(0, 3).map(one => one.html)])])",
            list(rules),
        )
        assert found[0] > 0, "axe looked at nothing"
        violations: list[Any] = found[1]
        return violations


class Chromium:
    """The browser of a worker. Tabs are kept and opened anew at another page."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._contexts: dict[tuple[bool, bool, str], BrowserContext] = {}

    @contextmanager
    def open(self, path: Path, reader: Reader) -> Iterator[Tab]:
        """Open a page as a reader does; done when all of it is there."""
        page = self._context(reader).new_page()
        tab = Tab(page)
        page.on("console", lambda message: tab.complaints.append(message.text))
        page.on("pageerror", lambda error: tab.complaints.append(str(error)))
        page.on("request", lambda request: tab.requests.append(request.url))
        page.on("requestfailed", lambda request: tab.complaints.append(f"failed: {request.url}"))
        page.set_viewport_size({"width": reader.width, "height": reader.height})
        tab.colour(reader)
        if not reader.anchors:
            _forget_anchors(page, path)
        try:
            page.goto(path.as_uri())
            page.evaluate(_QUESTIONS.read_text(encoding="utf-8"))
            yield tab
        finally:
            page.close()

    def _context(self, reader: Reader) -> BrowserContext:
        kind = reader.script, reader.touch, reader.locale
        if kind not in self._contexts:
            context = self._browser.new_context(
                java_script_enabled=reader.script,
                has_touch=reader.touch,
                locale=reader.locale,
            )
            context.set_default_timeout(60_000)
            context.add_init_script(_SHIFTS)
            self._contexts[kind] = context
        return self._contexts[kind]

    def close(self) -> None:
        """End the browser and what belongs to it."""
        for context in self._contexts.values():
            context.close()


def _forget_anchors(page: Page, path: Path) -> None:
    """Take CSS anchor positioning from a page: the rules, and the answer to who asks for it."""
    text = path.read_text(encoding="utf-8")
    assert "@supports (anchor-name:" in text
    text = text.replace("@supports (anchor-name:", "@supports (no-anchor-name:")
    page.route("**/*.html", lambda route: route.fulfill(body=text, content_type="text/html"))
    page.add_init_script(
        "const known = CSS.supports;"
        "CSS.supports = (...words) => !/anchor/.test(words[0]) && known.apply(CSS, words)"
    )


def without_script(path: Path, folder: Path) -> Path:
    """Copy a page without its scripts: axe needs timers, which stand still where none may run."""
    copy = folder / path.name
    copy.write_text(_SCRIPT.sub("", path.read_text(encoding="utf-8")), encoding="utf-8")
    return copy


@contextmanager
def chromium() -> Iterator[Chromium]:
    """Start the system's Chromium; Playwright's own is never fetched.

    Skips the test as NOT RUN where there is none, and fails it under CI.
    """
    found = find_browser()
    if found is None or not _AXE.exists():
        what = "Chromium" if found is None else "axe-core of tests/engines"
        if os.environ.get("CI") == "true":
            pytest.fail(f"{what} is missing, and CI demands it")
        pytest.skip(f"NOT RUN: {what} is missing")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(found), args=_FLAGS)
        window = Chromium(browser)
        try:
            yield window
        finally:
            window.close()
            browser.close()
