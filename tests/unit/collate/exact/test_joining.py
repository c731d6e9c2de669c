"""An edition is joined with the expectation by keys: each block once, in order, with its words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chapbook.collate.editions import Edition, ReadBlock, ReadCall, ReadEntry, ReadNote
from chapbook.collate.exact import Given, compare_exactly, expectation_of
from chapbook.collate.exact.expecting import Expecting
from chapbook.collate.exact.joining import Joined, compare_text
from chapbook.collate.exact.notes import compare_notes, compare_ways
from chapbook.collate.exact.structure import compare_structure
from chapbook.collate.normal import template_key
from chapbook.model.editions.collation import Verdict
from chapbook.model.editions.expectation import (
    CALL,
    Block,
    Expectation,
    ExpectedEntry,
    ExpectedNote,
)

NOTE = ExpectedNote("note-a", "a", "source", "1", ("call-a",), ("noteaa",))
EXPECTED = Expectation(
    "Book",
    "en",
    (
        Block("headdd", "h1", "One", "en"),
        Block("firstt", "text", f"First words{CALL} here.", "en", ("call-a",)),
        Block("second", "text", "Second words.", "en"),
    ),
    (NOTE,),
    {"noteaa": Block("noteaa", "text", "A note.", "en")},
    {},
)


def read(key: str, text: str, role: str = "text", note: str = "") -> ReadBlock:
    return ReadBlock(key, role, "file#x", "en", note, [text])


def edition(kind: str = "epub") -> Edition:
    first = read("firstt", f"First words{CALL} here.")
    first.calls.append(ReadCall("call-a", "1", "note-a"))
    note = ReadNote("note-a", "source", "file#note-a", "1", ["call-a"], ["noteaa"])
    blocks = [read("headdd", "One", "h1"), first, read("second", "Second words.")]
    return Edition(
        "EPUB", "b.epub", kind, [*blocks, read("noteaa", "A note.", note="note-a")], [note]
    )


def joined(found: Edition) -> Joined:
    return Joined(EXPECTED, "manuscript", lambda key: f"line of {key}", found)


def messages(found: Edition) -> list[str]:
    one = joined(found)
    findings = (
        *compare_text(one), *compare_notes(one), *compare_ways(one), *compare_structure(one)
    )  # fmt: skip
    return [finding.message for finding in findings]


def test_an_edition_as_expected_has_no_findings() -> None:
    assert messages(edition()) == []


def test_a_finding_names_the_place_in_the_manuscript_and_both_texts() -> None:
    found = edition()
    found.blocks[2] = read("second", "Second deeds.")
    (finding,) = compare_text(joined(found))
    assert [reading.place for reading in finding.readings] == ["line of second", "file#x"]
    assert [reading.words for reading in finding.readings] == ["words.", "deeds."]


@pytest.mark.parametrize("at", [0, 1, 3])
def test_one_more_block_is_found_wherever_it_is(at: int) -> None:
    found = edition()
    found.blocks.insert(at, read("zzzzzz", "More."))
    assert messages(found) == ["text that the manuscript does not have"]


def test_text_without_a_key_is_found() -> None:
    found = edition()
    found.loose.append(("More.", "file"))
    assert messages(found) == ["text that does not belong to any block of the manuscript"]


def test_a_missing_block_is_found() -> None:
    found = edition()
    del found.blocks[2]
    assert messages(found) == ["a block of text is missing from EPUB"]


def test_a_doubled_block_is_found() -> None:
    found = edition()
    found.blocks.insert(2, found.blocks[2])
    assert messages(found) == ["a block of text appears again"]


def test_two_keys_exchanged_are_found() -> None:
    found = edition()
    found.blocks[1].key, found.blocks[2].key = "second", "firstt"
    assert messages(found).count("the words differ") == 2


def test_another_order_is_found() -> None:
    found = edition()
    found.blocks[1:3] = reversed(found.blocks[1:3])
    assert messages(found) == ["the order of the text differs"]


def test_words_of_a_template_have_their_own_key() -> None:
    found = edition()
    found.blocks.append(read(template_key("Made with care."), "Made with care."))
    assert messages(found) == []
    found.blocks.append(read(template_key("Made with care."), "Made in haste."))
    assert messages(found) == ["words that a template did not set"]


def test_a_note_body_under_another_key_is_found() -> None:
    found = edition()
    found.notes[0].blocks[0] = "second"
    assert "words of a note are missing from EPUB" in messages(found)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (ReadCall("call-a", "2", "note-a"), "a call has a different marker"),
        (ReadCall("call-a", "1", "note-b"), "a call leads to a different note"),
        (ReadCall("call-b", "1", "note-a"), "a call has a different identifier"),
    ],
)
def test_each_side_of_a_call_is_compared(call: ReadCall, message: str) -> None:
    found = edition()
    found.blocks[1].calls[0] = call
    assert message in messages(found)


def test_a_note_of_another_series_is_found() -> None:
    found = edition()
    found.notes[0].series = "gloss"
    assert messages(found) == ["a note belongs to a different series"]


def test_the_web_page_has_headings_one_level_lower() -> None:
    found = edition("html")
    assert messages(found) == ["the structure differs"]
    found.blocks[0] = read("headdd", "One", "h2")
    assert messages(found) == []


def test_the_items_of_a_list_are_compared_by_their_places() -> None:
    expected = replace(
        EXPECTED,
        blocks=(*EXPECTED.blocks, Block("itemmm", "text", "Item", "en", within=("list 2",))),
    )
    found = edition()
    item = read("itemmm", "Item")
    item.within = ("list 1",)
    found.blocks.insert(3, item)
    (finding,) = compare_structure(Joined(expected, "manuscript", lambda _: "", found))
    assert finding.message == "the structure differs"


ONE, TWO = ExpectedEntry("one", 1, "One"), ExpectedEntry("two", 1, "Two")


@pytest.mark.parametrize(
    ("kind", "contents", "missing"),
    [
        ("html", (ONE, TWO), True),
        ("epub", (ONE, TWO), True),
        ("pdf", (ONE, TWO), True),
        ("pdf", (ONE, replace(TWO, paper=False)), False),
        ("html", (ONE, replace(TWO, level=2)), False),
        ("html", (ONE, replace(TWO, listed=False)), False),
        ("html", (), False),
    ],
)
def test_a_book_of_several_chapters_has_contents(
    kind: str, contents: tuple[ExpectedEntry, ...], missing: bool
) -> None:
    expected = replace(EXPECTED, contents=contents, places={"one": "headdd", "two": "second"})
    side = Joined(expected, "manuscript", lambda key: f"line of {key}", edition(kind))
    found = [one.message for one in compare_structure(side)]
    assert ("the contents are missing from EPUB" in found) is missing


@pytest.mark.parametrize("kind", ["html", "epub", "pdf"])
def test_an_edition_agrees_with_itself_where_there_is_no_manuscript(kind: str) -> None:
    alone = edition(kind)
    alone.places = {"#note-a": "noteaa", "#one": "headdd"}
    if kind == "pdf":
        alone.blocks[1].calls[0] = ReadCall("", "1", "note-a")
        alone.places, alone.contents = {}, [ReadEntry("one", "One")]
    side = Expecting(expectation_of(alone), alone.name, lambda _: "")
    found = {one.subject: one for one in compare_exactly(Given([alone]), side)}
    assert [one for one in found.values() if one.findings] == []
    named = kind != "pdf"
    assert (found["links to notes and back"].verdict is Verdict.PASS) is named
    assert ("contents" not in found) is named  # else it is reported as not compared
