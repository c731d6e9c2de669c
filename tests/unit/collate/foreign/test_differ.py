"""Gaps between two sequences: what lies outside them is the same, and equals have none."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapbook.collate.foreign import differ
from chapbook.collate.foreign.differ import gaps
from core import examples

_WORDS = st.lists(st.sampled_from("a b c d e".split()), max_size=30)


@pytest.fixture(params=[1_000_000, 4], ids=["by difflib", "by anchors"], scope="module")
def way(request: pytest.FixtureRequest) -> int:
    """What two gaps may measure for difflib: all, or next to nothing."""
    return int(request.param)


@examples(200)
@given(first=_WORDS, second=_WORDS)
def test_the_second_is_the_first_with_its_gaps_filled(
    way: int, first: list[str], second: list[str]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(differ, "_SMALL", way)
        found = gaps(first, second)
    made: list[str] = []
    at = there = 0
    for gap in found:
        assert first[at : gap.a] == second[there : gap.c]
        made += [*first[at : gap.a], *second[gap.c : gap.d]]
        at, there = gap.b, gap.d
        assert gap.a != gap.b or gap.c != gap.d
    assert [*made, *first[at:]] == second
    assert bool(found) is (first != second)
    for before, after in pairwise(found):
        assert (before.b, before.d) != (after.a, after.c)


class Word(str):
    """A word that counts how often it is compared."""

    __slots__ = ()
    compared = 0

    def __eq__(self, other: object) -> bool:
        Word.compared += 1
        return str.__eq__(self, other) is True

    __hash__ = str.__hash__


def work(size: int) -> int:
    words = [Word(f"w{n}") for n in range(size)]
    changed = [Word("x") if n % 50 == 0 else Word(word) for n, word in enumerate(words)]
    Word.compared = 0
    gaps(words, changed)
    return Word.compared


def test_twice_the_words_are_not_four_times_the_work() -> None:
    assert 0 < work(20_000) < 3 * work(10_000)
