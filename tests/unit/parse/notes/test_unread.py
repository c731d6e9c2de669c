"""What looks like a call or an inline note is a note, or is reported at its place."""

from __future__ import annotations

import pytest

from chapbook.report.messages import hint_of
from core import resolved

NOTES = "\n\n[^1]: First.\n\n[^2]: Second.\n"

# Text, then line:column and code of each finding.
LOST = {
    "E = mc^2[^1] and 2^10[^2] is": "1:9 CB213, 1:22 CB213",
    "it cost US$5[^1] or 6$[^2] more": "1:13 CB213",
    "x^sup[^1]^ and [^2]": "1:6 CB213",
    "$$\na[^1]\n$$\n\nb[^2]": "2:2 CB213",
    "<span title='a[^1]'>b</span>[^2]": "1:15 CB213",
    "[b](https://b.org 'c[^1]') [^2]": "1:21 CB213",
    "[b]{title='c[^1]'} [^2]": "1:13 CB213",
    "words^[inline][^1] [^2]": "1:6 CB214, 1:15 CB213",
    "words^[inline][^1], x^2^ [^2]": "1:6 CB214, 1:15 CB213",
    "words^[inline][^1].": "1:6 CB214, 1:15 CB213",
    "words^[see *this*](https://b.org) [^1] [^2]": "1:6 CB214",
    "words^[see]{.c} [^1] [^2]": "1:6 CB214",
    "words^[never closed [^1] [^2]": "1:6 CB214",
    "# mc^2[^1]\n\ntext[^2]": "1:7 CB213",
    "> - mc^2[^1]\n\ntext[^2]": "1:9 CB213",
    "| a | b |\n|---|---|\n| mc^2[^1] | c[^2] |": "3:7 CB213",
    "a[^3] b[^1] [^2]\n\n[^3]: mc^2[^1]": "3:11 CB205",
    "ma^2[^typo] b[^1] [^2]": "1:5 CB213",
    # As the only note of a text, too.
    "it cost US$5^[inline] or 6$ more": "1:13 CB214",
    "$$\nx = 5 ^[note]\n$$": "2:7 CB214",
    "\\begin{align} x ^[note] \\end{align}": "1:17 CB214",
    "<span title='a^[b]'>c</span> and [d](https://b.org 'e^[f]')": "1:15 CB214, 1:54 CB214",
    "mc^2^[inline]": "1:5 CB214",
    "[@doe, p. 3[^1]], @doe [p. 4[^2]]": "1:12 CB213, 1:29 CB213",
    "[see ^[inline] @doe] [^1] [^2]": "1:6 CB214, 1:16 CB301",
    "<https://b.org/[^1]> [^2]": "1:16 CB213",
    "US$5\n: a 6$[^1] [^2]\n\n- [x^2[^1]y^3]{.c}": "4:7 CB213",
}
SOUND = (
    "mc^2^[^1] mc\\^2[^2]",
    "x^[a](https://b.org)^ y^[st]{.c}^ [^1] [^2]",
    "a^[one]^[two] [^1]^[three], [^2]",
    "`mc^2[^1]` and\n\n    mc^2[^1]\n\n[^1] [^2]",
    "$x[^a]$ \\^[a] \\[^1] [^1] [^2]",
    "![caption[^1]](x.png){.decorative}\n\n[^2]",
    "a^[in *emphasis*] *b^[“c”]* [^1] [^2]",
    "mc^2^^[inline] $x$^[b] @doe[^1], @doe [^2]",
    "[\\^1], [\\^mere], \\[\\^signs], \\[^signs] [^1] [^2]",
    "<input pattern='^[a-z]+' /> <script>/^[a-z]/</script> [^1] [^2]",
)


def found_in(text: str) -> list[str]:
    """Return what is reported, but for unused notes, the missing picture, and dropped tags."""
    findings = resolved(text + NOTES).diagnostics
    kept = [f for f in findings if f.code.value not in ("CB202", "CB402", "CB501", "CB502")]
    return [f"{f.place.line}:{f.place.column} {f.code.value}" for f in kept]


@pytest.mark.parametrize("text", LOST)
def test_a_call_that_is_read_as_something_else_is_reported(text: str) -> None:
    assert ", ".join(found_in(text)) == LOST[text]


@pytest.mark.parametrize("text", SOUND)
def test_a_call_that_is_read_and_mere_signs_are_not_reported(text: str) -> None:
    assert found_in(text) == []


def test_a_note_whose_only_call_is_lost_is_unused_as_well() -> None:
    findings = resolved("mc^2[^1] and [^2]" + NOTES).diagnostics
    assert [(f.code.value, f.place.line) for f in findings] == [("CB213", 1), ("CB202", 3)]


IN_WORDS_OF_PICTURES = {
    "a[^1] ![b[^1]](c.png) [^2]": "1:10",
    "![b[^1]](c.png)\n\n![b[^1]](c.png) d\ne ![f^[g]](c.png) [^2]": "3:4, 4:6",
    "> - ![b[^1]](c.png)\n\n> d ![b [^2] [^1]](c.png){.e}": "3:9, 3:14",
}


@pytest.mark.parametrize("text", IN_WORDS_OF_PICTURES)
def test_a_call_in_an_alternative_text_is_reported_at_its_place(text: str) -> None:
    found = [f.place for f in resolved(text + NOTES).diagnostics if f.code.value == "CB210"]
    assert (
        ", ".join(f"{place.line}:{place.column}" for place in found) == (IN_WORDS_OF_PICTURES[text])
    )


EMPTY = (
    "",
    " ",
    "<!-- to do -->",
    "N.",
    "-",
    "<b></b>",
    "\\newpage",
    "<script>x</script>",
    "&nbsp;",
    "&zwj;&#x200b;",
    "```\n    ```",
)
FULL = ("`x`", "$x$", "<b>x</b>", "<pre>x</pre>", "![a](x.png)", "[@doe]", "—", "> q", "<title>x")


@pytest.mark.parametrize("body", EMPTY)
def test_a_note_without_a_word_is_reported(body: str) -> None:
    findings = resolved(f"a[^a]\n\n[^a]: {body}\n").diagnostics
    assert ("CB215", 3) in [(f.code.value, f.place.line) for f in findings]


@pytest.mark.parametrize("body", FULL)
def test_a_note_with_anything_to_see_is_not_empty(body: str) -> None:
    findings = resolved(f"a[^a]\n\n[^a]: {body}\n").diagnostics
    assert "CB215" not in [f.code.value for f in findings]


def test_an_empty_inline_note_is_reported_where_it_is() -> None:
    (finding,) = resolved("x^[a](https://b.org)^ A^[]").diagnostics
    assert (finding.code.value, finding.place.column) == ("CB215", 24)


def test_an_escaped_mention_beside_an_example_in_code_is_sound() -> None:
    text = "Called by \\[^1] and `[^1]`.\n\n```text\nText[^1].\n\n[^1]: The note.\n```\n"
    assert resolved(text).diagnostics == ()


@pytest.mark.parametrize("call", ["[^1]", "> [^1]", "# A[^1]"])
def test_a_definition_in_code_that_the_text_calls_is_still_reported(call: str) -> None:
    text = f"{call} and \\[^1].\n\n```text\n[^1]: The note.\n```\n"
    assert "CB208" in [f.code.value for f in resolved(text).diagnostics]


def test_a_body_after_an_empty_line_without_indentation_is_explained() -> None:
    text = 'Wort.[^a] Wort.[^b]\n\n[^b]: B.\n[^a]:\n\nHiob 2,13 "Und sie saßen."\n'
    (finding,) = (f for f in resolved(text).diagnostics if f.code.value == "CB209")
    assert "not indented" in hint_of(finding)


def test_a_note_within_a_note_that_is_called_twice_is_found() -> None:
    codes = [
        (f.code.value, f.place.line)
        for f in resolved("A[^1] b[^1].\n\n[^1]: N ^[x].\n").diagnostics
    ]
    assert codes == [("CB205", 3)]


def test_a_label_with_code_in_it_is_refused_at_its_place() -> None:
    (finding,) = resolved("A.\n\nW[^`x`0] c\n\n[^`x`0]: N 0.\n").diagnostics
    assert (finding.code.value, finding.place.line, finding.place.column) == ("CB209", 3, 2)


def test_suggestions_are_notes_and_not_examples_in_code() -> None:
    found = resolved("A[^codes] b[^visit]\n\n    [^code]: x\n\n[^visit]: A note.\n").diagnostics
    assert [(f.code.value, f.facts["suggestion"]) for f in found] == [("CB201", "")]
