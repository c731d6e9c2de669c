"""How notes stand at the foot: aligned, side by side, by series, marked where they go on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path

import pytest

from inspectors.pdf_text import DrawnPage, Glyph, lines, read_pages
from unit.tools.pdf_pages import LayoutWorker, layout_worker, note, pointer, rendition, words


@pytest.fixture(scope="module")
def worker() -> Iterator[LayoutWorker]:
    with layout_worker() as started:
        yield started


def drawn(worker: LayoutWorker, folder: Path, body: str, css: str = "") -> tuple[DrawnPage, ...]:
    made = rendition(body, css)
    assert worker.faults(made, folder / "a.pdf") == []
    return read_pages(folder / "a.pdf")


def marked(number: int, text: str, series: str = "") -> str:
    """Write a call and a note that begins with its marker."""
    return (
        f'<a class="note-call" id="call-{number}" href="#note-{number}">'
        f'<div class="note {series}" id="note-{number}" data-marker="{number}"'
        f' data-continued="Note {number}, continued" data-continues="continued overleaf">'
        f'<div class="note-body"><p><a class="note-marker" href="#call-{number}">{number}</a>'
        f"{text}</p></div></div></a>"
    )


def foot(page: DrawnPage) -> list[str]:
    """Return the letters of the lines of a page under the rule over its notes."""
    rule = max(box.top for box in page.rules)
    return ["".join(text.split()) for base, text in lines(page) if base < rule]


def rows_of(page: DrawnPage, size: float) -> list[list[Glyph]]:
    """Return the letters of a page below a height, line by line."""
    low = [g for g in page.glyphs if g.box is not None and g.text.strip() and g.base < size]
    return [list(row) for _, row in groupby(low, key=lambda glyph: round(glyph.base))]


@pytest.mark.parametrize("size", [8.5, 12.0])
def test_bodies_are_aligned_beside_markers_of_one_to_three_digits(
    worker: LayoutWorker, tmp_path: Path, size: float
) -> None:
    numbers = (5, 55, 555)
    body = "".join(f"<p>{words(9)}{marked(n, 'heddle ' * 25)}</p>" for n in numbers)
    css = f".note-body{{font-size:{size}pt;line-height:1.3}}"
    (page,) = drawn(worker, tmp_path, body, css)
    rule = max(box.top for box in page.rules)
    rows = rows_of(page, rule)
    firsts = [next(g for g in row if g.text.isalpha()) for row in rows]
    lefts = {round(glyph.box.left, 1) for glyph in firsts if glyph.box is not None}
    assert len(lefts) == 1
    markers = [[g for g in row if g.text.isdigit()] for row in rows]
    assert ["".join(g.text for g in found) for found in markers if found] == ["5", "55", "555"]
    for row, found in zip(rows, markers, strict=True):
        assert {round(g.base, 1) for g in found} <= {round(row[-1].base, 1)}
        if found:
            assert found[-1].box is not None
            assert found[-1].box.right < min(lefts)
    assert len({round(g[0].box.left, 0) for g in markers if g and g[0].box}) == 1


def test_a_long_marker_stands_apart_from_its_note(worker: LayoutWorker, tmp_path: Path) -> None:
    note = marked(38, "heddle " * 25).replace(">38<", ">XXXVIII<")
    (page,) = drawn(worker, tmp_path, f"<p>{words(9)}{note}</p>")
    first = rows_of(page, max(box.top for box in page.rules))[0]
    marker = [glyph.box for glyph in first if glyph.text.isupper()]
    text = next(glyph.box for glyph in first if glyph.text.islower())
    assert text is not None
    assert all(box is not None and box.right < text.left - 1 for box in marker)


def test_short_notes_stand_side_by_side_only_where_the_style_asks(
    worker: LayoutWorker, tmp_path: Path
) -> None:
    body = "<p>" + "".join(words(5) + marked(n, f"heddle {n}") for n in range(1, 5)) + "</p>"
    compact = ".note{footnote-display:compact}.note-body{font-size:6pt}"
    (page,) = drawn(worker, tmp_path, body, compact)
    assert foot(page) == ["1heddle12heddle2", "3heddle34heddle4"]
    (page,) = drawn(worker, tmp_path, body, compact + "@page{@footnote{column-count:4}}")
    assert len(foot(page)) == 1
    (page,) = drawn(worker, tmp_path, body)
    assert len(foot(page)) == 4


def test_from_right_to_left_the_first_note_stands_at_the_right(
    worker: LayoutWorker, tmp_path: Path
) -> None:
    body = "<p>" + "".join(words(5) + marked(n, "heddle") for n in (1, 2)) + "</p>"
    css = ".note{footnote-display:compact} html{direction:rtl}"
    (page,) = drawn(worker, tmp_path, body, css)
    (row,) = rows_of(page, max(box.top for box in page.rules))
    lefts = {g.text: g.box.left for g in row if g.box is not None and g.text.isdigit()}
    assert lefts["1"] > lefts["2"]
    assert all(g.box is not None and g.box.right <= page.media.right for g in row)


def test_series_stand_by_order_and_within_it_as_they_are_called(
    worker: LayoutWorker, tmp_path: Path
) -> None:
    series = ("b", "a", "b", "a")
    body = "<p>" + "".join(
        words(5) + marked(n, f"heddle {name}", f"series-{name}")
        for n, name in enumerate(series, start=1)
    )
    css = ".series-a{order:1}.series-b{order:2}"
    (page,) = drawn(worker, tmp_path, body + "</p>", css)
    assert foot(page) == ["2heddlea", "4heddlea", "1heddleb", "3heddleb"]
    (page,) = drawn(worker, tmp_path, body + "</p>", css + ".note{order:0}")
    assert foot(page) == ["1heddleb", "2heddlea", "3heddleb", "4heddlea"]


def test_a_note_that_goes_on_is_marked_at_both_ends(worker: LayoutWorker, tmp_path: Path) -> None:
    body = f"<p>{words(9)}{note(1, 900)} {words(300)}</p>"
    pages = drawn(worker, tmp_path, body)
    feet = [foot(page) for page in pages if page.rules]
    assert len(feet) > 2
    assert {rows[-1] for rows in feet[:-1]} == {"continuedoverleaf"}
    assert {rows[0] for rows in feet[1:]} == {"Note1,continued"}
    assert "continuedoverleaf" not in feet[-1]
    assert "Note1,continued" not in feet[0]


def test_a_sheet_can_leave_the_marks_out(worker: LayoutWorker, tmp_path: Path) -> None:
    body = f"<p>{words(9)}{note(1, 900)} {words(300)}</p>"
    css = ".note::before,.note::after{content:none}"
    text = " ".join(line for page in drawn(worker, tmp_path, body, css) for line in foot(page))
    assert "continued" not in text


def test_a_part_of_a_note_does_not_end_in_a_divided_word(
    worker: LayoutWorker, tmp_path: Path
) -> None:
    long = "Extraordinary considerations notwithstanding, representatives " * 90
    body = f"<p>{words(9)}{marked(1, long)} {words(300)}</p>"
    css = ".note::before,.note::after{content:none} .note-body{width:60mm}"
    pages = [page for page in drawn(worker, tmp_path, body, css) if page.rules]
    assert len(pages) > 2
    assert not [page.number for page in pages if foot(page)[-1].endswith("-")]
    assert any(line.endswith("-") for page in pages for line in foot(page))


def test_a_pointer_names_the_page_once_and_is_left_out_beside_its_note(
    worker: LayoutWorker, tmp_path: Path
) -> None:
    again = pointer(1)
    body = (
        f"<p>{words(9)}{note(1, 5)} {words(9)}{again}</p>"
        f'<p style="break-before:page">{words(9)}{again.replace("1-2", "1-3")} {words(9)}'
        f"{again.replace('1-2', '1-4')}</p>"
    )
    first, second = drawn(worker, tmp_path, body)
    assert len(foot(first)) == 1
    assert "Seep." not in foot(first)[0]
    assert foot(second) == ["Seep.1."]


@pytest.mark.parametrize(("before", "page"), [("", 1), ("<p>One.</p>", 2)], ids=["right", "left"])
def test_a_note_is_in_its_place_on_a_turned_page_of_a_thick_book(
    worker: LayoutWorker, tmp_path: Path, before: str, page: int
) -> None:
    """Such a page is moved up or down before it is turned, and takes its type area with it."""
    css = "@page turned{size:210mm 148mm;margin:20mm} .wide{page:turned}"
    body = f"{before}<div class='wide'><p>{words(9)}{marked(1, words(30))}</p></div>"
    thick = replace(rendition(body, css), gutters=((0, 10.0),))
    layout = worker.lay_out(thick, tmp_path / "thick.pdf")
    assert layout is not None
    assert layout.notes["note-1"].pages == (page,)
    assert layout.notes["note-1"].outside == ()


def test_a_wide_folio_stays_on_one_line(worker: LayoutWorker, tmp_path: Path) -> None:
    css = "body{page:text} @page :first{counter-reset:page -29} :root{--folio-size:40pt}"
    pages = drawn(worker, tmp_path, f"<p>{words(900)}</p>", css)
    assert "xxx" in ["".join(text.split()) for _, text in lines(pages[1])]
