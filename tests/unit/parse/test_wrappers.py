"""A Div around chapters is split at their headings; headings in other blocks stay there."""

from __future__ import annotations

import pytest

from chapbook.model.ast import Node, attr_of, text_of
from core import resolved

FRONT = "---\ntitle: T\nlang: en\n---\n\n"


def shape(block: Node) -> str:
    """Show a block: a Div with its identifier, classes and pairs, a heading with its level."""
    if block["t"] != "Div":
        level = f"{block['c'][0]}:" if block["t"] == "Header" else ""
        return level + text_of(block)
    identifier, classes, pairs = attr_of(block) or ("", [], [])
    names = [f"#{identifier}"] if identifier else []
    said = " ".join([*names, *classes, *(f"{key}={value}" for key, value in pairs)])
    return f"{said}({' '.join(shape(inner) for inner in block['c'][1])})"


@pytest.mark.parametrize(
    ("text", "chapters"),
    [
        ("<div>\n\n# A\n\na\n\n## A1\n\n# B\n\n</div>\n", ["A: a 2:A1", "B:"]),
        ("::: c\n# A\n\na\n\n# B\n\nb\n:::\n", ["A: c(a)", "B: c(b)"]),
        ("::: {#d .c}\nx\n\n# A\n\na\n:::\n\ny\n", [": #d c(x)", "A: c(a) y"]),
        ("::: {#d}\n# A\n\na\n\n# B\n\nb\n:::\n", ["A: #d(a)", "B: b"]),
        ("# A\n\n:::: c\n::: d\n# B\n\nb\n:::\n\nc\n::::\n", ["A:", "B: c(d(b) c)"]),
        ("::: {lang=de}\n# A\n\na\n:::\n", ["A: lang=de(a)"]),
        ("::: c\n## A\n\na\n\n### A1\n\n## B\n:::\n", ["A: c(a 2:A1)", "B:"]),
        ("# A\n\n::: c\n## A1\n:::\n\n> # Q\n", ["A: c(2:A1) Q"]),
        ("a\n\n::: c\n## A1\n:::\n", [": a c(2:A1)"]),
    ],
)
def test_chapters_in_a_div_are_chapters(text: str, chapters: list[str]) -> None:
    divisions = resolved(FRONT + text).silent.divisions
    found = [f"{d.title}: {' '.join(map(shape, d.blocks))}".strip() for d in divisions]
    assert found == chapters


def test_a_heading_takes_the_language_of_the_div_around_it() -> None:
    (one,) = resolved(FRONT + "::: {lang=de dir=ltr}\n# A {lang=fr}\n:::\n").silent.divisions
    assert attr_of(one.heading or {}) == ("a", [], [("lang", "fr"), ("dir", "ltr")])
