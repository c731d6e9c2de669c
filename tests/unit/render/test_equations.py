from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from chapbook.model.diagnostics import Code
from chapbook.model.manuscript import Manuscript
from chapbook.render.equations import parted
from chapbook.render.fragments import fragments
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
def test_a_number_is_kept_wherever_the_display_stands(source: str, tmp_path: Path) -> None:
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
