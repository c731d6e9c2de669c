"""A PDF rendition becomes a file, and every note in it is accounted for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from chapbook.errors import EditionFailed
from chapbook.model.editions.output import FinishedFile, PdfNote, PdfRendition
from chapbook.tools.weasyprint.process import Layout, LayoutProcess, NoteOnPaper


class PdfPackaging:
    """A PDF under way: started in its own process, finished when the others are made."""

    def __init__(self, rendition: PdfRendition, target: Path) -> None:
        """Start the layout that will write `target`."""
        self._rendition = rendition
        self._target = target
        self._process = LayoutProcess(rendition, target)

    def finish(self) -> tuple[FinishedFile, Layout]:
        """Wait for the file and return its digest and size in bytes, and the layout of its pages.

        Raises ProgramMissing or ProgramFailed if it could not be made, EditionFailed if a note
        is not there once, whole, on the page of its first call and inside the type area.
        """
        layout = self._process.finish()
        faults = tuple(note_faults(self._rendition.notes, layout))
        if faults:
            self._target.unlink(missing_ok=True)
            raise EditionFailed("notes are misplaced: " + "; ".join(faults))
        return FinishedFile.of(self._target, self._target.read_bytes()), layout

    def stop(self) -> None:
        """Abandon the layout after an error elsewhere."""
        self._process.stop()


def package_pdf(rendition: PdfRendition, target: Path) -> tuple[FinishedFile, Layout]:
    """Lay the rendition out and write it to `target`; see `PdfPackaging.finish`.

    Gives with the file what is known of its pages.
    """
    packaging = PdfPackaging(rendition, target)
    return packaging.finish()


def note_faults(notes: tuple[PdfNote, ...], layout: Layout) -> Iterator[str]:
    """Yield what is wrong with each note on paper: name, place in the manuscript, fault.

    Notes of a series follow each other as their calls do. Two cells of a row that goes over pages
    may call theirs in another order than they are written in: each note is at its own call.
    """
    before: dict[str, tuple[int, int, str]] = {}
    for note in notes:
        on_paper = layout.notes.get(note.identifier)
        fault = _fault(on_paper)
        call, rank = (0, -1) if on_paper is None else (on_paper.call or 0, on_paper.rank)
        last_call, last, name = before.get(note.series, (0, -1, ""))
        if not fault and rank < last and call >= last_call:
            fault = f"comes before {name}, which is called first"
        if fault:
            yield f"{note.name} ({note.place}) {fault}"
        if rank > last:
            before[note.series] = call, rank, note.name


def _fault(note: NoteOnPaper | None) -> str | None:
    if note is None or not note.pages:
        return "is not on any page"
    if note.pages[0] != note.call:
        return f"is called on page {note.call} but set on page {note.pages[0]}"
    if list(note.pages) != list(range(note.pages[0], note.pages[0] + len(note.pages))):
        return f"is set on non-consecutive pages {', '.join(map(str, note.pages))}"
    if note.characters_set != note.characters_written:
        return f"has {note.characters_set} of {note.characters_written} characters set"
    if note.outside:
        return f"runs outside the note area on page {note.outside[0]}"
    return None
