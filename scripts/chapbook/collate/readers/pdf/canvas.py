"""What a page of a PDF shows: the text that is drawn on it, and whether it is seen.

Boxes are in points from the lower left corner of the page. Whether a piece is seen depends on the
graphics state in which it is drawn (ISO 32000-1, 8.4) and on what is painted after it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import hypot, isclose

from chapbook.collate.readers.pdf.boxes import UNMOVED, Box, Matrix, leaves, lies_in, shared_area
from chapbook.collate.readers.pdf.fonts import Font
from chapbook.collate.readers.pdf.runs import Placed, Run

# Text modes (9.3.6) that paint nothing: invisible, and a clip alone.
_UNPAINTED = (3, 7)
# Nobody sees a colour this close to white, or an opacity this close to none.
_FAINT = 0.05
# Nobody reads smaller type, in points.
_SMALLEST = 1.0


@dataclass(frozen=True, slots=True)
class Mark:
    """The marked content that a piece is in (14.6). `layer`: it is optional content (8.11)."""

    mark: int | None = None
    key: str = ""
    actual: str | None = None
    artifact: bool = False
    span: int = 0
    layer: bool = False

    @property
    def of_picture(self) -> bool:
        """Return whether it is a picture, whose lettering its author draws and may hide."""
        return self.key.startswith("#")


@dataclass(slots=True)
class State:
    """The part of the graphics state that says where text is and whether it is seen.

    `group` is the opacity of the transparency group around it; `opacity` includes it.
    """

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
    opacity: float = 1.0
    group: float = 1.0
    clip: Box | None = None


class Canvas:
    """The pieces of text on a page, the areas painted on it, the forms placed on it."""

    def __init__(self) -> None:
        """Begin with an empty page."""
        self.runs: list[Run] = []
        self.forms: list[Placed] = []
        self._painted: list[tuple[int, Box, str]] = []
        self._tinted: list[Box] = []
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

    def show(self, text: str, box: Box, state: State, mark: Mark, matrix: Matrix) -> None:
        """Note a piece of text that is drawn; the matrix is that of the text (9.4.4)."""
        hidden = self._hidden(box, state, mark, matrix) if text else ""
        clip = None if mark.of_picture else state.clip
        parted = bool(text) and not hidden and clip and not lies_in(box, clip)
        run = Run(
            text, box, mark.mark, mark.key, mark.actual, mark.artifact,
            "cut off" if parted else hidden, self._form, mark.span, bool(parted),
        )  # fmt: skip
        self.runs.append(run)

    def _hidden(self, box: Box, state: State, mark: Mark, matrix: Matrix) -> str:
        """Return why nobody sees a piece, empty where it is seen."""
        if mark.layer:
            return "in a layer that can be switched off"
        if mark.of_picture:
            return ""
        if state.mode in _UNPAINTED or state.opacity <= _FAINT:
            return "drawn without colour"
        if _size(state, matrix) < _SMALLEST:
            return "too small to be read"
        return self._lost(box, state)

    def _lost(self, box: Box, state: State) -> str:
        """Return why nobody sees a piece where it is, though it is drawn in a colour."""
        if state.clip is not None and leaves(box, state.clip):
            return "cut off"
        if _is_white(state.colour) and not any(one.holds(box.middle) for one in self._tinted):
            return "drawn in white on white"
        return ""

    def paint(self, box: Box, state: State, mark: Mark) -> None:
        """Note a rectangle that is filled or a picture that is drawn."""
        self.tint(box, state)
        if state.opacity >= 1 - _FAINT:
            picture = mark.key if mark.of_picture else ""
            self._painted.append((len(self.runs), box.within(state.clip), picture))

    def tint(self, box: Box, state: State) -> None:
        """Note an area in which something is painted: what is white there may be seen."""
        if state.opacity > _FAINT:
            self._tinted.append(box.within(state.clip))

    def cover(self) -> None:
        """Mark the text that is painted over, wholly or by half, when the page is drawn."""
        for rank, run in enumerate(self.runs):
            later = [
                box for at, box, of in self._painted if at > rank and (not of or of != run.key)
            ]
            if later and (not run.hidden or run.suspected):
                self.runs[rank] = _covered(run, shared_area(run.box, later))


def _covered(run: Run, area: float) -> Run:
    """Return a piece of which some area is painted over: certain for all, suspected for half."""
    whole = run.box.area
    if whole and isclose(area, whole):
        return replace(run, hidden="covered", suspected=False)
    if area > whole / 2 and not run.hidden:
        return replace(run, hidden="covered", suspected=True)
    return run


def _size(state: State, matrix: Matrix) -> float:
    """Return the size of type on the page, the lesser of height and width."""
    high = hypot(matrix[2], matrix[3]) * state.size
    return min(abs(high), abs(hypot(matrix[0], matrix[1]) * state.size * state.scale))


def _is_white(colour: tuple[float, ...]) -> bool:
    """Return whether a colour of grey, RGB or CMYK is that of the paper."""
    if len(colour) == 4:
        return max(colour) <= _FAINT
    return len(colour) in (1, 3) and min(colour) >= 1 - _FAINT
