"""Tables of the PDF: widths of columns, heads on later pages, rows longer than a page."""

from __future__ import annotations

from pathlib import Path

import pytest

from on_paper import Word, pages_of, print_book, rows_of

WORDS = "The miller counted the sacks of the harvest once more before the frost came. "


def find(pages: list[list[Word]], text: str) -> list[tuple[int, Word]]:
    return [
        (number, word) for number, page in enumerate(pages) for word in page if word.text == text
    ]


WIDTHS = f"""
+--------------------------+--------------------------+
| alpha                    | beta                     |
+==========================+==========================+
| x                        | some longer text in the  |
|                          | second column of them    |
+--------------------------+--------------------------+

| gamma | delta |
|------------------------------------------------------------|--------------------|
| x | {WORDS * 2} |

> | epsilon | zeta |
> |----|------------|
> | x | {WORDS * 2} |

Word.[^a]

[^a]: A note.

    | eta | theta |
    |----------------------------|--------------|
    | x | {WORDS * 2} |

    Its end.
"""


def test_columns_are_as_wide_as_the_source_has_them(tmp_path: Path) -> None:
    pdf, _ = print_book(tmp_path, WIDTHS)
    pages = pages_of(pdf)
    line = find(pages, "beta")[0][1].left - find(pages, "alpha")[0][1].left
    share = {}
    for first, second in (("gamma", "delta"), ("epsilon", "zeta"), ("eta", "theta")):
        (one,), (other,) = find(pages, first), find(pages, second)
        share[first] = (other[1].left - one[1].left) / line
    # Of a table of 75 % of the line half is 37.5 % of the line.
    assert share["gamma"] == pytest.approx(0.75 / 0.375, rel=0.05)
    assert share["epsilon"] == pytest.approx(0.25 / 0.375, rel=0.15)  # the quotation is indented
    assert share["eta"] == pytest.approx(0.67 / 0.375, rel=0.15)


ROWS = "".join(f"| {number} | came home |\n" for number in range(60))
IN_A_NOTE = "".join(f"    | {number} | came home |\n" for number in range(60))


def test_a_head_is_repeated_without_its_calls(tmp_path: Path) -> None:
    body = f"""
| Boat[^a] | *Fate*[^gloss:b] |
|--|--|
{ROWS}

See.[^c]

[^a]: The note in the head.
[^gloss:b]: Another.
[^c]: A table.

    | Nave | Fatum |
    |--|--|
{IN_A_NOTE}
"""
    front = "notes: {source: {marker: decimal}, gloss: {marker: symbol, restart: chapter}}"
    pdf, _ = print_book(tmp_path, body, front)
    pages = [rows_of(page) for page in pages_of(pdf)]
    heads = [row for page in pages for row in page if row.startswith("Boat")]
    assert len(heads) >= 3
    assert heads[0] not in ("Boat Fate", heads[1])
    assert set(heads[1:]) == {"Boat Fate"}
    assert sum(row == "Nave Fatum" for page in pages for row in page) >= 2
    assert sum("note in the head" in row for page in pages for row in page) == 1


@pytest.mark.parametrize("notes", [False, True])
def test_a_row_over_pages_has_its_head_on_each(tmp_path: Path, notes: bool) -> None:
    bar = "|" + "-" * 40 + "|" + "-" * 40 + "|"
    call = "[^n{}]" if notes else ""
    texts = [
        " ".join(f"{side}{n} {WORDS * 3}{call.format(f'{side}{n}')}" for n in range(12))
        for side in ("left", "right")
    ]
    body = f"Before.\n\n| Original | Translation |\n{bar}\n| {texts[0]} | {texts[1]} |\n\nAfter.\n"
    if notes:
        body += "".join(
            f"\n[^n{side}{n}]: {WORDS}\n" for side in ("left", "right") for n in range(12)
        )
    pdf, _ = print_book(tmp_path, body)
    pages = pages_of(pdf)
    shown = {number for number, word in find(pages, "miller") if word.size > 8}
    assert {number for number, _ in find(pages, "Original")} >= shown
    assert len(shown) >= 3
    assert find(pages, "Before.")[0][0] == min(shown)
    for side in ("left", "right"):
        assert all(len(find(pages, f"{side}{n}")) == 1 for n in range(12))
