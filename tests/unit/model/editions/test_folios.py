"""Folios: front matter in small roman numerals, the text from 1."""

from __future__ import annotations

import pytest

from chapbook.model.editions.folios import folio_of, roman


@pytest.mark.parametrize(
    ("number", "written"),
    [(1, "i"), (4, "iv"), (9, "ix"), (14, "xiv"), (40, "xl"), (90, "xc"), (1999, "mcmxcix")],
)
def test_roman_numerals(number: int, written: str) -> None:
    assert roman(number) == written


def test_the_text_starts_again_at_1() -> None:
    assert [folio_of(number, 4) for number in range(1, 7)] == ["i", "ii", "iii", "iv", "1", "2"]
    assert folio_of(3, 0) == "3"
