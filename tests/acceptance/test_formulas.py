"""Equation numbers at the right edge of all editions, and letters of formulas in running heads."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import tinyhtml5
from lxml import etree

from building import CASES, Files, build

NUMBERS = "(1) (A.7) Lemma (∗) (B’) (12) (1) (2) (3) (C) (N) (W)".split()
MATHML = "{http://www.w3.org/1998/Math/MathML}"


@dataclass(frozen=True)
class Formulas:
    """The editions of `formulas.md`."""

    files: Files

    @cached_property
    def html(self) -> list[etree._Element]:
        document = tinyhtml5.parse(self.files.html.read_text(encoding="utf-8"))
        return list(document.iter(f"{MATHML}math"))

    @cached_property
    def epub(self) -> list[etree._Element]:
        book = zipfile.ZipFile(self.files.epub)
        pages = [name for name in book.namelist() if "the-growth" in name]
        return [
            m for name in pages for m in etree.fromstring(book.read(name)).iter(f"{MATHML}math")
        ]

    @cached_property
    def lines(self) -> list[tuple[int, str, float, float]]:
        """The page, the words, and both edges of each run of characters of the PDF."""
        return list(runs_of(self.files.pdf))


def runs_of(path: Path) -> Iterator[tuple[int, str, float, float]]:
    """Yield page, words, left and right of what the page has on one line without a gap."""
    for number, page in enumerate(pypdfium2.PdfDocument(path), start=1):
        text = page.get_textpage()
        run, edges, base = "", (0.0, 0.0), 0.0
        for index in range(text.count_chars()):
            left, bottom, right, _ = text.get_charbox(index, loose=True)
            char = text.get_text_range(index, 1)
            if run and (abs(bottom - base) > 1 or left - edges[1] > 12 or not char.strip()):
                if char == " " and abs(bottom - base) <= 1 and left - edges[1] <= 1:
                    run, edges = run + char, (edges[0], right)
                    continue
                yield number, run.strip(), *edges
                run = ""
            if char.strip():
                edges = (edges[0] if run else left, right)
                run, base = run + char, bottom
        if run:
            yield number, run.strip(), *edges


@pytest.fixture(scope="module")
def formulas(tmp_path_factory: pytest.TempPathFactory) -> Formulas:
    folder = tmp_path_factory.mktemp("formulas")
    return Formulas(build(CASES / "formulas.md", folder))


def numbers_in(formulas: list[etree._Element]) -> list[str]:
    cells = [
        cell
        for formula in formulas
        for cell in formula.iter(f"{MATHML}mtd")
        if "equation-number" in (cell.get("class") or "").split()
    ]
    return ["".join("".join(cell.itertext()).split()) for cell in cells]


def test_web_page_and_epub_show_each_number(formulas: Formulas) -> None:
    # Of aligned equations the second row has none; notes are where each edition has them.
    shown = sorted(number.replace("*", "∗") for number in NUMBERS)
    for found in (numbers_in(formulas.html), numbers_in(formulas.epub)):
        assert sorted(number.replace("*", "∗") for number in found if number) == shown
        assert found.count("") == 1


def test_the_alternative_keeps_the_tex(formulas: Formulas) -> None:
    for edition in (formulas.html, formulas.epub):
        alternatives = [formula.get("alttext") for formula in edition]
        assert "E = mc^2 \\tag{1}" in alternatives
        assert "\\begin{equation} f = g \\label{eq:f} \\end{equation}" in alternatives


@pytest.mark.parametrize("number", sorted({*NUMBERS} - {"(∗)"}))
def test_paper_shows_each_number_at_the_right_edge(formulas: Formulas, number: str) -> None:
    found = [(p, edge) for p, words, _, edge in formulas.lines if words.endswith(number)]
    inset = 25 if number == "(B’)" else 1.5  # a quotation is set in
    at_edge = [-1.5 < right_edge(formulas, page) - edge < inset for page, edge in found]
    assert sum(at_edge) == NUMBERS.count(number)


def right_edge(formulas: Formulas, page: int) -> float:
    """Return where the lines of a page end: that of the long paragraph do."""
    return max(
        (
            right
            for number, _, left, right in formulas.lines
            if number == page and right - left > 250
        ),
        default=0.0,
    )


def test_references_lead_to_equations_in_every_edition(formulas: Formulas) -> None:
    page = formulas.files.html.read_text(encoding="utf-8")
    book = zipfile.ZipFile(formulas.files.epub)
    names = [name for name in book.namelist() if "the-growth" in name]
    for edition in (page, "".join(book.read(name).decode() for name in names)):
        found = re.findall(r'href="#(equation-[a-z-]+)" class="equation-reference">(.*?)<', edition)
        assert sorted(found) == [
            ("equation-eq-f", "(1)"),
            ("equation-eq-f", "(1)"),
            ("equation-eq-later", "N"),
            ("equation-eq-rows", "(3)"),
        ]
        assert all(edition.count(f'id="{name}"') == 1 for name, _ in found)
    with pikepdf.open(formulas.files.pdf) as paper:
        destinations = pikepdf.NameTree(paper.Root.Names.Dests)
        names_of_paper = {str(name) for name in destinations if "equation" in str(name)}
    assert names_of_paper == {"equation-eq-f", "equation-eq-later", "equation-eq-rows"}


def test_nothing_is_left_of_the_commands(formulas: Formulas) -> None:
    words = " ".join(words for _, words, _, _ in formulas.lines)
    assert "\\" not in words
    assert "tag" not in words
