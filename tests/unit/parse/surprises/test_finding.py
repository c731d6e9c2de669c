"""What pandoc prints as written, makes a list of, or leaves out is reported at its place."""

from __future__ import annotations

import pytest

from core import resolved

# A text, and line:column of each finding.
PRINTED = {
    "a [text][undefined label] b": "1:3",
    "> [[wiki]] and [[wiki|words]]\n\n![[picture.png]]": "1:3, 1:16, 3:1",
    "- a {{< include x.md >}}\n- {{% pagebreak %}}": "1:5, 2:3",
    "{{ site.title }} and {% include x %}": "1:1, 1:22",
    "words\n\n!include other.md\n\n> !INCLUDE x": "3:1, 5:3",
    "!!! note 'T'\n    body": "1:1",
    "a %%hidden words%% b ==mark== c": "1:3, 1:22",
    '!!! danger inline "Title"\n    body\n\n??? tip\n': "1:1, 4:1",
    "[TOC]\n\na ^block-id": "1:1, 3:3",
    "[[TOC]]": "1:1",
    "never <!-- closed, nor <![CDATA[ x": "1:7, 1:24",
    "> c <!DOCTYPE html> d\n\n- <b title='e\n\na <?php b": "1:5, 3:3, 5:3",
    "::: {.note\nfoo\n:::": "1:1",
    ":: note\nfoo\n::": "1:1",
    ":::note extra\nfoo\n:::": "1:1",
    "a[^1]\n\n[^1]: | verse one\n    | verse two": "3:7, 4:5",
    "a[^1] b[^2]\n\n[^1]: ::: note\n    :::\n\n[^2]: !include x.md": "3:7, 6:7",
    "a[^1] b[^2]\n\n[^1]: !!! tip\n\n[^2]: > !include x.md": "3:7, 5:9",
    "Text:\n| one\n| two": "2:1, 3:1",
    "Text:\n| one\n| two\n\n::: epigraph\n| one\n| two\n:::\n| one\n| two": "2:1, 3:1",
    "# A\n| one\n| two\n\nText:\n| one\n| two": "6:1, 7:1",
    "Text\n# Head\n\n## Two <p> three": "2:1, 4:1",
    "Text:\n- one\n- *two*\n\n> a\n> 1. b\n> 2. c": "2:1, 3:1, 6:3, 7:3",
    "Text:\n- Rome - a city\n- Bern\n\nText:\n- one\nand more\n- two": "2:1, 3:1, 6:1, 8:1",
    "Text\n\n1. one\n2. two\n\nText\n1. one\n2. two": "7:1, 8:1",
    "::: note\nfoo <p> bar\n:::": "3:1",
    "::: note\na\n:::\n\n[^1]: ::: note\n    b\n    :::\n\n::: note\nc[^1]\n:::": "5:7",
    "a\n\n:::\n\n::: note\nb\n:::": "3:1",
    "a^[| one\n| two] b^[x | y] c^[ | ]": "1:4",
    "+++\ntitle = 'x'\n+++\n\nwords": "1:1",
    '{{< figure src="x"\n    title="y" >}}\n\n{{#if x}} {{> part}}': "1:1, 4:1, 4:11",
    "[words][] and [*words*][none] and [[_TOC_]]": "1:1, 1:15, 1:35",
    "| a | b |\n|---|---|\n| [[a\\|b]] | {{< x >}} |": "3:3, 3:14",
    ":::{warning}\nfoo\n:::\n\n:::: {note}\nfoo\n::::": "1:1, 5:1",
    "a {++new++}{--old--} {>>why<<}\n\n> {--old--}": "1:3, 1:12, 1:22, 3:3",
    "words\n\n%%\nhidden\n%%": "3:1, 5:1",
    '--8<-- "x.md"\n\n---8<---\n\n*[HTML]: Hypertext': "1:1, 3:1, 5:1",
    "words\n{: .lead}\n\n{:toc}": "2:1, 4:1",
    '[a]{.x} {.y} and `b` {#c}\n\n> words {width="50%" .z}': "1:9, 1:22, 3:9",
    "@fig-plot and \\@ref(tab:x), a[^1]\n\n[^1]: @Sec:a @sec:end.": "1:1, 1:16, 3:7, 3:14",
    "- :tada: (:+1:) [:tada:](#a) :no_good::100:\n\n[]{#a}": "1:3, 1:11, 1:18",
    "[[a]] <code>b</code> [[c]] <pre> [[d]]": "1:1, 1:22, 1:34",
    "<code>a <kbd>b</code> c</kbd> [[d]]": "1:31",
    "```{r, echo=FALSE}\nplot()\n```": "1:1",
    "> ```{python}\n> x\n> ```\n\n- ~~~ {note}\n  x\n  ~~~": "1:3, 5:3",
    "```mermaid\ngraph TD\n```\n\n> ```math\n> x\n> ```": "1:1, 5:3",
    "a[^1] b[^2]\n\n[^1]: | one\n    | two\n\n[^2]:\n    | one\n    | two": "3:7, 4:5",
}
SOUND = (
    "[:alpha:] [[:digit:]] a, <code>[[b]] {{ c }}</code> and <PRE>\n:tada:\n</pre>",
    "a <samp>[[b]] <kbd>{{ c }}</kbd> [[d]]</samp>, <KBD>:tada: <code>e</code></kbd>",
    ":noun: (:aside:) .i :coi: foo :bar: baz",
    "`[[wiki]]` \\[[esc]] [[1]] [sic [a]] [[b]{.x}](https://b.org) [[@doe]]",
    "[ref][x] [y] a[i][j] [1][2] \\[a][b]\n\n[x]: https://b.org",
    "[the king] went [to the palace][sic] [T]he [...] [was][recte: were] [a][Sic!]",
    "!!! Stop it, now !!!\n\n??? What ???",
    "| verse\n| two *a*\n\n> | a\n> | b\n\n- | c",
    "P(A\n| B) and a || b",
    "| a | b |\n|---|---|\n| c | d |",
    "::: note\na\n:::\n\n:::note\nb\n:::\n\n::: {.c #d}\ne\n:::",
    "In the year\n1990. And\n- this",
    "See p.\n45. There, and p.\n102. Am\n3. Mai\nund\n(4) so",
    "He came\n- so he said -\nlate\n- but - alone. 3\n+ 4\n- 5 is 2.",
    "- a\n- b\n    - c\n\n1. d\n2. e\n\n\\- f\n\n- - g",
    "C\\# and\n\\# that\n\n#. one\n#. two",
    "a <b title='='>c</b> <?php d ?> e <f = g \\<?xml <- =\"h\"",
    "5 %% 3 == 4, a == b == c, 10%%, <!-- closed -->, $x_{{a}}$",
    "10:30:45, John 3:16, Mt 5:3–12, a:bc:d, std::string, x :a: y; Note: : and :",
    "[...][Gen. 1] [?][lacuna] [12] [text] and [it][1]; [sic!] [!] [?!]",
    "He said: 'No!' \\[[a]] {a; b} {x: x > 0} {5} {.5} {#3} {x=1} {} {{}} x{.y}",
    "C++ {+ a +} and {-b-} -- c --; 2 * [a]: b; *[a]* b",
    "# A {#b .c}\n\n[w]{.x #y lang=de} `c`{.d} $a$ {e}\n\n::: {.f}\n:::",
    "@home, a@fig-b.org, @figaro and @section; \\:tada: `:tada:`",
    "```python\nx\n```\n\n``` {.r .x}\ny\n```\n\n``` {.mermaid}\nz\n```",
    "~~~~\n```{r}\n```\n\n```mermaid\n```\n~~~~\n\n`{=html}`{=html} `{r}`",
    "words\n\n+++\n\n%\n\n-- 8 --",
    "    [[wiki]]\n\n~~~\n!include x\n~~~\n\nx^2^ y ^z^",
)


def places(text: str, code: str) -> str:
    findings = resolved(text).diagnostics
    return ", ".join(f"{f.place.line}:{f.place.column}" for f in findings if f.code.value == code)


@pytest.mark.parametrize("text", PRINTED)
def test_forms_of_other_programs_are_reported(text: str) -> None:
    assert places(text, "CB523") == PRINTED[text]


@pytest.mark.parametrize("text", SOUND)
def test_sound_markdown_is_not_reported(text: str) -> None:
    assert places(text, "CB523") == ""


LISTS = {
    "One.\n\nA.\n\nText.": "3:1",
    "(b)\n\n1986.\n\nIV.": "1:1, 3:1, 5:1",
    "-\n\n*\n\n> +": "1:1, 3:1, 5:3",
    "a[^1]\n\n[^1]: N.": "3:7",
    "A. Word.\n\n1. a\n2.\n\nA\\.": "",
    "Line\nA.\n\n`A.`\n\n    A.": "",
}


@pytest.mark.parametrize("text", LISTS)
def test_a_letter_alone_that_became_a_list_is_reported(text: str) -> None:
    assert places(text, "CB521") == LISTS[text]


EXAMPLES = {
    "One[^1].\n\n[^1]: @doeA.": "3:7",
    "@doeA. says so": "1:1",
    "> @doeA) b": "1:3",
    "- @doeA. b\n\n1. @doeA) c": "1:3, 3:4",
    "Term\n: @doeA. b": "2:3",
    "a[^1]\n\n[^1]: - @doeA. As @doeA.": "3:9",
    "<div>@doeA. b</div>\n\n#. @doeA. c": "1:6, 3:4",
    "+---+-----------+\n| a | @doeA. b  |\n+---+-----------+": "2:7",
    "@doeA. a\n\n| b | c |\n|---|---|\n| @doeA. | d |": "1:1",
    "(@doeA) an example\n\nAs @doeA.": "",
    "As @doeA. b": "",
}


@pytest.mark.parametrize("text", EXAMPLES)
def test_a_name_that_became_a_numbered_example_is_reported(text: str) -> None:
    assert places(text, "CB520") == EXAMPLES[text]


CELLS = {
    "| a | b |\n|---|---|\n| c | d | lost |": "3:11",
    "a | b\n--|--\nc | d | lost\n`a|b` | d": "3:9",
    "| a | b | lost |\n|---|---|\n| c | d |": "1:11",
    "> | a | b |\n> |---|---|\n> | c^[x | y] | z": "3:17",
    "a[^1]\n\n[^1]:\n    | a | b |\n    |---|---|\n    | c | d | lost |": "6:15",
    "| a | b |\n|---|---|\n| <https://b.org/c|d> | lost |": "3:25",
    "| a | b |\n|---|---|\n| c \\| d | $|x|$ | |\n| `a|b` | <b title='|'>d</b> |": "",
    "```\n| a | b |\n|---|---|\n| c | d | e |\n```": "",
    "a[^1]\n\n[^1]: | a | b |\n    |---|---|\n    | c | d |\n\n- | a | b |\n  |---|---|": "",
    "a[^1]\n\n[^1]: a | b | lost\n    ---|---\n    c | d": "3:15",
    "- | a | b | lost |\n  |---|---|\n  | c | d |": "1:13",
    "| a | b | c\n\nText\n\n- | a | b |": "",
    "+---+---+\n| a | b |\n+---+---+": "",
}


@pytest.mark.parametrize("text", CELLS)
def test_words_beyond_the_columns_of_a_table_are_reported(text: str) -> None:
    assert places(text, "CB522") == CELLS[text]


LOST = {
    "a [b <p> lost](https://b.org) [c <DIV\n class='d'> *lost*](https://b.org)": "1:6, 1:34",
    "[a\n<title> lost]{.mark} and [b<p>]{.mark}": "2:1",
    "| one <div>lost</div>\n| two <p> lost": "1:7, 2:7",
    "Term <ul><li>lost</li></ul>\n: words": "1:6",
    "a^[note <p> lost] b^[note <br> kept]": "1:9",
    "| a | b |\n|---|---|\n| c <div> lost | d <section>lost</section> |": "3:5, 3:20",
    "a[^1]\n\n[^1]: See [b </p> lost](https://b.org)": "3:14",
    "> - **a [b <center> lost](https://b.org)**": "1:12",
    "一 [二 <p> 三](https://b.org)": "1:6",
    "a <p> b\n\n<div>\nc <p>d</p> e\n</div>\n\n- f <hr> g\n\n> h <div>i</div>": "",
    "`[a <p> b](c)` \\<p> c [d <b>e</b> <!-- <p> --> f](https://b.org)": "",
    "+-------------+\n| a <p> b     |\n+-------------+": "",
    "<table><tr><td>a <p>b</td><td>c</td></tr></table>": "",
}


@pytest.mark.parametrize("text", LOST)
def test_words_that_the_tag_of_a_block_takes_with_it_are_reported(text: str) -> None:
    assert places(text, "CB524") == LOST[text]


def test_words_that_are_lost_beyond_the_twentieth_place_are_counted() -> None:
    rows = "| a |\n|---|\n" + "| b | lost |\n" * 23 + "\n[a <p> lost](https://b.org) " * 22
    found = resolved(rows).diagnostics
    for code, more in (("CB522", 3), ("CB524", 2)):
        counted = [f.facts["more"] for f in found if f.code.value == code]
        assert counted == [*[""] * 19, f" (and {more} more after it)"]
