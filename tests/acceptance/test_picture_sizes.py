"""A width or height of a picture means the same in the PDF, on the web page and in the EPUB.

Each picture has a number of pixels of its own, by which it is known again in the PDF.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from zipfile import ZipFile

import pypdfium2
import pytest

from browsing import Chromium, Reader
from building import CHAPBOOK, once
from picture_samples import png

# As written in braces or in a tag, and what it comes to in points; None: the picture's own size.
LENGTHS = {
    "{width=30}": (22.5, None),
    "{width=30px}": (22.5, None),
    "{width=0.5in}": (36.0, None),
    "{width=2cm}": (56.69, None),
    "{width=15mm}": (42.52, None),
    "{width=40pt}": (40.0, None),
    "{width=3pc}": (36.0, None),
    "{width=2CM}": (56.69, None),
    '{width="2 cm"}': (56.69, None),
    "{height=20}": (None, 15.0),
    "{height=20px}": (None, 15.0),
    "{height=1cm}": (None, 28.35),
    "{width=40 height=40}": (30.0, 30.0),
    "{width=1cm height=20px}": (28.35, 15.0),
    'width="50"': (37.5, None),
    'width="50px"': (37.5, None),
    'height="30"': (None, 22.5),
    'style="width:2cm"': (56.69, None),
    "": (None, None),
}
CONTEXTS = {
    "paragraph": "Before {} after.",
    "figure": "{}",
    "cell": "| one | two |\n|-----|-----|\n| {} | text |",
    "note": "Call.[^n{number}]\n\n[^n{number}]: Note {}.",
    "list": "- item {}\n- item",
    "quotation": "> Quoted {} words.",
    "heading": "## Words {}",
}
FIRST = 60


def picture(number: int, length: str) -> str:
    if length.startswith("{") or not length:
        return f"![p{number}](p{number}.png){length}"
    return f'<img src="p{number}.png" alt="p{number}" {length}>'


def cases() -> list[tuple[int, str, str]]:
    """Return number, context and length: every length in prose, some of them everywhere."""
    everywhere = ("{width=30}", "{height=20px}", "{width=2cm}", 'width="50"')
    pairs = [(context, length) for context in CONTEXTS for length in LENGTHS
             if context == "paragraph" or length in everywhere]  # fmt: skip
    return [(FIRST + at, context, length) for at, (context, length) in enumerate(pairs)]


def write(folder: Path) -> Path:
    folder.mkdir(parents=True)
    lines = ["---", "title: Sizes", "author: Ann Example", "lang: en-GB", "---", "", "# One", ""]
    for number, context, length in cases():
        # Twice as wide as high.
        (folder / f"p{number}.png").write_bytes(png(1, 0, [[0]] * 6, size=(2 * number, number)))
        shape = CONTEXTS[context].replace("{number}", str(number))
        lines += [shape.replace("{}", picture(number, length)), ""]
    path = folder / "book.md"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def editions(shared_folder: Path) -> Path:
    def make(folder: Path) -> Path:
        source = write(folder / "manuscript")
        output = folder / "output"
        command = [str(CHAPBOOK), "build", str(source), "--output", str(output)]
        options = ["--format", "html,epub,pdf,pamphlet", "--paper", "a4"]
        done = subprocess.run([*command, *options], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return output

    return once(shared_folder, "picture-sizes", make)


def wanted(number: int, length: str) -> tuple[float, float]:
    """Return width and height in points."""
    width, height = LENGTHS[length]
    if width is None and height is None:
        return 1.5 * number, 0.75 * number
    return width or 2 * (height or 0), height or (width or 0) / 2


def drawn(path: Path) -> dict[int, tuple[float, float]]:
    """Return the size of each picture of a PDF, in points, by its rows of pixels."""
    found = {}
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            for image in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]):
                left, bottom, right, top = image.get_bounds()
                found[image.get_px_size()[1]] = (right - left, top - bottom)
    return found


def wrong(found: dict[int, tuple[float, float]], near: float) -> dict[str, object]:
    return {
        f"{context} {length}": (found.get(number), wanted(number, length))
        for number, context, length in cases()
        if found.get(number, (0, 0)) != pytest.approx(wanted(number, length), abs=near)
    }


@pytest.mark.slow
def test_the_pdf_draws_each_picture_as_large_as_it_says(editions: Path) -> None:
    assert wrong(drawn(editions / "sizes.pdf"), 0.1) == {}


@pytest.mark.slow
def test_the_pamphlet_does_so_too(editions: Path) -> None:
    (sheets,) = editions.glob("*pamphlet*.pdf")
    assert wrong(drawn(sheets), 0.1) == {}


SIZES = """Object.fromEntries([...document.querySelectorAll('img[alt^=p]')].map(image => {
    const box = image.getBoundingClientRect();
    return [image.alt.slice(1), [box.width, box.height]];
}))"""


@pytest.mark.slow
@pytest.mark.validator
def test_the_web_page_shows_each_picture_as_large_as_it_says(
    browser: Chromium, editions: Path
) -> None:
    with browser.open(editions / "sizes.html", Reader(1280)) as tab:
        shown = tab.ask(SIZES)
    found = {
        int(number): (0.75 * width, 0.75 * height) for number, (width, height) in shown.items()
    }
    assert wrong(found, 0.5) == {}


@pytest.mark.slow
def test_the_epub_says_all_sizes_as_styles(editions: Path) -> None:
    with ZipFile(editions / "sizes.epub") as container:
        names = [name for name in container.namelist() if "/text/" in name]
        text = "".join(container.read(name).decode() for name in names)
    images = re.findall(r"<img[^>]*alt=\"p\d+\"[^>]*>", text)
    assert len(images) == len(cases())
    sized = [image for image in images if "style=" in image]
    assert len(sized) == sum(bool(length) for _, _, length in cases())
    assert not [image for image in images if re.search(r" (?:width|height)=", image)]
