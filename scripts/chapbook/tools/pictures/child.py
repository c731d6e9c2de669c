"""The process that decodes uncommon pictures: a job and a picture on stdin, the outcome on stdout.

Decoders of many kinds are many places for mistakes, so they run here, with limits, and what
comes out is rewritten pixels. Nothing here is imported by the rest of the package.

Job: `format` (Pillow's name), `pixels` (of one picture), `side` (the longest), `megabytes` (of
memory), `profile` (base64: instead of the one in the file), `jpeg` (may be written as JPEG),
`only_profile` (the input is a profile, and the question is whether it is sRGB). Outcome: `fault`,
or `type` and `frames`; then the picture. A line of JSON comes first in both.
"""

from __future__ import annotations

import json
import resource
import sys
import warnings
from base64 import b64decode
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from PIL import Image, ImageChops, ImageCms, ImageFile, UnidentifiedImageError

# Nearly without loss, and each pixel with its own colour.
_QUALITY = 95
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_KNOWN = frozenset(
    {"1", "L", "LA", "La", "P", "PA", "RGB", "RGBA", "RGBa", "RGBX", "CMYK", "YCbCr", "LAB"}
)
_SIMPLER = {"La": "LA", "RGBX": "RGB", "YCbCr": "RGB"}
_ORIENTATION, _PHOTOMETRIC, _BITS = 0x0112, 262, 258
# Steps of each colour by which a profile is compared with sRGB, and how far it may be off.
_STEP, _NEAR = 51, 3


class _Unfit(Exception):
    """The picture cannot be shown. The message ends the sentence “the picture …”."""


def main() -> int:
    """Do the job on stdin."""
    job = json.loads(sys.stdin.buffer.readline())
    content = sys.stdin.buffer.read()
    _limit(job)
    try:
        outcome, picture = _done(job, content)
    except _Unfit as unfit:
        outcome, picture = {"fault": str(unfit)}, b""
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 -- a decoder may raise anything
        what = ascii(str(error))[1:-1][:120]
        outcome, picture = {"fault": f"is truncated or broken ({what})"}, b""
    sys.stdout.buffer.write(json.dumps(outcome).encode() + b"\n" + picture)
    return 0


def _limit(job: Mapping[str, Any]) -> None:
    size = job["megabytes"] * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    Image.MAX_IMAGE_PIXELS = job["pixels"]
    warnings.simplefilter("error", Image.DecompressionBombWarning)


def _done(job: Mapping[str, Any], content: bytes) -> tuple[dict[str, Any], bytes]:
    if job["only_profile"]:
        return {"plain": _is_srgb(content)}, b""
    try:
        image = Image.open(BytesIO(content), formats=[job["format"]])
    except UnidentifiedImageError as error:
        what = f"is broken, or a {job['format']} of an unsupported kind"
        raise _Unfit(what) from error
    if image.width * image.height > job["pixels"] or max(image.size) > job["side"]:
        raise _Unfit(f"has {image.width:,} × {image.height:,} pixels, too many to decode")
    frames = 1 if job["format"] in ("PNG", "JPEG") else getattr(image, "n_frames", 1)
    image.load()
    turn = image.getexif().get(_ORIENTATION, 1)
    profile = b64decode(job["profile"]) or image.info.get("icc_profile") or b""
    shown = _coloured(_eight_bits(image, content), profile)
    if turn in _TURNS:
        shown = shown.transpose(_TURNS[turn])
    media_type, picture = _written(shown, as_jpeg=job["jpeg"])
    return {"type": media_type, "frames": frames}, picture


# --- Depth and transparency -----------------------------------------------------------------------


def _eight_bits(image: Image.Image, content: bytes) -> Image.Image:
    """Return the picture in 8 bits or fewer, with an alpha channel where parts are transparent."""
    if image.mode.startswith("I;16"):
        return _from_sixteen(image)
    if image.mode == "I" and image.format == "PPM":
        return image.point(lambda value: value * (1 / 257)).convert("L")
    if image.mode not in _KNOWN:
        raise _Unfit(f"contains numbers instead of colours ({image.format}, {image.mode})")
    if image.mode == "CMYK" and image.format == "JPEG" and "adobe" not in image.info:
        # Only Adobe's programs write inks the other way round; Pillow takes it for granted.
        return ImageChops.invert(image)
    return _with_alpha(image, content)


def _with_alpha(image: Image.Image, content: bytes) -> Image.Image:
    """Return the picture with its transparent colour, if it has one, as an alpha channel.

    Pillow compares a mark of 2, 4 or 16 bits with pixels that it has put into 8, and finds none.
    """
    marked = image.info.get("transparency")
    depth = content[24] if image.format == "PNG" else 8
    if marked is not None and image.mode == "L" and depth < 8:
        return _without(image, (marked * 255 // (2**depth - 1),))
    if marked is not None and image.mode == "RGB" and depth == 16:
        return _without(image, tuple(value >> 8 for value in marked))
    if marked is not None or image.mode in ("PA", "RGBa"):
        return image.convert("RGBA")
    return image.convert(_SIMPLER.get(image.mode, image.mode))


def _from_sixteen(image: Image.Image) -> Image.Image:
    """Keep the upper of two bytes; Pillow itself would make white of all that is not black."""
    numbers = image.tobytes()
    big = image.mode.endswith("B")
    upper, lower = (numbers[at::2] for at in ((0, 1) if big else (1, 0)))
    tags: Any = getattr(image, "tag_v2", {})
    if tags.get(_BITS) == (12,):
        upper = bytes(
            (one << 4 | other >> 4) & 255 for one, other in zip(upper, lower, strict=True)
        )
    grey = Image.frombytes("L", image.size, upper)
    if tags.get(_PHOTOMETRIC) == 0:  # white is 0
        grey = ImageChops.invert(grey)
    marked = image.info.get("transparency")
    if isinstance(marked, int):
        planes = (Image.frombytes("L", image.size, one) for one in (upper, lower))
        grey.putalpha(_outside(tuple(planes), (marked >> 8, marked & 255)))
    return grey


def _without(image: Image.Image, colour: tuple[int, ...]) -> Image.Image:
    """Make one colour transparent."""
    alpha = _outside(image.split(), colour)
    shown = image.copy()
    shown.putalpha(alpha)
    return shown


def _outside(planes: tuple[Image.Image, ...], values: tuple[int, ...]) -> Image.Image:
    """Return 0 where each plane has its value, 255 elsewhere."""
    alpha: Image.Image | None = None
    for plane, value in zip(planes, values, strict=True):
        differs = plane.point([0 if one == value else 255 for one in range(256)])
        alpha = differs if alpha is None else ImageChops.lighter(alpha, differs)
    assert alpha is not None  # noqa: S101 -- there is at least one plane
    return alpha


# --- Colours --------------------------------------------------------------------------------------


def _coloured(image: Image.Image, profile: bytes) -> Image.Image:
    """Return the picture in sRGB or grey; an alpha channel that hides nothing goes."""
    if image.mode not in ("LA", "RGBA"):
        return _in_srgb(image, profile)
    alpha = image.getchannel("A")
    shown = _in_srgb(image.convert(image.mode.removesuffix("A")), profile)
    if alpha.getextrema() != (255, 255):
        shown.putalpha(alpha)
    return shown


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    if image.mode == "LAB":
        return _transformed(image, ImageCms.createProfile("LAB"))
    plain = image.convert("RGB") if image.mode == "CMYK" else image
    if not profile:
        return plain
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        space = source.profile.xcolor_space.strip()
        if space == "CMYK" and image.mode == "CMYK":
            return _transformed(image, source)
        if space == "GRAY" and image.mode in ("1", "L"):
            return _transformed(image.convert("L"), source).convert("L")
        if space == "RGB" and image.mode != "CMYK":
            shown = _transformed(image.convert("RGB"), source)
            return shown.convert("L") if image.mode in ("1", "L") else shown
    except (ImageCms.PyCMSError, OSError):
        pass  # a profile that nobody can use: browsers ignore it as well
    return plain


def _transformed(image: Image.Image, source: Any) -> Image.Image:
    shown = ImageCms.profileToProfile(
        image,
        source,
        ImageCms.createProfile("sRGB"),
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
        outputMode="RGB",
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )
    assert shown is not None  # noqa: S101 -- it is not changed in place
    return shown


def _is_srgb(profile: bytes) -> bool:
    """Return whether a picture looks the same without its profile."""
    steps = range(0, 256, _STEP)
    colours = [bytes((r, g, b)) for r in steps for g in steps for b in steps]
    plain = Image.frombytes("RGB", (len(colours), 1), b"".join(colours))
    greys = Image.frombytes("L", (256, 1), bytes(range(256)))
    for sample in (plain, greys):
        shown = _in_srgb(sample, profile)
        bands = ImageChops.difference(sample, shown).getextrema()
        pairs: Any = bands if sample.mode == "RGB" else (bands,)
        if any(most > _NEAR for _, most in pairs):
            return False
    return True


def _written(image: Image.Image, *, as_jpeg: bool) -> tuple[str, bytes]:
    image.info.clear()  # profiles, comments and resolutions would be written as well
    stream = BytesIO()
    if as_jpeg and image.mode in ("L", "RGB"):
        image.save(stream, "JPEG", quality=_QUALITY, subsampling=0, optimize=True)
        return "image/jpeg", stream.getvalue()
    image.save(stream, "PNG")
    return "image/png", stream.getvalue()


if __name__ == "__main__":
    sys.exit(main())
