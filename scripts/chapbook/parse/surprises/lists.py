"""Lines that pandoc reads as items of a list, although their author may have meant text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from chapbook.model.ast import Node, walk
from chapbook.model.diagnostics import Code, Diagnostic, diagnostic
from chapbook.model.letters.seeking import Seeker
from chapbook.model.source import SourceText
from chapbook.parse.notes.labels import LABEL

MOST = 20  # warnings about one form: more of them would say nothing new
_LABEL_LINE = rf"(?:\[\^{LABEL}\]:)?"
_BEFORE = (
    rf"(?:(?:[-+*:~]|\(?[\w#]{{1,4}}[.)])[ \t][ \t>]*+|\[\^{LABEL}\]:[ \t>]*+"
    r"|<[a-z/][^<>\n]{0,200}>[ \t]*+)*+"
)
_EXAMPLE = re.compile(
    rf"(?:^[ \t>]*+|(?P<bar>\|)[ \t]*+|<td[^<>\n]{{0,200}}>[ \t]*+){_BEFORE}"
    r"(?P<text>@[\w-]+[.)])(?=\s|\Z)",
    re.MULTILINE | re.IGNORECASE,
)
_FAR = 200  # lines of a table that are looked back over
_MARKERS = {"Period": r"{}\.", "OneParen": r"{}\)", "TwoParens": r"\({}\)", "DefaultDelim": r"{}\."}


def example_lists(source: SourceText, masked: str, tree: list[Node]) -> Iterator[Diagnostic]:
    """Report each `@key.` at the head of a block, which pandoc numbers as it does `(@key)`."""
    if not _has_example(tree):
        return
    found = (match for match in _EXAMPLE.finditer(masked) if _can_hold_lists(match))
    for match in islice(found, MOST):
        text = match["text"]
        facts = {"text": text, "key": text[:-1], "sign": text[-1]}
        yield diagnostic(Code.EXAMPLE_LIST, source.place(match.start("text")), **facts)


def _has_example(tree: list[Node]) -> bool:
    styles = (node["c"][0] for node in walk(tree) if node["t"] == "OrderedList")
    return any(s["t"] == "Example" and d["t"] != "TwoParens" for _, s, d in styles)


def _can_hold_lists(match: re.Match[str]) -> bool:
    """Check whether a match is outside tables, or in a grid table."""
    end = match.start("bar")
    for _ in range(_FAR if match["bar"] else 0):
        start = match.string.rfind("\n", 0, end) + 1
        line = match.string[start:end].lstrip(" \t>")
        if start == 0 or not line.startswith("|"):
            return line.startswith("+")
        end = start - 1
    return not match["bar"]


def empty_items(
    source: SourceText, text: str, masked: str, tree: list[Node]
) -> Iterator[Diagnostic]:
    """Report each letter or number alone on its line, which pandoc reads as an empty item."""
    seeker = Seeker(masked)
    for node in walk(tree):
        marker = _lone_marker(node)
        times = 0 if marker is None else len(node["c"]) if node["t"] == "BulletList" else 1
        for offset in (seeker.next(_item_pattern(marker or "")) for _ in range(times)):
            if offset is None:
                break
            item = text[offset:].split("\n", 1)[0].strip()
            yield diagnostic(Code.EMPTY_ITEM, source.place(offset), text=item)


def _item_pattern(marker: str) -> str:
    return rf"(?m:^)[ \t>]*{_LABEL_LINE}(?:[-+*][ \t])?[ \t]*({marker})[ \t]*(?=\n|\Z)"


def _lone_marker(node: Node) -> str | None:
    """Return a pattern of the marker of a list without words, None for any other node.

    A numbered list must have one item only: several empty ones are lines to fill in by hand.
    """
    if node["t"] == "BulletList" and not any(node["c"]):
        return "[-+*]"
    if node["t"] != "OrderedList" or node["c"][1] != [[]]:
        return None
    start, style, delimiter = node["c"][0]
    if style["t"] == "Example":
        return None
    number = {
        "Decimal": str(start),
        "LowerAlpha": chr(ord("a") + (start - 1) % 26),
        "UpperAlpha": chr(ord("A") + (start - 1) % 26),
        "LowerRoman": "[ivxlcdm]+",
        "UpperRoman": "[IVXLCDM]+",
    }.get(style["t"], r"(?:\d+|#)")
    return _MARKERS[delimiter["t"]].format(number)
