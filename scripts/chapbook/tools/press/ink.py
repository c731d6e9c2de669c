"""Colours of a screen become inks: black alone, or the inks of an ICC profile (ISO 15076-1).

Neutral colours become black ink alone, also where there are four inks: small grey type made of
four screens that do not lie exactly on one another has coloured edges.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from typing import Any

from PIL import Image, ImageCms

from chapbook.errors import ProgramFailed

Rgb = tuple[float, float, float]
# ITU-R BT.709-6, 3.2: how bright each colour is.
_LUMA = (0.2126, 0.7152, 0.0722)
# Words darker than this are set in pure black; lighter ones are meant to stand out from a ground.
_DARK = 0.45
_NEUTRAL = 0.004
_MODES = {"GRAY": "L", "CMYK": "CMYK"}
_COMPONENTS = {"GRAY": 1, "CMYK": 4}


@dataclass(frozen=True)
class Inks:
    """What a press prints with: `profile` is the content of an ICC profile, None for grey only.

    `coloured`: colours stay colours where there are inks for them; otherwise all becomes grey.
    """

    profile: bytes | None = None
    coloured: bool = False
    _known: dict[Rgb, tuple[float, ...]] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def space(self) -> str:
        """The colour space of the profile, `GRAY` or `CMYK`; `RGB` where colours are left alone."""
        if self.profile is None:
            return "RGB" if self.coloured else "GRAY"
        return str(_opened(self.profile).profile.xcolor_space).strip()

    @property
    def components(self) -> int:
        """How many numbers a colour of the profile has."""
        return _COMPONENTS.get(self.space, 3)

    @property
    def description(self) -> str:
        """What the profile calls itself."""
        if self.profile is None:
            return ""
        return " ".join((_opened(self.profile).profile.profile_description or "unnamed").split())

    def text(self, colour: Rgb) -> tuple[float, ...]:
        """Return the inks of words: pure black for all that is dark."""
        return self.paint((0.0, 0.0, 0.0) if _luma(colour) < _DARK else colour)

    def paint(self, colour: Rgb) -> tuple[float, ...]:
        """Return the inks of a colour: one number (white is 1), or four (paper is 0)."""
        if colour not in self._known:
            self._known[colour] = tuple(round(one, 4) for one in self._paint(colour))
        return self._known[colour]

    def _paint(self, colour: Rgb) -> Sequence[float]:
        if self.space == "CMYK" and self.coloured:
            if max(colour) - min(colour) < _NEUTRAL:
                return (0.0, 0.0, 0.0, 1.0 - colour[0])
            dot = Image.new("RGB", (1, 1), tuple(round(255 * one) for one in colour))
            inks: Any = self._transformed(dot).getpixel((0, 0))
            return [one / 255 for one in inks]
        if self.space == "RGB" and max(colour) - min(colour) >= _NEUTRAL:
            return colour
        return (_luma(colour),)

    def picture(self, picture: Image.Image) -> Image.Image:
        """Return a picture in these inks, as mode L, CMYK or RGB."""
        if not self.coloured or _is_grey(picture):
            return picture.convert("L")
        return self._transformed(picture.convert("RGB")) if self.space != "RGB" else picture

    def _transformed(self, picture: Image.Image) -> Image.Image:
        if self.space == "GRAY":
            return picture.convert("L")
        return ImageCms.applyTransform(picture, self._transform)  # type: ignore[return-value]

    @cached_property
    def _transform(self) -> ImageCms.ImageCmsTransform:
        """From sRGB, by relative colorimetry with black point compensation."""
        return ImageCms.buildTransform(
            ImageCms.createProfile("sRGB"),
            _opened(self.profile or b""),
            "RGB",
            _MODES[self.space],
            renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )


def profile_problem(content: bytes) -> str | None:
    """Return why this cannot be the profile of a press; None where it can.

    It must be the profile of an output device (`prtr`) for grey or CMYK (ISO 15930-7, 6.2.2).
    """
    try:
        profile = _opened(content).profile
    except ProgramFailed:
        return "is not an ICC profile"
    space, kind = profile.xcolor_space.strip(), profile.device_class
    if kind != "prtr":
        return f"is the profile of another kind of device ({kind}), not of a printing press"
    if space not in _COMPONENTS:
        return f"is for {space}, but must be for CMYK or grey"
    return None


def _opened(content: bytes) -> Any:
    try:
        return ImageCms.ImageCmsProfile(BytesIO(content))
    except (OSError, ImageCms.PyCMSError, TypeError) as error:
        raise ProgramFailed("the ICC profile cannot be read", "use another profile") from error


def _luma(colour: Rgb) -> float:
    return sum(share * one for share, one in zip(_LUMA, colour, strict=True))


def _is_grey(picture: Image.Image) -> bool:
    """Return whether no pixel of a picture has a colour."""
    if picture.mode in ("1", "L", "LA", "I;16"):
        return True
    red, green, blue = picture.convert("RGB").split()
    return red.tobytes() == green.tobytes() == blue.tobytes()
