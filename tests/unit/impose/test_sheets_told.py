"""Blank pages are named, thick folds are warned of, pages of several sizes are fitted if asked."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pikepdf
import pypdfium2
import pytest
from click.testing import CliRunner

from chapbook.cli.imposing import impose_command
from chapbook.errors import UsageError
from chapbook.impose import impose
from chapbook.impose.findings import pages_in_words
from chapbook.model.editions.imposition import ImpositionOptions, Padding
from schemas import report_schema
from unit.impose.sample_pdf import A5, Sample, write_sample


def said(folder: Path, pages: int, *options: str) -> str:
    source = write_sample(folder / "source.pdf", Sample(pages, (200, 300)))
    done = CliRunner().invoke(impose_command, [str(source), *options])
    assert done.exit_code == 0, done.output
    return done.output


@pytest.mark.parametrize(
    ("pages", "options", "words"),
    [
        (4, (), None),
        (3, (), "1 blank page (page 3 of the folded book)"),
        (3, ("--blanks", "end"), "1 blank page (page 4 of the folded book)"),
        (9, (), "3 blank pages (pages 9–11 of the folded book)"),
        (22, ("--scheme", "quarto"), "2 blank pages (pages 22–23 of the folded book)"),
        (1, (), "3 blank pages (pages 2–4 of the folded book)"),
    ],
)
def test_blank_pages_are_named(
    tmp_path: Path, pages: int, options: tuple[str, ...], words: str | None
) -> None:
    output = said(tmp_path, pages, *options)
    assert ("blank page" in output.replace("blank pages after", "")) == (words is not None)
    assert words is None or words in output
    about_last = "The last page of the PDF is the back cover" in output
    assert about_last == (words is not None and "--blanks" not in options and pages > 1)


@pytest.mark.parametrize(
    ("pages", "options", "warned"),
    [
        (64, (), None),
        (65, (), "17 layers"),
        (500, (), "125 layers"),
        (500, ("--scheme", "signatures"), None),
        (200, ("--scheme", "signatures", "--sheets-per-signature", "20"), "20 layers"),
        (200, ("--scheme", "cut-stack"), None),
        (64, ("--scheme", "quarto"), None),
        (144, ("--scheme", "quarto"), "36 layers"),
    ],
)
def test_more_sheets_in_a_fold_than_can_be_folded_are_warned_of(
    tmp_path: Path, pages: int, options: tuple[str, ...], warned: str | None
) -> None:
    output = said(tmp_path, pages, *options)
    assert ("CB414" in output) == (warned is not None)
    if warned:
        assert f"folds {warned} of paper together" in output
        assert "--scheme signatures" in output


def test_the_report_names_blank_and_fitted_pages(tmp_path: Path) -> None:
    output = json.loads(said(tmp_path, 65, "--json"))
    jsonschema.validate(output, report_schema())
    (sheets,) = output["sheets"]
    assert sheets["blank_positions"] == [65, 66, 67]
    assert sheets["fitted_pages"] == []
    assert [one["code"] for one in output["diagnostics"]] == ["CB414"]


def mixed(folder: Path, sizes: tuple[tuple[float, float], ...]) -> Path:
    """Write pages of several sizes; each is red but for a black field at its upper left."""
    pdf = pikepdf.new()
    for width, height in sizes:
        page = pdf.add_blank_page(page_size=(width, height))
        ink = f"1 0 0 rg 0 0 {width} {height} re f 0 g 0 {height - 40} 40 40 re f"
        page.obj.Contents = pdf.make_stream(ink.encode())
    pdf.save(folder / "mixed.pdf")
    return folder / "mixed.pdf"


def places(path: Path, sheet: int) -> dict[str, tuple[int, int, int, int]]:
    """Return where red and black lie on the left and right halves of a side."""
    with pypdfium2.PdfDocument(path) as document:
        picture = document[sheet].render(scale=1).to_pil().convert("RGB")
    middle = picture.width // 2
    found = {}
    for half, left, right in (("left", 0, middle), ("right", middle, picture.width)):
        part = picture.crop((left, 0, right, picture.height))
        red, green, _ = part.split()
        found[f"{half} page"] = green.point(lambda value: 255 * (value < 128)).getbbox()
        found[f"{half} head"] = red.point(lambda value: 255 * (value < 128)).getbbox()
    return found  # type: ignore[return-value]


SMALL, LARGE, LYING = (300.0, 400.0), (839.0, 1190.0), (A5[1], A5[0])


def test_pages_of_several_sizes_are_fitted_into_the_most_frequent(tmp_path: Path) -> None:
    source = mixed(tmp_path, (A5, LARGE, SMALL, LYING, A5, A5, A5, A5))
    with pytest.raises(UsageError, match="differ in size") as refused:
        impose(source, tmp_path / "sheets.pdf", ImpositionOptions())
    assert "--fit-pages" in refused.value.next_step
    options = ImpositionOptions(fit_pages=True, thickness=0.0)
    _, summary = impose(source, tmp_path / "sheets.pdf", options)
    assert summary.fitted == (2, 3, 4)
    # Backs first: page 2 is on the left of the second side, pages 3 and 4 on the next sheet.
    large = places(tmp_path / "sheets.pdf", 1)
    assert large["left page"] == pytest.approx((2, 0, 421, 595), abs=3)
    assert large["left head"] == pytest.approx((2, 0, 22, 20), abs=3)
    small = places(tmp_path / "sheets.pdf", 2)["right page"]
    assert (small[2] - small[0], small[3] - small[1]) == pytest.approx(SMALL, abs=2)
    assert small[0] == pytest.approx((A5[0] - SMALL[0]) / 2, abs=3)
    lying = places(tmp_path / "sheets.pdf", 3)
    assert lying["left page"] == pytest.approx((2, 0, 421, 595), abs=3)
    # It lies on its side, its head to the left: what was at the upper left is at the lower left.
    assert lying["left head"] == pytest.approx((2, 555, 42, 595), abs=3)


@pytest.mark.parametrize("turn", [90, 270])
def test_a_stored_turn_counts_before_fitting(tmp_path: Path, turn: int) -> None:
    source = mixed(tmp_path, (A5, LYING, A5, A5))
    with pikepdf.open(source, allow_overwriting_input=True) as pdf:
        pdf.pages[1].obj.Rotate = turn
        pdf.save(source)
    _, summary = impose(source, tmp_path / "sheets.pdf", ImpositionOptions(fit_pages=True))
    assert summary.fitted == ()


def test_equal_pages_are_the_same_with_and_without_fitting(tmp_path: Path) -> None:
    source = write_sample(tmp_path / "source.pdf", Sample(8))
    for name, fit in (("one.pdf", False), ("two.pdf", True)):
        impose(source, tmp_path / name, ImpositionOptions(fit_pages=fit, padding=Padding.AT_END))
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


@pytest.mark.parametrize(
    ("pages", "words"),
    [((3,), "page 3"), ((3, 4), "pages 3–4"), ((1, 3, 4, 5, 9), "pages 1, 3–5, 9")],
)
def test_pages_are_named_in_runs(pages: tuple[int, ...], words: str) -> None:
    assert pages_in_words(pages) == words
