from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from chapbook.model.diagnostics import Code
from chapbook.model.manuscript import Manuscript
from chapbook.render.text.equations import parted
from chapbook.render.text.fragments import fragments
from core import resolved

NOTES = """# One

$$\\begin{equation} a \\end{equation}$$ Text.[^b]

$$\\begin{equation} b \\end{equation}$$ Again.[^b][^a]

[^a]: The later: $$\\begin{equation} c \\end{equation}$$

[^b]: The earlier: $$\\begin{equation} d \\end{equation}$$
"""


def manuscript_of(source: str, folder: Path) -> Manuscript:
    manuscript = resolved(source, folder).manuscript
    assert manuscript is not None
    return manuscript


def formulas(source: str, folder: Path) -> list[etree._Element]:
    trees, _ = fragments(manuscript_of(source, folder))
    return [one for tree in (*trees.divisions, *trees.notes) for one in tree.iter("math")]


def numbers(formula: etree._Element) -> list[str]:
    cells = [c for c in formula.iter("mtd") if "equation-number" in c.get("class", "").split()]
    return ["".join(cell.itertext()) for cell in cells]


def test_equations_are_counted_as_they_are_read_with_notes_at_their_first_call(
    tmp_path: Path,
) -> None:
    found = {f.findtext(".//mi"): numbers(f) for f in formulas(NOTES, tmp_path)}
    assert found == {"a": ["(1)"], "d": ["(2)"], "b": ["(3)"], "c": ["(4)"]}


@pytest.mark.parametrize(
    "source",
    [
        "# One\n\n$$ a = b \\tag{A.7} $$\n",
        "# One\n\n> $$ a = b \\tag{A.7} $$\n",
        "# One\n\n- $$ a = b \\tag{A.7} $$\n",
        "# One\n\n| A |\n|---|\n| $$ a = b \\tag{A.7} $$ |\n",
        "# One\n\nText.^[In a note: $$ a = b \\tag{A.7} $$]\n",
        "---\ntitle: A\n---\n# One $$ a = b \\tag{A.7} $$\n\nText.\n",
        "# One\n\n<b>raw</b> $$ a = b \\tag{A.7} $$\n",
        "# One\n\n\\newcommand{\\x}{b}\n\n$$ a = \\x \\tag{A.7} $$\n",
        "# One\n\nTerm\n:   $$ a = b \\tag{A.7} $$\n",
        "# One\n\n\\begin{equation} a = b \\tag{A.7} \\end{equation}\n",
    ],
)
def test_a_number_is_kept_wherever_the_display_is(source: str, tmp_path: Path) -> None:
    (formula,) = formulas(source, tmp_path)
    assert numbers(formula) == ["(A.7)"]
    assert "\\tag{A.7}" in (formula.findtext(".//annotation") or "")


def test_the_rows_of_aligned_equations_have_their_own_numbers(tmp_path: Path) -> None:
    source = "# One\n\n\\begin{align} a &= b \\\\ c &= d \\notag \\\\ e &= f \\end{align}\n"
    (formula,) = formulas(source, tmp_path)
    assert numbers(formula) == ["(1)", "", "(2)"]
    parts = parted(formula)
    assert [len(row) for row in parts.formula.iter("mtr")] == [2, 2, 2]
    assert len(numbers(formula)) == 3  # what was taken apart was a copy


def test_a_display_without_a_number_is_left_alone(tmp_path: Path) -> None:
    (formula,) = formulas("# One\n\n$$ \\begin{align*} a &= b \\end{align*} $$\n", tmp_path)
    assert numbers(formula) == []


def test_a_label_does_not_keep_a_formula_from_being_read(tmp_path: Path) -> None:
    (formula,) = formulas("# One\n\n$$ a = b \\label{eq:one} $$\n", tmp_path)
    assert formula.findtext(".//mi") == "a"


def test_what_cannot_be_read_is_shown_as_written_and_reported(tmp_path: Path) -> None:
    manuscript = manuscript_of("# One\n\n$$ \\nonsense{x} \\tag{1} $$\n", tmp_path)
    trees, findings = fragments(manuscript)
    assert [finding.code for finding in findings] == [Code.MATH_NOT_UNDERSTOOD]
    assert findings[0].place.line == 3
    assert "\\tag{1}" in "".join(trees.divisions[0].itertext())


REFERRED = "$$ x \\tag{A.7} \\label{eq:x} $$\n\n"
ROWS = "\\begin{align} a &= b \\label{r} \\\\ c &= d \\label{s}\\tag{$\\ast$} \\end{align}\n\n"


@pytest.mark.parametrize(
    ("source", "shown", "target"),
    [
        (REFERRED + "See \\eqref{eq:x}.", "(A.7)", "math"),
        (REFERRED + "See \\ref{eq:x}.", "A.7", "math"),
        ("See \\eqref{eq:x}.\n\n" + REFERRED, "(A.7)", "math"),
        (REFERRED + "See $\\eqref{eq:x}$.", "(A.7)", "math"),
        (REFERRED + "\\eqref{eq:x}\n", "(A.7)", "math"),
        (REFERRED + "See.^[Here: \\eqref{eq:x}]", "(A.7)", "math"),
        (REFERRED + "| A |\n|---|\n| \\eqref{eq:x} |\n", "(A.7)", "math"),
        ("See \\eqref{eq:x}.[^n]\n\n[^n]: In a note: $$ x \\tag{N}\\label{eq:x} $$", "(N)", "math"),
        (ROWS + "See \\eqref{r}.", "(1)", "mtr"),
        (ROWS + "See \\eqref{s}.", "(*)", "mtr"),
        ("\\begin{equation}\\label{e} x \\end{equation}\n\nSee \\ref{e}.", "1", "math"),
        ("\\begin{gather} x \\label{a}\\label{b} \\\\ y \\end{gather} \\eqref{b}", "(1)", "mtr"),
        ("$$ \\nonsense{x} \\tag{N}\\label{e} $$\n\nSee \\eqref{e}.", "(N)", "span"),
        ("$$ x \\tag*{Lemma}\\label{e} $$\n\nSee \\ref{e}.", "Lemma", "math"),
    ],
)
def test_a_reference_prints_the_number_and_leads_to_it(
    source: str, shown: str, target: str, tmp_path: Path
) -> None:
    trees, _ = fragments(manuscript_of(f"# One\n\n{source}\n", tmp_path))
    book = [*trees.divisions, *trees.notes]
    links = [one for tree in book for one in tree.iter("a")]
    for link in links:
        etree.strip_elements(link, "annotation")
    assert ["".join(link.itertext()) for link in links] == [shown]
    places = [
        one for tree in book for one in tree.iter() if one.get("id") == links[0].get("href")[1:]
    ]
    assert [one.tag for one in places] == [target]


@pytest.mark.parametrize(
    "source",
    [
        "See \\eqref{nothing}.",
        "$$ x \\label{e} $$\n\nSee \\eqref{e}.",
        "$$ x \\tag{1}\\label{e} $$ $$ x \\tag{2}\\label{e} $$\n\nSee \\eqref{e}.",
        "# Heading \\eqref{e}\n\n$$ x \\tag{1}\\label{e} $$",
        "$$ x \\tag{1}\\label{e} $$\n\nSee \\autoref{e}.",
    ],
)
def test_a_reference_without_one_number_is_reported(source: str, tmp_path: Path) -> None:
    found = resolved(f"# One\n\n{source}\n", tmp_path).diagnostics
    assert [finding.code for finding in found] == [Code.RAW_FORMAT_DROPPED]


def test_a_reference_in_a_heading_is_reported_at_its_line(tmp_path: Path) -> None:
    source = f"# One\n\n{REFERRED}See \\eqref{{eq:x}}.\n\n# Two \\eqref{{eq:x}}\n\nText.\n"
    (found,) = resolved(source, tmp_path).diagnostics
    assert (found.code, found.place.line) == (Code.RAW_FORMAT_DROPPED, 7)


def test_an_empty_link_to_a_display_does_not_repeat_it(tmp_path: Path) -> None:
    found = resolved("# One\n\n[$$ x $$]{#e}\n\nSee [](#e).\n", tmp_path)
    assert [finding.code.value for finding in found.diagnostics] == ["CB422"]
