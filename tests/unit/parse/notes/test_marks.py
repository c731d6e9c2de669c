"""marks: labels survive pandoc, and the tree without marks is the tree that pandoc gives."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapbook.model.ast import Node, walk
from chapbook.parse.notes import marks
from chapbook.parse.notes.scan import scan
from chapbook.tools import pandoc
from core import examples

# Every kind of block and every sign that a body can begin with.
BODIES = {
    "a paragraph": "A paragraph\ncontinued here.",
    "a long paragraph": "word " * 200,
    "two paragraphs": "One.\n\nTwo.",
    "a bullet list": "- one\n- two",
    "a loose list": "- one\n\n- two",
    "a list of pluses": "+ a\n+ b",
    "an ordered list": "1. one\n2. two",
    "a list of letters": "a) one\nb) two",
    "a list in parentheses": "(a) one\n(b) two",
    "a list of roman numbers": "iv. four\nv. five",
    "a list of capitals": "A.  Item\nB.  Item",
    "a list with its own numbers": "#. one\n#. two",
    "an example": "(@) one",
    "a named example": "(@good) one",
    "a task list": "- [ ] open\n- [x] done",
    "a nested list": "- a\n    - b\n\n        c",
    "a list, then a paragraph": "- a\n\npara after",
    "a list after a paragraph": "para\n\n- a\n- b",
    "code in a list": "- a\n\n      code",
    "initials": "A. B. Smith says",
    "a year": "1984. A year",
    "a page": "p. 5 of it",
    "a quotation": "> quoted\n> more",
    "a list in a quotation": "> - a\n> - b",
    "code in a quotation": ">     code",
    "indented code": "    indented",
    "fenced code": "```python\n code\n```",
    "code with attributes": "~~~ {.py}\nx\n~~~",
    "a table with pipes": "| a | b |\n|---|---|\n| 1 | 2 |",
    "a table without outer pipes": "a | b\n---|---\n1 | 2",
    "a table and its caption": "| a | b |\n|---|---|\n| 1 | 2 |\n\n: cap",
    "a caption and its table": "Table: Cap\n\n| a |\n|---|\n| 1 |",
    "a simple table": "Right     Left\n-------     ------\n     12     12",
    "a table without a head": "-------     ------\n     12     12\n-------     ------",
    "a table of many lines": "---- ----\nA    B\n---- ----\na    b\n\nc    d\n---------",
    "a table of boxes": "+---+---+\n| a | b |\n+===+===+\n| c | d |\n+---+---+",
    "a defined term": "Term\n:   Def",
    "a term with a tilde": "Term\n~   Def",
    "a term after a line": "Term\n\n:   Def",
    "two terms": "Term one\n:   Def\n\nTerm two\n:   Def",
    "a heading": "# Head\n\ntext",
    "an underlined heading": "Head\n====\n\ntext",
    "mathematics": "$x$ is",
    "displayed mathematics": "$$\nx\n$$",
    "two sums of money": "$5 and $6",
    "a TeX environment": "\\begin{align}x\\end{align}",
    "a TeX command": "\\emph{x} y",
    "a raw block": "<div>raw</div>",
    "a raw table": "<table>\n<tr><td>x</td></tr>\n</table>",
    "a raw element": "<b>x</b> y",
    "raw details": "<details>\n<summary>s</summary>\n\nx\n</details>",
    "a raw attribute": "`<b>`{=html} x",
    "a raw fence": "```{=html}\n<b>x</b>\n```",
    "a comment": "<!-- c --> text",
    "nothing but a comment": "<!-- c -->",
    "a div": "::: {.x}\ninside\n:::",
    "verse": "| line\n| two",
    "a rule": "***\n\ntext",
    "a rule of dashes": "- - -",
    "emphasis": "*em* x",
    "underscores": "_em_ x",
    "strong": "**s** x",
    "struck out": "~~s~~",
    "subscript": "~s~",
    "superscript": "^s^ x",
    "double quotation marks": '"Quoted" text',
    "single quotation marks": "'Quoted' text",
    "an apostrophe": "'tis so",
    "guillemets": "« x »",
    "a link": "[l](http://x)",
    "a reference": "[ref][r]",
    "a span": "[s]{.x} y",
    "an automatic link": "<http://x.org> z",
    "a picture": "![alt](a.png)",
    "a picture with attributes": "![alt](a.png){width=50%}",
    "a citation": "[@doe, 5]",
    "an author": "@doe says",
    "an escaped star": "\\* x",
    "an entity": "&amp; x",
    "dashes": "--- x",
    "a negative number": "-5 x",
    "a positive number": "+5 y",
    "dots": "... x",
    "a parenthesis": "(see x)",
    "brackets": "[x] y",
    "braces": "{x} y",
    "a colon": ": x",
    "a tilde": "~ x",
    "a hash": "#1 x",
    "an at sign": "@ x",
    "a caret": "a^b^ c",
    "inline code": "``x`` y",
    "a call in code": "`[^b]` x",
    "an unclosed fence": "```\nunclosed",
    "a broken line": "line\\\nbreak",
    "a no-break space": "\u00a0x",
    "on the next line": "\n    Body on the next line",
    "a list on the next line": "\n    - a\n    - b",
    "code on the next line": "\n\n        code",
}


@dataclass(frozen=True, slots=True)
class Container:
    """Where a note may be defined: `before` begins each further line of its body."""

    name: str
    before: str
    text: str
    calls: int = 1

    def holding(self, label: str, body: str) -> str:
        return self.text.format(label=label, body=body.replace("\n", f"\n{self.before}"))


CONTAINERS = (
    Container("at the margin", " " * 4,
              "Text[^{label}] and [^{label}].\n\n[^{label}]: {body}\n\nAfter.\n\n", calls=2),
    Container("after a tab", "\t", "Text[^{label}]\n\n[^{label}]:\t{body}\n\nAfter.\n\n"),
    Container("without a space", " " * 4, "Text[^{label}]\n\n[^{label}]:{body}\n\nAfter.\n\n"),
    Container("in a list", " " * 8,
              "- Text[^{label}]\n\n    [^{label}]: {body}\n\n- more\n\n<!-- -->\n\n"),
    Container("in an ordered list", " " * 7,
              "1. Text[^{label}]\n\n   [^{label}]: {body}\n\n2. more\n\n<!-- -->\n\n"),
    Container("in a quotation", ">     ",
              "> Text[^{label}]\n>\n> [^{label}]: {body}\n>\n> more\n\n"),
    Container("in a definition", " " * 8,
              "Term\n:   Text[^{label}]\n\n    [^{label}]: {body}\n\nAfter.\n\n"),
    Container("in a Div", " " * 4,
              "::: {{.d}}\nText[^{label}]\n\n[^{label}]: {body}\n\nmore\n:::\n\n"),
)  # fmt: skip


def notes_of(tree: Node) -> list[Node]:
    """Notes in document order; pictures repeat those of their captions, so leave them out."""
    return [node for node in walk(tree["blocks"]) if node["t"] == "Note"]


def recovered(text: str) -> list[str]:
    """Return the label of each call, after comparing the unmarked tree with pandoc's own."""
    scanned = scan(text)
    tree = marks.marked_tree(text, scanned)
    assert marks.without_marks(tree["blocks"]) == pandoc.read_markdown(text)["blocks"]
    assert marks.MARK_CLASS not in str(marks.without_marks(tree["blocks"]))
    numbers = [marks.mark_of(note) for note in notes_of(tree)]
    return ["^" if k is None else scanned.definitions[k].label for k in numbers]


@pytest.mark.parametrize("container", CONTAINERS, ids=lambda container: container.name)
def test_a_body_of_any_kind_keeps_its_label(container: Container) -> None:
    labels = [f"n{index}" for index in range(len(BODIES))]
    text = "".join(container.holding(*pair) for pair in zip(labels, BODIES.values(), strict=True))
    assert recovered(text) == [label for label in labels for _ in range(container.calls)]


@pytest.mark.parametrize(
    "body", ["- one\n- two", "| a |\n|---|\n| 1 |", "Plain.", "a | b\n--|--\n1 | 2"]
)
def test_the_last_note_may_end_with_the_file(body: str) -> None:
    assert recovered("Text[^a]\n\n[^a]: " + body.replace("\n", "\n    ")) == ["a"]


# What pandoc takes for a label, but for backticks: nobody can tell these from code.
label_signs = st.characters(
    codec="utf-8", exclude_categories=["C", "Z"], exclude_characters="[]^`\\"
)
labels = st.text(label_signs | st.sampled_from(":.-_/é\u00a0'\"*@$<>&#"), min_size=1, max_size=8)
noted = st.tuples(labels, st.sampled_from(list(BODIES.values())), st.sampled_from(CONTAINERS))


@examples(25)
@given(st.lists(noted, min_size=1, max_size=6, unique_by=lambda item: item[0]))
def test_any_labels_bodies_and_places_together(notes: list[tuple[str, str, Container]]) -> None:
    text = "".join(container.holding(label, body) for label, body, container in notes)
    last = notes[-1][0]
    expected = [label for label, _, container in notes for _ in range(container.calls)]
    assert recovered(f"{text}And again[^{last}].\n") == [*expected, last]


def test_fences_end_with_the_note_or_the_list_that_holds_them() -> None:
    """Else the close of one would be the opening of the next, and hide what lies between."""
    text = (
        "Text[^a][^b][^c]\n\n    ```\n\n[^a]: ```\n    code\n    ```\n\n[^b]: ```\n    open\n\n"
        "- ~~~\n  list\n\n[^c]: x\n\n```\ncode\n```\n"
    )
    assert recovered(text) == ["a", "b", "c"]


def test_inline_notes_have_no_label_and_keep_their_place() -> None:
    text = "One[^a] two^[inline *em*] three[^a].\n\n[^a]: x\n"
    assert recovered(text) == ["a", "^", "a"]


@pytest.mark.parametrize(
    "text",
    [
        "Text[^a]\n\n[^a]:\n\nThe next paragraph.\n",
        "Text[^a]\n\n[^a]: a heading at the margin\n===\n",
    ],
)
def test_a_note_in_doubt_is_refused(text: str) -> None:
    with pytest.raises(marks.OracleFailure):
        marks.marked_tree(text, scan(text))


@pytest.mark.parametrize(
    "text",
    [
        '[]{.chapbook-definition k="0"} Text[^a].\n\n[^a]: x\n',
        "[]{.chapbook-definition} Text[^a].\n\n[^a]: x\n",
        '[]{.chapbook-definition k="99" w="0"} Text[^a].\n\n[^a]: x\n',
        '[^a]: []{.chapbook-definition k="x"} body\n\nText[^a].\n',
        "::: {.chapbook-division}\nText[^a].\n:::\n\n[^a]: x\n",
        "[]{.chapbook-call call=3} Text[^a].\n\n[^a]: `<i class=chapbook-call>`{=html}\n",
    ],
)
def test_what_looks_like_our_own_marks_is_disarmed(text: str) -> None:
    scanned = scan(text)
    tree = marks.marked_tree(text, scanned)
    assert [marks.mark_of(note) for note in notes_of(tree)] == [0]
    assert "chapbook-" not in str(marks.without_marks(tree["blocks"]))
