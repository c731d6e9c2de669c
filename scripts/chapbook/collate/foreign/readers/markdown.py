"""What of pandoc's Markdown is read without pandoc: the front matter, note calls, plain words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

_CALL = re.compile(
    r"(?<!\\)(?:\[\^(?P<label>[^\]\s]+)\]|(?P<inline>\^\[)"
    r"|(?P<citation>\[(?:[^\[\]@]*[\s(])?-?@[\w{][^\[\]]*\]))"
)


def front_matter_of(text: str) -> tuple[dict[str, Any], str]:
    """Part the metadata (YAML or a `%` title block) from the text; raises YAMLError."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    match = re.match(r"---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|$)", text, re.DOTALL)
    if match:
        # Values as the file has them, dates and numbers as text; tabs as pandoc reads them.
        front = yaml.load(match[1].expandtabs(4), Loader=yaml.BaseLoader) or {}  # noqa: S506
        return front, text[match.end() :]
    names = ("title", "author", "date")
    front = {}
    while text.startswith("%"):
        line, _, text = text.partition("\n")
        front[names[len(front)]] = line[1:].strip()
    return front, text


def calls(block: str) -> Iterator[re.Match[str]]:
    """Yield the calls of a block; what is in an inline note is no call of its own."""
    position = 0
    while match := _CALL.search(block, position):
        yield match
        position = _closing(block, match.end()) if match["inline"] else match.end()


def _closing(text: str, position: int) -> int:
    """Return the place behind the bracket that closes one opened before `position`."""
    depth = 1
    while depth and position < len(text):
        depth += {"[": 1, "]": -1}.get(text[position], 0)
        position += 1
    return position


def plain(markdown: str) -> str:
    """Take calls, link targets and attributes out of a piece of Markdown; its words are left."""
    text = ""
    position = 0
    for match in calls(markdown):
        text += markdown[position : match.start()]
        position = _closing(markdown, match.end()) if match["inline"] else match.end()
    text += markdown[position:]
    text = re.sub(r"\]\([^()]*\)", "]", text)
    return re.sub(r"(?<=[\])`])\{[^{}]*\}", "", text)
