"""Manuscripts that nobody would write: no traceback, no false success, whatever is in them.

The strategies write every construct of Markdown in any order, words of all planes of Unicode, notes
of all kinds of labels, and front matter. The text goes through `check`; what is without errors is
built and read by the oracle. The same examples on every run; `tests/benchmarks/fuzz.py` has others.
"""

from __future__ import annotations

import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attacks.oracle import findings
from chapbook import pipeline
from chapbook.errors import ChapbookError, LimitReached, NestedTooDeeply
from chapbook.formats import formats_of
from chapbook.options import BuildOptions
from chapbook.policy import Limits, Policy
from core import examples
from unit.render.epub_sample import PIXEL

_WORD = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=6),
    st.text(string.ascii_letters + "*_`~^[](){}<>!#$@\\|&;:\"'-=+", min_size=1, max_size=8),
    st.sampled_from(
        "[^a] [^b] [^c:d] ^[note] **b** *i* `c` [l](#a) [l](x) ![p](dot.png) [@k] $x^2$ <b>h</b> "
        "<script>x</script> &amp; &#1; \\begin{a} ~~s~~ H~2~O [s]{.c} <!-- --> {{x}} %s {0} \u202e".split(
            " "
        )
    ),
)
_LINE = st.lists(_WORD, min_size=1, max_size=8).map(" ".join)
_LABEL = st.one_of(st.sampled_from(["a", "b", "c:d", "é", "1", "A"]), _WORD)


def _prefixed(prefix: str) -> st.SearchStrategy[str]:
    return _LINE.map(lambda line: prefix + line)


_BLOCK = st.one_of(
    _LINE,
    *map(
        _prefixed,
        ("# ", "## ", "> ", "- ", "1. ", "(@) ", "    ", "| ", ": ", "% ", "- [ ] ", ">>> "),
    ),
    st.builds("[^{}]: {}".format, _LABEL, _LINE),
    st.builds("[^{}]: {}\n\n    {}".format, _LABEL, _LINE, _LINE),
    st.builds("```{}\n{}\n```".format, _WORD, _LINE),
    st.builds("::: {}\n{}\n:::".format, _WORD, _LINE),
    st.builds("| a | b |\n|---|:-:|\n| {} | {} |".format, _WORD, _WORD),
    st.builds("<div>\n{}\n</div>".format, _LINE),
    st.builds("Term\n:   {}".format, _LINE),
    st.sampled_from(["***", "---", "$$x$$", "```", ":::", "<div>", "+---+\n| a |\n+---+"]),
)
_BODY = st.lists(_BLOCK, max_size=8).map("\n\n".join)
_VALUE = st.one_of(
    _WORD.map(lambda word: "'" + word.replace("'", "''") + "'"),
    _LINE, st.sampled_from(["[a, b]", "{a: b}", "", "2024-02-30", "&a x", "*a", "!t x", '"\\u202e"']),
)  # fmt: skip
_KEY = st.one_of(
    st.sampled_from(
        "title subtitle author lang date notes identifier isbn cover csl slug rights".split()
    ),
    st.text(string.ascii_lowercase, min_size=1, max_size=5),
)
_FRONT = st.lists(st.builds("{}: {}".format, _KEY, _VALUE), max_size=5).map("\n".join)
_MANUSCRIPT = st.one_of(_BODY, st.builds("---\n{}\n---\n\n{}".format, _FRONT, _BODY))
_POLICY = Policy(Limits(pandoc_seconds=3))


def try_out(text: str, folder: Path) -> None:
    """Check, and build what is without errors; anything but the program's own errors goes through."""
    (folder / "dot.png").write_bytes(PIXEL)
    (folder / "book.md").write_bytes(text.encode("utf-8", "surrogatepass"))
    output = folder / "out"
    options = BuildOptions(
        folder / "book.md",
        "book.md",
        formats_of("html,epub"),
        output,
        policy=_POLICY,
        collate=False,
    )
    try:
        checked = pipeline.check(options, lambda _stage: None)
        if checked.failed:
            return
        outcome = pipeline.build(options, lambda _stage: None)
    except (LimitReached, NestedTooDeeply):
        return
    except ChapbookError as error:  # an edition was found wrong: the check should have said it
        raise AssertionError(f"{error.message} for {text!a}") from error
    assert len(outcome.artifacts) >= 2
    for artifact in outcome.artifacts:
        assert findings(artifact.path) == [], ascii(text)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for all examples, with a cover that needs no drawing."""
    return tmp_path_factory.mktemp("fuzz")


@examples(60)
@given(_MANUSCRIPT)
def test_no_manuscript_brings_it_down(desk: Path, text: str) -> None:
    try_out(_with_cover(text), desk)


def _with_cover(text: str) -> str:
    """Spare the drawing of a cover, which takes most of the time."""
    head = "---\ncover: dot.png\n"
    return head + text[4:] if text.startswith("---\n") else f"{head}---\n\n{text}"


# What fuzzing has found, so that it stays found.
FOUND = ("[^a]: \u0001", "# \n\n::: a", "[^a]\n\n[^a]: # H {#x}\n", "| [^a] |\n|---|\n\n[^a]: x")


@pytest.mark.parametrize("text", FOUND)
def test_faults_found_before_stay_fixed(text: str, tmp_path: Path) -> None:
    try_out(_with_cover(text), tmp_path)
