"""Page arithmetic, against what a printer would write on paper."""

from __future__ import annotations

import pytest

from chapbook.errors import UsageError
from chapbook.impose.arrange import Book, arrange, padded, signature_sizes
from chapbook.impose.schemes import SCHEMES, paper_named, scheme_named
from chapbook.model.editions.imposition import Cell, Padding


def pages(cells: tuple[Cell, ...]) -> list[int]:
    return [cell.page for cell in cells]


def test_saddle_stitch_of_eight_pages() -> None:
    outer, inner = arrange(Book(8), SCHEMES["saddle"])
    assert (pages(outer.front), pages(outer.back)) == ([8, 1], [2, 7])
    assert (pages(inner.front), pages(inner.back)) == ([6, 3], [4, 5])


def test_the_same_from_right_to_left() -> None:
    outer, _ = arrange(Book(8, right_to_left=True), SCHEMES["saddle"])
    assert (pages(outer.front), pages(outer.back)) == ([1, 8], [7, 2])


def test_quarto_of_eight_pages() -> None:
    (sheet,) = arrange(Book(8), SCHEMES["quarto"])
    assert (pages(sheet.front), pages(sheet.back)) == ([5, 4, 8, 1], [3, 6, 2, 7])
    assert [cell.turned for cell in sheet.front] == [True, True, False, False]
    assert [cell.depth for cell in sheet.front] == [1, 1, 0, 0]


def test_cut_and_stack_lays_one_half_of_the_book_beside_the_other() -> None:
    first, second = arrange(Book(8), SCHEMES["cut-stack"])
    assert (pages(first.front), pages(first.back)) == ([1, 5], [6, 2])
    assert (pages(second.front), pages(second.back)) == ([3, 7], [8, 4])


def test_blank_pages_are_before_the_back_cover() -> None:
    assert padded(Book(6), 8) == (1, 2, 3, 4, 5, None, None, 6)
    assert padded(Book(6, padding=Padding.AT_END), 8) == (1, 2, 3, 4, 5, 6, None, None)


def test_a_single_page_is_the_front() -> None:
    assert padded(Book(1), 4) == (1, None, None, None)


@pytest.mark.parametrize(
    ("sheets", "wanted", "sizes"),
    [
        (4, None, (4,)),
        (6, None, (3, 3)),
        (26, None, (5, 5, 4, 4, 4, 4)),
        (26, 4, (4, 4, 4, 4, 4, 4, 2)),
        (3, 8, (3,)),
    ],
)
def test_sheets_of_signatures(sheets: int, wanted: int | None, sizes: tuple[int, ...]) -> None:
    assert signature_sizes(sheets, SCHEMES["signatures"], wanted) == sizes


def test_every_signature_has_its_own_creep() -> None:
    sheets = arrange(Book(32), SCHEMES["signatures"])
    assert [sheet.signature for sheet in sheets] == [1, 1, 1, 1, 2, 2, 2, 2]
    assert [sheet.front[0].depth for sheet in sheets] == [0, 1, 2, 3, 0, 1, 2, 3]


def test_invalid_values_are_refused() -> None:
    with pytest.raises(UsageError, match="no pages"):
        arrange(Book(0), SCHEMES["saddle"])
    with pytest.raises(UsageError, match="at least one sheet"):
        arrange(Book(8), SCHEMES["saddle"], 0)
    with pytest.raises(UsageError, match="has no signatures"):
        arrange(Book(8), SCHEMES["zine"], 2)
    with pytest.raises(UsageError, match="unknown scheme “sadle”"):
        scheme_named("sadle")
    with pytest.raises(UsageError, match="unknown paper “b7”"):
        paper_named("b7")
