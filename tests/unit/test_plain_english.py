"""Documents and docstrings are in plain English: `tests/plain_english.py` finds nothing in them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from documents import PAGES, blocks, name_of, sentences
from plain_english import FORBIDDEN_WORDS, LONGEST, faults_of_module, faults_of_page, modules


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_documents_have_short_sentences_and_plain_words(page: Path) -> None:
    assert list(faults_of_page(page.read_text(encoding="utf-8"))) == []


def test_docstrings_begin_with_a_summary() -> None:
    found = {name_of(path): list(faults_of_module(path.read_text("utf-8"))) for path in modules()}
    assert len(found) > 500
    assert {name: faults for name, faults in found.items() if faults} == {}


# --- The search itself ----------------------------------------------------------------------------


def words(count: int) -> str:
    return " ".join(["Word", *["word"] * (count - 2), "end."])


@pytest.mark.parametrize(
    "page",
    [
        words(LONGEST),
        f"{words(LONGEST)} {words(LONGEST)}",
        f"# A heading without a full stop\n{words(LONGEST)}",
        f"- {words(LONGEST)}\n- {words(LONGEST)}",
        f"| {words(LONGEST)} | {words(LONGEST)} |",
        f"```\n{words(LONGEST + 1)}\n```\n",
        f"\n\n    {words(LONGEST + 1)}\n",
        f"Code `{words(LONGEST + 1)}` is one word.",
        "[A link](https://told.example) whose address has no words.",
        f"{words(LONGEST)} pandoc begins a sentence.",
    ],
)
def test_nothing_is_found_in_plain_text(page: str) -> None:
    assert list(faults_of_page(page)) == []


@pytest.mark.parametrize(
    ("page", "line"),
    [
        (words(LONGEST + 1), 1),
        (f"A line.\n\n{words(LONGEST + 1)}", 3),
        (f"A line.\n\n- {words(LONGEST).removesuffix(' end.')}\n  and end.", 3),
        (f"| a | {words(LONGEST + 1)} |", 1),
        (f"```\ncode\n```\n\n> {words(LONGEST + 1)}", 5),
        (f"`code` {words(LONGEST)}", 1),
        (f"[a]({'x' * 9}) {words(LONGEST)}", 1),
    ],
)
def test_a_long_sentence_is_found_at_its_paragraph(page: str, line: int) -> None:
    ((found, fault),) = faults_of_page(page)
    assert found == line
    assert fault.startswith(f"a sentence of {LONGEST + 1} words")


# Sentences that documents must not have, and the forbidden words in each.
FORBIDDEN = [
    ("Chapbook numbers the notes anew.", ["anew"]),
    ("An edition asks **for** more.", ["asks for"]),
    ("It was asked for, and is asked of all.", ["asked for", "asked of"]),
    ("Enemies and [strangers](x.md) write it.", ["Enemies", "strangers"]),
    ("A file is held against the rules.", ["held against"]),
    ("It holds any PDF against them.", ["holds any PDF against"]),
    ("Each house has rules.", ["house"]),
    ("The judge judged it.", ["judge", "judged"]),
    ("Tables and their kin are set.", ["kin"]),
    ("Copy it, lest it go thither.", ["lest", "thither"]),
    ("Mending it mends both.", ["Mending", "mends"]),
    ("It is read otherwise than before.", ["otherwise than"]),
    ("It stands where it stood.", ["stands", "stood"]),
    ("It is told, said and spoken.", ["told", "said", "spoken"]),
    ("The report comes unasked.", ["unasked"]),
    ("One lies upon the other.", ["upon"]),
    ("Each witness is compared.", ["witness"]),
    ("| a cell | of a workshop |", ["workshop"]),
]


@pytest.mark.parametrize(("sentence", "words"), FORBIDDEN)
def test_forbidden_words_are_found(sentence: str, words: list[str]) -> None:
    found = [fault.partition("” (write: ") for _, fault in faults_of_page(sentence)]
    assert [word for word, _, _ in found] == [f"“{word}" for word in words]


def test_every_forbidden_word_has_a_sample_and_a_replacement() -> None:
    samples = [word for _, words in FORBIDDEN for word in words]
    for pattern, instead in FORBIDDEN_WORDS.items():
        assert any(re.fullmatch(pattern, word, re.IGNORECASE) for word in samples), pattern
        assert instead.strip()


def test_words_in_code_and_parts_of_words_are_not_found() -> None:
    assert (
        list(faults_of_page("`judges.py` understands standards, warehouses and storytold.")) == []
    )


@pytest.mark.parametrize("word", ["Give", "Gives", "Say", "Says", "Tell", "Tells"])
@pytest.mark.parametrize(
    ("module", "line"), [('"""{} it."""', 1), ('\ndef f():\n    """{} it."""', 2)]
)
def test_a_docstring_that_begins_with_a_forbidden_word_is_found(
    word: str, module: str, line: int
) -> None:
    assert [found for found, _ in faults_of_module(module.format(word))] == [line]


def test_a_docstring_may_begin_with_a_longer_word() -> None:
    assert list(faults_of_module('class C:\n    """Given names."""\n')) == []


def test_blocks_and_sentences_are_recognised() -> None:
    page = "# Head\nOne. Two?\nThree, p. 4\n\n1. Four\n2. Five\n\n| a | b |\n|---|---|\n"
    assert [*blocks(page)] == [
        (1, "Head"), (2, "One. Two? Three, p. 4"), (5, "Four"), (6, "Five"), (8, "a"), (8, "b"),
        (9, "---"), (9, "---"),
    ]  # fmt: skip
    found = [one for _, one in sentences("One. Two? [Three](x.md), p. 4. Five")]
    assert found == ["One.", "Two?", "Three, p. 4.", "Five"]
