"""Which lines of a book are not in what a folded pamphlet says."""

from __future__ import annotations

from collections.abc import Sequence

from chapbook.collate.foreign.folded_lines import Line, Said
from unit.collate.foreign.compare.test_folded import page

PAGE = page(1, [])


def missing(said: str, lines: Sequence[str]) -> list[str]:
    return [line.letters for line in Said(said).missing([Line(text, PAGE, 0) for text in lines])]


def test_lines_are_found_whole_or_parted_and_as_often_as_the_book_has_them() -> None:
    mill, ford = "themillofthevalleystoodbythefordinthewood", "whattheminercountedwent"
    assert missing(f"{mill}{ford}", [mill, ford]) == []
    assert missing(f"themillof{ford}thevalleystoodbythefordinthewood", [mill, ford]) == []
    thrice = f"themillof{'x' * 40}thevalleystoodby{'y' * 40}thefordinthewood"
    assert missing(f"{ford}{thrice}", [mill, ford]) == []
    apart = f"themillof{'x' * 9_000}thevalleystoodby{'y' * 9_000}thefordinthewood"
    assert missing(f"{ford}{apart}", [mill, ford]) == [mill]
    assert missing(f"{mill}{mill}{ford}", [mill, mill, ford]) == []
    assert missing(f"{mill}{ford}", [mill, mill, ford]) == [mill]
    assert missing(mill, [mill, ford]) == [ford]


def test_a_part_of_a_line_may_read_like_another_line() -> None:
    """The short line is found within the divided one first, and its own place stays free."""
    parted, short = "churchwrittenaspromisedwellkept", "promisedwellkept"
    said = f"church{'x' * 40}writtenaspromisedwellkept{'y' * 40}{short}"
    assert missing(said, [short, parted]) == []


def test_a_short_line_that_appears_less_often_is_missing() -> None:
    assert missing(f"bythefordwent{'x' * 40}", ["bythefordwent", "bythefordgone"]) == [
        "bythefordgone"
    ]
