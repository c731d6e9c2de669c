"""Tables of the PDF: widths of columns, heads on later pages, rows longer than a page."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pypdfium2
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
    with pikepdf.open(pdf) as document:
        repeated = [page for page in document.pages if _artifacts(page) and not page.get("/Annots")]
    assert len(repeated) >= 2


def _artifacts(page: pikepdf.Page) -> int:
    """Count the cells that are drawn as artifacts: more than folio and running head."""
    tags: list[str] = []
    found = 0
    for one in pikepdf.parse_content_stream(page):
        operator = str(one.operator)
        if operator in ("BMC", "BDC"):
            tags.append(str(one.operands[0]))
        elif operator == "EMC":
            tags.pop()
        elif operator in ("Tj", "TJ") and "/Artifact" in tags:
            found += 1
    return max(found - 2, 0)


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


def figures(columns: int, rows: int, head: str = "") -> str:
    """Write a table of so many columns of figures."""
    names = " | ".join(f"{1900 + column}" for column in range(columns))
    row = "| Düsseldorf | " + " | ".join(["1,145"] * columns) + " |\n"
    return f"| City{head} | {names} |\n|:--|{'--:|' * columns}\n{row * rows}"


def test_no_figure_is_divided_smaller_type_first(tmp_path: Path) -> None:
    body = f"""
{figures(13, 3)}

| Key | Value |
|--|--|
| sha256 | {"9f86d081" * 8} |
| path | /usr/local/share/very/long/path/without/any/space/that/goes/on/for/ever/file.txt |

> {figures(11, 2).replace(chr(10), chr(10) + "> ")}

Word.[^n]

[^n]: A note.

    {figures(10, 2).replace(chr(10), chr(10) + "    ")}
"""
    pages = pages_of(print_book(tmp_path, body)[0])
    numbers = find(pages, "1,145")
    assert len(numbers) == 13 * 3 + 11 * 2 + 10 * 2
    assert len(find(pages, "Düsseldorf")) == 3 + 2 + 2
    assert len(find(pages, "9f86d081" * 8)) == 1
    assert min(word.right - word.left for _, word in numbers) > 11  # six points are legible


def test_a_table_too_wide_for_smaller_type_is_turned(tmp_path: Path) -> None:
    body = f"Before.\n\n{figures(22, 40, '[^a]')}\n\nAfter.\n\n[^a]: The note of the head.\n"
    pdf, said = print_book(tmp_path, body)
    assert "CB535" not in said
    document = pypdfium2.PdfDocument(pdf)
    try:
        assert len({page.get_size() for page in document}) == 1
        texts = [page.get_textpage() for page in document]
        turned = [text for text in texts if "1,145" in text.get_text_range()]
        assert len(turned) >= 2
        assert sum(text.get_text_range().count("1,145") for text in turned) == 22 * 40
        assert all("1921" in text.get_text_range() for text in turned)
        assert sum("note of the head" in text.get_text_range() for text in texts) == 1
        assert "note of the head" in turned[0].get_text_range()
        for text in turned:
            first = text.get_text_range().index("1,145")
            one, other = text.get_charbox(first), text.get_charbox(first + 4)
            # From foot to head, one letter above the other.
            assert other[1] > one[3]
            assert abs(other[2] - one[2]) < 2
    finally:
        document.close()


def test_what_fits_no_page_is_reported_with_its_line(tmp_path: Path) -> None:
    body = f"Word.\n\n{figures(44, 2)}"
    _, said = print_book(tmp_path, body)
    lines = (tmp_path / "book.md").read_text(encoding="utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, 1) if text.startswith("| City"))
    assert f"book.md:{line}:3: warning CB535" in said
