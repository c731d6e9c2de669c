"""Pictures of every form, each with the colours that its fields must show.

A picture is three fields wide and two high. PNG is written here, bit by bit, so that what is
expected owes nothing to the library that reads it; the others are written by Pillow.
"""

from __future__ import annotations

import struct
import zlib
from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import Image, ImageCms

from inks import cmyk_profile

FIELD = 16
COLUMNS, ROWS = 3, 2
SIZE = (COLUMNS * FIELD, ROWS * FIELD)
PAPER = (255, 255, 255)
Colour = tuple[int, int, int]
Fields = tuple[Colour, ...]

COLOURS: Fields = (
    (200, 30, 30), (30, 160, 60), (40, 60, 200), (250, 220, 40), (120, 120, 120), (20, 20, 20),
)  # fmt: skip
GREYS = (0, 51, 102, 153, 204, 255)
_PASSES = ((0, 8, 0, 8), (4, 8, 0, 8), (0, 4, 4, 8), (2, 4, 0, 4), (0, 2, 2, 4), (1, 2, 0, 2),
           (0, 1, 1, 2))  # fmt: skip


@dataclass(frozen=True)
class Sample:
    """A picture: the name of its file, its bytes, and the colours of its fields, row by row."""

    name: str
    content: bytes
    fields: Fields


def grey(values: Sequence[int]) -> Fields:
    """Return colours without a tint."""
    return tuple((value, value, value) for value in values)


def chunk(kind: bytes, data: bytes) -> bytes:
    """Write a chunk of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(
    depth: int,
    colour: int,
    fields: Sequence[Sequence[int]],
    *,
    interlaced: bool = False,
    chunks: Sequence[tuple[bytes, bytes]] = (),
    size: tuple[int, int] = SIZE,
) -> bytes:
    """Write a PNG (W3C, third edition) whose fields have these numbers, of `depth` bits each."""
    width, height = size
    data = b""
    for left, across, top, down in _PASSES if interlaced else ((0, 1, 0, 1),):
        for y in range(top, height, down):
            row = [
                number
                for x in range(left, width, across)
                for number in fields[y * ROWS // height * COLUMNS + x * COLUMNS // width]
            ]
            data += b"\0" + _packed(row, depth)
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, int(interlaced))
    extra = b"".join(chunk(*one) for one in chunks)
    pixels = chunk(b"IDAT", zlib.compress(data)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + extra + pixels


def _packed(numbers: Sequence[int], depth: int) -> bytes:
    bits = "".join(f"{number:0{depth}b}" for number in numbers)
    bits += "0" * (-len(bits) % 8)
    return int(bits or "0", 2).to_bytes(len(bits) // 8, "big")


def image(mode: str = "RGB", fields: Sequence[Any] = COLOURS, size: int = FIELD) -> Image.Image:
    """Draw the fields with Pillow."""
    drawn = Image.new(mode, (COLUMNS * size, ROWS * size))
    for at, field in enumerate(fields):
        x, y = at % COLUMNS * size, at // COLUMNS * size
        drawn.paste(field, (x, y, x + size, y + size))
    return drawn


def saved(drawn: Image.Image, form: str, **options: Any) -> bytes:
    """Write a picture in a format of Pillow."""
    stream = BytesIO()
    drawn.save(stream, form, **options)
    return stream.getvalue()


def exif(orientation: int) -> bytes:
    """Write EXIF data that turn a picture."""
    data = Image.Exif()
    data[0x0112] = orientation
    return data.tobytes()


def _pngs() -> Iterator[Sample]:
    steps = {1: (0, 1, 0, 1, 0, 1), 2: (0, 1, 2, 3, 1, 2), 4: (0, 3, 6, 9, 12, 15)}
    steps |= {8: GREYS, 16: tuple(257 * value for value in GREYS)}
    for depth, numbers in steps.items():
        most = 2**depth - 1
        shown = [round(255 * number / most) for number in numbers]
        singles = [(number,) for number in numbers]
        for interlaced in (False, True):
            ending = "-interlaced" if interlaced else ""
            content = png(depth, 0, singles, interlaced=interlaced)
            yield Sample(f"grey-{depth}{ending}.png", content, grey(shown))
        marked = numbers[1]
        clear = [
            255 if number == marked else value for number, value in zip(numbers, shown, strict=True)
        ]
        content = png(depth, 0, singles, chunks=[(b"tRNS", struct.pack(">H", marked))])
        yield Sample(f"grey-{depth}-clear.png", content, grey(clear))
    for depth in (1, 2, 4, 8):
        count = min(2**depth, 6)
        palette = b"".join(bytes(colour) for colour in COLOURS[:count])
        places = [(at % count,) for at in range(6)]
        fields = tuple(COLOURS[at % count] for at in range(6))
        content = png(depth, 3, places, chunks=[(b"PLTE", palette)], interlaced=depth == 4)
        yield Sample(f"palette-{depth}.png", content, fields)
        chunks = [(b"PLTE", palette), (b"tRNS", b"\0")]
        clear_fields = tuple(PAPER if at % count == 0 else one for at, one in enumerate(fields))
        yield Sample(
            f"palette-{depth}-clear.png", png(depth, 3, places, chunks=chunks), clear_fields
        )
    yield from _deep_pngs()


def _deep_pngs() -> Iterator[Sample]:
    for depth in (8, 16):
        unit = 1 if depth == 8 else 257
        most = 255 * unit
        colours = [tuple(unit * part for part in colour) for colour in COLOURS]
        for interlaced in (False, True):
            ending = "-interlaced" if interlaced else ""
            content = png(depth, 2, colours, interlaced=interlaced)
            yield Sample(f"rgb-{depth}{ending}.png", content, COLOURS)
        clear = (PAPER, *COLOURS[1:])
        marked = [(b"tRNS", struct.pack(">3H", *colours[0]))]
        yield Sample(f"rgb-{depth}-clear.png", png(depth, 2, colours, chunks=marked), clear)
        half = tuple((value + 255 + 1) // 2 for value in GREYS)
        pairs = [(unit * value, round(most / 2)) for value in GREYS]
        yield Sample(f"grey-alpha-{depth}.png", png(depth, 4, pairs), grey(half))
        fours = [(*colour, 0 if at == 0 else most) for at, colour in enumerate(colours)]
        yield Sample(f"rgb-alpha-{depth}.png", png(depth, 6, fours), clear)


def _coloured_pngs() -> Iterator[Sample]:
    singles = [(value,) for value in GREYS]
    linear = tuple(round(255 * _encoded(value / 255)) for value in GREYS)
    gamma = [(b"gAMA", struct.pack(">I", 100_000))]
    yield Sample("gamma-linear.png", png(8, 0, singles, chunks=gamma), grey(linear))
    usual = [(b"gAMA", struct.pack(">I", 45_455))]
    yield Sample("gamma-usual.png", png(8, 0, singles, chunks=usual), grey(GREYS))
    wide = tuple(from_p3(colour) for colour in P3)
    points = (31_270, 32_900, 68_000, 32_000, 26_500, 69_000, 15_000, 6_000)
    chromatic = [(b"gAMA", struct.pack(">I", 45_455)), (b"cHRM", struct.pack(">8I", *points))]
    yield Sample("chromaticities-p3.png", png(8, 2, P3, chunks=chromatic), wide)
    yield Sample("coded-p3.png", png(8, 2, P3, chunks=[(b"cICP", bytes((12, 13, 0, 1)))]), wide)
    yield Sample(
        "coded-srgb.png", png(8, 2, COLOURS, chunks=[(b"cICP", bytes((1, 13, 0, 1)))]), COLOURS
    )
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    yield Sample("profile-srgb.png", saved(image(), "PNG", icc_profile=srgb), COLOURS)
    yield Sample(
        "profile-wrong.png", saved(image(), "PNG", icc_profile=b"no profile" * 20), COLOURS
    )


# Colours of Display P3 that sRGB has as well.
P3: Fields = (
    (180, 60, 60), (60, 160, 80), (60, 70, 180), (220, 200, 90), (120, 120, 120), (20, 20, 20),
)  # fmt: skip
_P3_TO_SRGB = ((1.2249, -0.2247, 0.0), (-0.0420, 1.0419, 0.0), (-0.0197, -0.0786, 1.0979))


def from_p3(colour: Colour) -> Colour:
    """Return the sRGB of a colour of Display P3 (CSS Color 4, 10.4 and 18)."""
    light = [_decoded(part / 255) for part in colour]
    mixed = [sum(a * b for a, b in zip(row, light, strict=True)) for row in _P3_TO_SRGB]
    red, green, blue = (round(255 * _encoded(part)) for part in mixed)
    return red, green, blue


def _decoded(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _encoded(value: float) -> float:
    value = min(max(value, 0.0), 1.0)
    return 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055


INKS = (
    (0, 200, 200, 0),
    (200, 0, 200, 0),
    (200, 200, 0, 0),
    (0, 0, 200, 0),
    (0, 0, 0, 120),
    (0, 0, 0, 235),
)
FROM_INKS: Fields = tuple(
    tuple(round((255 - ink) * (255 - black) / 255) for ink in inks) for *inks, black in INKS
)  # type: ignore[assignment]


def _jpegs() -> Iterator[Sample]:
    best: dict[str, Any] = {"quality": 95, "subsampling": 0}
    yield Sample("rgb.jpg", saved(image(), "JPEG", **best), COLOURS)
    yield Sample("progressive.jpg", saved(image(), "JPEG", progressive=True, **best), COLOURS)
    yield Sample("grey.jpg", saved(image("L", GREYS), "JPEG", quality=95), grey(GREYS))
    inks = saved(image("CMYK", INKS), "JPEG", quality=95)
    yield Sample("cmyk-adobe.jpg", inks, FROM_INKS)
    turned_round = image("CMYK", [tuple(255 - ink for ink in four) for four in INKS])
    plain = saved(turned_round, "JPEG", quality=95)
    at = plain.index(b"\xff\xee")
    length = int.from_bytes(plain[at + 2 : at + 4], "big") + 2
    yield Sample("cmyk.jpg", plain[:at] + plain[at + length :], FROM_INKS)
    # `tests/inks.py`: a press of which nothing but its profile is known.
    profiled = saved(image("CMYK", INKS), "JPEG", quality=95, icc_profile=cmyk_profile())
    yield Sample("cmyk-profile.jpg", profiled, by_profile(cmyk_profile()))
    yield Sample("keep-rgb.jpg", saved(image(), "JPEG", quality=95, keep_rgb=True), COLOURS)
    for turn in range(2, 9):
        unturned = image().transpose(BACK[turn])
        yield Sample(f"turn-{turn}.jpg", saved(unturned, "JPEG", exif=exif(turn), **best), COLOURS)
        content = saved(unturned, "PNG", exif=exif(turn))
        yield Sample(f"turn-{turn}.png", content, COLOURS)


def by_profile(profile: bytes) -> Fields:
    """Return the sRGB of the inks by the profile of a press."""
    drawn = ImageCms.profileToProfile(
        image("CMYK", INKS, 1),
        ImageCms.ImageCmsProfile(BytesIO(profile)),
        ImageCms.createProfile("sRGB"),
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
        "RGB",
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )
    assert drawn is not None
    return tuple(drawn.getpixel((at % COLUMNS, at // COLUMNS)) for at in range(6))  # type: ignore[misc]


# What a camera held this way has stored (EXIF 2.32, 4.6.4).
BACK = {
    2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM, 5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE, 8: Image.Transpose.ROTATE_270,
}  # fmt: skip


def _others() -> Iterator[Sample]:
    yield Sample("colours.gif", saved(image().quantize(8), "GIF"), COLOURS)
    paletted = image("P", range(6))
    paletted.putpalette([part for colour in COLOURS for part in colour])
    clear = (PAPER, *COLOURS[1:])
    yield Sample("clear.gif", saved(paletted, "GIF", transparency=0), clear)
    still = [image(), image("RGB", COLOURS[::-1])]
    moving = saved(still[0], "GIF", save_all=True, append_images=still[1:], duration=100)
    yield Sample("moving.gif", moving, COLOURS)
    yield Sample("lossy.webp", saved(image(), "WEBP", quality=100), COLOURS)
    yield Sample("lossless.webp", saved(image(), "WEBP", lossless=True), COLOURS)
    see_through = image("RGBA", [(*one, 0 if at == 0 else 255) for at, one in enumerate(COLOURS)])
    yield Sample("alpha.webp", saved(see_through, "WEBP", lossless=True), clear)
    yield Sample(
        "turned.webp",
        saved(image().transpose(BACK[6]), "WEBP", lossless=True, exif=exif(6)),
        COLOURS,
    )
    yield Sample("colours.avif", saved(image(), "AVIF", quality=95, subsampling="4:4:4"), COLOURS)
    yield Sample("alpha.avif", saved(see_through, "AVIF", quality=95, subsampling="4:4:4"), clear)
    yield Sample(
        "turned.avif",
        saved(image().transpose(BACK[6]), "AVIF", quality=95, subsampling="4:4:4", exif=exif(6)),
        COLOURS,
    )
    yield Sample("colours.bmp", saved(image(), "BMP"), COLOURS)
    yield Sample("colours.jp2", saved(image(), "JPEG2000"), COLOURS)
    yield Sample("colours.ppm", saved(image(), "PPM"), COLOURS)
    yield Sample("deep.pgm", _deep_pgm(), grey(GREYS))
    yield from _tiffs(see_through, clear)


def _deep_pgm() -> bytes:
    numbers = [
        GREYS[y // FIELD * COLUMNS + x // FIELD] * 257
        for y in range(SIZE[1])
        for x in range(SIZE[0])
    ]
    return b"P5 %d %d 65535\n" % SIZE + struct.pack(f">{len(numbers)}H", *numbers)


def _tiffs(see_through: Image.Image, clear: Fields) -> Iterator[Sample]:
    yield Sample("rgb.tif", saved(image(), "TIFF"), COLOURS)
    yield Sample("packed.tif", saved(image(), "TIFF", compression="tiff_lzw"), COLOURS)
    yield Sample("alpha.tif", saved(see_through, "TIFF"), clear)
    yield Sample("grey.tif", saved(image("L", GREYS), "TIFF"), grey(GREYS))
    yield Sample("cmyk.tif", saved(image("CMYK", INKS), "TIFF"), FROM_INKS)
    yield Sample("turned.tif", saved(image().transpose(BACK[6]), "TIFF", exif=exif(6)), COLOURS)
    ones = (0, 255, 255, 0, 255, 0)
    yield Sample("fax.tif", saved(image("1", ones), "TIFF", compression="group4"), grey(ones))
    for order in "<>":
        name = f"grey-16-{'low' if order == '<' else 'high'}.tif"
        yield Sample(name, deep_tiff(order, white_is_zero=False), grey(GREYS))
    yield Sample("grey-16-white.tif", deep_tiff("<", white_is_zero=True), grey(GREYS))


def deep_tiff(order: str, *, white_is_zero: bool) -> bytes:
    """Write a 16-bit grey TIFF (Adobe, revision 6.0, section 4) of one strip."""
    width, height = SIZE
    numbers = [
        GREYS[y // FIELD * COLUMNS + x // FIELD] * 257 for y in range(height) for x in range(width)
    ]
    if white_is_zero:
        numbers = [65_535 - number for number in numbers]
    strip = struct.pack(f"{order}{len(numbers)}H", *numbers)
    entries = (
        (256, width), (257, height), (258, 16), (259, 1), (262, 0 if white_is_zero else 1),
        (273, 8), (277, 1), (278, height), (279, len(strip)),
    )  # fmt: skip
    table = struct.pack(f"{order}H", len(entries))
    for tag, value in entries:
        table += struct.pack(f"{order}HHII", tag, 4, 1, value) if tag in (273, 279) else (
            struct.pack(f"{order}HHIHH", tag, 3, 1, value, 0)
        )  # fmt: skip
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(f"{order}I", 8 + len(strip))
    return head + strip + table + bytes(4)


def _within_drawings(samples: Sequence[Sample]) -> Iterator[Sample]:
    types = {"png": "png", "jpg": "jpeg", "webp": "webp"}
    for sample in samples:
        ending = sample.name.rpartition(".")[2]
        data = f"data:image/{types[ending]};base64,{b64encode(sample.content).decode()}"
        width, height = SIZE
        drawing = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">'
            f'<image width="{width}" height="{height}" href="{data}"/></svg>'
        )
        yield Sample(f"{sample.name.replace('.', '-')}.svg", drawing.encode(), sample.fields)


SAMPLES: tuple[Sample, ...] = (*_pngs(), *_coloured_pngs(), *_jpegs(), *_others())
_BY_NAME = {sample.name: sample for sample in SAMPLES}
DRAWINGS = tuple(
    _within_drawings(
        [
            _BY_NAME[name]
            for name in ("grey-16.png", "cmyk-adobe.jpg", "turn-6.jpg", "lossless.webp")
        ]
    )
)
