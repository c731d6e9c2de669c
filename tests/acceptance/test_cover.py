"""The cover: designed or given, in the EPUB as a picture and in the PDF as first page."""

from __future__ import annotations

import subprocess
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pypdfium2
import pytest
from PIL import Image

from building import CASES, CHAPBOOK, Book, Files, Shelf, build
from chapbook.collate.foreign.readers.text import letters
from chapbook.collate.readers.epub import read_documents, read_package
from chapbook.collate.readers.markup import Element, kinds
from chapbook.collate.readers.pdf.boxes import Box
from inspectors.epub import inspect_epub
from inspectors.pdf import inspect_pdf
from inspectors.pdf_text import read_pages

LARGEST = 300_000
MANUSCRIPT = (
    "---\ntitle: {title}\nauthor: Ada Fern\n{more}---\n\n# One\n\nText.\n\n# Two\n\nText.\n"
)


class Cover:
    """The cover of a finished EPUB: its picture, its page, what leads to it."""

    def __init__(self, path: Path) -> None:
        with ZipFile(path) as container:
            package = read_package(container)
            documents = {one.name: one for one in read_documents(container, package)}
            (item,) = (i for i in package.manifest if "cover-image" in i.properties)
            self.content = container.read(item.name)
            self.media_type = item.media_type
            with container.open(item.name) as stream:
                self.size = Image.open(stream).size
        self.is_first = "cover" in {
            kind for e in documents[package.spine[0]].root.walk() for kind in kinds(e)
        }
        self.pictures = [e for e in documents[package.spine[0]].root.walk() if e.tag == "img"]
        self.landmarks = [
            link.get("href").split("/")[-1]
            for document in documents.values()
            for link in document.root.walk()
            if link.tag == "a" and link.get("epub:type") == "cover"
        ]

    @property
    def picture(self) -> Element:
        """The only picture of the cover's page."""
        (picture,) = self.pictures
        return picture


def test_the_designed_cover_is_a_picture_of_the_usual_size(book: Book) -> None:
    cover = Cover(book.files.epub)
    assert cover.size == (1600, 2560)
    assert cover.media_type == "image/png"
    assert len(cover.content) < LARGEST


def test_the_cover_opens_the_epub_and_says_what_is_on_it(book: Book) -> None:
    cover = Cover(book.files.epub)
    assert cover.is_first
    assert cover.landmarks == ["cover.xhtml"]
    front = book.epub.metadata
    said = cover.picture.get("alt")
    for words in (*front["title"], *front.get("subtitle", ()), *front.get("author", ())):
        assert words in said


def test_the_cover_opens_the_pdf_and_is_not_counted(book: Book) -> None:
    cover, back, title_page = book.pdf.pages[:3]
    assert [page.label for page in book.pdf.pages[:4]] == ["", "", "i", "ii"]
    assert letters(book.pdf.metadata["title"][0]) in cover.text
    assert (cover.head, cover.foot) == ("", "")
    assert back.blank
    assert letters(book.pdf.metadata["title"][0]) in title_page.text


def test_the_paper_of_the_cover_runs_to_the_edges(book: Book) -> None:
    corners = drawn_corners(book.files.pdf)
    assert (255, 255, 255) not in corners


def test_every_line_is_in_the_middle_of_the_label(book: Book) -> None:
    page = read_pages(book.files.pdf)[0]
    rows: dict[int, list[Box]] = {}
    for glyph in page.glyphs:
        if glyph.box is not None and glyph.text.strip():
            rows.setdefault(round(glyph.base), []).append(glyph.box)
    middles = [(min(b.left for b in row) + max(b.right for b in row)) / 2 for row in rows.values()]
    assert len(middles) > 3
    assert [m for m in middles if abs(m - page.media.right / 2) > 4] == []


def drawn_corners(pdf: Path) -> set[tuple[int, ...]]:
    """Draw the first page of a PDF and give the colours of its corners."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        picture = document[0].render(scale=1).to_pil().convert("RGB")
    finally:
        document.close()
    right, low = picture.width - 1, picture.height - 1
    return {picture.getpixel(at) for at in ((0, 0), (right, 0), (0, low), (right, low))}


@pytest.fixture(scope="session")
def given(tmp_path_factory: pytest.TempPathFactory) -> tuple[Files, bytes]:
    """A book with a cover of the author's, of another shape than the page."""
    folder = tmp_path_factory.mktemp("given")
    Image.new("RGB", (400, 400), (10, 120, 200)).save(folder / "front.jpg")
    text = MANUSCRIPT.format(title="A Book", more="cover: front.jpg\ncover-alt: A blue square.\n")
    (folder / "book.md").write_text(text, encoding="utf-8")
    return build(folder / "book.md", folder / "out"), (folder / "front.jpg").read_bytes()


def test_a_given_cover_is_taken_as_it_is(given: tuple[Files, bytes]) -> None:
    files, picture = given
    cover = Cover(files.epub)
    assert cover.content == picture
    assert cover.media_type == "image/jpeg"
    assert cover.picture.get("alt") == "A blue square."


def test_a_given_cover_fills_the_first_page_of_the_pdf(given: tuple[Files, bytes]) -> None:
    files, _ = given
    (colour,) = drawn_corners(files.pdf)
    assert all(abs(one - other) < 8 for one, other in zip(colour, (10, 120, 200), strict=True))
    assert [page.label for page in inspect_pdf(files.pdf).pages[:3]] == ["", "", "i"]


@pytest.mark.parametrize(
    "title",
    [
        "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverleihung",
        "An Account of the Voyages and of the Peoples that were Seen on Them, " * 4,
        "X",
    ],
)
def test_a_title_of_any_length_stays_on_the_label(title: str, tmp_path: Path) -> None:
    text = MANUSCRIPT.format(title=title.strip(" ,"), more="publisher: A Press\n")
    (tmp_path / "book.md").write_text(text, encoding="utf-8")
    page = read_pages(build(tmp_path / "book.md", tmp_path / "out").pdf)[0]
    width, height = page.media.right, page.media.top
    boxes = [glyph.box for glyph in page.glyphs if glyph.box and glyph.text.strip()]
    assert letters("".join(g.text for g in page.glyphs)).count(letters(title.strip(" ,"))) == 1
    assert min(box.left for box in boxes) > width * 0.1
    assert max(box.right for box in boxes) < width * 0.9
    assert min(box.bottom for box in boxes) > height * 0.05


def test_a_book_without_an_author_has_a_cover(tmp_path: Path) -> None:
    cover = Cover(build(CASES / "no-front-matter.md", tmp_path).epub)
    assert cover.size == (1600, 2560)
    assert cover.picture.get("alt").startswith("Cover: ")


@pytest.mark.parametrize("name", ["arabic", "japanese"])
def test_a_title_in_another_script_is_on_the_cover(shelf: Shelf, name: str) -> None:
    """In the faces of the extra: the label holds more ink than an ornament or a frame alone."""
    cover = Cover(shelf(name))
    assert cover.size == (1600, 2560)
    (title,) = inspect_epub(shelf(name)).metadata["title"]
    assert title in cover.picture.get("alt")
    assert Image.open(BytesIO(cover.content)).getbbox() == (0, 0, 1600, 2560)
    assert rows_of_ink(cover.content) > 3


def rows_of_ink(content: bytes) -> int:
    """Count the lines of type on the label: runs of rows with dark pixels between light ones."""
    label = Image.open(BytesIO(content)).convert("L").crop((260, 330, 1340, 2300))
    light, rows, inside = 200, 0, False
    for y in range(0, label.height, 4):
        dark = label.crop((0, y, label.width, y + 1)).getextrema()[0] < light
        rows, inside = rows + (dark and not inside), dark
    return rows


def test_letters_that_no_face_has_are_in_the_alternative_text(tmp_path: Path) -> None:
    """Then the label shows an ornament, and the author is told which letters are missing."""
    text = MANUSCRIPT.format(title="ᱚᱞ ᱪᱤᱠᱤ", more="")
    (tmp_path / "book.md").write_text(text, encoding="utf-8")
    command = [CHAPBOOK, "build", tmp_path / "book.md", "--format", "epub", "--output", tmp_path]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert "warning CB508" in done.stderr
    cover = Cover(next(tmp_path.glob("*.epub")))
    assert cover.size == (1600, 2560)
    assert cover.picture.get("alt") == "Cover: ᱚᱞ ᱪᱤᱠᱤ. Ada Fern"
    assert rows_of_ink(cover.content) > 0
