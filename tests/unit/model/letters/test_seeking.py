"""Places and suggestions: the n-th asked is the n-th found; a bad text is not read too often."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest

from chapbook.model.letters import seeking
from chapbook.model.letters.seeking import Seeker, Suggester


def test_each_is_found_in_turn_and_the_last_one_stays() -> None:
    seeker = Seeker("a b a b a")
    assert [seeker.next("a") for _ in range(4)] == [0, 4, 8, 8]
    assert seeker.next("b") == 2
    assert seeker.next("c") is None


def test_a_group_is_the_place() -> None:
    assert Seeker("x {key=1}").next(r"\{(key)") == 3


def test_what_is_before_the_last_place_is_found_too() -> None:
    seeker = Seeker("one two three")
    assert (seeker.next("three"), seeker.next("one"), seeker.next("two")) == (8, 0, 4)


def test_what_is_far_ahead_is_found() -> None:
    assert Seeker("a" * 90_000 + "b").next("b") == 90_000


class Counted:
    """Counts the characters that searches may go over."""

    read = 0

    def __init__(self, pattern: str) -> None:
        self.regex = re.compile(pattern)

    def search(self, text: str, start: int = 0, end: int = 10**9) -> re.Match[str] | None:
        found = self.regex.search(text, start, end)
        Counted.read += (found.end() if found else min(end, len(text))) - start
        return found


@pytest.mark.parametrize("there", [True, False])
def test_twice_the_text_with_twice_the_faults_is_not_four_times_the_work(
    there: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(seeking, "re", SimpleNamespace(compile=Counted))

    def work(size: int) -> int:
        seeker = Seeker("".join(f"word word fault{n:06} " for n in range(size)))
        Counted.read = 0
        for number in range(size):
            seeker.next(f"fault{number:06}" if there else f"none{number:06}")
        return Counted.read

    assert work(16_000) < 3 * work(8_000)


def test_the_nearest_name_is_suggested() -> None:
    suggester = Suggester(["chapter", "section"])
    assert (suggester.near("chaptre"), suggester.near("xyz")) == ("chapter", "")


def test_not_more_is_compared_than_is_cheap() -> None:
    suggester = Suggester([f"name{n}" for n in range(1_000)])
    found = [suggester.near(f"nane{n}") for n in range(50)]
    assert [bool(name) for name in found] == [True] * 20 + [False] * 30


def test_a_name_of_great_length_is_compared_with_none() -> None:
    assert Suggester(["a" * 200]).near("a" * 199) == ""
