"""The numbers of pages, as they are printed and as readers show them."""

from __future__ import annotations

_ROMAN = tuple(
    zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        "m cm d cd c xc l xl x ix v iv i".split(),
        strict=True,
    )
)


def folio_of(number: int, front: int) -> str:
    """Return the folio of a page, `number` from 1, in a book with `front` pages of front matter.

    Front matter is counted i, ii, iii, and the text starts again at 1 (Chicago Manual of Style,
    1.5).
    """
    return roman(number) if number <= front else str(number - front)


def roman(number: int) -> str:
    """Write a number from 1 in small roman numerals."""
    text = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text
