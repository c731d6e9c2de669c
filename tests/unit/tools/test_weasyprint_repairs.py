"""Each correction is needed, and is refused where WeasyPrint is not what it was written for."""

from __future__ import annotations

import inspect
import subprocess
import sys
from dataclasses import replace

import pytest

from chapbook.tools import weasyprint_repairs as repairs


@pytest.mark.parametrize("correction", repairs.CORRECTIONS, ids=lambda c: f"{c.function}")
def test_every_passage_is_still_there_once(correction: repairs.Correction) -> None:
    source = inspect.getsource(getattr(correction.module, correction.function))
    assert source.count(correction.passage) == 1
    assert correction.reason


def test_a_changed_function_is_refused() -> None:
    stale = replace(repairs.CORRECTIONS[0], passage="no such passage")
    with pytest.raises(repairs.RepairRefused, match="no such passage"):
        repairs._replace(stale)


def test_another_version_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("weasyprint.__version__", "71.0")
    with pytest.raises(repairs.RepairRefused, match=r"71\.0"):
        repairs.apply()


def test_they_go_together() -> None:
    """In a process of its own, since they change WeasyPrint for good."""
    script = (
        "from chapbook.tools import weasyprint_repairs as r; r.apply();"
        "from weasyprint import document; from weasyprint.layout import block;"
        "assert document.LayoutContext is r.NoteContext;"
        "assert 'place_of' in block._linebox_layout.__code__.co_names"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


LINES = """
import weasyprint
from chapbook.tools import weasyprint_repairs as r
from weasyprint.formatting_structure.boxes import LineBox, TextBox
if {repaired}: r.apply()
def first_line(width):
    text = f"<p style='width:{{width}}px'>one loom and two{space}<b>b</b></p>"
    html = weasyprint.HTML(string=text)
    boxes = html.render().pages[0]._page_box.descendants()
    line = next(box for box in boxes if isinstance(box, LineBox))
    return sum(len(box.text) for box in line.descendants() if isinstance(box, TextBox))
lengths = [first_line(quarter / 4) for quarter in range(320, 720)]
print(lengths == sorted(lengths))
"""


@pytest.mark.parametrize("space", [" ", "\u00a0"], ids=["space", "no-break space"])
@pytest.mark.parametrize("repaired", [True, False])
def test_a_wider_line_never_takes_less_text(repaired: bool, space: str) -> None:
    """Without the correction it does, where the space before an inline element just fits not."""
    done = subprocess.run(
        [sys.executable, "-c", LINES.format(repaired=repaired, space=space)],
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout.strip() == str(repaired)
