"""A whole build is killed two hundred times, evenly over its time; nothing is ever lost.

pandoc's answers are kept from a first build, and the cover is a picture, so that a build takes a
fraction of a second; all else is the real pipeline, in forked processes that get a real SIGKILL.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import pytest

from chapbook import pipeline
from chapbook.formats import formats_of
from chapbook.options import BuildOptions
from chapbook.tools import pandoc
from unit.render.epub_sample import PIXEL

TEXT = "---\ntitle: Book\ncover: dot.png\nlang: {}\n---\n\n# One\n\nText.[^a]\n\n[^a]: A note.\n"
KILLS = 200
Editions = dict[str, bytes]


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A manuscript, and a pandoc that remembers what it has answered."""
    (tmp_path / "dot.png").write_bytes(PIXEL)
    answers: dict[tuple[str, ...], str] = {}
    original = pandoc._run

    def remembering(
        arguments: list[str], text: str, files: Mapping[str, bytes] = MappingProxyType({})
    ) -> str:
        key = (*arguments, text, repr(sorted(files.items())))
        if key not in answers:
            answers[key] = original(arguments, text, files)
        return answers[key]

    monkeypatch.setattr(pandoc, "_run", remembering)
    return tmp_path / "book.md"


def make(book: Path, language: str) -> None:
    """Build in this process."""
    book.write_text(TEXT.format(language), encoding="utf-8")
    options = BuildOptions(
        book, "book.md", formats_of("html,epub"), book.parent / "out", collate=False
    )
    assert not pipeline.build(options, lambda _stage: None).failed


def editions(book: Path) -> Editions:
    """Return all that a reader of the folder sees."""
    return {
        path.name: path.read_bytes()
        for path in sorted((book.parent / "out").iterdir())
        if not path.name.startswith(".")
    }


def killed_after(book: Path, language: str, seconds: float) -> bool:
    """Build in a forked process and kill it; say whether the kill came before the end."""
    child = os.fork()
    if child == 0:
        try:
            make(book, language)
        finally:
            os._exit(0)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def test_two_hundred_kills_lose_nothing(book: Path) -> None:
    sets: dict[str, Editions] = {}
    for language in ("en", "de"):
        make(book, language)
        sets[language] = editions(book)
    assert sets["en"] != sets["de"]
    start = time.perf_counter()
    make(book, "en")
    duration = time.perf_counter() - start
    kills = 0
    for attempt in range(KILLS):
        language = ("de", "en")[attempt % 2]
        kills += killed_after(book, language, duration * 1.3 * attempt / KILLS)
        assert editions(book) in sets.values()
    assert kills > KILLS / 3  # the last ones come too late, all the more on a busy machine
    make(book, "en")
    assert editions(book) == sets["en"]
    assert sorted(path.name for path in (book.parent / "out").iterdir()) == sorted(sets["en"])
    assert sorted(p.name for p in book.parent.iterdir()) == ["book.md", "dot.png", "out"]
