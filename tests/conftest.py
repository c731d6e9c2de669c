"""Fixtures for tests on finished editions: each manuscript is built once in a session."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from browsing import Chromium, chromium
from building import (
    MANUSCRIPTS,
    REAL_BOOKS,
    Book,
    Shelf,
    at_hand,
    build_epub,
    make_book,
    once,
)


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of this session share."""
    base = tmp_path_factory.getbasetemp()
    return (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "editions"


@pytest.fixture(scope="session")
def built(shared_folder: Path) -> Callable[[str, Path], Book]:
    """Return the book of a manuscript, built by the first that asks."""

    def give(name: str, manuscript: Path) -> Book:
        return once(shared_folder, name, lambda folder: make_book(name, manuscript, folder))

    return give


@pytest.fixture(scope="session", params=sorted(MANUSCRIPTS))
def book(request: pytest.FixtureRequest, built: Callable[[str, Path], Book]) -> Book:
    """The project's own manuscript, and one of ours with every construct."""
    return built(request.param, MANUSCRIPTS[request.param])


@pytest.fixture(
    scope="session",
    params=[*sorted(MANUSCRIPTS), *(pytest.param(n, marks=pytest.mark.slow) for n in REAL_BOOKS)],
)
def any_book(request: pytest.FixtureRequest, built: Callable[[str, Path], Book]) -> Book:
    """The two of `book`, and two real books: what is asked of every PDF is asked of these."""
    return built(request.param, at_hand(request.param))


@pytest.fixture(scope="session")
def shelf(shared_folder: Path) -> Shelf:
    """Return the EPUB of a book (by its name) for a profile, built by the first that asks."""

    def give(name: str, profile: str = "universal") -> Path:
        manuscript = at_hand(name)
        formats = ("--format", "html,epub,site") if name in ("arabic", "japanese") else ()
        return once(
            shared_folder,
            f"epub-{name}-{profile}",
            lambda folder: build_epub(manuscript, folder, "--profile", profile, *formats),
        )

    return give


@pytest.fixture(scope="session")
def browser() -> Iterator[Chromium]:
    """The browser of this worker."""
    with chromium() as found:
        yield found
