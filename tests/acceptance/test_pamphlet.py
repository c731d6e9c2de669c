"""The shipped manuscript as a pamphlet: built, read back by coordinates, folded, and read."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import jsonschema
import pikepdf
import pypdfium2
import pytest

from building import CHAPBOOK, MANUSCRIPTS, ROOT, once
from inspectors.codes import is_white, scan
from inspectors.folded import Binding, Leaf, read_book
from schemas import report_schema

SHEETS = {"a4": (841.89, 595.28), "letter": (792.0, 612.0)}
SADDLE = Binding("saddle", 2, 1)
RESOLUTION = 300
FOLIOS = frozenset(str(number) for number in range(1, 100))
COMMENDED = """\
---
title: A Walk
author: Ann Example
lang: en-GB
isbn: 978-0-306-40615-7
price: £3.00
url: https://books.example.org/a-walk/
blurb: |
  The author of *A Stay* goes out again.

  And comes home.
---

# Out

She went out.[^1]

[^1]: In the morning.

# Home

She came home.
"""


@pytest.fixture(scope="module")
def built(shared_folder: Path) -> tuple[Path, dict[str, object]]:
    """The folder of one build, and its report."""

    def make(folder: Path) -> tuple[Path, dict[str, object]]:
        done = run(
            "build", MANUSCRIPTS["pamphlet"], "--format", "pdf,pamphlet", "--json",
            "--output", folder,
        )  # fmt: skip
        return folder, json.loads(done.stdout)

    return once(shared_folder, "sheets", make)


@pytest.fixture(scope="module")
def commended(shared_folder: Path) -> Path:
    """The folder of a book whose back cover has a blurb, a price and both codes."""

    def make(folder: Path) -> Path:
        manuscript = folder / "walk.md"
        manuscript.write_text(COMMENDED, encoding="utf-8")
        run("build", manuscript, "--format", "pamphlet", "--paper", "a4", "--output", folder)
        return folder

    return once(shared_folder, "commended", make)


def test_a_thick_book_is_sewn_and_its_instructions_are_no_part_of_it(tmp_path: Path) -> None:
    chapters = "".join(f"# Chapter {n}\n\nText {n}.\n\n" for n in range(1, 66))
    (tmp_path / "thick.md").write_text(f"---\ntitle: Thick\nlang: en\n---\n\n{chapters}")
    done = run(
        "build", tmp_path / "thick.md", "--format", "html,pamphlet", "--paper", "a4",
        "--instructions", "--json", "--output", tmp_path / "out",
    )  # fmt: skip
    (entry,) = json.loads(done.stdout)["sheets"]
    assert (entry["scheme"], entry["sheets"]) == ("signatures", sum(entry["signatures"]))
    assert entry["sheets"] > 16
    with pikepdf.open(tmp_path / "out" / entry["file"]) as pdf:
        assert len(pdf.pages) == 2 * (entry["sheets"] + 1)


def run(*arguments: str | Path, code: int = 0) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [CHAPBOOK, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == code, done.stderr
    return done


def sheets(folder: Path, paper: str) -> Path:
    return folder / f"allies-remembered-pamphlet-{paper}.pdf"


def leaves(folder: Path, paper: str) -> tuple[Leaf, ...]:
    path = sheets(folder, paper)
    with pikepdf.open(path) as pdf:
        return read_book(path, [len(pdf.pages) // 2], SADDLE)


def test_one_build_gives_a_file_for_each_paper_and_says_how_to_print_it(
    built: tuple[Path, dict[str, object]],
) -> None:
    folder, report = built
    jsonschema.validate(report, report_schema())
    assert sorted(path.name for path in folder.glob("*.pdf")) == [
        "allies-remembered-pamphlet-a4.pdf",
        "allies-remembered-pamphlet-letter.pdf",
        "allies-remembered.pdf",
    ]
    said = report["sheets"]
    assert isinstance(said, list)
    for entry, paper in zip(said, ("a4", "letter"), strict=True):
        with pikepdf.open(sheets(folder, paper)) as pdf:
            assert entry["sheets"] * 2 == len(pdf.pages)
        assert (entry["file"], entry["flip"]) == (sheets(folder, paper).name, "short")
        assert (entry["scheme"], entry["scale"]) == ("saddle", 1)


@pytest.mark.parametrize("paper", sorted(SHEETS))
def test_folded_pamphlet_reads_from_front_to_back(
    built: tuple[Path, dict[str, object]], paper: str
) -> None:
    read = leaves(built[0], paper)
    assert "AlliesRemembered" in read[0].text
    assert "In2011apoliticalarticleinEnglishlookedback" in read[-1].text
    written = [(place, leaf) for place, leaf in enumerate(read) if leaf.lines]
    assert all(leaf.upright for _, leaf in written)
    assert all((leaf.hand == "right") is (place % 2 == 0) for place, leaf in enumerate(read))
    # The cover and its back are not counted, so the third side, the title page, is page 1.
    numbered = [leaf for place, leaf in written if place > 2 and has_folio(leaf, place - 1)]
    assert len(numbered) > 25
    strange = [leaf for place, leaf in written if place > 2 and leaf.lines[-1] in FOLIOS]
    assert set(strange) <= set(numbered)


def has_folio(leaf: Leaf, folio: int) -> bool:
    """Find the printed page number: at the foot alone, at the outer end of the running head."""
    number, head, foot = str(folio), leaf.lines[0], leaf.lines[-1]
    at_outer_end = head.startswith(number) if folio % 2 == 0 else head.endswith(number)
    return at_outer_end or foot == number


@pytest.mark.parametrize("paper", sorted(SHEETS))
def test_blank_pages_are_as_few_as_sheets_allow_and_never_outside(
    built: tuple[Path, dict[str, object]], paper: str
) -> None:
    folder, report = built
    read = leaves(folder, paper)
    blank = [place for place, leaf in enumerate(read) if not leaf.lines]
    said = report["sheets"]
    assert isinstance(said, list)
    (padding,) = (entry["blank_pages"] for entry in said if entry["paper"] == paper)
    assert padding < 4
    assert 0 not in blank
    assert len(read) - 1 not in blank
    # All of the padding is before the back cover; the back of the front cover is white.
    assert set(range(len(read) - 1 - padding, len(read) - 1)) <= set(blank)
    assert 1 in blank


@pytest.mark.parametrize(("paper", "size"), sorted(SHEETS.items()))
def test_sheets_are_a_good_pdf(
    built: tuple[Path, dict[str, object]], paper: str, size: tuple[float, float]
) -> None:
    folder, _ = built
    book = folder / "allies-remembered.pdf"
    with pikepdf.open(sheets(folder, paper)) as pdf, pikepdf.open(book) as screen:
        assert pdf.check_pdf_syntax() == []
        assert pdf.docinfo["/Title"] == screen.docinfo["/Title"] == "Allies Remembered"
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == "Allies Remembered"
        assert "/Outlines" not in pdf.Root
        assert "/StructTreeRoot" not in pdf.Root
        for page in pdf.pages:
            assert "/Annots" not in page
            assert [float(x) for x in page.mediabox] == pytest.approx([0, 0, *size], abs=0.01)
    assert sheets(folder, paper).stat().st_size <= 1.1 * book.stat().st_size


def test_letter_pages_are_set_for_half_a_letter_and_not_made_smaller(
    built: tuple[Path, dict[str, object]],
) -> None:
    sizes = {}
    for paper in SHEETS:
        with pikepdf.open(sheets(built[0], paper)) as pdf:
            forms = list(pdf.pages[4].Resources.XObject.values())
            sizes[paper] = [float(length) for length in forms[0].BBox][2:]
    assert sizes["a4"] == pytest.approx([420.94, 595.28], abs=0.05)
    assert sizes["letter"] == pytest.approx([396, 612], abs=0.05)


def test_nothing_on_paper_asks_to_be_pressed(built: tuple[Path, dict[str, object]]) -> None:
    assert "↑" not in "".join(leaf.text for leaf in leaves(built[0], "a4"))


def test_codes_of_the_back_cover_are_read_from_the_printed_sheet(commended: Path) -> None:
    document = pypdfium2.PdfDocument(commended / "a-walk-pamphlet-a4.pdf")
    picture = document[0].render(scale=RESOLUTION / 72).to_pil()
    document.close()
    codes = {code.kind: code for code in scan(picture, RESOLUTION)}
    assert {kind: code.text for kind, code in codes.items()} == {
        "QRCode": "https://books.example.org/a-walk/",
        "EAN13": "9780306406157",
    }
    qr, ean = codes["QRCode"], codes["EAN13"]
    # Version 3 has 29 modules; ISO/IEC 18004 wants four of them white around it.
    module = (qr.right - qr.left) / 29
    assert module > 0.4
    quiet = 3.8 * module
    for box in (
        (qr.left - quiet, qr.top - quiet, qr.left - 0.2, qr.bottom + quiet),
        (qr.right + 0.2, qr.top - quiet, qr.right + quiet, qr.bottom + quiet),
        (qr.left - quiet, qr.top - quiet, qr.right + quiet, qr.top - 0.2),
        (qr.left - quiet, qr.bottom + 0.2, qr.right + quiet, qr.bottom + quiet),
    ):
        assert is_white(picture, RESOLUTION, box)
    # 95 modules of 0.33 mm; 11 white ones before the bars, 7 after them.
    assert ean.right - ean.left == pytest.approx(95 * 0.33, abs=0.4)
    middle, lower = (ean.top + ean.bottom) / 2 - 2, (ean.top + ean.bottom) / 2
    before, after = 10.6 * 0.33, 6.6 * 0.33
    assert is_white(picture, RESOLUTION, (ean.left - before, middle, ean.left - 0.3, lower))
    assert is_white(picture, RESOLUTION, (ean.right + 0.3, middle, ean.right + after, lower))


def test_the_back_cover_has_blurb_and_price_in_words(commended: Path) -> None:
    path = commended / "a-walk-pamphlet-a4.pdf"
    with pikepdf.open(path) as pdf:
        back = read_book(path, [len(pdf.pages) // 2], SADDLE)[-1]
    assert "TheauthorofAStaygoesoutagain.Andcomeshome." in back.text
    assert "£3.00" in back.text
    assert "books.example.org/a-walk" in back.text


def test_instructions_come_first_on_a_sheet_of_their_own(commended: Path, tmp_path: Path) -> None:
    run(
        "build", commended / "walk.md", "--format", "pamphlet", "--paper", "a4",
        "--instructions", "--output", tmp_path,
    )  # fmt: skip
    path = tmp_path / "a-walk-pamphlet-a4.pdf"
    with pikepdf.open(path) as pdf, pikepdf.open(commended / path.name) as plain:
        assert pdf.check_pdf_syntax() == []
        assert len(pdf.pages) == len(plain.pages) + 2
        assert {tuple(map(float, page.mediabox)) for page in pdf.pages} == {
            tuple(map(float, plain.pages[0].mediabox))
        }
        assert pdf.docinfo["/Title"] == "A Walk"
    document = pypdfium2.PdfDocument(path)
    words = [document[side].get_textpage().get_text_range() for side in (0, 1)]
    document.close()
    assert "flipped on the short" in re.sub(r"\s+", " ", words[0])
    assert "your printer is set correctly" in re.sub(r"\s+", " ", words[1])


@pytest.fixture(scope="module")
def plain(shared_folder: Path) -> Path:
    """A PDF of A5 pages, of another make: the screen edition of the book."""

    def make(folder: Path) -> Path:
        manuscript = folder / "walk.md"
        manuscript.write_text(COMMENDED, encoding="utf-8")
        run("build", manuscript, "--format", "pdf", "--output", folder)
        return folder / "a-walk.pdf"

    return once(shared_folder, "plain", make)


def test_impose_reports_as_json(plain: Path, tmp_path: Path) -> None:
    target = tmp_path / "sheets.pdf"
    done = run("impose", plain, "--paper", "a3", "--output", target, "--json")
    report = json.loads(done.stdout)
    jsonschema.validate(report, report_schema())
    assert report["sheets"][0]["paper"] == "a3"
    assert report["artifacts"][0]["bytes"] == target.stat().st_size
    again = run("impose", plain, "--paper", "a5", "--output", target, "--json", code=2)
    jsonschema.validate(json.loads(again.stdout), report_schema())


def test_a_bad_wish_leaves_with_2_and_writes_nothing(plain: Path, tmp_path: Path) -> None:
    wishes = (
        ["--paper", "a5"],
        ["--scheme", "zine"],
        ["--gutter", "nan"],
        ["--margin", "80"],
        ["--scheme", "cut-stack", "--sheets-per-signature", "2"],
    )
    for wish in wishes:
        done = run("impose", plain, *wish, "--output", tmp_path / "sheets.pdf", code=2)
        assert "hint: " in done.stderr, wish
        assert list(tmp_path.iterdir()) == []


def test_too_long_a_book_for_a_zine_leaves_older_editions_alone(
    commended: Path, tmp_path: Path
) -> None:
    older = tmp_path / "a-walk-pamphlet-zine-a4.pdf"
    older.write_text("older", encoding="utf-8")
    done = run(
        "build", commended / "walk.md", "--format", "pamphlet", "--scheme", "zine",
        "--output", tmp_path, code=2,
    )  # fmt: skip
    assert "holds 8 pages" in done.stderr
    assert older.read_text(encoding="utf-8") == "older"
    assert [path.name for path in tmp_path.iterdir()] == [older.name]
