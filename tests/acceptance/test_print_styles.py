"""Pages of every style and trim, and of books in other scripts, judged by the finished PDF."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest

from building import CASES, CHAPBOOK, ROOT, BuildFailedError, once
from chapbook.collate.foreign.readers.text import letters
from chapbook.collate.readers.pdf.boxes import Box
from inspectors.pdf_text import DrawnPage, Glyph, lines, read_pages
from validators import run_page_validation

MM = 72 / 25.4
TRIMS = {
    "a4": (210 * MM, 297 * MM),
    "a5": (148 * MM, 210 * MM),
    "a6": (105 * MM, 148 * MM),
    "b5": (176 * MM, 250 * MM),
    "5.5x8.5": (5.5 * 72, 8.5 * 72),
    "royal": (156 * MM, 234 * MM),
    "6x9": (6 * 72, 9 * 72),
    "letter": (8.5 * 72, 11 * 72),
}
# Each style on one small and one large page, and each trim once.
SETTINGS = [
    ("classic", "a6"), ("classic", "royal"), ("classic", "a4"),
    ("modern", "6x9"), ("modern", "5.5x8.5"), ("modern", "b5"),
    ("large", "a5"), ("large", "letter"),
]  # fmt: skip
FACES = re.compile(
    r"(Source-Serif-Pro|Inter|Noto-Serif|Noto-Sans-Symbols-2|STIX-Two-Math|JetBrains-Mono|Amiri"
    r"|Noto-Serif-KR|Noto-Serif-JP)(-(Light|Medium|Semi-Bold|Bold|Italic|Oblique))*"
)
WORD = "watermill"
TEXT = """The {0} of the valley stood by the ford{1} and the miller counted, as millers do,
what came and what went; in the year 1790 he wrote it on the wall, and in 1806 on paper. """


@dataclass(frozen=True)
class Made:
    """A finished PDF: its file and its drawn pages, without the cover and its back."""

    path: Path
    pages: tuple[DrawnPage, ...]

    @property
    def text_pages(self) -> Iterator[DrawnPage]:
        """The pages after the opening of the text, with a running head."""
        for page in self.pages:
            if len(lines(page)) > 8 and not is_opening(page):
                yield page


Maker = Callable[[str, str], Made]


def manuscript(front: str, paragraphs: int = 30, *, notes: bool = True) -> str:
    """A book of two chapters, the first some pages long."""
    body = "\n\n".join(
        TEXT.format(WORD, "[^b]" if number % 5 == 0 and notes else "") * 3
        for number in range(paragraphs)
    )
    body += "\n\nThe ford.[^a] The oak.[^b]"
    return (
        f"---\ntitle: The Mill\nauthor: Ann Example\npublisher: Ford\n{front}\n---\n\n"
        f"# At the ford {{#ford}}\n\n{body}\n\n# [BBC]{{.smallcaps}} and after\n\nThe end, "
        "[as NATO said]{.smallcaps}.\n\n## A section\n\nText.\n\n"
        "[^a]: It is dry now.\n\n[^b]: Of oak" + ", as beams are" * 12 + ".\n"
    )


@pytest.fixture(scope="session")
def make(shared_folder: Path) -> Maker:
    """Return the PDF of a text, built by the first that asks."""

    def give(name: str, text: str) -> Made:
        path = once(shared_folder, f"print-{name}", lambda folder: build_pdf(text, folder))
        return Made(path, read_pages(path)[2:])

    return give


def build_pdf(text: str, folder: Path) -> Path:
    source = folder / "book.md"
    source.write_text(text, encoding="utf-8")
    command = [CHAPBOOK, "build", str(source), "--format", "pdf", "--no-collate"]
    command += ["--output", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    found = sorted(folder.glob("*.pdf"))
    if done.returncode != 0 or len(found) != 1:
        raise BuildFailedError(f"{done.returncode}\n{done.stdout}{done.stderr}")
    return found[0]


@pytest.fixture(params=SETTINGS, ids="-".join)
def styled(request: pytest.FixtureRequest, make: Maker) -> tuple[str, str, Made]:
    style, trim = request.param
    front = f"print: {{style: {style}, trim: {trim}}}"
    return style, trim, make(f"{style}-{trim}", manuscript(front))


def is_opening(page: DrawnPage) -> bool:
    """An opening has its folio at the foot, and nothing at the head."""
    rows = lines(page)
    return bool(rows) and letters(rows[-1][1]) == page.label


def fonts_of(path: Path) -> dict[str, pikepdf.Dictionary]:
    found = {}
    with pikepdf.open(path) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font":
                descriptor = item.get("/FontDescriptor")
                if descriptor is not None:
                    file = [k for k in descriptor if str(k).startswith("/FontFile")]
                    found[str(item.BaseFont)] = file
    return found


def extent(glyphs: Iterator[Glyph]) -> Box:
    boxes = [glyph.box for glyph in glyphs if glyph.box is not None and glyph.text.strip()]
    return Box(
        min(box.left for box in boxes),
        min(box.bottom for box in boxes),
        max(box.right for box in boxes),
        max(box.top for box in boxes),
    )


def test_the_page_has_its_trim_size(styled: tuple[str, str, Made]) -> None:
    _, trim, made = styled
    with pikepdf.open(made.path) as pdf:
        for page in pdf.pages:
            width, height = TRIMS[trim]
            assert [float(x) for x in page.trimbox] == pytest.approx([0, 0, width, height], abs=0.1)


def test_faces_are_embedded_and_none_is_the_system_s(styled: tuple[str, str, Made]) -> None:
    fonts = fonts_of(styled[2].path)
    assert fonts
    for name, files in fonts.items():
        assert len(files) == 1, name
        assert FACES.fullmatch(name.removeprefix("/").split("+")[1]), name


def test_the_inner_margin_is_that_of_the_spine_side(styled: tuple[str, str, Made]) -> None:
    """Recto and verso are mirrored: what one has at its left the other has at its right."""
    style, trim, made = styled
    width, _ = TRIMS[trim]
    inner, outer = set(), set()
    for page in made.text_pages:
        box = extent(iter(page.glyphs))
        recto = page.number % 2 == 1
        (inner if recto else outer).add(round(box.left))
        if style != "large":  # its lines are not justified
            (outer if recto else inner).add(round(width - box.right))
    assert max(inner) - min(inner) <= 3
    assert max(outer) - min(outer) <= 3
    assert min(inner) >= 9.4 * MM
    assert min(outer) >= 6.4 * MM


def test_lines_of_facing_pages_are_side_by_side(styled: tuple[str, str, Made]) -> None:
    """The baselines of running text are on one grid on every page."""
    _, _, made = styled
    pages = list(made.text_pages)
    steps = set()
    first = set()
    for page in pages:
        rows = [base for base, _ in lines(page)][1:]  # without the head
        first.add(round(rows[0], 1))
        steps.update(round(a - b, 1) for a, b in pairwise(rows[:5]))
    assert len(first) == 1
    assert len(steps) <= 2  # rounding


def test_notes_stand_straight_beside_their_markers(styled: tuple[str, str, Made]) -> None:
    """The first line of a note begins where the others do."""
    seen = 0
    for page in (page for page in styled[2].pages if page.rules and WORD in text(page)):
        foot = max(box.top for box in page.rules)
        rows = [row for row in glyph_rows(page) if row[0].base < foot]
        for first, second in pairwise(rows):
            if first[0].text.isdigit() and not second[0].text.isdigit():
                start = next(left_of(glyph) for glyph in first if glyph.text.isalpha())
                assert start == pytest.approx(left_of(second[0]), abs=0.6)
                seen += 1
    assert seen


def glyph_rows(page: DrawnPage) -> list[list[Glyph]]:
    """Return the letters of a page line by line, from the head to the foot, left to right."""
    rows: dict[int, list[Glyph]] = {}
    for glyph in page.glyphs:
        if glyph.box is not None and glyph.text.strip():
            rows.setdefault(round(glyph.base), []).append(glyph)
    return [sorted(rows[base], key=left_of) for base in sorted(rows, reverse=True)]


def left_of(glyph: Glyph) -> float:
    assert glyph.box
    return glyph.box.left


def test_heads_name_the_book_and_the_chapter(styled: tuple[str, str, Made]) -> None:
    _, _, made = styled
    for page in made.text_pages:
        said = letters(lines(page)[0][1]).replace(page.label, "", 1)
        wanted = "attheford" if page.number % 2 else "themill"
        assert said.casefold() == wanted


@pytest.mark.parametrize(("style", "trim"), SETTINGS)
def test_long_heads_stand_clear_of_the_folio_and_inside_the_page(
    style: str, trim: str, make: Maker
) -> None:
    title = "The Mammoths of Warwickshire: How Women and Men Mowed among Them"
    chapter = "On the Mahogany Looms of the Commonwealth and Whom They Amazed"
    front = f"print: {{style: {style}, trim: {trim}}}"
    source = manuscript(front).replace("The Mill", f'"{title}"').replace("At the ford", chapter)
    assert_heads_are_clear(make(f"heads-{style}-{trim}", source))


def test_long_heads_of_wide_letters_stand_clear_of_the_folio(make: Maker) -> None:
    front = "---\ntitle: 水\nauthor: 水\nlang: ja\nprint: {style: large}\n---\n\n"
    made = make("wide-heads", f"{front}# {'山川草木' * 10}\n\n{'水車小屋の話。' * 400}\n")
    assert_heads_are_clear(made)


def assert_heads_are_clear(made: Made) -> None:
    seen = set()
    for page in made.text_pages:
        row = glyph_rows(page)[0]
        folio = row[-len(page.label) :] if page.number % 2 else row[: len(page.label)]
        assert "".join(glyph.text for glyph in folio) == page.label
        head = [glyph for glyph in row if glyph not in folio]
        seen.add((page.number % 2, len(head) > 8))
        assert left_of(row[0]) >= 6.4 * MM
        assert extent(iter(row)).right <= page.media.right - 6.4 * MM
        number, words = extent(iter(folio)), extent(iter(head))
        assert max(number.left - words.right, words.left - number.right) >= 4
    assert (1, True) in seen


@pytest.mark.parametrize(("style", "trim"), [("large", "a5"), ("classic", "a6"), ("modern", "a4")])
def test_tables_are_no_wider_than_the_page(style: str, trim: str, make: Maker) -> None:
    short = "| had remembered | half-timbered | king written w |\n|---|---|---|\n"
    short += "| had | don’t found | well-kept |\n" * 3 + "\n: A table of short cells\n\n"
    long = "| " + "considerations | representatives | " * 3 + "\n|" + "---|" * 6 + "\n"
    long += "| " + "characteristics | of | " * 3 + "\n\n: A table of long words\n\n"
    narrow = "| the miller of the ford |\n|---|\n| mill |\n\n: For the burnt ford promised\n\n"
    front = f"---\ntitle: T\nauthor: A\nprint: {{style: {style}, trim: {trim}}}\n---\n\n# One\n\n"
    made = make(f"tables-{style}-{trim}", front + short + long + narrow + "The end.\n")
    for page in made.pages:
        if page.glyphs:
            box = extent(iter(page.glyphs))
            assert box.left >= 6.4 * MM
            assert box.right <= page.media.right - 6.4 * MM


def test_an_opening_has_no_head_and_its_folio_at_the_foot(styled: tuple[str, str, Made]) -> None:
    _, _, made = styled
    opening = [page for page in made.pages if "attheford" in text(page) and is_opening(page)]
    assert any(WORD in text(page) for page in opening)
    for page in opening:
        assert page.number % 2 == 1
        top = page.media.top - lines(page)[0][0]
        assert top > 0.15 * page.media.top


def test_a_blank_page_is_blank(styled: tuple[str, str, Made]) -> None:
    _, _, made = styled
    blank = [page for page in made.pages if not page.glyphs]
    assert blank
    for page in blank:
        assert (page.rules, page.pictures) == ((), 0)
        assert page.number % 2 == 0


def test_front_matter_comes_in_order(styled: tuple[str, str, Made]) -> None:
    """Half title, its blank back, title page, its verso, contents; the colophon ends the book."""
    _, trim, made = styled
    half, back, title, verso, contents = made.pages[:5]
    assert text(half) == "themill"
    assert not back.glyphs
    assert {"themill", "annexample", "ford"} <= {letters(row).casefold() for _, row in lines(title)}
    assert "publishedbyford" in text(verso)
    leader = next(row for _, row in lines(contents) if letters(row).casefold().startswith("atthe"))
    assert re.search(r"[. ]{20,}1$", leader)
    last = text(made.pages[-1])
    width = {"a4": "210×297mm", "6x9": "6×9in", "royal": "156×234mm"}.get(trim, "")
    for said in ("weasyprint70", "pandoc3", "sourceserifpro", width):
        assert said in last


def test_large_print_has_nothing_smaller_than_18_points(make: Maker) -> None:
    made = make("large-a5", manuscript("print: {style: large, trim: a5}"))
    sizes = {round(size) for page in made.pages[4:-2] for size in font_sizes(made.path, page)}
    assert sizes
    assert min(sizes) >= 18


def font_sizes(path: Path, page: DrawnPage) -> Iterator[float]:
    """Return the sizes that a page sets type in, the scale of the page taken in."""
    with pikepdf.open(path) as pdf:
        scale = 1.0
        for operands, operator in pikepdf.parse_content_stream(pdf.pages[page.number - 1]):
            if str(operator) == "cm" and float(operands[0]) != 0.0:
                scale = min(scale, abs(float(operands[0])))
            elif str(operator) == "Tf":
                yield float(operands[1]) * scale


def text(page: DrawnPage) -> str:
    """Return the letters of a page, without regard to case: small capitals have none."""
    return "".join(letters(row) for _, row in lines(page)).casefold()


def glyph_names(path: Path, char: str) -> set[str]:
    """Return the glyphs that stand for a character in the text faces, by their numbers."""
    found = set()
    with pikepdf.open(path) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and "/ToUnicode" in item:
                table = item.ToUnicode.read_bytes().decode()
                code = f"{ord(char):04x}"
                found |= {
                    f"{item.BaseFont}:{match[1]}"
                    for match in re.finditer(rf"<(\w+)> <{code}>", table)
                }
    return found


def test_figures_and_capitals_are_drawn_as_such(make: Maker) -> None:
    """Old-style and superior figures and small capitals are separate glyphs in the face."""
    made = make("classic-a5", manuscript("print: {style: classic}"))
    assert len(glyph_names(made.path, "1")) >= 2  # old style in text, superior at a call
    both = [c for c in "abdios" if len(roman_glyphs(made.path, c)) >= 2]
    assert len(both) >= 3


def roman_glyphs(path: Path, char: str) -> set[str]:
    return {name for name in glyph_names(path, char) if name.split(":")[0].endswith("Serif-Pro")}


@pytest.mark.parametrize("name", ["arabic", "korean", "japanese"])
def test_other_scripts_are_set_in_their_own_face(name: str, make: Maker) -> None:
    source = (CASES / f"{name}.md").read_text(encoding="utf-8")
    made = make(name, source)
    family = {"arabic": "Amiri", "korean": "Noto-Serif-KR", "japanese": "Noto-Serif-JP"}[name]
    fonts = {
        key.removeprefix("/").split("+")[1]: files for key, files in fonts_of(made.path).items()
    }
    assert family in fonts
    for font, files in fonts.items():
        assert FACES.fullmatch(font), font
        assert len(files) == 1
    drawn = "".join(letters(text_in_file_order(page)) for page in made.pages)
    (chapter,) = re.findall(r"^# ([^{\n]*)", source, re.MULTILINE)[:1]
    assert letters(chapter) in drawn
    assert run_page_validation(made.path, "ua1") == []
    assert run_page_validation(made.path, "3a") == []


def text_in_file_order(page: DrawnPage) -> str:
    return "".join(glyph.text for glyph in page.glyphs)


def test_a_book_from_right_to_left_is_bound_at_the_right(make: Maker) -> None:
    """The recto is a left page: folio and outer margin are at its left."""
    paragraph = "بناه أهل القرية في سنة واحدة ولم يرمم بعد ذلك إلا مرتين وقيل ثلاث مرات. " * 9
    body = "\n\n".join([paragraph] * 12)
    front = "---\ntitle: حديقة\nauthor: ليلى\nlang: ar\n---\n\n# السور\n\n"
    made = make("rtl", f"{front}{body}\n\n# الزرع\n\nنص.\n")
    width, _ = TRIMS["a5"]
    seen = set()
    for page in made.text_pages:
        folio = [g for g in page.glyphs if g.box and g.text.isdigit()]
        recto = page.number % 2 == 1
        seen.add(recto)
        at_left = min(g.box.left for g in folio if g.box) < width / 2
        assert at_left == recto
        box = extent(iter(page.glyphs))
        inner = width - box.right if recto else box.left
        assert inner == pytest.approx(17.8 * MM, abs=3)
        assert ("السور" if recto else "حديقة") in "".join(sorted_words(page))
    assert seen == {True, False}


def sorted_words(page: DrawnPage) -> str:
    head = max(glyph.base for glyph in page.glyphs if glyph.box)
    row = [g for g in page.glyphs if g.box and abs(g.base - head) < 2]
    return "".join(glyph.text for glyph in row)


def test_the_author_s_sheet_and_sizes_go_before_the_style(make: Maker) -> None:
    made = make("own-sizes", manuscript("print: {size: 9pt, leading: 13pt}"))
    page = next(iter(made.text_pages))
    rows = [base for base, _ in lines(page)][1:]
    assert rows[0] - rows[1] == pytest.approx(13, abs=0.1)


def test_a_thick_book_lies_further_from_its_spine(make: Maker) -> None:
    front = "print: {style: classic, trim: a6}"
    thin = make("thin", manuscript(front, notes=False))
    thick = make("thick", manuscript(front, paragraphs=190, notes=False))
    assert len(thin.pages) <= 72 < len(thick.pages) <= 300

    def inner(made: Made) -> float:
        page = next(page for page in made.text_pages if page.number % 2)
        return extent(iter(page.glyphs)).left

    moved = (1.0 if len(thick.pages) <= 150 else 2.0) * MM
    assert inner(thick) - inner(thin) == pytest.approx(moved, abs=0.2)
    rows = [[row for _, row in lines(next(iter(made.text_pages)))] for made in (thin, thick)]
    assert rows[0] == rows[1]
