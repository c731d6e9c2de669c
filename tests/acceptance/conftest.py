"""Fixtures for tests of web pages in a browser: the page that a test is to look at."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from building import MANUSCRIPTS, Book, Shelf


@pytest.fixture(scope="session")
def page_of(built: Callable[[str, Path], Book], shelf: Shelf) -> Callable[[str], Path]:
    """Return the file of a page of `in_browser.PAGES`."""

    def give(name: str) -> Path:
        if name == "download":
            return built("pamphlet", MANUSCRIPTS["pamphlet"]).files.html.with_name("index.html")
        if name in MANUSCRIPTS:
            return built(name, MANUSCRIPTS[name]).files.html
        return shelf(name).with_suffix(".html")

    return give


@pytest.fixture
def path(request: pytest.FixtureRequest, page_of: Callable[[str], Path]) -> Path:
    """A page by its name."""
    return page_of(request.param)
