"""What a page of a PDF draws: its text operators one by one (ISO 32000-1, 8 and 9).

Text is what the font's ToUnicode table says of each code, in the order in which it is drawn; no
program orders or completes it. Boxes are in points from the lower left corner of the page.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from math import inf
from typing import Any

import pikepdf

from chapbook.collate.readers.pdf.boxes import (
    UNMOVED,
    Box,
    Matrix,
    around,
    around_boxes,
    box_of,
    moved,
    odd_parts,
    rectangles,
    six,
    times,
    transformed,
)
from chapbook.collate.readers.pdf.canvas import Canvas, Mark, State
from chapbook.collate.readers.pdf.fonts import Fonts
from chapbook.collate.readers.pdf.tokens import Glyphs, operations, text_string

_DEEPEST = 8
# Pictures with any of these may be seen through (8.9.6, 11.6.5.3).
_MASKS = ("/SMask", "/Mask", "/ImageMask")


@dataclass(slots=True)
class _Path:
    boxes: list[Box] = field(default_factory=list)
    points: list[tuple[float, float]] = field(default_factory=list)
    outlines: list[list[tuple[float, float]]] = field(default_factory=lambda: [[]])
    clips: bool = False


def read_page(page: pikepdf.Page, fonts: Fonts) -> Canvas:
    """Read what a page draws, in forms too. Raises ValueError for one that cannot be read."""
    content = page.obj.get("/Contents")
    streams = list(content) if isinstance(content, pikepdf.Array) else [content]
    data = b"\n".join(stream.read_bytes() for stream in streams if stream is not None)
    canvas = Canvas()
    _Interpreter(canvas, fonts, page.resources, State(), [Mark()], 0).run(data)
    canvas.cover()
    return canvas


class _Interpreter:
    """Runs the operators of one content stream."""

    def __init__(
        self,
        canvas: Canvas,
        fonts: Fonts,
        resources: Any,
        state: State,
        marks: list[Mark],
        depth: int,
    ) -> None:
        self.canvas, self.fonts, self.resources, self.state = canvas, fonts, resources, state
        self.marks, self.depth = marks, depth
        self.saved: list[State] = []
        self.path = _Path()
        self.text: Matrix = UNMOVED
        self.line: Matrix = UNMOVED

    def run(self, data: bytes) -> None:
        for operator, operands in operations(data):
            action = _ACTIONS.get(operator)
            if action is not None:
                action(self, operands)

    # --- state -------------------------------------------------------------------------------

    def save(self, _: list[Any]) -> None:
        self.saved.append(replace(self.state))

    def restore(self, _: list[Any]) -> None:
        if self.saved:
            self.state = self.saved.pop()

    def transform(self, operands: list[Any]) -> None:
        self.state.matrix = times(six(operands), self.state.matrix)

    def graphics(self, operands: list[Any]) -> None:
        found = self.resources.get("/ExtGState", {}).get(operands[-1])
        if found is not None and "/ca" in found:
            self.state.opacity = self.state.group * float(found.ca)

    def colour(self, operands: list[Any]) -> None:
        numbers = tuple(one for one in operands if isinstance(one, float))
        self.state.colour = numbers or (0.0,)

    # --- paths -------------------------------------------------------------------------------

    def rectangle(self, operands: list[Any]) -> None:
        x, y, wide, high = operands[-4:]
        corners = Box(min(x, x + wide), min(y, y + high), max(x, x + wide), max(y, y + high))
        self.path.boxes.append(transformed(corners, self.state.matrix))

    def move(self, operands: list[Any]) -> None:
        self.path.outlines.append([])
        self.line_to(operands)

    def line_to(self, operands: list[Any]) -> None:
        self.curve(operands)
        self.path.outlines[-1].append(self.path.points[-1])

    def curve(self, operands: list[Any]) -> None:
        pairs = zip(operands[0::2], operands[1::2], strict=False)
        self.path.points += [moved(x, y, self.state.matrix) for x, y in pairs]

    def clip(self, _: list[Any]) -> None:
        self.path.clips = True

    def fill(self, _: list[Any]) -> None:
        self._fill([*self.path.boxes, *rectangles(self.path.outlines)])

    def fill_odd(self, _: list[Any]) -> None:
        self._fill(odd_parts([*self.path.boxes, *rectangles(self.path.outlines)]))

    def _fill(self, boxes: list[Box]) -> None:
        for box in boxes:
            self.canvas.paint(box, self.state, self.marks[-1])
        if self.path.points:
            self.canvas.tint(around(self.path.points), self.state)
        self.end_path([])

    def shade(self, _: list[Any]) -> None:
        self.canvas.tint(Box(-inf, -inf, inf, inf), self.state)

    def end_path(self, _: list[Any]) -> None:
        if self.path.clips:
            boxes = list(self.path.boxes)
            if self.path.points:
                boxes.append(around(self.path.points))
            if boxes:
                self.state.clip = around_boxes(boxes).within(self.state.clip)
        self.path = _Path()

    def draw(self, operands: list[Any]) -> None:
        found = self.resources.get("/XObject", {}).get(operands[-1])
        if found is None:
            return
        if found.get("/Subtype") == "/Form":
            self._form(found)
            return
        box = transformed(Box(0, 0, 1, 1), self.state.matrix)
        if any(mask in found for mask in _MASKS):
            self.canvas.tint(box, self.state)
        else:
            self.canvas.paint(box, self.state, self.marks[-1])

    def _form(self, form: Any) -> None:
        """Read a form that is drawn. Raises ValueError for forms within one another without end."""
        if self.depth >= _DEEPEST:
            raise ValueError("forms are nested too deeply")
        inner = _within_matrix(self.state, _matrix_of(form))
        inner.clip = transformed(box_of(form.BBox), inner.matrix).within(self.state.clip)
        if "/Group" in form:
            inner.group = inner.opacity
        mark = replace(self.marks[-1], layer=self.marks[-1].layer or "/OC" in form)
        placed = self.canvas.place(inner.clip, upright=inner.matrix[3] > 0)
        resources = form.get("/Resources", self.resources)
        within = _Interpreter(self.canvas, self.fonts, resources, inner, [mark], self.depth + 1)
        within.run(form.read_bytes())
        if placed:
            self.canvas.leave()

    # --- text --------------------------------------------------------------------------------

    def begin(self, _: list[Any]) -> None:
        self.text = self.line = UNMOVED

    def font(self, operands: list[Any]) -> None:
        self.state.font = self.fonts.get(self.resources, operands[-2])
        self.state.size = operands[-1]

    def set_line(self, operands: list[Any]) -> None:
        self.text = self.line = six(operands)

    def next_line(self, operands: list[Any]) -> None:
        x, y = operands[-2:]
        self.text = self.line = times((1, 0, 0, 1, x, y), self.line)

    def next_line_leading(self, operands: list[Any]) -> None:
        self.state.leading = -operands[-1]
        self.next_line(operands)

    def new_line(self, _: list[Any]) -> None:
        self.next_line([0.0, -self.state.leading])

    def show(self, operands: list[Any]) -> None:
        shown = operands[-1] if operands else b""
        font, state = self.state.font, self.state
        if font is None:
            return
        if isinstance(shown, list):  # strings in brackets, as other programs write them
            codes = b"".join(piece for piece in shown if isinstance(piece, bytes))
            shown = Glyphs(codes, sum(piece for piece in shown if isinstance(piece, float)))
        elif isinstance(shown, bytes):
            shown = Glyphs(shown, 0.0)
        elif not isinstance(shown, Glyphs):
            return
        words, width, blank, count, blanks = font.decoded(shown.codes)
        advance = (width - shown.moved) / 1000 * state.size
        advance = (advance + count * state.character + blanks * state.word) * state.scale
        if words.strip():
            self._note(words, advance - blank / 1000 * state.size * state.scale)
        self.text = times((1, 0, 0, 1, advance, 0), self.text)

    def _note(self, words: str, advance: float) -> None:
        state = self.state
        low, high = state.rise, state.rise + state.size * 0.5
        matrix = times(self.text, state.matrix)
        box = transformed(Box(min(0.0, advance), low, max(0.0, advance), high), matrix)
        self.canvas.show(words, box, state, self.marks[-1], matrix)

    def show_on_next(self, operands: list[Any]) -> None:
        self.new_line([])
        self.show(operands)

    def number(self, name: str, operands: list[Any]) -> None:
        setattr(self.state, name, operands[-1])

    # --- marked content ----------------------------------------------------------------------

    def mark(self, operands: list[Any]) -> None:
        properties = operands[1] if len(operands) > 1 else {}
        if isinstance(properties, str):
            found = self.resources.get("/Properties", {}).get(properties, {})
            properties = {str(name): value for name, value in dict(found).items()}
        around = self.marks[-1]
        self.fonts.spans += 1
        if operands and operands[0] == "/Artifact":
            self.marks.append(Mark(artifact=True, layer=around.layer))
            return
        number, actual = properties.get("/MCID"), properties.get("/ActualText")
        key = properties.get("/Key")
        self.marks.append(
            Mark(
                mark=around.mark if number is None else int(number),
                key=around.key if key is None else text_string(key),
                actual=around.actual if actual is None or around.span else text_string(actual),
                artifact=around.artifact,
                span=around.span or (0 if actual is None else self.fonts.spans),
                layer=around.layer or operands[:1] == ["/OC"],
            )
        )
        if self.marks[-1].of_picture and key is not None:
            self._note("", 0.0)  # a picture: it may have no text

    def unmark(self, _: list[Any]) -> None:
        if len(self.marks) > 1:
            self.marks.pop()


_ACTIONS = {
    "q": _Interpreter.save, "Q": _Interpreter.restore, "cm": _Interpreter.transform,
    "gs": _Interpreter.graphics, "g": _Interpreter.colour, "rg": _Interpreter.colour,
    "k": _Interpreter.colour, "sc": _Interpreter.colour, "scn": _Interpreter.colour,
    "re": _Interpreter.rectangle, "m": _Interpreter.move, "l": _Interpreter.line_to,
    "c": _Interpreter.curve, "v": _Interpreter.curve, "y": _Interpreter.curve,
    "W": _Interpreter.clip, "W*": _Interpreter.clip, "n": _Interpreter.end_path,
    "f": _Interpreter.fill, "F": _Interpreter.fill, "f*": _Interpreter.fill_odd,
    "B": _Interpreter.fill, "B*": _Interpreter.fill_odd, "b": _Interpreter.fill,
    "b*": _Interpreter.fill_odd, "S": _Interpreter.end_path, "s": _Interpreter.end_path,
    "sh": _Interpreter.shade,
    "Do": _Interpreter.draw, "BT": _Interpreter.begin, "Tf": _Interpreter.font,
    "Tm": _Interpreter.set_line, "Td": _Interpreter.next_line,
    "TD": _Interpreter.next_line_leading, "T*": _Interpreter.new_line,
    "Tj": _Interpreter.show, "TJ": _Interpreter.show, "'": _Interpreter.show_on_next,
    '"': _Interpreter.show_on_next,
    "Tc": lambda one, operands: one.number("character", operands),
    "Tw": lambda one, operands: one.number("word", operands),
    "TL": lambda one, operands: one.number("leading", operands),
    "Ts": lambda one, operands: one.number("rise", operands),
    "Tr": lambda one, operands: one.number("mode", operands),
    "Tz": lambda one, operands: one.number("scale", [operands[-1] / 100]),
    "BDC": _Interpreter.mark, "BMC": _Interpreter.mark, "EMC": _Interpreter.unmark,
}  # fmt: skip


def _matrix_of(form: Any) -> Matrix:
    return six([float(one) for one in form.get("/Matrix", UNMOVED)])


def _within_matrix(state: State, matrix: Matrix) -> State:
    """Return a copy of the state within a form of that matrix."""
    return replace(state, matrix=times(matrix, state.matrix))
