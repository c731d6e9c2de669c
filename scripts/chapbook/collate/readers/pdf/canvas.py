"""What a page of a PDF shows: the text that is drawn on it, and whether it is seen.

Boxes are in points from the lower left corner of the page. A piece is judged by the graphics state
in which it is drawn (ISO 32000-1, 8.4) and by what is painted after it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from chapbook.collate.readers.pdf.boxes import UNMOVED, Box, Matrix, covers, overlap
from chapbook.collate.readers.pdf.fonts import Font
from chapbook.collate.readers.pdf.runs import Placed, Run

_INVISIBLE = 3


@dataclass(frozen=True, slots=True)
class Mark:
    """The marked content that a piece stands in (14.6)."""

    mark: int | None = None
    key: str = ""
    actual: str | None = None
    artifact: bool = False
    span: int = 0


@dataclass(slots=True)
class State:
    """The part of the graphics state that says where text stands and whether it is seen."""

    matrix: Matrix = UNMOVED
    font: Font | None = None
    size: float = 0.0
    character: float = 0.0
    word: float = 0.0
    scale: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0
    colour: tuple[float, ...] = (0.0,)
    opaque: bool = True
    transparent: bool = False
    clip: Box | None = None


class Canvas:
    """The pieces of text on a page, the areas painted on it, the forms placed on it."""

    def __init__(self) -> None:
        """Begin with an empty page."""
        self.runs: list[Run] = []
        self.forms: list[Placed] = []
        self._painted: list[tuple[int, Box]] = []
        self._form = -1

    def place(self, box: Box, *, upright: bool) -> bool:
        """Note a form that the page itself draws; False for a form within another."""
        if self._form >= 0:
            return False
        self._form = len(self.forms)
        self.forms.append(Placed(box, upright, self._form))
        return True

    def leave(self) -> None:
        """Note that the form is drawn."""
        self._form = -1

    def show(self, text: str, box: Box, state: State, mark: Mark, *, upright: bool) -> None:
        """Note a piece of text that is drawn."""
        hidden = self._hidden(box, state) if text else ""
        run = Run(
            text, box, mark.mark, mark.key, mark.actual, mark.artifact, hidden, self._form,
            upright, mark.span,
        )  # fmt: skip
        self.runs.append(run)

    def _hidden(self, box: Box, state: State) -> str:
        """Return why nobody sees a piece, empty where it is seen."""
        if state.mode == _INVISIBLE or state.transparent:
            return "drawn without colour"
        if not overlap(box, state.clip):
            return "cut off"
        if min(state.colour) >= 1 and len(state.colour) in (1, 3):
            under = any(one.holds(box.middle) for _, one in self._painted)
            return "" if under else "drawn in white on white"
        return ""

    def paint(self, box: Box, state: State) -> None:
        """Note an area that is filled or a picture that is drawn."""
        if state.opaque:
            self._painted.append((len(self.runs), box.within(state.clip)))

    def cover(self) -> None:
        """Mark the text that something is painted over, when the page is drawn."""
        for at, box in self._painted:
            for rank in range(at):
                run = self.runs[rank]
                if not run.hidden and covers(box, run.box):
                    self.runs[rank] = replace(run, hidden="covered")
