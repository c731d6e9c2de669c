"""Documents and docstrings are in plain English: `tests/plain_english.py` finds nothing in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from documents import PAGES, blocks, name_of, sentences
from plain_english import INSTEAD, LONGEST, faults_of_module, faults_of_page, modules


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


@pytest.mark.parametrize(
    "sentence",
    [
        "The judge has told it.",
        "It stands **there** and asks for more.",
        "A file is held against the rules.",
        "It holds any PDF against them.",
        "| a cell | of a workshop |",
        "Strangers are mending [the house](x.md).",
        "Lest it begin anew.",
        "The pile lies upon another.",
    ],
)
def test_a_word_that_documents_do_not_use_is_found(sentence: str) -> None:
    assert [fault for _, fault in faults_of_page(sentence) if "(write: " in fault]


def test_words_in_code_and_parts_of_words_are_not_found() -> None:
    assert (
        list(faults_of_page("`judges.py` understands standards, warehouses and storytold.")) == []
    )


def test_every_word_has_a_replacement() -> None:
    assert all(instead.strip() for instead in INSTEAD.values())


def test_a_docstring_that_begins_otherwise_is_found() -> None:
    module = '"""Say it."""\n\ndef f():\n    """Give it."""\n\nclass C:\n    """Given names."""\n'
    assert [line for line, _ in faults_of_module(module)] == [1, 3]


def test_blocks_and_sentences_are_recognised() -> None:
    page = "# Head\nOne. Two?\nThree, p. 4\n\n1. Four\n2. Five\n\n| a | b |\n|---|---|\n"
    assert [*blocks(page)] == [
        (1, "Head"), (2, "One. Two? Three, p. 4"), (5, "Four"), (6, "Five"), (8, "a"), (8, "b"),
        (9, "---"), (9, "---"),
    ]  # fmt: skip
    found = [one for _, one in sentences("One. Two? [Three](x.md), p. 4. Five")]
    assert found == ["One.", "Two?", "Three, p. 4.", "Five"]
