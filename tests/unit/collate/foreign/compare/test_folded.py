"""A pamphlet laid out again is folded and compared with the PDF by its words and their order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

import pytest

from chapbook.collate.foreign.compare.folded import folded_findings
from chapbook.collate.foreign.readers.pdf_runs import Page, Run
from chapbook.collate.readers.pdf.boxes import Box

NAMES = ("book.pdf", "book-pamphlet-a4.pdf")
_WORDS = "abcdefghijklmnopqrstuvwxyz"


def line(number: int) -> str:
    """Words that no other line has."""
    return " ".join(_WORDS[number % 26] * 3 + _WORDS[step] for step in range(number // 26, 20, 3))


def page(number: int, lines: list[str], left: float = 0.0) -> Page:
    runs = tuple(
        Run(text, Box(left + 40, 500 - 20 * row, left + 300, 512 - 20 * row), None, artifact=False)
        for row, text in enumerate(lines)
    )
    return Page(number, str(number), Box(0, 0, 420, 595), runs, (), 0)


def book(pages: int) -> list[Page]:
    return [page(n + 1, [line(5 * n + row) for row in range(5)]) for n in range(pages)]


def side(number: int, left: list[str], right: list[str]) -> Page:
    one, two = page(1, left), page(2, right, 420.0)
    return replace(one, number=number, shown=Box(0, 0, 840, 595), runs=one.runs + two.runs)


@pytest.fixture
def sheets() -> list[Page]:
    """The lines of the book in their order."""
    return bound(parted())


def parted(order: Sequence[int] = range(50)) -> list[list[str]]:
    """Divide lines among eight pages, six or seven to each."""
    return [[line(number) for number in order[n * 50 // 8 : (n + 1) * 50 // 8]] for n in range(8)]


def bound(pages: list[list[str]]) -> list[Page]:
    """Print eight pages to be folded in the middle."""
    return [
        side(1, pages[7], pages[0]),
        side(2, pages[1], pages[6]),
        side(3, pages[5], pages[2]),
        side(4, pages[3], pages[4]),
    ]


def found(sides: list[Page]) -> list[str]:
    wrong = folded_findings(book(10), sides, NAMES, right_to_left=False)
    return sorted({finding.message for finding in wrong})


def test_the_same_words_in_order_are_well(sheets: list[Page]) -> None:
    assert found(sheets) == []


def test_a_line_parted_by_the_end_of_a_page_is_there(sheets: list[Page]) -> None:
    words = line(5)
    first, second = sheets[0], sheets[1]
    runs = list(first.runs)
    place = next(n for n, run in enumerate(runs) if run.text == words)
    runs[place] = replace(runs[place], text=words[:9])
    # The rest of the last line of page 1 begins page 2.
    rest = replace(second.runs[0], text=words[9:])
    sheets[0] = replace(first, runs=tuple(runs))
    sheets[1] = replace(second, runs=(rest, *second.runs))
    assert found(sheets) == []


def test_a_lost_line_is_reported(sheets: list[Page]) -> None:
    sheets[2] = replace(sheets[2], runs=sheets[2].runs[1:])
    assert found(sheets) == ["words are missing from the sheets"]


def test_pages_in_the_wrong_order_are_reported(sheets: list[Page]) -> None:
    assert "a page is read before the preceding page" in found([*sheets[2:], *sheets[:2]])


@pytest.mark.parametrize(("one", "other"), [*combinations(range(8), 2)])
def test_any_two_pages_that_are_exchanged_are_reported(one: int, other: int) -> None:
    pages = parted()
    pages[one], pages[other] = pages[other], pages[one]
    assert found(bound(pages)) != []


def test_instructions_before_the_sheets_are_passed_over(sheets: list[Page]) -> None:
    first = side(1, ["How to print and fold it"], ["Print on both sides"])
    back = side(2, ["These words stand upright"], [])
    assert found([first, back, *sheets]) == []


@pytest.mark.parametrize("half", [0, 1])
def test_a_page_upside_down_is_reported(sheets: list[Page], half: int) -> None:
    runs = sheets[2].runs
    turned = (replace(run, turned=(run.box.left >= 420) is bool(half)) for run in runs)
    sheets[2] = replace(sheets[2], runs=tuple(turned))
    assert found(sheets) == ["a page of the folded book is upside down"]


def test_a_page_of_one_line_under_its_running_head_is_upright(sheets: list[Page]) -> None:
    """The head is drawn after the line, and above it."""
    head = Run("A running head", Box(40, 540, 300, 552), None, artifact=True)
    alone = side(0, [line(50)], [])
    alone = replace(alone, runs=(*alone.runs, head))
    assert "a page of the folded book is upside down" not in found(
        [*sheets, alone, side(0, [], [])]
    )


def test_a_note_that_goes_on_longer_on_other_paper_is_no_wrong_order() -> None:
    """Most of page 1 is a long note, which on other paper goes on below the text of page 2."""
    order = [0, 1, 5, 6, 7, 8, 9, 2, 3, 4, *range(10, 50)]
    assert found(bound(parted(order))) == []


def test_a_page_with_hardly_any_text_over_its_notes_is_no_wrong_order() -> None:
    """All of page 1 but its first line are notes, and these are below the text of page 2."""
    order = [0, 5, 6, 7, 8, 9, 1, 2, 3, 4, *range(10, 50)]
    under = Box(40, 494, 100, 496)
    pages = book(10)
    pages[0] = replace(pages[0], rules=(under,))
    sides = bound(parted(order))
    assert folded_findings(pages, sides, NAMES, right_to_left=False) == []
    assert folded_findings(book(10), sides, NAMES, right_to_left=False) != []
