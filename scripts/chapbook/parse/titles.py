"""Titles: lines of Markdown in the front matter or in a heading."""

from __future__ import annotations

import re

from chapbook.model.ast import Node, text_of, transform, walk
from chapbook.model.metadata import RichText
from chapbook.parse.labels import LABEL
from chapbook.tools import pandoc

_CALL = re.compile(rf"\[\^{LABEL}\]")


def read_title(text: str) -> RichText | None:
    """Read a line of Markdown; None where it holds or calls a note, which no title can."""
    blocks = pandoc.read_markdown(text)["blocks"]
    if len(blocks) != 1 or blocks[0]["t"] != "Para":
        return plain_title(text)  # a title such as `1984. A novel` reads as a list
    inlines = blocks[0]["c"]
    noted = any(node["t"] == "Note" for node in walk(inlines))
    return None if noted or _CALL.search(text_of(inlines)) else rich_text(inlines)


def rich_text(inlines: list[Node]) -> RichText:
    """Make a title of inlines. Links keep their words only: titles are copied to many places."""

    def change(node: Node) -> Node | list[Node]:
        return list(node["c"][1]) if node["t"] in ("Link", "Image") else node

    kept = tuple(transform(inlines, change))
    return RichText(re.sub(" {2,}", " ", text_of(kept)), kept)  # where a tag was between two spaces


def plain_title(text: str) -> RichText:
    """Make a title of a text in which no sign has a meaning."""
    return RichText(text, ({"t": "Str", "c": text},))
