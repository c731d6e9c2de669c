"""Ordinary books build: what scholars write every day is not a difference between editions.

Each construct here was once refused, or a difference in it was once passed.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from building import CHAPBOOK
from chapbook.model.markers import MARKER_NAMES

_LETTERED = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="80">'
    '<text x="10" y="30">alpha</text><text x="10" y="60">beta</text></svg>'
)
_SENTENCE = "The miller weighed each sack twice and wrote the lesser weight into the book. "
FRONT = "---\ntitle: Weights\nauthor: A. Miller\nlang: {lang}\n{more}---\n\n"
_FORMULA = "subtitle: Of $x^2$ and H~2~O\n"
NUMERIC = (
    "csl: ieee\nreferences:\n"
    "  - {id: one, type: book, title: Scales, author: [{family: Reed, given: Ida}], issued: 1896}\n"
    "  - {id: two, type: book, title: Sacks, author: [{family: Ash, given: Tom}], issued: 1897}\n"
)
BOOKS = {
    "links to tables and figures": (
        "# One\n\nSee [Table 1](#sacks) and [the drawing](#stemma), in *[both](#sacks)*.\n\n"
        "| sack | weight |\n|------|-------:|\n| a    | 40     |\n\n: Sacks {#sacks}\n\n"
        "![A drawing](drawing.svg){#stemma}\n\n# Two\n\nBack to [the table](#sacks).\n"
    ),
    "links to pictures without words": (
        "# One\n\nSee [the rule](#rule), [the next](#next)[^a] and [the last](#last).\n\n"
        "![](drawing.svg){#rule .decorative}\n\n## Two\n\n"
        "Words ![](drawing.svg){#next .decorative} around it.\n\n"
        "![](drawing.svg){#last .decorative}\n\n# Three\n\nEnd.\n\n[^a]: Or [the rule](#rule).\n"
    ),
    "lettering in a picture on a short page": (
        "# One\n\n![A stemma](drawing.svg)\n\n# Two\n\nEnd.\n"
    ),
    "superscripts in titles": (
        "# The 2^nd^ visit\n\nText.\n\n## On C~60~\n\nText.\n\n"
        "# H~2~O {.part}\n\n# $x^2$ again\n\nEnd.\n"
    ),
    "a note that begins with a heading": (
        "# One\n\nText.[^a]\n\n# Two\n\nMore.[^b]\n\n"
        "[^a]:\n    ## A heading\n\n    Words.\n\n[^b]: N.B.\n"
    ),
    "the same formula and the same picture side by side": (
        "# One\n\nAs $x^2$ $x^2$ is.[^a]\n\n![A stemma](drawing.svg) ![A stemma](drawing.svg)\n\n"
        "| a | b |\n|---|---|\n| $x$ $x$ | ![A stemma](drawing.svg) ![A stemma](drawing.svg) |\n\n"
        "# Two\n\n$$y$$\n\n$$y$$\n\n[^a]: $z$ $z$\n"
    ),
    "a line of one letter": "# One\n\nA.\n\nText after it.\n\n# Two\n\nEnd.\n",
    "rows longer than a page": (
        "# One\n\nBefore.\n\n| left | right |\n|------------------|------------------|\n"
        f"| {_SENTENCE * 30} | {_SENTENCE * 28} |\n\nAfter.\n"
    ),
    "a dedication and headings that skip a level": (
        "# For the carters {.dedication}\n\nTo whoever carried.\n\n# One\n\n### Deep\n\nText.\n"
    ),
    "letters with ties in notes": "# One\n\nText.[^a]\n\n[^a]: Said as t͡ʃ, r̥ and ɛ̃, *t͡ʃ*.\n",
    "a heading alone at the foot": "# One\n\n"
    + (_SENTENCE * 12 + "\n\n") * 3
    + "## Two\n\n"
    + _SENTENCE,
}


def build(
    folder: Path, text: str, *options: str, name: str = "book"
) -> subprocess.CompletedProcess[str]:
    folder.joinpath(f"{name}.md").write_text(text, encoding="utf-8")
    folder.joinpath("drawing.svg").write_text(_LETTERED, encoding="utf-8")
    return subprocess.run(
        [CHAPBOOK, "build", folder / f"{name}.md", "--output", folder / name, *options],
        capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("name", BOOKS)
def test_a_sound_book_builds(name: str, tmp_path: Path) -> None:
    done = build(
        tmp_path, FRONT.format(lang="en", more=_FORMULA) + BOOKS[name], "--format", "html,epub,pdf"
    )
    assert done.returncode == 0, done.stderr
    report = json.loads(tmp_path.joinpath("book/collation.json").read_text(encoding="utf-8"))
    assert report["verdict"] == "PASS"


def test_a_numeric_bibliography_builds(tmp_path: Path) -> None:
    text = FRONT.format(lang="de", more=NUMERIC) + (
        "# Eins\n\nNach [@one] und [@two].\n\n# Literatur\n\n::: {#refs}\n:::\n"
    )
    done = build(tmp_path, text, "--format", "html,epub,pdf")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("style", ["classic", "modern", "large"])
def test_markers_of_each_kind_build_in_each_style(style: str, tmp_path: Path) -> None:
    """Large print sets a call in brackets, which are no part of its marker."""
    more = f"print: {{style: {style}}}\nnotes:\n" + "".join(
        f"  {kind}: {{marker: {kind}}}\n" for kind in MARKER_NAMES
    )
    calls = "".join(f"Text.[^{kind}-a] More.[^{kind}-b] " for kind in MARKER_NAMES)
    notes = "".join(f"[^{kind}-a]: First.\n\n[^{kind}-b]: Next.\n\n" for kind in MARKER_NAMES)
    text = f"{FRONT.format(lang='en', more=more)}# One\n\n{calls}\n\n{notes}"
    done = build(tmp_path, text, "--format", "html,epub,pdf")
    assert done.returncode == 0, done.stderr


def test_two_notes_in_arabic_build(tmp_path: Path) -> None:
    text = (
        "# الباب الأول\n\nنص أول هنا.[^a] ونص ثان سنة 1950.[^b]\n\n"
        "[^a]: حاشية أولى.\n\n[^b]: حاشية ثانية (انظر ص 5).\n"
    )
    done = build(tmp_path, FRONT.format(lang="ar", more="") + text, "--format", "html,epub,pdf")
    assert done.returncode == 0, done.stderr


def test_a_paragraph_that_one_edition_alone_has_is_named(tmp_path: Path) -> None:
    text = FRONT.format(lang="en", more="") + f"# One\n\n{_SENTENCE}\n\nThe end.\n"
    assert build(tmp_path, text, "--format", "html,epub", name="less").returncode == 0
    more = text + "\nOnly paper says that the miller lied.\n"
    assert build(tmp_path, more, "--format", "pdf", name="more").returncode == 0
    for path in tmp_path.joinpath("more").glob("*.pdf"):
        shutil.copy(path, tmp_path / "less")
    for options in ((), ("--manuscript", tmp_path / "less.md")):
        command = [CHAPBOOK, "collate", tmp_path / "less", *options]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 6
        assert "Only paper says that the miller lied." in done.stdout


def test_sheets_alone_are_compared_with_the_manuscript(tmp_path: Path) -> None:
    text = FRONT.format(lang="en", more="") + f"# One\n\n{_SENTENCE}\n\nThe end.\n"
    done = build(tmp_path, text, "--format", "pamphlet")
    assert "skipped pamphlet" not in done.stderr
    sheets = sorted(tmp_path.joinpath("book").glob("*-pamphlet-*.pdf"))
    other = tmp_path / "other.md"
    other.write_text(text.replace("twice", "once"), encoding="utf-8")
    command = [CHAPBOOK, "collate", sheets[0], "--manuscript", other]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 6
    assert "once" in result.stdout
