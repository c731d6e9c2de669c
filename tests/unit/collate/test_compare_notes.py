"""Calls and notes of two witnesses, held against each other."""

from __future__ import annotations

from chapbook.collate.compare_notes import compare_notes
from chapbook.collate.witness import Call, Note, Passage, Witness


def witness(name: str, marker: str) -> Witness:
    return Witness(
        name,
        f"{name}.pdf",
        "pdf",
        passages=(Passage("paragraph", "Text.", "page 1"),),
        calls=(Call(marker, "", 0, "Text.", "page 1"),),
        notes=(Note("a", None, "", "A note.", "page 1"),),
    )


def test_brackets_that_a_style_sets_around_a_call_are_not_its_marker() -> None:
    assert compare_notes(witness("HTML", "1"), witness("PDF", "[1]")).findings == ()


def test_another_marker_is_found() -> None:
    (found,) = compare_notes(witness("HTML", "1"), witness("PDF", "[2]")).findings
    assert found.message == "the call 1 is [2] in PDF"


def test_a_capital_is_another_marker() -> None:
    assert compare_notes(witness("HTML", "a"), witness("PDF", "A")).findings != ()
