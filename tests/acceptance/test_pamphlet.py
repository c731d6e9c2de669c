"""The shipped manuscript as a pamphlet: built, read back by coordinates, folded, and read."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pikepdf
import pytest

from building import CHAPBOOK, MANUSCRIPTS, ROOT, once
from chapbook.collate.readers.binding import bound, off_the_paper
from chapbook.collate.readers.imposed import read_imposed, read_source


@pytest.fixture(scope="module")
def files(shared_folder: Path) -> dict[str, Path]:
    """The screen PDF and the pamphlets of one build."""

    def make(folder: Path) -> dict[str, Path]:
        run("build", str(MANUSCRIPTS["pamphlet"]), "--format", "pdf,pamphlet", "--output", folder)
        return {path.stem.rpartition("-")[2]: path for path in sorted(folder.glob("*.pdf"))}

    return once(shared_folder, "sheets", make)


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [CHAPBOOK, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done


def test_one_build_gives_a_file_for_each_paper(files: dict[str, Path]) -> None:
    assert sorted(files) == ["a4", "letter", "remembered"]
    assert files["a4"].name == "allies-remembered-pamphlet-a4.pdf"
    assert files["letter"].name == "allies-remembered-pamphlet-letter.pdf"


@pytest.mark.parametrize(("paper", "sheet"), [("a4", (841.89, 595.28)), ("letter", (792, 612))])
def test_folded_pamphlet_reads_from_cover_to_colophon(
    files: dict[str, Path], paper: str, sheet: tuple[float, float]
) -> None:
    source = read_source(files["remembered"])
    sheets = read_imposed(files[paper], source)
    assert all((one.width, one.height) == pytest.approx(sheet, abs=0.01) for one in sheets)
    assert [fault for one in sheets for fault in off_the_paper(one, 2, 1, slack=3)] == []
    (read,) = bound("saddle", [sheets], flip="short", right_to_left=False)
    count = len(source)
    assert len(read) == -(-count // 4) * 4
    # A page without words cannot be found on the sheets; it reads as a blank one.
    found = [page.number if page.letters else None for page in source]
    expected = [*found[:-1], *[None] * (-count % 4), found[-1]]
    assert [side.page for side in read] == expected
    assert all(side.upright for side in read)
    assert all((side.hand == "right") is (place % 2 == 0) for place, side in enumerate(read))


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_sheets_are_a_good_pdf(files: dict[str, Path], paper: str) -> None:
    with pikepdf.open(files[paper]) as pdf, pikepdf.open(files["remembered"]) as book:
        assert pdf.check_pdf_syntax() == []
        assert pdf.docinfo["/Title"] == book.docinfo["/Title"] == "Allies Remembered"
        assert "/Outlines" not in pdf.Root
        assert "/StructTreeRoot" not in pdf.Root
        assert not any("/Annots" in page for page in pdf.pages)
    assert files[paper].stat().st_size <= 1.1 * files["remembered"].stat().st_size


def test_impose_gives_what_the_build_gives(files: dict[str, Path], tmp_path: Path) -> None:
    target = tmp_path / "sheets.pdf"
    done = run("impose", files["remembered"], "--shrink", "--output", target)
    assert target.read_bytes() == files["a4"].read_bytes()
    assert "sheets of a4" in done.stderr
    assert "flipped on the short edge" in done.stderr


def test_a_bad_wish_leaves_with_2_and_writes_nothing(
    files: dict[str, Path], tmp_path: Path
) -> None:
    target = tmp_path / "sheets.pdf"
    wishes = (["--paper", "a5"], ["--scheme", "zine"], ["--gutter", "nan"], ["--thickness", "9"])
    for wish in wishes:
        done = subprocess.run(
            [CHAPBOOK, "impose", files["remembered"], *wish, "--output", target],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 2, wish
        assert "hint: " in done.stderr
        assert not target.exists()
