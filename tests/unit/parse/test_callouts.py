"""`> [!note]` and `::: {.callout-note}` become callouts with a title in the book's language."""

from __future__ import annotations

import pytest

from chapbook.model.ast import Node, text_of, walk
from chapbook.model.words.by_language import LANGUAGES
from chapbook.model.words.callout_words import KINDS, callout_title
from core import resolved


def callouts(text: str, language: str = "en") -> list[tuple[str, str, str]]:
    """Return class, title and body of each callout, those of notes too."""
    book = resolved(f"---\ntitle: T\nlang: {language}\n---\n\n{text}\n").silent
    trees = [*(list(d.blocks) for d in book.divisions), *(list(note.blocks) for note in book.notes)]
    found = [node for node in walk(trees) if is_callout(node)]
    return [(n["c"][0][1][1], text_of(n["c"][1][0]), text_of(n["c"][1][1:])) for n in found]


def is_callout(node: Node) -> bool:
    return node["t"] == "Div" and "callout" in node["c"][0][1]


FORMS = {
    "> [!note]\n> Words.": ("callout-note", "Note", "Words."),
    "> [!WARNING] Own *title*\n> Words.": ("callout-warning", "Own title", "Words."),
    "> [!tip]-\n>\n> Words.": ("callout-tip", "Tip", "Words."),
    "> [!hint]+ Fold": ("callout-hint", "Fold", ""),
    "> [!my-kind]\n> Words.": ("callout-my-kind", "My kind", "Words."),
    "- item\n\n  > [!caution]\n  > Words.": ("callout-caution", "Caution", "Words."),
    "A.[^1]\n\n[^1]: > [!important]\n    > Words.": ("callout-important", "Important", "Words."),
    "::: {.callout-note}\nWords.\n:::": ("callout-note", "Note", "Words."),
    "::: {.callout-tip}\n## Own\n\nWords.\n:::": ("callout-tip", "Own", "Words."),
    '::: {.callout-tip title="Own" collapse=true}\nWords.\n:::': ("callout-tip", "Own", "Words."),
}


@pytest.mark.parametrize("text", FORMS)
def test_each_form_becomes_a_callout(text: str) -> None:
    assert callouts(text) == [FORMS[text]]


@pytest.mark.parametrize(
    "text", ["> A quotation.", "> `[!note]`\n> x", "> \\[!note]", "> x [!note]"]
)
def test_other_quotations_stay(text: str) -> None:
    book = resolved(text).book
    blocks = [block for d in book.divisions for block in d.blocks]
    assert [block["t"] for block in blocks] == ["BlockQuote"]


@pytest.mark.parametrize(
    ("language", "title"), [("de-AT", "Hinweis"), ("fr", "Remarque"), ("he", "הערה")]
)
def test_a_title_is_in_the_language_of_the_book(language: str, title: str) -> None:
    assert callouts("> [!note]\n> x", language)[0][1] == title


@pytest.mark.parametrize("language", sorted(set(LANGUAGES) - {"en"}))
def test_every_language_has_its_own_title_for_each_kind(language: str) -> None:
    titles = [callout_title(kind, language) for kind in KINDS]
    assert len({*titles, ""}) == len(KINDS) + 1
    # “Tip” and “Important” are words of other languages too.
    assert len({callout_title(kind, "en") for kind in KINDS} & {*titles}) <= 1


def test_a_link_to_the_heading_of_a_callout_leads_to_its_title() -> None:
    book = resolved("[a](#own)\n\n::: {.callout-tip}\n## Own\n\nx\n:::").silent
    (tip,) = [node for node in walk(book.divisions[0].blocks) if is_callout(node)]
    (named,) = [node for node in walk(tip["c"][1]) if node["t"] in ("Div", "Span")
                and node["c"][0][0] == "own"]  # fmt: skip
    assert text_of(named) == "Own"
