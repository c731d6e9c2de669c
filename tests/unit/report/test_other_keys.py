"""Keys of the front matter: all are listed for people, and those of others lead to ours."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from chapbook.parse.front_matter.reading import schema
from chapbook.report import lines_of
from chapbook.report.other_keys import WRITE_INSTEAD
from core import parsed

PAGE = Path(__file__).parents[3] / "scripts" / "chapbook" / "KEYS.md"


def test_every_key_is_in_the_list_and_no_other() -> None:
    rows = re.findall(r"^\| (`.*?) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    listed = [key for row in rows for key in re.findall(r"`([^`]+)`", row)]
    assert sorted(listed) == sorted(schema()["properties"])


def test_no_key_of_ours_is_among_those_of_others() -> None:
    assert set(WRITE_INSTEAD).isdisjoint(schema()["properties"])


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("papersize", "print: {trim: a5}"),
        ("fontsize", "print: {size: 11pt}"),
        ("toc", "delete it"),
        ("documentclass", "print: {style: classic}"),
        ("geometry", "print: {trim: a5}"),
        ("mainfont", "@font-face in print: {css: my.css}"),
        ("dedication", "# Dedication {.dedication}"),
        ("linestretch", "print: {leading: 15pt}"),
        ("biblio-style", "csl:"),
        ("License", "licence:"),
        ("CJKmainfont", "@font-face in print: {css: my.css}"),
        ("margin-left", "print: {trim: a5}"),
        ("table-of-contents", "list of contents"),
        ("categories", "write keywords:"),
        ("publishDate", "write date:"),
        ("lastmod", "write modified:"),
        ("draft", "delete it"),
        ("weight", "delete it"),
        ("titel", "did you mean “title”?"),
        ("zebra", "KEYS.md"),
    ],
)
def test_the_hint_names_our_key_or_what_to_write(key: str, words: str) -> None:
    _, findings = parsed(f"---\ntitle: T\n{key}: x\n---\n\nText.\n")
    message, hint = lines_of(findings)
    assert key in message
    assert words in hint


def test_a_key_within_another_is_not_taken_for_one_of_the_book() -> None:
    _, findings = parsed("---\ntitle: T\nprint: {font: x}\n---\n\nText.\n")
    assert "@font-face" not in lines_of(findings)[1]
