"""What people meet in the PDF: where links jump to, what copied text says, labels, descriptions."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from building import MANUSCRIPTS, SHELF_BOOKS, Book
from chapbook.collate.foreign.readers.text import letters
from inspectors.pdf_structure import Element, read_structure_tree

# Headings that are on no page.
HIDDEN = {"dedication", "epigraph"}
# A reader puts the destination at the top of the window: the line is to be below it, and near.
NEAR = 20.0
# Programs and faces that the colophon names; the other editions do not.
PROGRAMS = {"HarfBuzz", "JetBrains", "WeasyPrint"}


@pytest.fixture(scope="module")
def thorough(built: Callable[[str, Path], Book]) -> Book:
    return built("thorough", MANUSCRIPTS["thorough"])


def named_places(pdf: pikepdf.Pdf) -> dict[str, tuple[int, float, float]]:
    """Return page (from 0), left and top of each named destination."""
    numbers = {page.objgen: index for index, page in enumerate(pdf.pages)}
    found = {}
    for name, target in pikepdf.NameTree(pdf.Root.Names.Dests).items():
        place: Any = target.D if isinstance(target, pikepdf.Dictionary) else target
        assert place[1] == "/XYZ", name
        found[str(name)] = numbers[place[0].objgen], float(place[2]), float(place[3])
    return found


def first_line_below(document: Any, page: int, top: float) -> float:
    """Return how far below a height the next words of a page have their upper edge (points)."""
    text = document[page].get_textpage()
    boxes = [text.get_charbox(index) for index in range(text.count_chars())]
    heights = [box[3] for box in boxes if box[3] - box[1] > 1 and box[3] <= top + 2]
    return top - max(heights)


def test_note_links_jump_to_the_height_of_what_they_name(any_book: Book) -> None:
    with pikepdf.open(any_book.files.pdf) as pdf:
        places = named_places(pdf)
    notes = {name: place for name, place in places.items() if name.startswith(("note-", "call-"))}
    assert len([name for name in notes if name.startswith("call-")]) == len(any_book.html.calls)
    document = pypdfium2.PdfDocument(any_book.files.pdf)
    try:
        for name, (page, _, top) in notes.items():
            assert 0 <= first_line_below(document, page, top) + 2 <= NEAR, name
    finally:
        document.close()


def test_a_call_and_its_note_lead_to_each_other(any_book: Book) -> None:
    """Follow each call: where it lands, a link leads back to where it stood."""
    with pikepdf.open(any_book.files.pdf) as pdf:
        places = named_places(pdf)
        links = [
            (index, [float(edge) for edge in link.Rect], str(link.get("/Dest", "")))
            for index, page in enumerate(pdf.pages)
            for link in page.get("/Annots", ())
        ]
    for name, (page, left, top) in places.items():
        if not name.startswith("call-"):
            continue
        # The link that is at the place of the call.
        here = [
            target
            for index, box, target in links
            if index == page and abs(box[3] - top) < NEAR and abs(box[0] - left) < 2
            and target.startswith("note-")
        ]  # fmt: skip
        assert here, name
        note_page, _, note_top = places[here[0]]
        backs = [
            target
            for index, box, target in links
            if target == name and (index > note_page or box[1] <= note_top + 2)
        ]
        assert backs, name


def drawn_text(path: Path) -> str:
    """Return all text in the lines in which it is drawn."""
    document = pypdfium2.PdfDocument(path)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def copied(path: Path) -> str:
    """Return all text as a reader copies it: a hyphen goes with the end of its line."""
    # PDFium marks such a hyphen by U+FFFE (or leaves it as it is), pdftotext drops it likewise.
    return re.sub(r"(?:[\ufffe\x02]\r?\n?|(?<=\w)-\r?\n)(?=[^\W\d_])", "", drawn_text(path))


def words_of_the_page(book: Book) -> set[str]:
    """Return the words of the HTML edition."""
    page = book.files.html.read_text(encoding="utf-8").partition("<body")[2]
    return set(re.findall(r"[^\W\d_]+", re.sub(r"<[^>]+>", " ", page)))


def test_small_capitals_are_copied_as_they_were_written(any_book: Book) -> None:
    """A font may draw a capital and its small letter by one glyph, which has one text."""
    mixed = set(re.findall(r"[^\W\d_]*[a-z][A-Z][^\W\d_]*", drawn_text(any_book.files.pdf)))
    known = words_of_the_page(any_book) | PROGRAMS
    # PDFium may put two cells of a row together, each with its own words.
    beside = {word for word in mixed if known.issuperset(re.split("(?<=[a-z])(?=[A-Z])", word))}
    assert mixed - known - beside == set()


def test_divided_words_are_copied_whole(any_book: Book) -> None:
    raw = drawn_text(any_book.files.pdf)
    divided = re.findall(r"(\w+)[\ufffe\x02-]\r?\n?([^\W\d_]+)", raw)
    assert "\u2010" not in raw
    assert "\u00ad" not in raw
    assert divided
    whole = words_of_the_page(any_book)
    # The others are words with their own hyphen.
    joined = [one + other for one, other in divided if one + other in whole]
    assert joined
    # Not \w: the marker of a note is right behind its word.
    text = set(re.findall(r"[^\W\d_]+", copied(any_book.files.pdf)))
    assert [word for word in joined if word not in text] == []


def test_the_reader_shows_title_outline_and_printed_page_numbers(any_book: Book) -> None:
    with pikepdf.open(any_book.files.pdf) as pdf:
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert str(pdf.Root.Lang) == any_book.html.metadata["language"][0]
        with pdf.open_outline() as outline:
            waiting, titles = list(outline.root), []
            while waiting:
                item = waiting.pop(0)
                titles.append(str(item.title))
                waiting[:0] = list(item.children)
    source = SHELF_BOOKS[any_book.name].read_text(encoding="utf-8")
    headings = re.findall(r"^#{1,6} (.+?)(?: \{[^}]*\})?$", source, re.MULTILINE)
    plain = [letters(re.sub(r"\[\^[^\]]*\]|\^\[[^\]]*\]", "", heading)) for heading in headings]
    shown = {letters(title) for title in titles}
    assert titles
    assert [heading for heading in plain if heading not in shown | HIDDEN] == []


def test_both_kinds_of_metadata_say_the_same_and_name_the_programs(any_book: Book) -> None:
    with pikepdf.open(any_book.files.pdf) as pdf, pdf.open_metadata() as metadata:
        info = pdf.docinfo
        creator = str(info["/Creator"])
        assert metadata["xmp:CreatorTool"] == creator
        assert metadata["pdf:Producer"] == str(info["/Producer"])
        assert metadata["dc:title"] == str(info["/Title"])
        assert ", ".join(metadata["dc:creator"]) == str(info["/Author"])
    for program in ("Chapbook", "pandoc", "WeasyPrint", "Pango", "HarfBuzz", "ziamath"):
        assert re.search(rf"{program} \d+\.\d", creator), program


# --- What a listener hears ---


@pytest.fixture(scope="module")
def structure(thorough: Book) -> Element:
    return read_structure_tree(thorough.files.pdf)


def kinds(structure: Element, kind: str) -> list[Element]:
    return [one for one in structure.elements() if one.kind == kind]


@pytest.mark.parametrize(
    "kind",
    [
        "BlockQuote", "Caption", "Code", "Figure", "Formula", "H1", "H2", "L", "LBody", "LI",
        "Lbl", "Link", "Note", "P", "Reference", "Sect", "TBody", "TD", "TH", "THead", "TOC",
        "TOCI", "TR", "Table",
    ],
)  # fmt: skip
def test_every_kind_of_element_is_there(structure: Element, kind: str) -> None:
    assert kinds(structure, kind)


def test_figures_and_formulas_have_alternatives_in_words(structure: Element) -> None:
    for one in (*kinds(structure, "Figure"), *kinds(structure, "Formula")):
        assert one.alternative.strip()


def test_cells_know_their_heads(structure: Element) -> None:
    heads = kinds(structure, "TH")
    known = {head.identifier for head in heads}
    assert len(known) == len(heads)
    assert {head.scope for head in heads} <= {"Column", "Row"}
    named = [cell for cell in kinds(structure, "TD") if cell.headers]
    assert named
    assert all(set(cell.headers) <= known for cell in named)


def test_links_of_notes_have_names_that_people_use(structure: Element) -> None:
    said = [words for one in kinds(structure, "Link") for words in one.links]
    to, back = (
        [words for words in said if re.match(pattern, words)]
        for pattern in (r"[A-Z].* [\w*†‡§¶‖]+$", r"(?:Back|Return) to ")
    )
    assert to
    assert back


def test_running_heads_and_folios_are_not_read_out(thorough: Book) -> None:
    """All that a page shows is either read out or an artifact; its running lines are the latter."""
    with pikepdf.open(thorough.files.pdf) as pdf:
        pages = [list(pikepdf.parse_content_stream(page)) for page in pdf.pages]
    running = [page for page in thorough.pdf.pages if page.head or page.foot]
    assert running
    for page in running:
        depth, inside, artifacts = 0, list[str](), 0
        for instruction in pages[page.number - 1]:
            name, operands = str(instruction.operator), getattr(instruction, "operands", ())
            if name in ("BDC", "BMC"):
                depth += 1
                inside.append(str(operands[0]))
            elif name == "EMC":
                depth -= 1
                inside.pop()
            elif name in ("Tj", "TJ"):
                assert inside, f"page {page.number} shows words outside of all marked content"
                artifacts += inside[-1] == "/Artifact"
        assert artifacts, page.number
