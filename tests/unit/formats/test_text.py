"""Plain text: a golden file, what its collation must find, and the download page that offers it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapbook.collate import Outside, Source, collate
from chapbook.formats import READERS, formats_of
from chapbook.formats.text import text_of
from chapbook.model.editions.collation import CollationReport, Comparison
from chapbook.model.editions.output import Verdict
from chapbook.options import BuildOptions
from chapbook.pipeline import build
from chapbook.render.text.fragments import fragments
from chapbook.tools import pandoc
from core import examples, resolved

MANUSCRIPT = """\
---
title: The Walled Garden
subtitle: An inventory
author: [Ada Fern, Bo Lindqvist]
lang: en
notes: {source: {restart: never}, gloss: {marker: lower-alpha, restart: chapter}}
---

# The *gate*[^gloss:gate]

The gate is of oak.[^oak] The second hanging[^oak] holds;
see [the list](https://example.org/keys?all=1) and <https://example.org/oak>.

> Nine keys,\\
> one opened nothing.

-----

## Its keys

| Key   | Opened[^gloss:gate] |
|:------|:--------------------|
| First | the gate            |
| Third | x \\| y              |

iv. of brass:
    - round,
    - square

v. of iron.

Bow
:   What the hand holds: $k = 5$.

~~~
key =  iron
~~~

[^oak]: Said twice.

    - in the ledger
    - and by $x$

[^gloss:gate]: ~~~
    yate
    ~~~

# The shed

A spade, and a debt.[^oak]
"""

TEXT = """\
The Walled Garden
An inventory
—\tAda Fern
—\tBo Lindqvist

\t* * *




The gate[a]

The gate is of oak.[1] The second hanging[1] holds; see the list <https://example.org/keys?all=1> \
and https://example.org/oak.

    Nine keys,
    one opened nothing.

\t* * *


Its keys

|\tKey\t|\tOpened[a]\t|
|\tFirst\t|\tthe gate\t|
|\tThird\t|\tx | y\t|

    iv.\tof brass:
        •\tround,
        •\tsquare
    v.\tof iron.

Bow

    What the hand holds: $k = 5$.

    key =  iron

\t-----

    [a] yate

[1] Said twice.

    •\tin the ledger
    •\tand by $x$




The shed

A spade, and a debt.[1]

\t-----

[1] Said twice.

    •\tin the ledger
    •\tand by $x$
"""


def source_and_text(manuscript: str) -> tuple[Source, str]:
    book = resolved(manuscript).book
    trees, _ = fragments(book)
    assert trees.expectation is not None
    return Source(book.source.text, trees.expectation), text_of(book, trees)


@pytest.fixture(scope="module")
def source() -> Source:
    return source_and_text(MANUSCRIPT)[0]


def collated(source: Source | None, content: bytes, folder: Path) -> CollationReport:
    path = folder / "garden.txt"
    path.write_bytes(content)
    return collate([path], None, Outside(pandoc.read_markdown, readers=READERS), source)


def failed(report: CollationReport) -> list[Comparison]:
    return [one for one in report.comparisons if one.verdict is Verdict.FAIL]


def test_the_text_is_set_as_in_the_golden_file() -> None:
    assert source_and_text(MANUSCRIPT)[1] == TEXT


def test_an_undamaged_file_gives_no_difference(source: Source, tmp_path: Path) -> None:
    report = collated(source, TEXT.encode(), tmp_path)
    assert failed(report) == []
    ran = {one.subject for one in report.comparisons if "TXT" in one.copies}
    assert ran == {"text", "notes", "structure", "links", "fields"}


def replaced(old: str, new: str, count: int = 1) -> Callable[[str], str]:
    def change(text: str) -> str:
        assert old in text, old
        return text.replace(old, new, count)

    return change


_GATE = "The gate is of oak"
DAMAGES = [
    ("a word changed", replaced("is of oak", "is of ash"), "text", _GATE, "oak ash"),
    ("a word lost", replaced("of oak.", "oak."), "text", _GATE, "missing of"),
    ("a word added", replaced("of oak.", "of old oak."), "text", _GATE, "not have old"),
    ("a letter changed", replaced("the gate\t|", "the Gate\t|"), "text", "|\tFirst", "gate Gate"),
    (
        "a paragraph doubled",
        replaced("Its keys\n", "Its keys\n\nIts keys\n"),
        "text",
        "|\tKey",  # where the heading is again
        "not have Its keys",
    ),
    ("a paragraph lost", replaced("A spade, and a debt.[1]\n", ""), "text", "", "missing A spade"),
    (
        "two rows exchanged",
        lambda t: re.sub(r"(\|\tFirst.*\n)(\|\tThird.*\n)", r"\2\1", t),
        "text",
        "|\tFirst",
        "First",
    ),
    ("a note lost", lambda t: t[: t.rindex("[1] Said")], "notes", "", "missing [1] Said twice."),
    ("a note emptied", replaced("[1] Said twice.", "[1]"), "notes", "", "missing Said twice."),
    (
        "a note doubled",
        replaced("    [a] yate\n", "    [a] yate\n\n    [a] yate\n"),
        "notes",
        "",
        "not have [a] yate",
    ),
    ("a note with another marker", replaced("[a] yate", "[b] yate"), "notes", "", "[a] [b]"),
    ("a call with another marker", replaced("oak.[1]", "oak.[2]"), "text", _GATE, "oak.[2]"),
    ("a call lost", replaced("hanging[1]", "hanging"), "text", _GATE, "hanging[1]"),
    (
        "two paragraphs joined",
        replaced("Bow\n\n    What", "Bow What"),
        "structure",
        "Bow",
        "does not begin",
    ),
    ("two cells joined", replaced("First\t|\t", "First "), "structure", "|\tFirst", "the gate"),
    ("an address changed", replaced("all=1", "all=2"), "links", "", "all=2"),
    ("an address lost", replaced(" <https://example.org/keys?all=1>", ""), "links", "", "all=1"),
    (
        "another title",
        replaced("The Walled", "The Open"),
        "fields",
        "The Walled",
        "The Open Garden",
    ),
    ("words before a tab", replaced("    v.\t", "    stolen\t"), "text", "", "stolen"),
    ("words on a line of layout", replaced("\t-----", "\tstolen"), "text", "", "stolen"),
    ("words in the frame of a table", replaced("|\tFirst", "stolen\tFirst"), "text", "", "stolen"),
    ("no line below the head", replaced("\t* * *", ""), "readable", "", "is missing"),
]


@pytest.mark.parametrize(
    ("change", "subject", "place", "words"),
    [damage[1:] for damage in DAMAGES],
    ids=[damage[0] for damage in DAMAGES],
)
def test_a_damage_is_found_at_its_place(
    change: Callable[[str], str],
    subject: str,
    place: str,
    words: str,
    source: Source,
    tmp_path: Path,
) -> None:
    (tmp_path / "garden.epub").touch()  # beside an edition, a text without its head is recognised
    damaged = change(TEXT)
    assert damaged != TEXT
    report = collated(source, damaged.encode(), tmp_path)
    found = [one for comparison in failed(report) for one in comparison.findings]
    assert subject in {one.subject for one in failed(report)}
    assert not any(one.suspected for one in found)
    shown = [
        (
            [reading.place for reading in one.readings],
            " ".join((one.message, *(f"{r.before} {r.words} {r.after}" for r in one.readings))),
        )
        for one in found
    ]
    line = f"line {TEXT[: TEXT.index(place)].count(chr(10)) + 1}"
    assert any(
        (line in places or not place) and all(word in said for word in words.split())
        for places, said in shown
    ), shown


def test_a_finding_names_the_line_of_the_manuscript(source: Source, tmp_path: Path) -> None:
    report = collated(source, TEXT.replace("a debt", "a depth").encode(), tmp_path)
    (comparison,) = failed(report)
    (finding,) = comparison.findings
    assert finding.readings[0].place.startswith("line 50,")
    assert [reading.words for reading in finding.readings] == ["debt.[1]", "depth.[1]"]


def test_a_file_that_is_not_utf_8_fails(source: Source, tmp_path: Path) -> None:
    report = collated(source, TEXT.encode().replace(b"of oak", b"of \xff"), tmp_path)
    assert [one.subject for one in failed(report)] == ["readable"]


def test_without_the_manuscript_the_comparison_is_skipped(tmp_path: Path) -> None:
    report = collated(None, TEXT.encode(), tmp_path)
    (one,) = (one for one in report.comparisons if "TXT" in one.copies)
    assert one.verdict is Verdict.NOT_RUN


def test_an_item_without_words_keeps_its_sign(tmp_path: Path) -> None:
    """pandoc takes a letter alone on its line for one, and people fill such lists in by hand."""
    manuscript = (
        "---\ntitle: T\n---\n\nSigned,\n\nB.\n\nEnd.\n\n1. \n2. x\n\n> N[^a]\n\n[^a]: - \n    - y\n"
    )
    source, text = source_and_text(manuscript)
    lines = [line.strip() for line in text.splitlines()]
    assert [line for line in lines if line in ("B.", "1.", "2.\tx", "•\ty")] == [
        "B.", "1.", "2.\tx", "•\ty",
    ]  # fmt: skip
    assert failed(collated(source, text.encode(), tmp_path)) == []


_WORD = st.text("abc…ß|•[]<>:.0\u00a0漢\u0627-", min_size=1, max_size=6)


@examples(25)
@given(st.lists(_WORD, min_size=1, max_size=12), st.integers(0, 11), _WORD)
def test_any_word_that_is_replaced_is_found(
    tmp_path_factory: pytest.TempPathFactory, words: list[str], at: int, other: str
) -> None:
    escaped = re.sub(r"([^\w\s\u00a0])", r"\\\1", " ".join(f"x{word}x" for word in words))
    source, text = source_and_text(f"---\ntitle: T\n---\n\nBegin {escaped} end.\n")
    folder = tmp_path_factory.mktemp("text")
    assert failed(collated(source, text.encode(), folder)) == []
    own = f"x{words[at % len(words)]}x"
    damaged = text.replace(own, f"y{other}y", 1)
    assert failed(collated(source, damaged.encode(), folder)) != []


def test_a_build_makes_it_when_asked_and_the_download_page_offers_it(tmp_path: Path) -> None:
    manuscript = tmp_path / "garden.md"
    manuscript.write_text(MANUSCRIPT, encoding="utf-8")
    options = BuildOptions(manuscript, "garden.md", formats_of("html,text,site"), tmp_path / "out")
    outcome = build(options, lambda _stage: None)
    assert [one.format.name for one in outcome.artifacts][:2] == ["html", "text"]
    assert (tmp_path / "out" / "the-walled-garden.txt").read_text(encoding="utf-8") == TEXT
    page = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert re.search(r'<a href="the-walled-garden\.txt" download>Plain text</a>', page)
    sums = (tmp_path / "out" / "SHA256SUMS").read_text(encoding="utf-8")
    assert "the-walled-garden.txt" in sums
    assert outcome.collation is not None
    pairs = {(one.subject, one.copies): one.verdict for one in outcome.collation.comparisons}
    assert pairs["text", ("manuscript", "TXT")] is Verdict.PASS
    assert pairs["metadata", ("HTML", "TXT")] is Verdict.PASS
