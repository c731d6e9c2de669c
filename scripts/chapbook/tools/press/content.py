"""The content of pages, drawn again for a press: in inks, without the marks of a structure.

WeasyPrint paints in RGB and sets a colour long before it is used. So colours are held back until
something is drawn, when it is known whether that is words or not (ISO 32000-1, 8.6 and 8.4.2).
What is not understood is an error: no colour passes unseen.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import pikepdf
from PIL import Image

from chapbook.errors import ProgramFailed
from chapbook.tools.press.ink import Inks, Rgb

_PATH_STARTS = frozenset({"m", "re"})
_SHOWS_TEXT = frozenset({"Tj", "TJ", "'", '"'})
_PAINTS = frozenset(
    {"f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do", "BI", "INLINE IMAGE"}
)
_POINTS = frozenset({"MP", "DP"})
# What of marked content is kept where the structure goes: whose words it is, and which.
_KEPT_OF_MARKS = ("/Key", "/ActualText")
_SETS = {"rg": "fill", "g": "fill", "k": "fill", "RG": "stroke", "G": "stroke", "K": "stroke"}
_OPERATORS = {1: ("g", "G"), 3: ("rg", "RG"), 4: ("k", "K")}
_SPACES = {"L": "/DeviceGray", "RGB": "/DeviceRGB", "CMYK": "/DeviceCMYK"}
_BY_WIDTH = {1: "/DeviceGray", 3: "/DeviceRGB", 4: "/DeviceCMYK"}
_RGB_SPACES = frozenset({"/DeviceRGB", "/srgb"})
# Names in a content stream, by the resources that they are found in (ISO 32000-1, 7.8.3).
_NAMED = {"Do": "/XObject", "gs": "/ExtGState", "Tf": "/Font", "sh": "/Shading"}
_RESOURCES = ("/XObject", "/ExtGState", "/Font", "/Shading", "/Pattern", "/ColorSpace")


def _without_structure(operands: Any) -> Any:
    """Return the beginning of marked content without its number in the structure."""
    tag, properties = operands
    kept = {}
    if isinstance(properties, pikepdf.Dictionary):
        kept = {name: properties[name] for name in _KEPT_OF_MARKS if name in properties}
    if not kept:
        return pikepdf.ContentStreamInstruction([tag], pikepdf.Operator("BMC"))
    words = pikepdf.Dictionary(kept)
    return pikepdf.ContentStreamInstruction([tag, words], pikepdf.Operator("BDC"))


@dataclass(frozen=True, slots=True)
class _State:
    """Colours wanted and colours set, for filling and stroking. None: whatever held before."""

    fill: Rgb | str | None = None
    stroke: Rgb | str | None = None
    fill_set: tuple[float, ...] | str | None = None
    stroke_set: tuple[float, ...] | str | None = None


@dataclass(slots=True)
class PressContent:
    """Rewrites the streams of one document; each shared form, pattern and picture once."""

    pdf: pikepdf.Pdf
    inks: Inks
    _done: set[Any] = field(default_factory=set)
    used: dict[str, set[str]] = field(
        default_factory=lambda: {category: set() for category in _RESOURCES}
    )

    def page(self, page: pikepdf.Page) -> tuple[bytes, bool]:
        """Return the new content of a page and whether it shows anything.

        What the page shows is rewritten where it is. Raises ProgramFailed for a colour that is not
        understood.
        """
        start = _State((0.0, 0.0, 0.0), (0.0, 0.0, 0.0), None, None)
        drawn = list(self._instructions(page, page.resources, start))
        self._retarget_group(page.obj)
        shows = any(str(one.operator) in _SHOWS_TEXT | _PAINTS for one in drawn)
        return pikepdf.unparse_content_stream(drawn), shows

    def prune(self, resources: Any) -> None:
        """Take out of a resource dictionary what no content names, so that nothing else is kept."""
        for category, names in self.used.items():
            entries = resources.get(category)
            if entries is None:
                continue
            for name in sorted(entries.keys()):
                if name not in names:
                    del entries[name]
            if not entries.keys():
                del resources[category]

    def _rewritten(self, thing: Any, resources: Any, state: _State) -> bytes:
        return pikepdf.unparse_content_stream(list(self._instructions(thing, resources, state)))

    def _instructions(self, thing: Any, resources: Any, state: _State) -> Iterator[Any]:
        kept: list[_State] = []
        for instruction in pikepdf.parse_content_stream(thing):
            name = str(instruction.operator)
            operands: Any = getattr(instruction, "operands", ())
            if name in _POINTS:
                continue
            if name == "BDC":
                yield _without_structure(operands)
                continue
            if name == "q":
                kept.append(state)
            elif name == "Q" and kept:
                state = kept.pop()
            elif name in _SETS or name in ("cs", "CS", "sc", "SC", "scn", "SCN"):
                state = self._coloured(state, name, operands, resources)
                continue
            elif name in _PATH_STARTS | _SHOWS_TEXT | _PAINTS:
                state, colours = self._due(state, words=name in _SHOWS_TEXT)
                yield from colours
            self._note(name, operands, resources)
            yield instruction

    def _coloured(self, state: _State, name: str, operands: Any, resources: Any) -> _State:
        """Return the state after a colour operator."""
        side = _SETS.get(name) or ("stroke" if name.isupper() else "fill")
        if name in ("cs", "CS"):
            if str(operands[0]) not in (*_RGB_SPACES, "/Pattern", "/DeviceGray"):
                raise ProgramFailed(f"colours of colour space {operands[0]} cannot be printed")
            return replace(state, **{side: (0.0, 0.0, 0.0)})
        if operands and isinstance(operands[-1], pikepdf.Name):
            pattern = str(operands[-1])
            self._use("/Pattern", pattern, resources)
            return replace(state, **{side: pattern})
        values = [float(one) for one in operands]
        if len(values) == 1:
            values *= 3
        if len(values) != 3:
            raise ProgramFailed(f"colours with {len(values)} components cannot be printed")
        return replace(state, **{side: (values[0], values[1], values[2])})

    def _due(self, state: _State, *, words: bool) -> tuple[_State, list[Any]]:
        """Set the colours that are wanted and not set yet."""
        orders: list[Any] = []
        for at, side in enumerate(("fill",) if words else ("fill", "stroke")):
            wanted: Any = getattr(state, side)
            if wanted is None:
                continue
            if not isinstance(wanted, str):
                wanted = self.inks.text(wanted) if words else self.inks.paint(wanted)
            if wanted == getattr(state, f"{side}_set"):
                continue
            orders.extend(_set_colour(wanted, at))
            state = replace(state, **{f"{side}_set": wanted})
        return state, orders

    def _note(self, name: str, operands: Any, resources: Any) -> None:
        if name in _NAMED:
            self._use(_NAMED[name], str(operands[0]), resources)

    def _use(self, category: str, name: str, resources: Any) -> None:
        """Note that something is used, and draw it again in inks if that has not been done."""
        self.used[category].add(name)
        thing = resources[category][name]
        if category == "/ExtGState":
            mask = thing.get("/SMask")
            if isinstance(mask, pikepdf.Dictionary):
                self._once(mask.G, self._form)
        elif category == "/Shading":
            self._once(thing, self._shading)
        elif category == "/Pattern":
            self._once(thing, self._pattern)
        elif category == "/XObject":
            is_image = thing.Subtype == "/Image"
            self._once(thing, self._image if is_image else self._form)

    def _once(self, thing: Any, change: Any) -> None:
        if thing.objgen == (0, 0) or thing.objgen not in self._done:
            self._done.add(thing.objgen)
            change(thing)

    def _form(self, form: Any) -> None:
        """Draw a form or a tiling again. It begins with the colours of what shows it."""
        form.write(self._rewritten(form, form.get("/Resources", pikepdf.Dictionary()), _State()))
        self._retarget_group(form)
        for key in ("/StructParents", "/StructParent"):
            if key in form:
                del form[key]

    def _pattern(self, pattern: Any) -> None:
        if pattern.PatternType == 1:
            self._form(pattern)
        else:
            self._once(pattern.Shading, self._shading)

    def _retarget_group(self, thing: Any) -> None:
        """Blend in inks too (ISO 32000-1, 11.6.6)."""
        group = thing.get("/Group")
        if group is not None and "/CS" in group:
            group.CS = pikepdf.Name(
                {1: "/DeviceGray", 4: "/DeviceCMYK"}.get(self._width, "/DeviceRGB")
            )

    @property
    def _space(self) -> pikepdf.Name:
        return pikepdf.Name(_BY_WIDTH[self._width])

    @property
    def _width(self) -> int:
        return self.inks.components if self.inks.coloured else 1

    def _shading(self, shading: Any) -> None:
        """Turn the colours at the ends of a gradient; between them it is mixed in inks."""
        if str(shading.ColorSpace) == "/DeviceGray":
            return
        for function in (
            shading.Function if isinstance(shading.Function, pikepdf.Array) else (shading.Function,)
        ):
            self._gradient(function)
        if "/Background" in shading:
            del shading["/Background"]
        shading.ColorSpace = self._space

    def _gradient(self, function: Any) -> None:
        kind = int(function.FunctionType)
        if kind == 3:
            for part in function.Functions:
                self._gradient(part)
        elif kind == 2:
            for end, default in (("/C0", 0.0), ("/C1", 1.0)):
                colour = [float(one) for one in function.get(end, [default] * 3)]
                if len(colour) == 1:
                    continue  # of transparency
                inks = self.inks.paint((colour[0], colour[1], colour[2]))
                function[end] = pikepdf.Array(_widened(inks, self._width))
        else:
            raise ProgramFailed(f"a gradient of function type {kind} cannot be printed")

    def _image(self, image: Any) -> None:
        """Turn the colours of a picture; masks are left alone."""
        if image.get("/ImageMask", False):
            return
        shown = pikepdf.PdfImage(image).as_pil_image()
        if shown.mode == "1":
            return
        turned = self.inks.picture(shown.convert("RGB") if shown.mode == "P" else shown)
        if (turned.mode, turned.tobytes()) == (shown.mode, shown.tobytes()):
            image.ColorSpace = pikepdf.Name(_SPACES[turned.mode])
        else:
            _store(image, turned)


def _set_colour(colour: Any, at: int) -> Iterator[Any]:
    operator = pikepdf.Operator
    if isinstance(colour, str):
        yield pikepdf.ContentStreamInstruction([pikepdf.Name.Pattern], operator(("cs", "CS")[at]))
        name = operator(("scn", "SCN")[at])
        yield pikepdf.ContentStreamInstruction([pikepdf.Name(colour)], name)
    else:
        yield pikepdf.ContentStreamInstruction(list(colour), operator(_OPERATORS[len(colour)][at]))


def _widened(inks: tuple[float, ...], width: int) -> list[float]:
    """Write a grey among colours with as many numbers as they have."""
    if len(inks) == width:
        return list(inks)
    return [inks[0]] * 3 if width == 3 else [0.0, 0.0, 0.0, 1.0 - inks[0]]


def _store(image: Any, picture: Image.Image) -> None:
    """Put pixels into an image XObject, compressed without loss."""
    image.write(picture.tobytes())
    image.ColorSpace = pikepdf.Name(_SPACES[picture.mode])
    image.BitsPerComponent = 8
    for key in ("/Decode", "/DecodeParms", "/Intent"):
        if key in image:
            del image[key]
