"""The instructions fit scheme, flip and number of sheets; the drawings are well-formed."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

import chapbook
from chapbook.impose.schemes import SCHEMES
from chapbook.model.editions.imposition import Flip, ImpositionSummary, Size
from chapbook.model.words.folding_words_by_language import folding_words
from chapbook.render.web.folding import first_sheet, folding_style, print_and_fold, steps
from folding_picture import PICTURE, picture

_SVG = "{http://www.w3.org/2000/svg}"
JOB = ImpositionSummary("book-a4.pdf", "saddle", "a4", Flip.SHORT, 9, (9,))
ENGLISH = folding_words("en")


def said(job: ImpositionSummary, *, on_first_sheet: bool = False) -> str:
    return "\n".join(step.words for step in steps(job, ENGLISH, on_first_sheet=on_first_sheet))


def drawn(job: ImpositionSummary) -> list[str]:
    return [str(step.drawing) for step in steps(job, ENGLISH)]


@pytest.mark.parametrize("scheme", sorted(SCHEMES))
@pytest.mark.parametrize("right_to_left", [False, True])
def test_every_step_has_a_well_formed_drawing_that_says_what_it_shows(
    scheme: str, right_to_left: bool
) -> None:
    both = bool(SCHEMES[scheme].back)
    job = replace(JOB, scheme=scheme, both_sides=both, right_to_left=right_to_left)
    made = list(steps(job, ENGLISH, style=folding_style()))
    assert len(made) >= 4
    for step in made:
        svg = etree.fromstring(str(step.drawing))
        assert svg.tag == f"{_SVG}svg"
        assert svg.get("aria-label") == step.words
        assert len(svg.findall(f".//{_SVG}path")) > 3
        assert "{" not in step.words
        mirrored = svg.find(f"{_SVG}g").get("transform") is not None
        assert mirrored is right_to_left


def test_the_flip_is_that_of_the_file() -> None:
    assert "flipped on the short edge" in said(JOB)
    long = replace(JOB, flip=Flip.LONG)
    assert "flipped on the long edge" in said(long)
    assert drawn(JOB)[0].replace(said(JOB), "") != drawn(long)[0].replace(said(long), "")


def test_a_single_sheet_needs_no_staples() -> None:
    assert "Staple" in said(JOB)
    assert "Staple" not in said(replace(JOB, sheets=1, signatures=(1,)))
    assert "Fold the sheet" in said(replace(JOB, sheets=1, signatures=(1,)))


def test_few_sheets_need_no_knife() -> None:
    assert "knife" in said(JOB)
    assert "knife" not in said(replace(JOB, sheets=3, signatures=(3,)))


def test_signatures_are_counted() -> None:
    job = replace(JOB, scheme="signatures", sheets=9, signatures=(5, 4))
    assert "into 2 bundles of 5 and 4 sheets" in said(job)
    assert "Sew" in said(job)


def test_a_zine_is_printed_on_one_side_and_needs_no_test_of_the_flip() -> None:
    job = replace(JOB, scheme="zine", sheets=1, signatures=(1,), both_sides=False)
    assert "choose one-sided printing" in said(job)
    assert "edge in the dialog" not in said(job)


def test_on_the_first_sheet_the_test_is_made_with_that_sheet() -> None:
    assert "Test it with this sheet" in said(JOB, on_first_sheet=True)


def test_the_section_names_files_and_papers() -> None:
    letter = replace(JOB, file="book-letter.pdf", paper="letter", sheets=10, signatures=(10,))
    section = etree.fromstring(str(print_and_fold([JOB, letter], "en-GB")))
    files = ["".join(item.itertext()) for item in section.findall("ul/li")]
    assert files == [
        "book-a4.pdf: 9 sheets of A4 paper",
        "book-letter.pdf: 10 sheets of letter paper",
    ]
    assert section.get("lang") == "en"
    assert len(section.findall("ol/li")) == 6


def test_every_class_of_a_drawing_has_a_look() -> None:
    style = folding_style()
    folder = Path(chapbook.__file__).parent / "render" / "templates" / "folding"
    classes = {
        name
        for path in sorted(folder.glob("*.svg"))
        for part in path.read_text(encoding="utf-8").split('class="')[1:]
        for name in part.partition('"')[0].split()
    }
    assert len(classes) > 10
    assert {name for name in classes if f".{name} " not in style} == set()


def test_the_picture_of_the_readme_is_made_of_the_drawings() -> None:
    assert PICTURE.read_text(encoding="utf-8") == picture()


@pytest.mark.parametrize("flip", Flip)
@pytest.mark.parametrize("landscape", [True, False])
def test_the_back_of_the_first_sheet_tells_right_from_wrong(flip: Flip, landscape: bool) -> None:
    """What is upright on a back that must be printed upside down is upside down there."""
    job = replace(JOB, flip=flip, landscape=landscape)
    document = first_sheet(job, Size(842, 595), "en").document
    upright = re.search(r'class="head-up">([^<]*)', document)
    assert upright is not None
    turned = (flip is Flip.LONG) == landscape
    assert upright[1] == (ENGLISH.turned_wrong if turned else ENGLISH.turned_right)
