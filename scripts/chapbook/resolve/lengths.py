"""Notes that are too long for the pop-ups of some readers, and too many for their symbols."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from chapbook.model.ast import text_of
from chapbook.model.diagnostics import Code, Diagnostic, diagnostic
from chapbook.model.markers import MarkerKind
from chapbook.model.notes import Note, Statement
from chapbook.policy import limits, over_limit

LONGEST = 5000
"""Characters, without tags, that Kobo shows in a pop-up; for more it leaves the page
(github.com/kobolabs/epub-spec, Footnotes/Endnotes)."""

# What a link back takes: a space, an arrow, its variation selector, an ordinal of two digits.
_LINK_BACK = 5


def long_notes(notes: Sequence[Note], statements: Sequence[Statement]) -> Iterator[Diagnostic]:
    """Yield a warning for each note that is longer than LONGEST as an EPUB states it.

    Marker and links back count: they are in the element that a reader measures.
    """
    around: dict[int, int] = {}
    for statement in statements:
        length = len(statement.marker) + 1 + _LINK_BACK * len(statement.calls)
        around[statement.note] = max(length, around.get(statement.note, 0))
    for index, note in enumerate(notes):
        length = around.get(index, 0) + sum(len(text_of(block)) + 1 for block in note.blocks)
        if length > LONGEST:
            yield diagnostic(
                Code.LONG_NOTE, note.place, length=f"{length:,}", longest=f"{LONGEST:,}"
            )


def many_symbols(notes: Sequence[Note], statements: Sequence[Statement]) -> Iterator[Diagnostic]:
    """Report each series that has more notes than symbols can count: they are repeated."""
    most = limits().symbol_notes
    for statement in statements:
        if statement.series.marker is MarkerKind.SYMBOL and statement.number == most + 1:
            what = (
                f"series {statement.series.name} has more than {most:,} notes marked with symbols"
            )
            remedy = "use another marker (decimal, lower-alpha), or restart it by chapter"
            yield over_limit(notes[statement.note].place, "symbol_notes", what, remedy)
