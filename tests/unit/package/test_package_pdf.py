from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from chapbook.errors import EditionFailed
from chapbook.model.editions.output import PdfNote
from chapbook.model.source import Place
from chapbook.package.pdf import PdfPackaging, note_faults, package_pdf
from chapbook.tools.weasyprint.process import Layout, NoteOnPaper
from unit.tools.pdf_pages import note, rendition

NOTE = PdfNote("note-visit", "Note 3 [^visit]", Place("book.md", 12, 1))
SET = NoteOnPaper(pages=(4,), call=4, characters_set=80, characters_written=80, outside=())


def faults(on_paper: NoteOnPaper | None) -> list[str]:
    notes = {} if on_paper is None else {NOTE.identifier: on_paper}
    return list(note_faults((NOTE,), Layout(9, {}, notes, ())))


def test_a_note_in_its_place_has_no_fault() -> None:
    assert faults(SET) == []
    assert faults(replace(SET, pages=(4, 5, 6))) == []


@pytest.mark.parametrize(
    ("on_paper", "said"),
    [
        (None, "is not on any page"),
        (replace(SET, pages=()), "is not on any page"),
        (replace(SET, pages=(5,)), "called on page 4 but set on page 5"),
        (replace(SET, call=None), "called on page None"),
        (replace(SET, pages=(4, 6)), "set on non-consecutive pages 4, 6"),
        (replace(SET, pages=(4, 4)), "set on non-consecutive pages 4, 4"),
        (replace(SET, characters_set=79), "79 of 80 characters"),
        (replace(SET, characters_set=160), "160 of 80 characters"),
        (replace(SET, outside=(4,)), "runs outside the note area on page 4"),
    ],
)
def test_each_fault_is_named_with_note_and_place(on_paper: NoteOnPaper | None, said: str) -> None:
    (fault,) = faults(on_paper)
    assert fault.startswith("Note 3 [^visit] (book.md:12:1)")
    assert said in fault


@pytest.mark.parametrize(("pages", "wrong"), [((4, 4), True), ((5, 4), False), ((4, 5), True)])
def test_notes_come_in_the_order_of_their_calls(pages: tuple[int, int], wrong: bool) -> None:
    """Of two cells side by side the second may call its first note before the last of the first."""
    names = ("note-one", "note-two")
    notes = tuple(PdfNote(name, name, Place("book.md", 1, 1)) for name in names)
    on_paper = {
        name: replace(SET, pages=(page,), call=page, rank=rank)
        for name, page, rank in zip(names, pages, (1, 0), strict=True)
    }
    found = list(note_faults(notes, Layout(9, {}, on_paper, ())))
    assert any("comes before note-one" in fault for fault in found) is wrong


def test_the_artifact_is_the_file(tmp_path: Path) -> None:
    artifact, _ = package_pdf(rendition(f"<p>Text{note(1, 5)}</p>"), tmp_path / "a.pdf")
    content = artifact.path.read_bytes()
    assert artifact.size == len(content)
    assert content.startswith(b"%PDF-")


def test_a_pdf_without_one_of_its_notes_is_not_kept(tmp_path: Path) -> None:
    made = rendition(f"<p>Text{note(1, 5)}</p>")
    packaging = PdfPackaging(replace(made, notes=(*made.notes, NOTE)), tmp_path / "a.pdf")
    with pytest.raises(EditionFailed, match=r"\[\^visit\].*not on any page"):
        packaging.finish()
    assert not (tmp_path / "a.pdf").exists()


def test_a_layout_given_up_leaves_nothing_running(tmp_path: Path) -> None:
    packaging = PdfPackaging(rendition("<p>Text</p>"), tmp_path / "a.pdf")
    packaging.stop()
    assert not (tmp_path / "a.pdf").exists()
