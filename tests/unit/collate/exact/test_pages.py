"""Where pages begin: places in a block are counted in the letters that are drawn as text."""

from __future__ import annotations

import pytest

from chapbook.collate.exact.pages import _after, _same_word
from chapbook.model.editions.expectation import (
    CALL,
    FORMULA,
    FORMULA_END,
    PICTURE,
    PICTURE_END,
    Block,
)

HELD = [
    "",
    f"{FORMULA}x^2 + y_1{FORMULA_END} ",
    f"{PICTURE}A hill by the river{PICTURE_END}",
    f"{CALL}{CALL} ",
]


@pytest.mark.parametrize("held", HELD)
@pytest.mark.parametrize(
    ("one", "two", "same"),
    [(5, 5, True), (5, 8, True), (8, 5, True), (5, 12, False), (2, 6, False), (2, 4, True)],
)
def test_a_page_may_begin_within_a_word(held: str, one: int, two: int, *, same: bool) -> None:
    block = Block("aaaaaa", "text", f"It {held}was mended twice.", "en")
    assert _same_word(block, one, two) is same


@pytest.mark.parametrize("held", HELD)
def test_what_follows_a_break_is_shown(held: str) -> None:
    block = Block("aaaaaa", "text", f"It {held}was mended twice.", "en")
    assert _after(block, 5) == " mended twice."
