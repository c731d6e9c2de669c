"""A walk through the content of a page and all that it shows, noting what a press asks about."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import hypot
from typing import Any

import pikepdf

from chapbook.model.editions.press import ImageFact

Matrix = tuple[float, float, float, float, float, float]
Colour = tuple[str, tuple[float, ...]]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_BLACK: Colour = ("DeviceGray", (0.0,))
_DEVICE = {"g": "DeviceGray", "rg": "DeviceRGB", "k": "DeviceCMYK"}
_DEEPEST = 12


@dataclass(slots=True)
class _State:
    """The part of the graphics state that is looked at (ISO 32000-1, 8.4)."""

    matrix: Matrix
    fill: Colour = _BLACK
    stroke: Colour = _BLACK
    size: float = 0.0


@dataclass(slots=True)
class ContentWalk:
    """Goes through the content of a page and of all that it shows."""

    page: int
    colours: set[str] = field(default_factory=set)
    text: set[Colour] = field(default_factory=set)
    sizes: set[float] = field(default_factory=set)
    images: list[ImageFact] = field(default_factory=list)
    fonts: dict[str, bool] = field(default_factory=dict)
    transparent: bool = False

    def stream(self, thing: Any, resources: Any, matrix: Matrix, depth: int = 0) -> None:
        """Take up a content stream, whose units are turned by `matrix` into points of the page."""
        if depth > _DEEPEST:
            raise ValueError("forms nested without end")
        state, kept, line = _State(matrix), list[_State](), IDENTITY
        for instruction in pikepdf.parse_content_stream(thing):
            name: str = str(instruction.operator)
            operands: Any = getattr(instruction, "operands", ())
            if name == "q":
                kept.append(_State(state.matrix, state.fill, state.stroke, state.size))
            elif name == "Q" and kept:
                state = kept.pop()
            elif name == "cm":
                state.matrix = _times(_matrix(operands), state.matrix)
            elif name in ("Tm", "BT"):
                line = _matrix(operands) if name == "Tm" else IDENTITY
            elif name == "Tf":
                state.size = float(operands[1])
                self._font(resources.Font[str(operands[0])])
            elif name == "gs":
                self._graphics_state(resources.ExtGState[str(operands[0])])
            elif name == "Do":
                self._shown(resources.XObject[str(operands[0])], state, depth)
            elif name == "INLINE IMAGE":
                self.colours.add("an inline image")
            elif name == "sh":
                self._paint((_space(resources.Shading[str(operands[0])].ColorSpace), ()))
            else:
                self._drawing(name, operands, resources, state, line)

    def _drawing(
        self, name: str, operands: Any, resources: Any, state: _State, line: Matrix
    ) -> None:
        if name.lower() in (*_DEVICE, "cs", "sc", "scn"):
            colour = self._colour(name, operands, resources, state)
            if name.isupper():
                state.stroke = colour
            else:
                state.fill = colour
        elif name in ("Tj", "TJ", "'", '"'):
            self._words(state, line)
        elif name in ("f", "F", "f*", "B", "B*", "b", "b*"):
            self._paint(state.fill)
        if name in ("S", "s", "B", "B*", "b", "b*"):
            self._paint(state.stroke)

    def _colour(self, name: str, operands: Any, resources: Any, state: _State) -> Colour:
        """Return the colour that an operator sets (ISO 32000-1, 8.6.8)."""
        lower = name.lower()
        if lower in _DEVICE:
            return _DEVICE[lower], tuple(float(one) for one in operands)
        if lower == "cs":
            space = str(operands[0])
            known = resources.get("/ColorSpace", {}).get(space)
            return _space(space if known is None else known), ()
        now = state.stroke if name.isupper() else state.fill
        if operands and isinstance(operands[-1], pikepdf.Name):
            self._pattern(resources.Pattern[str(operands[-1])], state)
            return "Pattern", ()
        return now[0], tuple(float(one) for one in operands)

    def _pattern(self, pattern: Any, state: _State) -> None:
        if pattern.PatternType == 1:
            self.stream(pattern, pattern.Resources, state.matrix, 1)
        else:
            self.colours.add(_space(pattern.Shading.ColorSpace))

    def _paint(self, colour: Colour) -> None:
        if colour[0] != "Pattern":
            self.colours.add(colour[0])

    def _words(self, state: _State, line: Matrix) -> None:
        self._paint(state.fill)
        self.text.add(state.fill)
        a, b, c, d, _, _ = _times(line, state.matrix)
        self.sizes.add(round(state.size * hypot(c, d) if (c or d) else state.size * hypot(a, b), 2))

    def _font(self, font: Any) -> None:
        """Note whether the program of a face is in the file (ISO 32000-1, 9.9)."""
        inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
        descriptor = inner.get("/FontDescriptor", {})
        embedded = font.Subtype == "/Type3" or any(
            f"/FontFile{kind}" in descriptor for kind in ("", 2, 3)
        )
        self.fonts[str(font.get("/BaseFont", "an unnamed font")).lstrip("/")] = embedded

    def _graphics_state(self, state: Any) -> None:
        opacities = [float(state.get(key, 1)) for key in ("/ca", "/CA")]
        blended = str(state.get("/BM", "/Normal")) not in ("/Normal", "/Compatible")
        masked = isinstance(state.get("/SMask"), pikepdf.Dictionary)
        self.transparent = self.transparent or min(opacities) < 1 or blended or masked

    def _shown(self, thing: Any, state: _State, depth: int) -> None:
        if thing.Subtype == "/Form":
            inner = _matrix(thing.get("/Matrix", IDENTITY))
            resources = thing.get("/Resources", pikepdf.Dictionary())
            self.stream(thing, resources, _times(inner, state.matrix), depth + 1)
            return
        is_mask = bool(thing.get("/ImageMask", False))
        if is_mask:
            self._paint(state.fill)
        else:
            self.colours.add(_space(thing.ColorSpace))
        self.transparent = self.transparent or "/SMask" in thing
        a, b, c, d, _, _ = state.matrix
        inches = hypot(a, b) / 72, hypot(c, d) / 72
        if min(inches) > 0:
            dpi = min(int(thing.Width) / inches[0], int(thing.Height) / inches[1])
            self.images.append(ImageFact(self.page, round(dpi, 1)))


def _space(thing: Any) -> str:
    """Name a colour space by the numbers that its colours have (ISO 32000-1, 8.6)."""
    if isinstance(thing, (str, pikepdf.Name)):
        return str(thing).lstrip("/")
    family = str(thing[0]).lstrip("/")
    if family == "ICCBased":
        return {1: "ICC grey", 3: "ICC RGB", 4: "ICC CMYK"}.get(int(thing[1].N), "ICC")
    return _space(thing[1]) if family == "Indexed" else family


def _matrix(values: Any) -> Matrix:
    a, b, c, d, e, f = (float(value) for value in values)
    return a, b, c, d, e, f


def _times(one: Matrix, other: Matrix) -> Matrix:
    """Return the matrix that turns by `one` first and by `other` then."""
    a, b, c, d, e, f = one
    k, l, m, n, o, p = other  # noqa: E741 -- the letters between
    return (
        a * k + b * m, a * l + b * n, c * k + d * m, c * l + d * n,
        e * k + f * m + o, e * l + f * n + p,
    )  # fmt: skip
