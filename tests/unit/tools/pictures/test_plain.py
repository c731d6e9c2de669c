"""Uncommon pictures become plain ones, common ones keep their bytes, all others are named."""

from __future__ import annotations

import struct
from base64 import b64encode
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from chapbook.errors import LimitReached
from chapbook.policy import Limits, Policy, in_force
from chapbook.tools.pictures.kinds import kind_of
from chapbook.tools.pictures.plain import PlainPicture, plain_picture
from chapbook.tools.pictures.raster import NotAPicture
from core import resolved
from picture_samples import COLOURS, GREYS, SAMPLES, deep_tiff, exif, image, png, saved

# What browsers, reading systems and PDF show as it is.
COMMON = (
    "grey-1.png grey-1-clear.png grey-2.png grey-4-interlaced.png grey-8.png palette-1.png "
    "palette-8-clear.png rgb-8.png rgb-8-clear.png rgb-alpha-8.png gamma-usual.png "
    "coded-srgb.png profile-srgb.png profile-wrong.png rgb.jpg progressive.jpg grey.jpg "
    "colours.gif moving.gif"
).split()


def plain(content: bytes) -> PlainPicture:
    return plain_picture(content, kind_of(content))


def content_of(name: str) -> bytes:
    return next(sample.content for sample in SAMPLES if sample.name == name)


@pytest.mark.parametrize("name", COMMON)
def test_a_common_picture_keeps_its_bytes(name: str) -> None:
    content = content_of(name)
    assert plain(content).content == content


def big_webp() -> bytes:
    size = (16_000).to_bytes(3, "little")
    chunk = b"VP8X" + struct.pack("<I", 10) + bytes(4) + size + size
    return b"RIFF" + struct.pack("<I", len(chunk) + 4) + b"WEBP" + chunk


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (big_webp(), "limit picture-pixels"),
        (saved(image(), "WEBP")[:60], "broken"),
        (saved(image(), "AVIF")[:200], "broken"),
        (saved(image(), "TIFF")[:-700], "broken|truncated"),
        (saved(image("F", [0.5] * 6), "TIFF"), "numbers instead of colours"),
        (saved(image("I", GREYS), "TIFF"), "numbers instead of colours"),
        (deep_tiff(">", white_is_zero=True), "TIFF of an unsupported kind"),
        (png(8, 2, COLOURS, chunks=[(b"cICP", bytes((9, 16, 0, 1)))]), "only some screens"),
    ],
    ids=["huge", "webp", "avif", "tiff", "float", "integers", "white", "high-range"],
)
def test_what_cannot_be_shown_is_refused_with_the_reason(content: bytes, words: str) -> None:
    with pytest.raises(NotAPicture, match=words):
        plain(content)


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "HEIC"),
        (b"8BPS\0\1", "Photoshop"),
        (b"%PDF-1.7", "PDF"),
        (b"%!PS-Adobe-3.0 EPSF-3.0", "EPS"),
        (b"\xff\x0a\xfa", "JPEG XL"),
        (b"\0\0\0\x0cJXL \r\n\x87\n", "JPEG XL"),
        (b"II+\0\x08\0\0\0", "BigTIFF"),
        (b"\0\0\x01\0\x01\0", "icon"),
        (b"\0\0\x02\0\x01\0", "icon"),
        (b"\0\0\x02" + bytes(9) + b"\xc8\0\x64\0\x18\0", "Targa"),
        (b"\0\0\x0a" + bytes(9) + b"\xc8\0\x64\0\x20\x08", "Targa"),
        (b"gimp xcf v011", "GIMP"),
        (b"version https://git-lfs.github.com/spec/v1\n", "Git LFS"),
        (b"<!DOCTYPE html><html>", "web page"),
        (b"PK\x03\x04", "archive"),
        (b"no picture", "not a picture"),
        (b"", "not a picture"),
    ],
)
def test_other_kinds_are_refused_by_name(head: bytes, name: str) -> None:
    kind = kind_of(head)
    assert kind.media_type is None
    assert kind.converted is None
    assert name in kind.name


def test_nothing_but_pixels_is_left_of_a_converted_picture() -> None:
    data = Image.Exif()
    data[0x010E] = "GPS 52.0, 4.0"
    for form in ("WEBP", "AVIF", "TIFF"):
        shown = plain(saved(image(), form, exif=data.tobytes()))
        assert b"GPS" not in shown.content
        assert not Image.open(BytesIO(shown.content)).getexif()


def test_a_picture_within_a_drawing_loses_its_secrets_too(tmp_path: Path) -> None:
    turned = saved(image(), "JPEG", exif=exif(6), comment=b"GPS 52.0, 4.0")
    data = b64encode(turned).decode()
    (tmp_path / "a.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
        f'<image href="data:image/jpeg;base64,{data}"/></svg>'
    )
    book = resolved("![a](a.svg)\n", tmp_path).silent
    assert data.encode() not in book.pictures[0].content


def test_conversion_ends_at_its_limits(tmp_path: Path) -> None:
    content = saved(Image.new("RGB", (6_000, 6_000), "red"), "TIFF", compression="tiff_lzw")
    with in_force(Policy(Limits(picture_memory=120))), pytest.raises(LimitReached):
        plain(content)
    (tmp_path / "a.tif").write_bytes(content)
    with in_force(Policy(Limits(picture_memory=120))):
        found = resolved("![a](a.tif)\n", tmp_path)
    assert [one.code.value for one in found.diagnostics] == ["CB006"]
    assert found.diagnostics[0].place.line == 1


@pytest.mark.parametrize("name", ["grey-16.png", "cmyk-adobe.jpg", "colours.avif", "rgb.tif"])
def test_the_same_picture_gives_the_same_bytes(name: str) -> None:
    content = content_of(name)
    assert plain(content) == plain(content)
