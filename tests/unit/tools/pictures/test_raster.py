"""Raster pictures are measured before anything decodes them, and lose what is no picture."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from chapbook.policy import Limits, Policy, in_force
from chapbook.tools.pictures.raster import NotAPicture, cleaned
from core import examples

SIGN = b"\x89PNG\r\n\x1a\n"
SECRET = b"GPS 52.0, 4.0"


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(
    *, size: tuple[int, int] = (2, 2), extra: bytes = b"", tail: bytes = b"", **kind: int
) -> bytes:
    depth, colour = kind.get("depth", 8), kind.get("colour", 2)
    header = struct.pack(">IIBBBBB", *size, depth, colour, 0, 0, kind.get("interlace", 0))
    rows = (b"\0" + b"\x10\x20\x30" * min(size[0], 9)) * min(size[1], 9)
    pixels = chunk(b"IDAT", zlib.compress(rows))
    return SIGN + chunk(b"IHDR", header) + extra + pixels + chunk(b"IEND", b"") + tail


def made(form: str, mode: str = "RGB", **options: object) -> bytes:
    stream = io.BytesIO()
    image = Image.effect_mandelbrot((40, 30), (-2, -1, 1, 1), 20).convert(mode)
    image.save(stream, form, **options)  # type: ignore[arg-type]
    return stream.getvalue()


def exif(orientation: int) -> bytes:
    data = Image.Exif()
    data[0x0112] = orientation
    data[0x010E] = SECRET.decode()
    return data.tobytes()


@pytest.mark.parametrize(
    "content",
    [made("PNG", mode) for mode in ("1", "L", "LA", "P", "RGB", "RGBA", "I;16")]
    + [made("PNG", "RGB", dpi=(300, 300)), png(size=(5, 3))],
)
def test_a_plain_png_stays_as_it_is(content: bytes) -> None:
    assert cleaned(content, "image/png") == content


@pytest.mark.parametrize("interlaced", [(1, 1), (5, 3), (8, 8), (9, 17)])
def test_the_seven_passes_are_counted_as_pillow_counts_them(interlaced: tuple[int, int]) -> None:
    width, height = interlaced
    rows = 0
    for left, across, top, down in ((0, 8, 0, 8), (4, 8, 0, 8), (0, 4, 4, 8), (2, 4, 0, 4),
                                    (0, 2, 2, 4), (1, 2, 0, 2), (0, 1, 1, 2)):  # fmt: skip
        columns = len(range(left, width, across))
        rows += (1 + columns) * len(range(top, height, down)) if columns else 0
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 1))
    for count, whole in ((rows, True), (rows - 1, False)):
        pixels = chunk(b"IDAT", zlib.compress(bytes(count)))
        content = SIGN + header + pixels + chunk(b"IEND", b"")
        if whole:
            assert cleaned(content, "image/png") == content
            Image.open(io.BytesIO(content)).load()
        else:
            with pytest.raises(NotAPicture, match="truncated"):
                cleaned(content, "image/png")


def test_what_is_no_picture_is_taken_out_of_a_png() -> None:
    plain = png()
    bomb = zlib.compress(bytes(50_000_000))
    extra = chunk(b"tEXt", b"Comment\0" + SECRET) + chunk(b"zTXt", b"C\0\0" + bomb)
    assert cleaned(png(extra=extra, tail=b"<script>PK\x03\x04"), "image/png") == plain


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "truncated"),
        (SIGN, "truncated"),
        (png()[:-20], "truncated"),
        (png()[:40], "truncated"),
        (png(size=(0, 2)), "no pixels"),
        (png(size=(100_000, 100_000)), "limit picture-pixels is 40,000,000"),
        (png(size=(40_000, 1)), "longer than"),
        (png(size=(13_300, 13_300), depth=1, colour=0), "picture-pixels"),
        (png(depth=3), "invalid pixel format"),
        (png(colour=3), "palette"),
        (png(size=(8, 8))[:-30] + b"x" * 30, "broken|truncated"),
        (png(extra=chunk(b"iCCP", b"p\0\0" + zlib.compress(bytes(9_000_000)))), "colour profile"),
        (png(extra=chunk(b"iCCP", b"p\0\0broken")), "colour profile"),
        (png(extra=chunk(b"ABCD", b"")), "critical chunk"),
        (png().replace(b"IDAT", b"IDAX"), "checksum"),
        (SIGN + chunk(b"IDAT", b""), "does not begin"),
    ],
)
def test_a_png_that_is_none_is_refused(content: bytes, words: str) -> None:
    with pytest.raises(NotAPicture, match=words):
        cleaned(content, "image/png")


@pytest.mark.parametrize("progressive", [True, False])
def test_a_jpeg_loses_all_but_its_pixels_colours_and_orientation(progressive: bool) -> None:
    content = made(
        "JPEG", exif=exif(6), comment=SECRET, progressive=progressive, icc_profile=b"i" * 200
    )
    kept = cleaned(content + b"tail" + SECRET, "image/jpeg")
    assert SECRET not in kept
    before, after = Image.open(io.BytesIO(content)), Image.open(io.BytesIO(kept))
    assert before.tobytes() == after.tobytes()
    assert after.getexif()[0x0112] == 6
    assert after.info["icc_profile"] == b"i" * 200
    assert cleaned(kept, "image/jpeg") == kept


@pytest.mark.parametrize("orientation", [0, 1, 9, 99])
def test_an_orientation_that_turns_nothing_goes_too(orientation: int) -> None:
    kept = cleaned(made("JPEG", exif=exif(orientation)), "image/jpeg")
    assert b"Exif" not in kept


@pytest.mark.parametrize("cut", [2, 3, 10, 30, 200, 500])
def test_a_jpeg_that_is_cut_off_is_refused(cut: int) -> None:
    with pytest.raises(NotAPicture):
        cleaned(made("JPEG")[:cut], "image/jpeg")


def test_a_jpeg_of_endless_size_or_scans_is_refused() -> None:
    content = bytearray(made("JPEG"))
    at = content.index(b"\xff\xc0")
    content[at + 5 : at + 9] = b"\xff\xff\xff\xff"
    with pytest.raises(NotAPicture, match="picture-pixels"):
        cleaned(bytes(content), "image/jpeg")
    plain = made("JPEG")
    scan = plain[plain.index(b"\xff\xda") : -2]
    with pytest.raises(NotAPicture, match="can be shown"):
        cleaned(plain[:-2] + scan * 200 + b"\xff\xd9", "image/jpeg")


def moving(frames: int) -> bytes:
    images = [Image.new("RGB", (8, 8), (n * 60, 9, 9)) for n in range(frames)]
    stream = io.BytesIO()
    images[0].save(stream, "GIF", save_all=True, append_images=images[1:], comment=SECRET, loop=3)
    return stream.getvalue()


def test_a_gif_keeps_its_frames_and_loses_its_comments() -> None:
    kept = cleaned(moving(3) + b"tail" + SECRET, "image/gif")
    assert SECRET not in kept
    image = Image.open(io.BytesIO(kept))
    assert (image.n_frames, image.info["loop"]) == (3, 3)  # type: ignore[attr-defined]


def test_a_gif_without_end_or_with_too_many_frames_is_refused() -> None:
    with pytest.raises(NotAPicture, match="truncated"):
        cleaned(moving(3)[:-1], "image/gif")
    with in_force(Policy(Limits(picture_frames=2))), pytest.raises(NotAPicture, match="frames"):
        cleaned(moving(3), "image/gif")


_SEEDS = {
    "image/png": [png(size=(5, 3)), made("PNG", "P")],
    "image/jpeg": [made("JPEG", exif=exif(6))],
    "image/gif": [moving(2)],
}


@examples(300)
@given(st.sampled_from(sorted(_SEEDS)), st.data())
def test_damage_is_refused_or_harmless(kind: str, data: st.DataObject) -> None:
    content = bytearray(data.draw(st.sampled_from(_SEEDS[kind])))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at : at + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=4))
    try:
        kept = cleaned(bytes(content), kind)
    except NotAPicture:
        return
    assert cleaned(kept, kind) == kept
