"""Notes on paper: none late, none lost, none out of its place, at any density and length."""

from __future__ import annotations

from pathlib import Path

import pytest

from chapbook.package.pdf import note_faults
from chapbook.tools.weasyprint.process import Layout
from inspectors.pdf_text import read_pages
from unit.tools.pdf_pages import lay_out, note, rendition, words

pytestmark = pytest.mark.slow


def laid(tmp_path: Path, body: str, css: str = "") -> Layout:
    made = rendition(body, css)
    layout = lay_out(made, tmp_path / "a.pdf")
    assert list(note_faults(made.notes, layout)) == []
    assert len(layout.notes) == len(made.notes)
    return layout


def text_with_notes(paragraphs: int, lengths: tuple[int, ...]) -> str:
    parts = []
    for index in range(paragraphs):
        call = note(index + 1, lengths[index % len(lengths)])
        parts.append(f"<p>{words(35 + index % 40, index)}{call} {words(20 + index % 30)}.</p>")
    return "".join(parts)


@pytest.mark.parametrize("size", ["105mm 148mm", "148mm 210mm", "6in 9in"])
@pytest.mark.parametrize("lengths", [(8, 14, 30), (60, 5, 5, 120), (3,)])
def test_many_notes_on_any_page(tmp_path: Path, size: str, lengths: tuple[int, ...]) -> None:
    laid(tmp_path, text_with_notes(40, lengths), f"@page{{size:{size}}}")


def test_a_note_of_many_pages_runs_on_without_a_gap(tmp_path: Path) -> None:
    body = f"<p>{words(50)}{note(1, 1400)} {words(400)}</p><p>{words(900)}</p>"
    pages = laid(tmp_path, body).notes["note-1"].pages
    assert len(pages) >= 3


def test_a_long_note_of_paragraphs_runs_on(tmp_path: Path) -> None:
    body = f"<p>{words(50)}{note(1, 120, paragraphs=12)} {words(900)}</p>"
    assert len(laid(tmp_path, body).notes["note-1"].pages) >= 3


def test_a_broken_note_makes_room_for_a_note_of_the_same_line(tmp_path: Path) -> None:
    body = f"<p>{words(300)}</p><p>{words(5)}{note(1, 900)}{note(2, 4)} {words(300)}</p>"
    layout = laid(tmp_path, body)
    assert layout.notes["note-2"].pages[0] == layout.notes["note-1"].pages[0]


def test_two_long_notes_of_one_line_both_begin_on_its_page(tmp_path: Path) -> None:
    laid(tmp_path, f"<p>{words(5)}{note(1, 900)}{note(2, 900)} {words(30)}</p>")


@pytest.mark.parametrize(
    ("size", "text", "notes"),
    [("5.5in 8.5in", 18, 16), ("105mm 148mm", 18, 16), ("105mm 148mm", 9, 8)],
)
def test_notes_longer_than_the_text_end_one_after_the_other(
    tmp_path: Path, size: str, text: int, notes: int
) -> None:
    """Were all to go on side by side, each by a line, none would find room in the end."""
    calls = "".join(f" {words(9, n)}{note(n, 30 + 17 * n % 70)}" for n in range(1, 25))
    css = (
        f"@page{{size:{size}}} html{{font-size:{text}pt;line-height:{1.35 * text}pt}}"
        f".note-body{{font-size:{notes}pt;line-height:{1.25 * notes}pt}}"
    )
    layout = laid(tmp_path, f"<p>{words(30)}{calls} {words(90)}</p>", css)
    unfinished = [page for note in layout.notes.values() for page in note.pages[:-1]]
    assert max(unfinished.count(page) for page in unfinished) <= 4


LARGE = (
    "@page{size:105mm 148mm;margin:10mm} p{orphans:3;widows:2}"
    "html{font-size:18pt;line-height:24pt}"
    ".note-body,.note::before,.note::after{font-size:16pt;line-height:20pt}"
)


def test_four_notes_of_one_line_all_begin_on_a_page_that_has_room_for_three(tmp_path: Path) -> None:
    """Each by three lines and a mark would be too much: as the last resort, one line is enough."""
    calls = "".join(note(number, 40) for number in range(1, 5))
    layout = laid(tmp_path, f"<p>{words(1)}{calls} {words(40)}</p>", LARGE)
    assert [layout.notes[f"note-{number}"].pages[0] for number in range(1, 5)] == [1] * 4


def test_notes_of_a_first_line_do_not_wait_for_the_rest_of_another(tmp_path: Path) -> None:
    calls = "".join(note(number, 40) for number in range(2, 6))
    body = f"<p>{words(9)}{note(1, 100)}</p><p>{words(1)}{calls} {words(40)}</p>"
    laid(tmp_path, body, LARGE)


@pytest.mark.parametrize("count", [100, 120, 140])
def test_a_table_does_not_lose_its_head_to_the_rest_of_a_note(tmp_path: Path, count: int) -> None:
    rows = f"<tr><td>{'Fulling ' * 20}</td></tr>" * 9
    head = f"<thead><tr><th>{'Selvedges ' * 14}</th></tr></thead>"
    table = f"<table>{head}<tbody>{rows}</tbody></table>"
    laid(tmp_path, f"<p>{words(9)}{note(1, count)}</p>{table}", LARGE)
    texts = ["".join(g.text for g in page.glyphs) for page in read_pages(tmp_path / "a.pdf")]
    headed = ["Selvedges" in text for text in texts if "Fulling" in text]
    assert all(headed)
    assert len(headed) > 2


def test_a_heading_is_not_left_alone_by_a_long_note_below_it(tmp_path: Path) -> None:
    body = (
        f'<section class="division"><h1>Head</h1>'
        f"<p>{words(5)}{note(1, 900)} {words(12)}{note(2, 5)}</p></section>"
    )
    layout = laid(tmp_path, body)
    assert layout.notes["note-1"].call == 1
    assert layout.notes["note-2"].call == 1


def test_the_rest_of_a_note_comes_before_the_next_chapter(tmp_path: Path) -> None:
    body = (
        f'<section class="division"><h1>One</h1><p>{words(9)}{note(1, 1200)}</p></section>'
        f'<section class="division"><h1>Two</h1><p>{words(9)}{note(2, 5)}</p></section>'
    )
    layout = laid(tmp_path, body)
    assert layout.notes["note-1"].pages[-1] < layout.notes["note-2"].pages[0]


def test_the_rest_of_a_note_at_the_end_of_the_book_is_kept(tmp_path: Path) -> None:
    # The contents make the layout run twice: what ends on a page of its own must survive that.
    body = (
        '<nav class="contents"><ol><li><a href="#one">One</a></li></ol></nav>'
        f'<section class="division" id="one"><p>{words(9)}{note(1, 1500)}</p></section>'
    )
    layout = laid(tmp_path, body)
    assert layout.notes["note-1"].pages[-1] == layout.pages


def test_notes_in_headings_tables_lists_quotations_and_captions(tmp_path: Path) -> None:
    rows = "".join(f"<tr><td>{words(9, n)}{note(n, 9)}</td></tr>" for n in range(2, 30))
    body = (
        f"<h2>{words(3)}{note(1, 9)}</h2><table><tbody>{rows}</tbody></table>"
        f"<blockquote><p>{words(40)}{note(30, 20)}</p></blockquote>"
        f"<ul><li>{words(4)}{note(31, 4)}<p>{words(30)}{note(32, 40)}</p></li></ul>"
        f"<figure><figcaption>{words(4)}{note(33, 4)}</figcaption></figure>"
    )
    laid(tmp_path, body)


def test_blocks_in_notes_are_set_whole(tmp_path: Path) -> None:
    inner = (
        f"<p>{words(9)}</p><ul><li>{words(30)}</li><li>{words(30)}</li></ul>"
        f"<blockquote><p>{words(80)}</p></blockquote><pre>{words(60)}</pre>"
        f"<table><tbody><tr><td>{words(5)}</td><td>{words(5)}</td></tr></tbody></table>"
        f"<p>{words(300)}</p>"
    )
    body = (
        f'<p>{words(200)}<a class="note-call" id="call-1" href="#note-1">'
        f'<div class="note" id="note-1" data-marker="1"><div class="note-body">{inner}</div></div>'
        f"</a> {words(200)}</p>"
    )
    laid(tmp_path, body)


def test_white_space_in_a_note_is_that_of_running_text(tmp_path: Path) -> None:
    close = f"<p>{words(9)}{note(1, 40)}</p>"
    spread = close.replace(" shuttle", "\n      shuttle")
    assert spread != close
    laid(tmp_path, close)
    as_set_close = (tmp_path / "a.pdf").read_bytes()
    laid(tmp_path, spread)
    assert (tmp_path / "a.pdf").read_bytes() == as_set_close
