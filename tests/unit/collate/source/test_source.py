"""The expectation compared with the source: what is lost is found, what is sound is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from chapbook.collate.source import compare_source
from chapbook.model.editions.collation import Finding
from chapbook.model.editions.expectation import CALL, Block, Expectation
from chapbook.render.text.fragments import fragments
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

CALLOUTS = """# One

> [!note]
> Words[^1].

> [!tip]- A *title* of[^2] two
> words

> [!NOTE] Alone

> [!mere words] and \\[!note]: no callout

::: {.callout-warning title="Given"}
words
:::

::: {.callout-tip}
## Head

- words
:::

::: {.callout-caution .c}
> [!note]
>
> words
:::

[^1]: > [!important]
    > words

[^2]: Words.
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
        pytest.param(CALLOUTS, id="callouts"),
        pytest.param(JAPANESE, id="lines that are joined"),
        pytest.param("# A *title* of $x$\n\nText.\n", id="the heading that is the title"),
        pytest.param("% Title\n% Author\n\n# Title\n\nText.\n", id="a title block"),
        pytest.param("---\ntitle: T\n---\n\n# T\n\nText.\n", id="a chapter named like the book"),
        pytest.param("---\nabstract: A <p> b.\n---\n\n# One\n", id="a tag in an abstract"),
        pytest.param("---\nabstract: A <script> b.\n---\n\n# One\n", id="a script in an abstract"),
        pytest.param("# One\n\nA $$ $$ b <math><mi>x</mi>.\n", id="no formulas"),
        pytest.param('# One\n\nA "b "c" d" e.\n', id="quotes in quotes of the same kind"),
        pytest.param(
            "---\ntitle:\tT\nabstract: |\n\tSome words.\n---\n\n# One\n\nText.\n", id="tabs"
        ),
        pytest.param("# One\n\n@name and *no* data.\n", id="a citation without data"),
        pytest.param(
            CITED.format(csl="apa") + "\nSee @fig:map, [@tbl:a; -@eq:b] and @fern.\n",
            id="what a filter would number",
        ),
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
        "the editions divide these words differently from the manuscript"
    ]
    assert found[0].readings[0].words.startswith("weir sluice")


@pytest.mark.parametrize(
    "tag",
    "style script template title textarea xmp plaintext noscript iframe".split(),
)
def test_words_that_a_tag_has_swallowed_are_found(tag: str) -> None:
    """A builder that takes what follows for raw text would lose it in every edition alike."""
    text = f"# One\n\nBefore.\n\nThe <{tag}> element is named.\n\nAfterwards.\n\n# Two\n\nLast.\n"
    lost = fragments(resolved("# One\n\nBefore.\n\nThe\n\n# Two\n\nLast.\n").book)[0].expectation
    assert lost is not None
    shown = compare_source(text, lost, pandoc.read_markdown)[0].readings[0]
    assert (shown.words[:24], shown.place[:6]) == ("element is named. Afterw", "line 5")
