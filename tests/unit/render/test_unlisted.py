"""A heading with the class `unlisted` is in no contents list, nor is what lies below it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest

from chapbook.model.manuscript import UNLISTED
from chapbook.render.contents import Entry
from chapbook.render.html.contents import contents
from chapbook.render.text.fragments import fragments
from core import resolved


def titles(entries: Iterable[Entry]) -> Iterator[str]:
    for entry in entries:
        yield entry.title.split(">")[1].split("<")[0]
        yield from titles(entry.children)


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("# A\n\n# B {.unlisted .unnumbered}\n\n# C", ["A", "C"]),
        ("# A\n\n# B {.unlisted}\n\n## B1\n\n# C", ["A", "C"]),
        ("# A\n\n## A1 {- .unlisted}\n\n### A11\n\n## A2", ["A", "A2"]),
        ("# A\n\n::: {.box}\n## A1 {.unlisted}\n:::\n\n## A2", ["A", "A2"]),
        ("# P {.part .unlisted}\n\n# A\n\n# B", ["A", "B"]),
        ("# P {.part}\n\n# A {.unlisted}\n\n# B", ["P", "B"]),
        ("# A[^n] {.unlisted}\n\n# B\n\n[^n]: Note.", ["B"]),
        ("# Überschrift {.unlisted lang=de}\n\n# B", ["B"]),
    ],
)
def test_what_is_listed(text: str, listed: list[str]) -> None:
    book = resolved(f"---\ntitle: T\n---\n\n{text}\n").silent
    trees, _ = fragments(book)
    assert list(titles(contents(book, trees))) == listed


def test_it_is_a_heading_of_the_text_all_the_same() -> None:
    book = resolved("---\ntitle: T\n---\n\n# A\n\n# B {.unlisted}\n\n## B1\n").silent
    trees, _ = fragments(book)
    headings = [h for tree in trees.divisions for h in tree.iter("h1", "h2")]
    assert [h.text for h in headings] == ["A", "B", "B1"]
    assert [UNLISTED in h.get("class", "") for h in headings] == [False, True, True]
