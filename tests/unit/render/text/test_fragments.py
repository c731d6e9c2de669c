"""fragments: the whole book by one run of pandoc, as trees that every format can copy."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from chapbook.model.ast import Node
from chapbook.model.manuscript import Manuscript
from chapbook.render.text.fragments import Fragments, fragments, pictures_without_words
from chapbook.tools import pandoc
from core import examples, resolved, said

DOT = '<svg xmlns="http://www.w3.org/2000/svg"/>'
EVERYTHING = """---
title: A *book* of $x^2$ & more
subtitle: '"Quoted" <b>raw</b>'
---

# One[^a] {#one .part}

Text *em* `code`{.py} H~2~O "quoted" [caps]{.smallcaps} line\\
break[]{#anchor} <https://example.org/?a=b&c=d>[^b]

- [ ] open
- [x] done

4) four

Term
:   Defined[^a]

| verse
|   indented

![A caption[^a]](dot.svg){width=50% #fig}

| l | r |
|:--|--:|
| 1 | 2[^b] |

Table: Caption

::: {.column width=40% lang=de}
Inside
:::

# Two

$$\\begin{aligned} a &= b \\\\ c &= \\sqrt{d} \\end{aligned}$$

***

[^a]: Note with `code` and $m$

    - list

[^b]: > quoted
"""


def book_of(text: str, folder: Path = Path("/nowhere")) -> Manuscript:
    return resolved(text, folder).book


def made(text: str, folder: Path = Path("/nowhere")) -> Fragments:
    trees, findings = fragments(book_of(text, folder))
    assert said(findings) == []
    return trees


def text_of(tree: etree._Element) -> str:
    return etree.tostring(tree, encoding="unicode", with_tail=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("book")
    (path / "dot.svg").write_text(DOT, encoding="utf-8")
    return path


def test_the_trees_are_parallel_to_the_manuscript(folder: Path) -> None:
    book = book_of(EVERYTHING, folder)
    trees, _ = fragments(book)
    assert len(trees.divisions) == len(book.divisions) == 2
    assert len(trees.notes) == len(book.notes) == 2
    for tree, division in zip(trees.divisions, book.divisions, strict=True):
        assert (tree.tag, tree[0].tag) == ("section", "h1")
        assert tree[0].get("id") == division.identifier
    assert [tree.tag for tree in trees.notes] == ["div", "div"]
    assert [trees.notes[1][0].tag, "".join(trees.notes[1].itertext()).strip()] == [
        "blockquote",
        "quoted",
    ]


def test_every_call_appears_once_and_in_order(folder: Path) -> None:
    book = book_of(EVERYTHING, folder)
    trees, _ = fragments(book)
    spans = [
        s
        for tree in trees.divisions
        for s in tree.iter("span")
        if s.get("class") == "chapbook-call"
    ]
    assert [int(span.get("data-call", "-1")) for span in spans] == [
        call.index for call in book.calls
    ]
    assert all(len(span) == 0 and not span.text for span in spans)
    assert not [
        s for tree in trees.notes for s in tree.iter("span") if s.get("class") == "chapbook-call"
    ]


def test_no_element_has_a_namespace(folder: Path) -> None:
    trees = made(EVERYTHING, folder)
    every = [*trees.divisions, *trees.notes, trees.title]
    assert all("{" not in str(e.tag) and not e.nsmap for tree in every for e in tree.iter())
    assert any(e.tag == "math" for e in trees.divisions[1].iter())


def test_titles_are_spans_of_inlines(folder: Path) -> None:
    trees = made(EVERYTHING, folder)
    assert text_of(trees.title).startswith("<span>A <em>book</em> of <math")
    assert trees.subtitle is not None
    assert text_of(trees.subtitle) == "<span>“Quoted” <b>raw</b></span>"
    assert made("---\ntitle: T\n---\n\nText.\n").subtitle is None


def test_a_caption_can_be_heard(folder: Path) -> None:
    (caption,) = made(EVERYTHING, folder).divisions[0].iter("figcaption")
    assert caption.get("aria-hidden") is None


def normalised(tree: etree._Element) -> str:
    """White space and the last semicolon in styles are no difference."""
    return re.sub(
        r'style="([^"]*)"',
        lambda m: 'style="' + re.sub(r"\s+", "", m.group(1)).rstrip(";") + '"',
        text_of(tree),
    )


def test_raw_html_changes_nothing_but_itself(folder: Path) -> None:
    """The chapter goes through the sanitiser then; what pandoc wrote must come out as it was."""
    plain = made(EVERYTHING, folder)
    raw = made(
        EVERYTHING.replace("Inside", "Inside <kbd></kbd>").replace(
            "***", "`<kbd></kbd>`{=html}\n\n***"
        ),
        folder,
    )
    for before, after in zip(plain.divisions, raw.divisions, strict=True):
        without = re.sub(r"<p>\s*<kbd/>\s*</p>\n*| ?<kbd/>", "", normalised(after))
        assert re.sub(r"\n+", "\n", without) == re.sub(r"\n+", "\n", normalised(before))


@pytest.mark.parametrize(
    "injected",
    ["<!--chapbook:note:0-->", "<!--chapbook:division:1-->", "`<!--chapbook:note:0-->`{=html}",
     "```\n<!--chapbook:note:0-->\n```", "`<!--`{=html}",
     "<div><p>", "`</section></div></body>`{=html}", "`<plaintext>`{=html}"],
)  # fmt: skip
def test_no_text_can_break_the_parts_asunder(injected: str) -> None:
    trees = made(
        f"---\ntitle: T\n---\n\n# One\n\nText.[^a]\n\n{injected}\n\n[^a]: First.\n\n[^b]: Second.\n"
    )
    assert [t.tag for t in trees.divisions] == ["section"]
    assert ["".join(n.itertext()).strip() for n in trees.notes] == ["First."]
    assert "".join(trees.title.itertext()) == "T"


@pytest.mark.parametrize(
    ("tex", "place"),
    [
        ("$\\nonsense{x}$", "CB503 5:7"),
        ("$$\\begin{nonsense}$$", "CB503 5:7"),
        ("$\\frac{1$", "CB503 5:7"),
    ],
)
def test_mathematics_that_cannot_be_set_is_reported(tex: str, place: str) -> None:
    _, findings = fragments(
        book_of(f"---\ntitle: T\n---\n\nText, {tex}.\n".replace("Text, ", "Text: "))
    )
    assert [f.split(":")[0] for f in said(findings)] == [place.split(":", maxsplit=1)[0]]
    assert findings[0].facts["tex"] == tex


def test_pandoc_writes_the_book_in_one_run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    runs: list[int] = []
    write = pandoc.write_html

    def counted(document: Node) -> str:
        runs.append(1)
        return write(document)

    monkeypatch.setattr(pandoc, "write_html", counted)
    fragments(book_of(EVERYTHING, folder))
    assert runs == [1]


RAW = [
    "<b>", "</b>", "<i>x</i>", "<div>", "</div>", "<p>", "<table>", "<td>", "<script>", "</script>",
    "<!-- x -->", "<br>", "text", "*em*", "\n\n", " ", "<a href='#x'>", "&lt;", "<svg>", "[^a]",
    "`<u>`{=html}",
]  # fmt: skip


@examples(12)
@given(st.lists(st.sampled_from(RAW), max_size=20).map("".join))
def test_any_raw_html_gives_well_formed_trees(raw: str) -> None:
    note = raw.replace("[^a]", "")
    text = f"---\ntitle: T\n---\n\n# One {{#x}}\n\n{raw}\n\nText.[^a]\n\n[^a]: {note}x\n"
    result = resolved(text)
    if result.manuscript is None:  # a call within a comment or a tag is no call
        return
    trees, _ = fragments(result.manuscript)
    for tree in (*trees.divisions, *trees.notes):
        etree.fromstring(text_of(tree))
    assert json.dumps(said(result.diagnostics)).count("CB5") == len(result.diagnostics)


@pytest.mark.parametrize("text", ["![](my%20dot.svg)", "<img src='my%20dot.svg'>"])
def test_a_picture_without_words_is_named_by_its_file(tmp_path: Path, text: str) -> None:
    (tmp_path / "my dot.svg").write_text(DOT)
    trees, _ = fragments(resolved(f"# C\n\n{text}\n\nMore.\n", tmp_path).book)
    (image,) = trees.divisions[0].iter("img")
    assert (image.get("alt"), image.get("class")) == ("my dot.svg", "without-words")
    assert pictures_without_words(trees)


@pytest.mark.parametrize(
    "text",
    [
        "![](dot.svg){.decorative}",
        '![](dot.svg){alt=""}',
        "![Dot](dot.svg)",
        "<img alt='' src='dot.svg'>",
    ],
)
def test_a_picture_with_words_or_an_ornament_stays_as_it_is(tmp_path: Path, text: str) -> None:
    (tmp_path / "dot.svg").write_text(DOT)
    trees, _ = fragments(resolved(f"# C\n\n{text}\n\nMore.\n", tmp_path).book)
    assert not pictures_without_words(trees)
