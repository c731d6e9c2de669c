"""Calls and notes of two copies, compared."""

from __future__ import annotations

from dataclasses import replace

from chapbook.collate.foreign.compare.notes import compare_notes
from chapbook.collate.foreign.copies import Call, Copy, Note, Passage


def copy(name: str, marker: str) -> Copy:
    return Copy(
        name,
        f"{name}.pdf",
        "pdf",
        passages=(Passage("paragraph", "Text.", "page 1"),),
        calls=(Call(marker, "", 0, "Text.", "page 1"),),
        notes=(Note("a", None, "", "A note.", "page 1"),),
    )


def test_brackets_that_a_style_sets_around_a_call_are_not_its_marker() -> None:
    assert compare_notes(copy("HTML", "1"), copy("PDF", "[1]")).findings == ()


def test_another_marker_is_found() -> None:
    (found,) = compare_notes(copy("HTML", "1"), copy("PDF", "[2]")).findings
    assert found.message == "the call 1 is [2] in PDF"


def test_a_capital_is_another_marker() -> None:
    assert compare_notes(copy("HTML", "a"), copy("PDF", "A")).findings != ()


def going_on(text: str, shown: str, *carried: str) -> list[str]:
    """Compare a note with what its page shows of it, and what later pages show of any note."""
    whole, pages = copy("HTML", "1"), copy("PDF pages", "1")
    whole = replace(whole, notes=(Note("a", None, "", text, "line 1"),))
    pages = replace(
        pages,
        kind="drawn",
        notes=(Note("a", None, "", shown, "page 1"),),
        carried=tuple(Passage("note", one, "page 2") for one in carried),
    )
    return [finding.message for finding in compare_notes(whole, pages).findings]


def test_a_note_takes_its_rest_from_later_pages() -> None:
    assert going_on("The mill stood by the ford.", "The mill", "stood by", "the ford.") == []
    assert going_on("The mill stood by the ford.", "The mill", "stood by", "the") != []


def test_a_short_piece_of_another_note_is_not_taken_for_the_rest() -> None:
    carried = ("s", "stood by", "the ford.")
    assert going_on("The mill stood by the ford.", "The mill", *carried) == [
        "words that no note goes on with"
    ]


def test_what_goes_on_after_a_full_stop_may_end_in_one() -> None:
    assert going_on("It was. So it is.", "It was.", "So it is.") == []
