"""The lines that pages show: which of them are put together."""

from __future__ import annotations

from chapbook.collate.foreign.drawn_pages import _whole_words
from chapbook.collate.foreign.readers.pdf_drawn import CARRIED, Piece
from chapbook.collate.foreign.readers.pdf_runs import Run, joined
from chapbook.collate.readers.pdf.boxes import Box


def piece(text: str, note: str = "") -> Piece:
    return Piece(1, Run(text, Box(0, 0, 10, 10), None, artifact=False), note)


def shown(*pieces: Piece) -> list[str]:
    return [text for _, text in _whole_words(iter(pieces))]


def test_a_word_cut_in_two_is_put_together() -> None:
    assert shown(piece("a half-"), piece("timbered house")) == ["a half-timbered house"]


def test_the_number_of_an_item_may_be_drawn_in_between() -> None:
    assert shown(piece("a half-"), piece("3."), piece("timbered")) == ["3.", "a half-timbered"]


def test_what_is_carried_over_of_one_note_is_not_joined_to_that_of_another() -> None:
    lines = piece("the one is half-", CARRIED), piece("and the other", CARRIED)
    assert shown(*lines) == ["the one is half-", "and the other"]


def test_the_rules_of_the_cells_of_a_row_are_one() -> None:
    cells = [Box(left, 454, left + 74, 455) for left in (129, 55, 203)]
    over_notes = Box(55, 300, 129, 301)
    apart = Box(300, 454, 374, 455)
    assert joined([*cells, over_notes, apart]) == [Box(55, 454, 277, 455), apart, over_notes]
