"""Pictures of every form show their colours in every edition, on the cover and in print."""

from __future__ import annotations

import re
import struct
import subprocess
import zlib
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pypdfium2
import pytest
from PIL import Image

from building import CHAPBOOK, once
from picture_samples import (
    COLUMNS,
    DRAWINGS,
    FIELD,
    GREYS,
    ROWS,
    SAMPLES,
    Fields,
    Sample,
    chunk,
    grey,
)

ALL = (*SAMPLES, *DRAWINGS)
SCALE = 8.0
# JPEG and WebP are not exact; a press makes grey of colours by weights of its own.
NEAR, NEAR_GREY = 6, 8
SHARED = {"image/png": "PNG", "image/jpeg": "JPEG", "image/gif": "GIF"}


def manuscript(folder: Path, samples: Sequence[Sample], cover: str = "") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    lines = ["---", "title: Forms", "author: Ann Example", "lang: en-GB"]
    lines += [f"cover: {cover}", "cover-alt: Fields"] if cover else []
    lines += ["---", ""]
    for number, sample in enumerate(samples):
        (folder / sample.name).write_bytes(sample.content)
        lines += [f"# Picture {number:03}", "", f"![{sample.name}]({sample.name}){{width=4mm}}", ""]
    path = folder / "book.md"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def large_grey() -> bytes:
    """Return a cover of 16-bit grey, large enough for a press."""
    rows = []
    for row in range(ROWS):
        greys = GREYS[row * COLUMNS : (row + 1) * COLUMNS]
        rows += [b"\0" + b"".join(struct.pack(">H", 257 * grey) * 650 for grey in greys)] * 1350
    size = struct.pack(">IIBBBBB", 650 * COLUMNS, 1350 * ROWS, 16, 0, 0, 0, 0)
    pixels = chunk(b"IDAT", zlib.compress(b"".join(rows))) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + pixels


def built(folder: Path, source: Path, *options: str) -> Path:
    output = folder / "output"
    command = [str(CHAPBOOK), "build", str(source), "--output", str(output), *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return output


@pytest.fixture(scope="module")
def editions(shared_folder: Path) -> Path:
    def make(folder: Path) -> Path:
        source = manuscript(folder / "manuscript", ALL, cover="cover.png")
        source.with_name("cover.png").write_bytes(large_grey())
        formats = ("--format", "html,epub,pdf,print", "--press", "generic")
        return built(folder, source, *formats)

    return once(shared_folder, "picture-forms", make)


def pages_of(document: pypdfium2.PdfDocument) -> dict[int, int]:
    """Return the page of each picture by its number: those of the contents name many."""
    found: dict[int, int] = {}
    for index in range(len(document)):
        numbers = set(
            re.findall(r"Picture (\d{3})", document[index].get_textpage().get_text_range())
        )
        if len(numbers) == 1:
            found.setdefault(int(numbers.pop()), index)
    return found


def drawn_fields(page: pypdfium2.PdfPage, box: tuple[float, float, float, float]) -> Fields:
    """Return the colour in the middle of each field of a picture that lies in `box` of a page."""
    left, bottom, right, top = box
    width, height = page.get_size()
    around = (left, bottom, width - right, height - top)
    scale = min(SCALE, 600 / (right - left))
    picture = page.render(scale=scale, crop=around).to_pil().convert("RGB")
    places = [
        (
            round(picture.width * (at % COLUMNS + 0.5) / COLUMNS),
            round(picture.height * (at // COLUMNS + 0.5) / ROWS),
        )
        for at in range(COLUMNS * ROWS)
    ]
    return tuple(picture.getpixel(place) for place in places)


def box_of(page: pypdfium2.PdfPage) -> tuple[float, float, float, float]:
    (only,) = page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE], max_depth=1)
    return only.get_bounds()


def off(found: Fields, wanted: Fields) -> int:
    return max(abs(a - b) for one, other in zip(found, wanted, strict=True)
               for a, b in zip(one, other, strict=True))  # fmt: skip


def as_grey(fields: Fields) -> Fields:
    values = [round(0.2126 * r + 0.7152 * g + 0.0722 * b) for r, g, b in fields]
    return tuple((value, value, value) for value in values)


def wrong_in(path: Path, *, printed: bool) -> dict[str, object]:
    with pypdfium2.PdfDocument(path) as document:
        pages = pages_of(document)
        plain = next(at for at, one in enumerate(ALL) if one.name == "rgb.jpg")
        box = box_of(document[pages[plain]])
        wrong: dict[str, object] = {}
        for number, sample in enumerate(ALL):
            found = drawn_fields(document[pages[number]], box)
            # Pillow and the press weigh colours for grey differently: only greys are exact.
            neutral = all(len(set(field)) == 1 for field in sample.fields)
            if printed and not neutral:
                found, wanted, near = as_grey(found), as_grey(sample.fields), 30
            else:
                wanted, near = sample.fields, NEAR_GREY if printed else NEAR
            if off(found, wanted) > near:
                wrong[sample.name] = (found, wanted)
    return wrong


@pytest.mark.slow
def test_the_pdf_draws_every_form_in_its_colours(editions: Path) -> None:
    assert wrong_in(editions / "forms.pdf", printed=False) == {}


@pytest.mark.slow
def test_the_files_for_a_press_draw_every_form(editions: Path) -> None:
    (interior,) = editions.glob("*print*.pdf")
    assert wrong_in(interior, printed=True) == {}


def shown(content: bytes, across: int = FIELD, down: int = FIELD) -> Fields:
    picture = Image.open(BytesIO(content)).convert("RGBA")
    flat = Image.new("RGBA", picture.size, "white")
    flat.alpha_composite(picture)
    places = [
        (at % COLUMNS * across + across // 2, at // COLUMNS * down + down // 2)
        for at in range(COLUMNS * ROWS)
    ]
    return tuple(flat.getpixel(place)[:3] for place in places)  # type: ignore[index]


@pytest.mark.slow
def test_epub_and_html_hold_forms_that_every_reader_knows(editions: Path) -> None:
    html = (editions / "forms.html").read_text(encoding="utf-8")
    with ZipFile(editions / "forms.epub") as container:
        names = [name for name in container.namelist() if "/images/" in name]
        for sample in SAMPLES:
            stem = re.sub(r"[^a-z0-9]+", "-", sample.name.rpartition(".")[0])
            candidates = [n for n in names if re.search(rf"/{stem}(?:-[0-9a-f]{{10}})?\.", n)]
            assert candidates, sample.name
            contents = [container.read(name) for name in candidates]
            assert min(off(shown(one), sample.fields) for one in contents) <= NEAR, sample.name
            for one in contents:
                opened = Image.open(BytesIO(one))
                assert opened.format in SHARED.values()
                assert opened.mode in ("1", "L", "LA", "P", "RGB", "RGBA"), sample.name
                assert not opened.getexif()
    kinds = set(re.findall(r'<img[^>]+src="data:([^;]+);', html))
    assert kinds == {*SHARED, "image/svg+xml"}


@pytest.mark.slow
def test_a_cover_of_sixteen_bits_shows_its_greys(editions: Path) -> None:
    wanted = grey(GREYS)
    with pypdfium2.PdfDocument(editions / "forms.pdf") as document:
        page = document[0]
        assert off(drawn_fields(page, box_of(page)), wanted) <= NEAR
    (wrap,) = editions.glob("*cover*.pdf")
    with pypdfium2.PdfDocument(wrap) as document:
        page = document[0]
        assert off(drawn_fields(page, box_of(page)), wanted) <= NEAR_GREY
    with ZipFile(editions / "forms.epub") as container:
        (name,) = [name for name in container.namelist() if "/cover/cover." in name]
        assert off(shown(container.read(name), 650, 1350), wanted) <= NEAR
