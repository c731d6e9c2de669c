"""The PDF is one file for everyone: PDF/UA-1 and PDF/A-3a, its structure that of the manuscript."""

from __future__ import annotations

import pytest

from building import Book
from chapbook.collate.foreign.readers.text import letters
from inspectors.pdf_structure import Element, read_structure_tree

# Headings that are not shown on paper.
HIDDEN = {"dedication", "epigraph"}


@pytest.fixture(scope="module")
def structure(any_book: Book) -> Element:
    return read_structure_tree(any_book.files.pdf)


def test_every_call_is_a_link_in_a_reference(any_book: Book, structure: Element) -> None:
    calls = [one for one in structure.elements() if one.kind == "Reference" and _is_call(one)]
    assert len(calls) == len(any_book.html.calls)
    for call in calls:
        assert [kid.kind for kid in call.kids if isinstance(kid, Element)] == ["Link"]


def _is_call(element: Element) -> bool:
    return element.above is not None and element.above.kind != "TOCI"


def test_every_note_appears_once_right_after_its_first_call(
    any_book: Book, structure: Element
) -> None:
    notes = [one for one in structure.elements() if one.kind == "Note"]
    assert len(notes) == len(any_book.html.notes)
    assert len({note.identifier for note in notes}) == len(notes)
    for note in notes:
        assert note.above is not None
        before = note.above.kids[note.above.kids.index(note) - 1]
        assert isinstance(before, Element)
        assert before.kind in ("Reference", "Note") or before.kind.startswith("H"), note.identifier


def test_every_note_begins_with_its_label_which_leads_back(structure: Element) -> None:
    for note in (one for one in structure.elements() if one.kind == "Note"):
        labels = [one for one in note.elements() if one.kind == "Lbl" and _links(one)]
        assert len(labels) == 1, note.identifier
        above: Element | None = labels[0]
        while above is not note:
            assert above is not None
            assert above.above is not None
            assert above.above.kids[0] is above, note.identifier
            above = above.above


def _links(element: Element) -> list[str]:
    return [said for one in element.elements() for said in one.links]


def test_links_have_names_in_words(structure: Element) -> None:
    for link in (one for one in structure.elements() if one.kind == "Link"):
        assert link.links, link.kids
        for said in link.links:
            assert said
            assert not said.startswith(("note-", "call-", "#")), said


def test_a_paragraph_on_two_pages_is_one_element(structure: Element) -> None:
    broken = [one for one in structure.elements() if one.kind == "P" and len(set(one.pages)) > 1]
    assert broken


def test_the_words_are_read_in_the_order_of_the_manuscript(
    any_book: Book, structure: Element
) -> None:
    told = letters("".join(one.words() for one in structure.kids if isinstance(one, Element)))
    at = 0
    for block in any_book.html.blocks:
        wanted = letters(block.text)
        if wanted in HIDDEN:
            continue
        found = told.find(wanted, at)
        assert found >= 0, block.text
        at = found + len(wanted)
