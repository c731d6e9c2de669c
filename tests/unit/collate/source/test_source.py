"""The expectation compared with the source: what is lost is found, what is sound is not."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from chapbook.collate.source import compare_source
from chapbook.model.collation import Finding
from chapbook.model.expectation import CALL, Block, Expectation
from chapbook.policy import Policy, in_force
from chapbook.render.fragments import fragments
from chapbook.tools import pandoc
from core import resolved

DOT = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
BOOK = """---
title: The mill
lang: en
notes: {source: {}, gloss: {marker: lower-alpha}}
---

# One[^source:head]

The mill stood *by the river*[^source:mill] and was sold^[In 1790, they say.].

The ford was never found again, nor the bridge.

- weir
- sluice[^gloss:sluice]
    - upper
    - lower
- flood

| a | b |
|---|---|
| c[^source:mill] | d |

: The table

# Two

> "Don't," she said---and left.

Term
:   Its meaning.

| The first verse
|     the second

[^source:head]: About the heading.
[^source:mill]: About the *mill*.

    With a second paragraph.
[^gloss:sluice]: > Quoted about the sluice.
"""

CITED = """---
title: Cited
csl: {csl}
references:
- {{id: fern, type: book, title: 'Walls and "Bridges"', author: [{{family: Fern, given: A}}],
   issued: {{date-parts: [[2020]]}}}}
---

# One

"A quotation" [@fern]. As @fern [p. 3] has it: "another" [see @fern, 4; and more], and so on.

A note^[Here [@fern]. And words.] and a bare [@fern]^[Two]. Then *more*[^1].

![A picture [@fern] of @fern.](dot.svg)

[^1]: [@fern]
"""

STRANGE = """# One

A `code  word` and $x^2$ and $\\strange{x}$ with <kbd>K</kbd> and x<br>y<wbr>z, <q>so</q>.

$$
\\strange{y}
$$

<details><summary>Sum</summary>
text in it

<p>a paragraph
</details>

<table>
<caption>Cap</caption>
<tr><th>Head</th><td>*a*</td><td>b

para</td></tr>
</table>

<div>first<div>second</div>third &amp; last</div>

- an item

    - inner

  and its end

<center>
centred *words*
</center>

A <!-- comment --> here, <font color="red">red</font>, <img src="dot.svg" alt="a > b">,
\\<!-- no -->.

```{=html}
<ul><li>one<ul><li>two</li></ul>three</li></ul>
```

Word <script>if (a < b) {}</script> and <style>p {}</style>.

<math><mi>x</mi><mo>+</mo></math> and <ruby>kan<rt>ji</rt></ruby>

+---+---+
| a | - x |
|   | - y |
+===+===+
| - l | p |
|     |   |
| q   | r |
+---+---+

- [ ] open
- [x] done

(@ex) An example. See (@ex).

##

![](dot.svg){.decorative} ![given](dot.svg){alt="other"} ![in "a" line](dot.svg)

[](https://example.org) and [](#one) and \\newpage nothing ↔ "so 'it' is"...

---
later: metadata
---

End.
"""

JAPANESE = """---
title: 本
lang: ja
---

# 一

これは、
（二行）の文[^a]
です。English と
日本語。*強調*
の後。

[^a]: 注
    です。
"""


def differences(
    text: str,
    folder: Path = Path("/nowhere"),
    damage: Callable[[Expectation], Expectation] = lambda expectation: expectation,
) -> list[Finding]:
    trees, _ = fragments(resolved(text, folder).book)
    assert trees.expectation is not None
    return compare_source(text, damage(trees.expectation), pandoc.read_markdown)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("source")
    (path / "dot.svg").write_text(DOT, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(BOOK, id="a book with notes"),
        pytest.param(STRANGE, id="raw HTML, formulas, lists in cells"),
        pytest.param(JAPANESE, id="lines that are joined"),
        pytest.param("# A *title* of $x$\n\nText.\n", id="the heading that is the title"),
        pytest.param("% Title\n% Author\n\n# Title\n\nText.\n", id="a title block"),
        pytest.param("---\ntitle: T\n---\n\n# T\n\nText.\n", id="a chapter named like the book"),
        pytest.param("# One\n\n@name and *no* data.\n", id="a citation without data"),
        pytest.param("# One\n\n\u200bA\u00ad b\u2060c \u2028 d e\u0301 \ufb01 ½\n", id="signs"),
        *(
            pytest.param(CITED.format(csl=csl), id=csl)
            for csl in ("apa", "ieee", "chicago-notes-bibliography")
        ),
        pytest.param(
            CITED.format(csl="apa") + "\n# Works\n\n::: {#refs}\n:::\n\nAfter.\n", id="refs"
        ),
    ],
)
def test_a_sound_expectation_agrees_with_its_source(text: str, folder: Path) -> None:
    assert differences(text, folder) == []


def _block(expectation: Expectation, words: str) -> int:
    return next(i for i, block in enumerate(expectation.blocks) if words in block.text)


def _dropped(words: str) -> Callable[[Expectation], Expectation]:
    def damage(expectation: Expectation) -> Expectation:
        rank = _block(expectation, words)
        blocks = expectation.blocks
        return replace(expectation, blocks=(*blocks[:rank], *blocks[rank + 1 :]))

    return damage


def _rewritten(old: str, new: str) -> Callable[[Expectation], Expectation]:
    def change(block: Block) -> Block:
        calls = block.calls if CALL not in old else ()
        text, written = block.text.replace(old, new), block.written.replace(old, new)
        return replace(block, text=text, written=written, calls=calls)

    def damage(expectation: Expectation) -> Expectation:
        blocks = tuple(change(b) if old in b.written else b for b in expectation.blocks)
        notes = {
            key: change(b) if old in b.written else b for key, b in expectation.note_blocks.items()
        }
        return replace(expectation, blocks=blocks, note_blocks=notes)

    return damage


def _exchanged(one: str, two: str) -> Callable[[Expectation], Expectation]:
    def damage(expectation: Expectation) -> Expectation:
        blocks = list(expectation.blocks)
        first, second = _block(expectation, one), _block(expectation, two)
        blocks[first], blocks[second] = blocks[second], blocks[first]
        return replace(expectation, blocks=tuple(blocks))

    return damage


def _notes_exchanged(expectation: Expectation) -> Expectation:
    first, second, *others = expectation.notes
    exchanged = (
        replace(first, blocks=second.blocks), replace(second, blocks=first.blocks), *others
    )  # fmt: skip
    return replace(expectation, notes=exchanged)


def _note_lost(expectation: Expectation) -> Expectation:
    return replace(expectation, notes=expectation.notes[1:])


def _part_of_note_lost(expectation: Expectation) -> Expectation:
    notes = (replace(note, blocks=note.blocks[:1]) for note in expectation.notes)
    return replace(expectation, notes=tuple(notes))


def _twice(expectation: Expectation) -> Expectation:
    return replace(expectation, blocks=(*expectation.blocks[:3], *expectation.blocks[2:]))


@pytest.mark.parametrize(
    ("damage", "words", "place"),
    [
        pytest.param(
            _dropped("The ford was"),
            "The ford was never found again, nor the bridge.",
            "line 11, column 1",
            id="a paragraph is dropped",
        ),
        pytest.param(_dropped("flood"), "flood", "line 17, column 3", id="an item is dropped"),
        pytest.param(_dropped("upper"), "upper", "line 15, column 7", id="an inner item"),
        pytest.param(_dropped("The table"), "The table", "line 23, column 3", id="a caption"),
        pytest.param(_dropped("One"), "One[note]", "line 7, column 3", id="a heading is dropped"),
        pytest.param(_rewritten("never", "ever"), "never", "line 11, column 14", id="a word"),
        pytest.param(_rewritten("left.", "left"), "left.", "line 27, column 27", id="a full stop"),
        pytest.param(_rewritten("by the", "bythe"), "by the", "line 9, column 17", id="a space"),
        pytest.param(_rewritten("About the mill", "About a mill"), "the", "line 36, column 23",
                     id="a word of a note"),
        pytest.param(_note_lost, "About the heading.", "line 35, column 17", id="a note"),
        pytest.param(_part_of_note_lost, "With a second paragraph.", "line 38, column 5",
                     id="the end of a note is dropped"),
        pytest.param(_rewritten(f"sluice{CALL}", "sluice"), "[note]", "line 15, column 7",
                     id="a call is dropped"),
    ],
)  # fmt: skip
def test_a_loss_is_found_with_its_place(
    damage: Callable[[Expectation], Expectation], words: str, place: str
) -> None:
    found = differences(BOOK, damage=damage)
    assert found
    manuscript, expectation = found[0].readings
    assert (manuscript.copy, expectation.copy) == ("manuscript", "expectation")
    assert manuscript.words == words != expectation.words
    assert place in manuscript.place


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(_exchanged("The mill stood", "The ford was"), id="two paragraphs"),
        pytest.param(_exchanged("weir", "flood"), id="two items"),
        pytest.param(_notes_exchanged, id="two notes"),
        pytest.param(_twice, id="a paragraph twice"),
    ],
)
def test_what_is_exchanged_or_repeated_is_found(
    damage: Callable[[Expectation], Expectation],
) -> None:
    assert differences(BOOK, damage=damage)


def _joined(expectation: Expectation) -> Expectation:
    rank = _block(expectation, "weir")
    blocks = list(expectation.blocks)
    words = blocks[rank].written + blocks.pop(rank + 1).written
    blocks[rank] = replace(blocks[rank], written=words, calls=blocks[rank].calls)
    return replace(expectation, blocks=tuple(blocks))


def test_blocks_that_are_run_together_are_found() -> None:
    found = differences(BOOK, damage=_joined)
    assert [one.message for one in found][:1] == [
        "the editions part these words otherwise than the manuscript"
    ]
    assert found[0].readings[0].words.startswith("weir sluice")


@pytest.mark.parametrize("tag", ["style", "script", "template"])
def test_a_tag_that_swallows_the_words_after_it_is_found(tag: str) -> None:
    text = f"# One\n\nBefore.\n\nThe <{tag}> element is named.\n\nAfterwards.\n\n# Two\n\nLast.\n"
    shown = differences(text)[0].readings[0]
    assert (shown.words[:24], shown.place[:6]) == ("element is named. Afterw"[:24], "line 5")


@pytest.mark.parametrize("tag", ["title", "textarea", "xmp", "plaintext", "noscript", "iframe"])
def test_a_tag_that_makes_mark_up_of_what_follows_is_found(tag: str) -> None:
    text = f"# One\n\nThe <{tag}> element is *named*.\n\nAfterwards.\n"
    assert differences(text)


def test_a_long_book_is_compared_in_time_that_grows_with_it() -> None:
    def seconds(times: int) -> float:
        body = "".join(
            f"\n\nParagraph {n} of the mill[^{n}] and *river*.\n\n[^{n}]: Note {n}.\n"
            for n in range(times)
        )
        text = f"# One{body}"
        trees, _ = fragments(resolved(text).book)
        assert trees.expectation is not None
        damaged = _dropped("Paragraph 7 ")(trees.expectation)
        tree = pandoc.read_markdown(text)
        start = time.process_time()
        assert compare_source(text, damaged, lambda _: tree)
        return time.process_time() - start

    once = min(seconds(200) for _ in range(2))
    assert seconds(1_600) < 8 * 3 * once + 0.05


def test_an_abstract_that_the_builder_prints_is_compared_by_itself() -> None:
    text = (
        "---\ntitle: T\nabstract: |\n  An *abstract*^[With a note.] of it[^x].\n---\n\n"
        "# One\n\nText[^x].\n\n[^x]: Called twice.\n"
    )
    as_text = "# Abstract\n\nAn *abstract*^[With a note.] of it[^x].\n\n" + text.split("---\n\n")[1]
    for source in (text, as_text):
        trees, _ = fragments(resolved(as_text).book)
        assert trees.expectation is not None
        assert compare_source(source, trees.expectation, pandoc.read_markdown) == []
        damaged = _rewritten("of it", "for it")(trees.expectation)
        assert compare_source(source, damaged, pandoc.read_markdown)


@pytest.mark.parametrize(
    ("policy", "text"),
    [
        (
            Policy(strict=True),
            "# One\n\nA <!-- comment[^x] --> here.\n\n<!--\n\nLong\n\n-->\n\nB.\n",
        ),
        (Policy(raw_html=True), "# One\n\nA <script>x < y</script>b.\n\n<style>\np {}\n</style>\n"),
    ],
)
def test_what_is_left_out_depends_on_the_policy(policy: Policy, text: str) -> None:
    with in_force(policy):
        assert differences(text) == []
        assert differences(text, damage=_rewritten("A", "An"))
