"""Words that only print has are told apart, wherever the comparison lays the seam."""

from __future__ import annotations

from chapbook.collate.foreign.compare.text import _earliest
from chapbook.collate.foreign.streams import Stream
from chapbook.collate.patience import Gap


def stream(*words: str) -> Stream:
    return Stream("pages", list(words), list(words), list(range(len(words))), ())


def test_added_words_may_begin_before_a_word_that_both_have() -> None:
    """Printed contents end in the words that the first heading begins with."""
    pages = stream("Contents", "Home", "7", "Out", "9", "Home", "We")
    assert _earliest(pages, Gap(2, 2, 2, 6)) == 1


def test_added_words_stay_where_nothing_is_repeated() -> None:
    assert _earliest(stream("one", "two", "three"), Gap(1, 1, 1, 2)) == 1
