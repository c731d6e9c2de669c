"""What tables get to fit their place: short cells, widths of the source, marks for measuring."""

from __future__ import annotations

import pytest
from lxml import etree

from chapbook.render.pdf.tables import column_share, mark_table
from unit.render import epub_sample as sample


def marked(rows: list[list[str]], line: float) -> etree._Element:
    cells = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    table = etree.fromstring(f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>")
    mark_table(table, line)
    return table


def short_cells(table: etree._Element) -> list[str | None]:
    return [cell.text for cell in table.iter("td") if "short" in cell.get("class", "").split()]


def test_short_cells_stay_on_a_line_that_is_wide_enough() -> None:
    rows = [["had remembered", "the whole of the harvest", "1790"]]
    assert short_cells(marked(rows, 28)) == ["had remembered", "1790"]
    rows = [["had remembered"] * 3]
    assert len(short_cells(marked(rows, 28))) == 3
    assert short_cells(marked(rows, 18)) == []


def test_cells_with_other_elements_are_not_kept_together() -> None:
    assert short_cells(marked([["a <em>b</em>", "c"]], 28)) == ["c"]


@pytest.mark.parametrize(
    ("rows", "line", "kind"),
    [
        ([["mill", "ford"]], 28, "narrow"),
        ([["mill", "ford"]], 6, None),
        ([["the miller of the ford"], ["mill"]], 28, "narrow"),
        ([["the miller of the ford"], ["mill"]], 17, None),
        ([["the miller of the ford and his sons"]], 60, None),
        ([["representative", "characteristic", "considerations"]], 28, None),
    ],
)
def test_narrow_tables(rows: list[list[str]], line: float, kind: str | None) -> None:
    assert marked(rows, line).get("class") == kind


def test_note_calls_take_no_room() -> None:
    assert short_cells(marked([[f"fourteen signs{sample.call(0)}"]], 28)) == []
    assert marked([[f"mill{sample.call(0)}"]], 28).get("class") == "narrow"


def test_numbers_are_cells_of_digits_without_letters() -> None:
    table = marked([["1,790", "£3 10", "12th", "mill", "—", "5 %"]], 60)
    assert [cell.get("class") for cell in table.iter("td")] == [
        "number short", "number short", "short", "short", "short", "number short",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "line", "name"),
    [
        ([["mill", "ford"]], 28, None),
        ([["representative", "characteristic", "considerations"]], 40, "representative"),
        ([["mill", "<code>ford</code>"]], 28, "mill ford"),
        ([["", f"a{sample.call(0)}", "1,145"] * 9], 28, "a 1,145 a 1,145 a 1,145"),
    ],
)
def test_what_may_be_too_wide_is_marked_to_be_measured(
    rows: list[list[str]], line: float, name: str | None
) -> None:
    found = marked(rows, line).get("data-wide")
    assert found == name or (name is not None and (found or "").startswith(name))


@pytest.mark.parametrize(
    "rows",
    [
        "<tr><td rowspan='2'>a</td><td>{}</td><td>b</td></tr><tr><td>c</td><td>{}</td></tr>",
        "<tr><td colspan='2'>a</td><td>{}</td></tr><tr><td>b</td><td>{}</td><td>c</td></tr>",
    ],
    ids=["rows", "columns"],
)
def test_a_cell_beside_one_that_takes_several_counts_for_its_own_column(rows: str) -> None:
    long = rows.format("institutionalisation", "incomprehensibility")
    table = etree.fromstring(f"<table>{long}</table>")
    mark_table(table, 40)
    assert table.get("data-wide")


def test_in_a_list_less_is_suspicious() -> None:
    table = "<table><tr><td>representatives</td><td>characteristic</td></tr></table>"
    tree = etree.fromstring(f"<section><ul><li>{table}</li></ul>{table}</section>")
    inside, outside = tree.iter("table")
    for one in (inside, outside):
        mark_table(one, 40)
    assert inside.get("data-wide")
    assert outside.get("data-wide") is None


def test_a_token_without_end_may_break_anywhere() -> None:
    table = marked([["ab3" * 30, "ab3" * 20, "/path/to" * 20]], 40)
    assert [span.text for span in table.iter("span")] == ["ab3" * 30]


def columns_of(markup: str, style: str = "") -> tuple[list[str | None], str | None]:
    """Mark a table with these columns; return their widths and the style of the table."""
    row = "<tr><td>1</td><td>the whole of the harvest</td></tr>"
    table = etree.fromstring(f"<table {style}><colgroup>{markup}</colgroup>{row}</table>")
    mark_table(table, 28)
    return [column.get("style") for column in table.iter("col")], table.get("style")


@pytest.mark.parametrize(
    ("columns", "style", "widths", "whole"),
    [
        # pandoc rounds down: 37 % twice is all of a table that is 75 % of the line.
        ((37, 37), "style='width:75%;'", (50, 50), "width:75%;"),
        ((75, 25), "", (75, 25), "width:100%"),
        ((33, 16), "", (67.35, 32.65), "width:100%"),
    ],
)
def test_widths_of_the_source_are_kept(
    columns: tuple[int, int], style: str, widths: tuple[float, float], whole: str
) -> None:
    markup = "".join(f'<col style="width: {column}%"/>' for column in columns)
    assert columns_of(markup, style) == ([f"width:{width:.2f}%" for width in widths], whole)


def test_columns_without_widths_are_left_to_the_page() -> None:
    assert columns_of('<col/><col style="width: 20%"/>') == ([None, "width: 20%"], None)
    assert columns_of("<col/><col/>") == ([None, None], None)


def test_a_row_as_long_as_a_good_part_of_a_page_may_be_broken() -> None:
    table = marked([["warp", "and weft"], ["warp " * 300, "weft"]], 60)
    assert [row.get("class") for row in table.iter("tr")] == [None, "long"]


@pytest.mark.parametrize(
    ("whole", "columns", "row", "shares"),
    [
        ("", "50 50", "<td/><td/>", [0.5, 0.5]),
        ("width:42%", "28 14", "<td/><th/>", [0.28, 0.14]),
        ("width:42%", "66.67 33.33", "<td/><td/>", [0.28, 0.14]),
        ("", "20 30 50", "<td colspan='2'/><td/>", [0.5, 0.5]),
        ("", "20 30 50", "<td/><td colspan='2'/>", [0.2, 0.8]),
        (
            "",
            "20 30 50",
            "<td rowspan='2'/><td/><td/></tr><tr><td/><td/>",
            [0.2, 0.3, 0.5, 0.3, 0.5],
        ),
        ("", "20 30 50", "<td rowspan='2' colspan='2'/><td/></tr><tr><td/>", [0.5, 0.5, 0.5]),
        ("", "100", "<td/><td/>", [1.0, None]),
        ("", "", "<td/>", [None]),
        ("", "0 0", "<td/><td/>", [None, None]),
    ],
)
def test_the_source_says_how_much_of_the_line_a_cell_takes(
    whole: str, columns: str, row: str, shares: list[float | None]
) -> None:
    cols = "".join(f"<col style='width: {width}%'/>" for width in columns.split())
    table = f"<table style='{whole}'><colgroup>{cols}</colgroup><tr>{row}</tr></table>"
    cells = etree.fromstring(table).findall("tr/*")
    found = [column_share(cell) for cell in cells]
    assert [share and round(share, 2) for share in found] == shares
