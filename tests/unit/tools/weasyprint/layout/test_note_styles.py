"""Notes under other style sheets than ours: inline, limited in height, moved to the next page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from inspectors.pdf_text import lines, read_pages
from unit.tools.pdf_pages import LayoutWorker, layout_worker, note, rendition, words

# Ten lines of ten millimetres to a page, and nothing that holds lines together.
SHEET = (
    "@page{size:120mm 120mm;margin:10mm;@footnote{margin:0}}"
    "*{margin:0;orphans:1;widows:1} html{font-size:10pt;line-height:10mm}"
    ".note{float:footnote} .note *{display:inline}"
    ".note::footnote-marker,.note::footnote-call{content:none;line-height:0}"
)


@pytest.fixture(scope="module")
def worker() -> Iterator[LayoutWorker]:
    with layout_worker() as started:
        yield started


def texts(worker: LayoutWorker, folder: Path, body: str, css: str) -> list[list[str]]:
    """Return the lines of each page."""
    made = rendition(body, sheet=SHEET + css)
    assert worker.lay_out(made, folder / "a.pdf") is not None
    pages = read_pages(folder / "a.pdf")
    return [[" ".join(text.split()) for _, text in lines(page)] for page in pages]


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def test_inline_notes_share_a_line(worker: LayoutWorker, tmp_path: Path) -> None:
    body = paragraphs(f"text{note(1, 1)}{note(2, 1)}")
    (page,) = texts(worker, tmp_path, body, ".note{footnote-display:inline}")
    assert page == ["text", "shuttlewarp"]


def test_inline_notes_beside_a_block_have_lines_of_their_own(
    worker: LayoutWorker, tmp_path: Path
) -> None:
    css = ".note{footnote-display:inline} .block{footnote-display:block}"
    body = paragraphs(f"text{note(1, 1)}{note(2, 1, series='block')}{note(3, 1)}")
    (page,) = texts(worker, tmp_path, body, css)
    assert len(page) == 4


def test_inline_notes_run_on_beside_columns_and_a_short_rule(
    worker: LayoutWorker, tmp_path: Path
) -> None:
    """The printed sheet has columns for compact notes, and a width for the rule over them."""
    body = f"<p>{words(9)}{note(1, 3)} {words(5)}{note(2, 30)} {words(9)}</p>"
    css = ".note{footnote-display:inline} .note *{display:inline} .note::before{content:none}"
    assert worker.faults(rendition(body, css), tmp_path / "a.pdf") == []
    (page,) = read_pages(tmp_path / "a.pdf")
    rule = max(box.top for box in page.rules)
    foot = ["".join(text.split()) for base, text in lines(page) if base < rule]
    assert any("beamwarp" in line for line in foot)
    assert len(foot) < 6


def test_an_inline_note_with_blocks_in_it_is_a_block(worker: LayoutWorker, tmp_path: Path) -> None:
    body = f"<p>{words(9)}{note(1, 5)} {words(5)}{note(2, 30, paragraphs=2)} {words(9)}</p>"
    made = rendition(body, ".note{footnote-display:inline}")
    assert worker.faults(made, tmp_path / "a.pdf") == []


def test_inline_notes_that_wait_come_on_the_next_page(worker: LayoutWorker, tmp_path: Path) -> None:
    body = paragraphs(*["text"] * 8, f"call{note(1, 1)}", f"call{note(2, 1)}", "end")
    pages = texts(worker, tmp_path, body, ".note{footnote-display:inline}")
    assert pages == [[*["text"] * 8, "call", "shuttle"], ["call", "end", "warp"]]


@pytest.mark.parametrize(("policy", "first"), [("auto", 2), ("line", 3)])
def test_a_note_over_the_maximum_waits_where_its_policy_lets_it(
    worker: LayoutWorker, tmp_path: Path, policy: str, first: int
) -> None:
    css = f".note{{footnote-policy:{policy}}} @page{{@footnote{{max-height:15mm}}}}"
    body = paragraphs(f"call{note(1, 1)}{note(2, 1)}")
    pages = texts(worker, tmp_path, body, css)
    assert len(pages[0]) == first
    assert sum(map(len, pages)) == 3


def test_waiting_notes_leave_room_for_text(worker: LayoutWorker, tmp_path: Path) -> None:
    """Three notes wait, and fit beside the text of the next page."""
    body = paragraphs(*["text"] * 9, f"call{''.join(note(n, 1) for n in (1, 2, 3))}", "end")
    pages = texts(worker, tmp_path, body, "")
    assert [len(page) for page in pages] == [10, 4]
    assert pages[1][0] == "end"


def test_margins_of_the_area_stay_where_its_only_note_waits(
    worker: LayoutWorker, tmp_path: Path
) -> None:
    body = paragraphs(*["text"] * 8, f"call{note(1, 30)}", "end")
    css = "@page{@footnote{margin-top:%smm}}"
    assert texts(worker, tmp_path, body, css % 9)[0][-1] == "call"
    assert texts(worker, tmp_path, body, css % 0)[0][-1] != "call"
