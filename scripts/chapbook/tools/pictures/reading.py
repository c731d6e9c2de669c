"""Pillow: the cover in the sizes that web pages want.

The same picture gives the same bytes: no time is written, and Pillow's version is held by the lock.
"""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from io import BytesIO

from PIL import Image

from chapbook.errors import ProgramFailed

# A photograph stays one; what has few colours is drawn with a palette, smaller and sharper.
_QUALITY = 82
_COLOURS = 64


@dataclass(frozen=True, slots=True)
class Raster:
    """A picture of pixels: its file and its size."""

    content: bytes
    media_type: str
    width: int
    height: int

    @property
    def data_address(self) -> str:
        """The picture as a `data:` address (RFC 2397)."""
        return f"data:{self.media_type};base64," + b64encode(self.content).decode("ascii")


def raster(content: bytes) -> Raster:
    """Take a picture as JPEG or PNG: as it is, or for another kind its first frame as PNG.

    Raises ProgramFailed for what Pillow cannot read.
    """
    picture = _opened(content)
    kind = {"JPEG": "image/jpeg", "PNG": "image/png"}.get(picture.format or "")
    if kind is not None:
        return Raster(content, kind, *picture.size)
    return _as_png(picture.convert("RGBA"))


def shrunk(picture: Raster, width: int) -> Raster:
    """Return the picture no wider than `width` pixels."""
    opened = _opened(picture.content)
    if opened.width > width:
        height = max(1, round(opened.height * width / opened.width))
        opened = opened.convert(_mode(opened)).resize((width, height), Image.Resampling.LANCZOS)
    return _as_jpeg(opened) if picture.media_type == "image/jpeg" else _as_png(opened)


def icon(picture: Raster, side: int) -> Raster:
    """Return the picture as an icon `side` pixels high and wide, in the middle of nothing."""
    drawn = _opened(picture.content).convert("RGBA")
    drawn.thumbnail((side, side), Image.Resampling.LANCZOS)
    square = Image.new("RGBA", (side, side))
    square.paste(drawn, ((side - drawn.width) // 2, (side - drawn.height) // 2))
    return _as_png(square)


def _opened(content: bytes) -> Image.Image:
    try:
        picture = Image.open(BytesIO(content))
        picture.load()
    except (OSError, ValueError, Image.DecompressionBombError) as error:
        raise ProgramFailed(f"the cover cannot be read as a picture: {error}") from error
    return picture


def _mode(picture: Image.Image) -> str:
    return "RGBA" if "A" in picture.getbands() or "transparency" in picture.info else "RGB"


def _as_jpeg(picture: Image.Image) -> Raster:
    stream = BytesIO()
    picture.convert("RGB").save(stream, "JPEG", quality=_QUALITY, optimize=True, progressive=True)
    return Raster(stream.getvalue(), "image/jpeg", *picture.size)


def _as_png(picture: Image.Image) -> Raster:
    stream = BytesIO()
    few = picture.convert(_mode(picture))
    method = Image.Quantize.FASTOCTREE if few.mode == "RGBA" else Image.Quantize.MEDIANCUT
    few.quantize(_COLOURS, method, dither=Image.Dither.NONE).save(stream, "PNG", optimize=True)
    return Raster(stream.getvalue(), "image/png", *picture.size)
