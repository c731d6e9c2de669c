"""Quotation marks and apostrophes come out right after links, code and notes, and in nests."""

from __future__ import annotations

import pytest

from chapbook.model.ast import text_of
from core import parsed

# What is written, and what is shown.
QUOTES = {
    "[Bob](https://b.org)'s 'stuff'.": "Bob’s ‘stuff’.",
    "In the '60s and '70s, and the '90s 'hits'.": "In the ’60s and ’70s, and the ’90s ‘hits’.",
    '"contains a "nested" quote".': "“contains a “nested” quote”.",
    "`code`'s 'a' and *Bob*'s 'b'": "code’s ‘a’ and Bob’s ‘b’",
    "'Tis 'a' and 'twas 'b', rock 'n' roll": "’Tis ‘a’ and ’twas ‘b’, rock ’n’ roll",
    "The dogs' [x](https://b.org)'s": "The dogs’ x’s",
    "(\"[a](https://b.org)\"), '[b](https://b.org)'": "(“a”), ‘b’",
    "# [Bob](https://b.org)'s 'head'": "Bob’s ‘head’",
    "> - [Bob](https://b.org)'s 'item'": "Bob’s ‘item’",
    '| [a](https://b.org)\'s \'b\' | c |\n|---|---|\n| "d "e" f" | g |': "a’s ‘b’c“d “e” f”g",
    "[a](https://b.org \"t'1\")'s 'b'": "a’s ‘b’",
    "[a]{title=\"it's\"}'s 'b' and $f'$": "a’s ‘b’ and f'",
    "'s Avonds [t](https://b.org)'s 'woord'": "’s Avonds t’s ‘woord’",
    "l'[ami](https://b.org)'s 'mot' l'\"ami\"": "l’ami’s ‘mot’ l’“ami”",
    "Mr. [A](https://b.org)'s 'b' -- c...": "Mr. A’s ‘b’ – c…",
    "\\'esc\\' [A](https://b.org)'s 'b'": "'esc' A’s ‘b’",
    '他说"你好"了。"我叫\'小明\'。"「日本」"日本"': "他说“你好”了。“我叫‘小明’。”「日本」“日本”",
    '그는 "안녕"이라고': "그는 “안녕”이라고",
    "'plain' \"words\" aren't changed": "‘plain’ “words” aren’t changed",
}


@pytest.mark.parametrize("text", QUOTES)
def test_marks_are_set_by_what_stands_beside_them(text: str) -> None:
    book, _ = parsed(text)
    assert book is not None
    shown = "".join(text_of([d.heading, list(d.blocks)]) for d in book.divisions)
    assert (shown or book.metadata.title.plain).replace("\u00a0", " ") == QUOTES[text]


def test_a_note_and_what_follows_its_call_have_their_marks() -> None:
    book, _ = parsed("word[^1]'s 'a' b\n\n[^1]: [Bob](https://b.org)'s \"a \"b\" c\".\n")
    assert book is not None
    assert text_of(list(book.divisions[0].blocks)) == "word’s ‘a’ b"
    (note,) = book.definitions
    assert text_of(list(note.blocks)) == "Bob’s “a “b” c”."
    assert note.label == "1"
