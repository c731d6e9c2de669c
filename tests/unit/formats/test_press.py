"""The files for a press are made from a layout that is published only as the PDF."""

from __future__ import annotations

from pathlib import Path

from chapbook.formats import formats_of
from chapbook.model.editions.output import Verdict
from chapbook.options import BuildOptions
from chapbook.pipeline import build


def test_press_files_and_a_site_need_no_pdf_edition(tmp_path: Path) -> None:
    manuscript, output = tmp_path / "book.md", tmp_path / "out"
    manuscript.write_text("---\ntitle: Garden\n---\n\nWords.[^a]\n\n[^a]: A note.\n", "utf-8")
    options = BuildOptions(manuscript, "book.md", formats_of("html,print,site"), output)
    outcome = build(options, lambda _stage: None)
    assert outcome.collation is not None
    assert outcome.collation.verdict is Verdict.PASS
    assert sorted(path.name for path in output.glob("*.pdf")) == [
        "garden-cover.pdf",
        "garden-print.pdf",
    ]
