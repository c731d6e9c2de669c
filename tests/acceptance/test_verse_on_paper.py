"""Verse in the PDF: gaps between stanzas, lines that stay together over the end of a page."""

from __future__ import annotations

from pathlib import Path

import pytest

from on_paper import Word, pages_of, print_book

GAPS = """
| Alpha line
| beta
|
| Gamma line
| delta

::: verse
Alpha two\\
beta two

Gamma two\\
delta two
:::

> Alpha three\\
> beta three
>
> Gamma three\\
> delta three

> | Alpha four
> | beta four
> |
> | Gamma four
> | delta four

Word.[^n]

[^n]: Verse.

    | Alpha five
    | beta five
    |
    | Gamma five
    | delta five
"""


def heights(pages: list[list[Word]], text: str) -> list[tuple[int, float]]:
    found = ((number, word) for number, page in enumerate(pages) for word in page)
    return [(number, word.bottom) for number, word in found if word.text == text]


def test_an_empty_line_is_a_gap_wherever_verse_is(tmp_path: Path) -> None:
    pages = pages_of(print_book(tmp_path, GAPS)[0])
    names = ("Alpha", "beta", "Gamma")
    stanzas = list(zip(*(heights(pages, name) for name in names), strict=True))
    assert len(stanzas) == 5
    for first, second, third in stanzas:
        assert first[0] == second[0] == third[0]
        line, gap = first[1] - second[1], second[1] - third[1]
        assert gap == pytest.approx(2 * line, rel=0.1)


def test_stanzas_are_not_split_by_a_line(tmp_path: Path) -> None:
    """So many stanzas of three to six lines that pages end at each of their lines."""
    sizes = [3, 4, 5, 6, 3, 3, 5, 4] * 14
    stanzas = [
        "".join(f"| v{number}x{line} a line\n" for line in range(size))
        for number, size in enumerate(sizes)
    ]
    half = len(stanzas) // 2
    body = "|\n".join(stanzas[:half]) + "\n" + "\n".join(stanzas[half:])
    pages = pages_of(print_book(tmp_path, body)[0])
    split = 0
    for number, size in enumerate(sizes):
        on = [heights(pages, f"v{number}x{line}")[0][0] for line in range(size)]
        if on[0] != on[-1]:
            split += 1
            assert size > 3
            assert on[0] == on[1]
            assert on[-1] == on[-2]
    assert split


def test_a_name_stays_below_its_quotation(tmp_path: Path) -> None:
    body = "".join(
        f"> Salt is white, said the one number q{number} of them, and the other one did not "
        f"answer for the length of a whole winter.\n>\n> — n{number}\n\n"
        for number in range(60)
    )
    pages = pages_of(print_book(tmp_path, body)[0])
    assert len(pages) > 9
    for number in range(60):
        ((page, _),) = heights(pages, f"n{number}")
        above = pages[page][index(pages[page], number) - 2]
        assert above.text == "winter."


def index(page: list[Word], number: int) -> int:
    return next(place for place, word in enumerate(page) if word.text == f"n{number}")
