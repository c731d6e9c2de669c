"""The tree: walks see every node in order, changes leave the old tree alone."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapbook.model import ast
from chapbook.model.ast import Node
from chapbook.tools import pandoc
from core import examples

STRINGS = st.builds(lambda text: {"t": "Str", "c": text}, st.text(max_size=3))


def wrap(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    many = st.lists(inner, max_size=3)
    return st.one_of(
        st.builds(lambda c: {"t": "Emph", "c": c}, many),
        st.builds(lambda c: {"t": "Span", "c": [["", [], []], c]}, many),
        st.builds(lambda c: {"t": "Note", "c": [{"t": "Para", "c": c}]}, many),
    )


TREES = st.recursive(STRINGS | st.just({"t": "Space"}), wrap, max_leaves=12)


def strings(tree: Any) -> list[str]:
    """Read the strings from the JSON text itself, in order."""
    found: list[str] = []

    def hook(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        node = dict(pairs)
        if node.get("t") == "Str":
            found.append(node["c"])
        return node

    json.loads(json.dumps(tree), object_pairs_hook=hook)
    return found


@examples(150)
@given(st.lists(TREES, max_size=4))
def test_a_walk_sees_every_node_once_in_document_order(trees: list[Node]) -> None:
    assert [n["c"] for n in ast.walk(trees) if n["t"] == "Str"] == strings(trees)
    assert sum(1 for _ in ast.walk(trees)) == json.dumps(trees).count('"t": ')


@examples(150)
@given(st.lists(TREES, max_size=4))
def test_no_change_gives_the_same_tree(trees: list[Node]) -> None:
    assert ast.transform(trees, lambda node: node) is trees
    assert ast.replace(trees, lambda _: None) == trees


@examples(150)
@given(st.lists(TREES, max_size=4))
def test_a_change_leaves_the_old_tree_alone(trees: list[Node]) -> None:
    before = json.dumps(trees)
    shout = ast.transform(trees, lambda n: {"t": "Str", "c": "x"} if n["t"] == "Str" else n)
    gone = ast.transform(trees, lambda n: None if n["t"] == "Str" else n)
    twice = ast.transform(trees, lambda n: [n, n] if n["t"] == "Space" else n)
    assert json.dumps(trees) == before
    assert strings(shout) == ["x"] * len(strings(trees))
    assert strings(gone) == []
    assert strings(twice) == strings(trees)
    assert json.dumps(twice).count('"Space"') == 2 * before.count('"Space"')


def test_replacing_goes_top_down_and_does_not_enter_what_it_put() -> None:
    tree = [{"t": "Note", "c": [{"t": "Note", "c": []}]}, {"t": "Note", "c": []}]
    seen: list[int] = []

    def visit(node: Node) -> Node | None:
        if node["t"] != "Note":
            return None
        seen.append(len(seen))
        return ast.call_node(seen[-1])

    assert [ast.call_index(node) for node in ast.replace(tree, visit)] == [0, 1]


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("A *b* **c** ~~d~~ `e` $f$", "A b c d e f"),
        ("“A” 'b' -- c", "“A” ‘b’ – c"),
        ("A [link](x) ![pic](y) [span]{.z}", "A link pic span"),
        ("A[^n]\n\n[^n]: hidden", "A"),
        ("A<b>c</b> \\foo d", "Ac d"),
        ("A\\\nb\nc", "A b c"),
        ("[@key, 5]", "[@key, 5]"),
        ("# Head *line*", "Head line"),
    ],
)
def test_plain_text(markdown: str, text: str) -> None:
    assert ast.text_of(pandoc.read_markdown(markdown)["blocks"]) == text


def test_attributes_of_every_kind_that_has_them_can_be_read_and_set() -> None:
    text = (
        '# H {#a .x k="v"}\n\n::: {#b .x k="v"}\ny\n:::\n\n[s]{#c .x k="v"} [l](t){#d .x k="v"} '
        '![i](p){#e .x k="v"} `c`{#f .x k="v"}\n\n```{#g .x k="v"}\nz\n```\n'
    )
    nodes = [n for n in ast.walk(pandoc.read_markdown(text)["blocks"]) if ast.attr_of(n)]
    assert [ast.attr_of(node) for node in nodes] == [(i, ["x"], [("k", "v")]) for i in "abcdefg"]
    for node in nodes:
        changed = ast.with_attr(node, ("new", [], [("a", "b")]))
        assert ast.attr_of(changed) == ("new", [], [("a", "b")])
        assert ast.with_attr(changed, ast.attr_of(node) or ("", [], [])) == node


def test_depth() -> None:
    assert ast.depth_of([]) == 0
    assert ast.depth_of(pandoc.read_markdown("> > x\n")["blocks"]) == 4
    tree: Any = []
    for _ in range(50_000):
        tree = [{"t": "BlockQuote", "c": tree}]
    assert ast.depth_of(tree) == 50_000
