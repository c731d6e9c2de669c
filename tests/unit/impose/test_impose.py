"""Imposed PDFs are read back by where their words stand, folded, and read like a book."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import ImageChops

from chapbook.collate.readers.binding import bound, off_the_paper
from chapbook.collate.readers.folding import PrintedSheet, Seen
from chapbook.errors import ProgramFailed, UsageError
from chapbook.impose import impose
from chapbook.model.editions.imposition import Flip, ImpositionOptions, ImpositionSummary
from inspectors.imposed import read_imposed, read_source
from unit.impose.sample_pdf import A5, Sample, write_sample

_SIZES = {"quarto": (297.0, 420.0), "zine": (210.0, 297.0)}


def made(folder: Path, sample: Sample, options: ImpositionOptions) -> tuple[Path, Path]:
    source = write_sample(folder / "source.pdf", sample)
    target = folder / "sheets.pdf"
    impose(source, target, options)
    return source, target


def folded(
    source: Path, sheets: Path, options: ImpositionOptions
) -> tuple[list[PrintedSheet], list[Seen]]:
    paper = read_imposed(sheets, read_source(source), both_sides=options.scheme != "zine")
    size = options.sheets_per_signature or len(paper)
    groups = [paper[place : place + size] for place in range(0, len(paper), size)]
    read = bound(
        options.scheme, groups, flip=options.flip.value, right_to_left=options.right_to_left
    )
    return paper, [side for signature in read for side in signature]


@pytest.mark.parametrize("right_to_left", [False, True])
@pytest.mark.parametrize("flip", Flip)
@pytest.mark.parametrize("scheme", ["saddle", "signatures", "cut-stack", "quarto", "zine"])
def test_the_finished_file_folds_into_a_book(
    tmp_path: Path, scheme: str, flip: Flip, right_to_left: bool
) -> None:
    pages = 8 if scheme == "zine" else 24
    options = ImpositionOptions(
        scheme,
        flip=flip,
        right_to_left=right_to_left,
        sheets_per_signature=2 if scheme == "signatures" else None,
    )
    sample = Sample(pages, _SIZES.get(scheme, A5))
    paper, read = folded(*made(tmp_path, sample, options), options)
    recto = "left" if right_to_left else "right"
    assert [side.page for side in read] == list(range(1, pages + 1))
    assert all(side.upright for side in read)
    assert [side.hand == recto for side in read] == [True, False] * (pages // 2)
    columns, rows = {"quarto": (2, 2), "zine": (4, 2)}.get(scheme, (2, 1))
    # The words tell where the whole trim box is; what creep lays across the fold is not drawn.
    faults = [fault for sheet in paper for fault in off_the_paper(sheet, columns, rows, slack=1.5)]
    assert faults == []


def test_creep_of_the_finished_file_is_exact(tmp_path: Path) -> None:
    """An A6 book on A4 has room: its pages move by the thickness for each leaf around them."""
    options = ImpositionOptions(thickness=0.5 * 72 / 25.4)
    _, read = folded(*made(tmp_path, Sample(24, (297.6, 419.5)), options), options)
    depths = [min(place // 2, 11 - place // 2) for place in range(24)]
    moved = [read[0].from_spine - side.from_spine for side in read]
    assert moved == pytest.approx([depth * options.thickness for depth in depths], abs=0.05)


def test_half_letter_pages_are_smaller_by_what_the_paper_lacks(tmp_path: Path) -> None:
    options = ImpositionOptions(paper="letter", shrink=True, thickness=0.0)
    paper, _ = folded(*made(tmp_path, Sample(4), options), options)
    box = paper[0].front[0].box
    assert (paper[0].width, paper[0].height) == (792, 612)
    assert box.right - box.left == pytest.approx(396, abs=0.2)
    assert box.bottom == pytest.approx(612 - box.top, abs=0.2)


@pytest.mark.parametrize("turns", [90, 180, 270])
def test_turned_pages_are_placed_as_they_are_shown(tmp_path: Path, turns: int) -> None:
    """The same page, once upright and once stored turned and shown upright, lands in one place."""
    plain = write_sample(tmp_path / "plain.pdf", Sample(1, (400, 400)))
    with pikepdf.open(plain) as pdf:
        page = pdf.pages[0]
        stored = {90: b"0 1 -1 0 400 0 cm", 180: b"-1 0 0 -1 400 400 cm", 270: b"0 -1 1 0 0 400 cm"}
        page.contents_add(stored[turns], prepend=True)
        pdf.Root.Pages.Rotate = turns
        pdf.save(tmp_path / "turned.pdf")
    options = ImpositionOptions()
    impose(plain, tmp_path / "one.pdf", options)
    impose(tmp_path / "turned.pdf", tmp_path / "two.pdf", options)
    source = read_source(plain)
    one, two = (read_imposed(tmp_path / name, source) for name in ("one.pdf", "two.pdf"))
    assert two[0].front[0].box.left == pytest.approx(one[0].front[0].box.left, abs=0.1)
    assert two[0].front[0].box.bottom == pytest.approx(one[0].front[0].box.bottom, abs=0.1)
    assert two[0].front[0].head == 1


@pytest.mark.parametrize(
    "sample",
    [Sample(8, bleed=9), Sample(8, streams=2), Sample(8, inherited=True)],
    ids=["bleed", "two streams", "inherited resources"],
)
def test_all_kinds_of_pages_keep_their_words_and_their_trim_box(
    tmp_path: Path, sample: Sample
) -> None:
    options = ImpositionOptions(thickness=0.0)
    _, read = folded(*made(tmp_path, sample, options), options)
    assert [side.page for side in read] == list(range(1, 9))
    assert [side.from_spine for side in read] == pytest.approx([0.0] * 8, abs=0.05)
    with pikepdf.open(tmp_path / "sheets.pdf") as pdf:
        forms = [form for page in pdf.pages for form in page.Resources.XObject.values()]
        assert len({form.Resources.objgen for form in forms}) == 1
        width, height = (length + 2 * sample.bleed for length in sample.size)
        assert [float(x) for x in forms[0].BBox] == pytest.approx([0, 0, width, height])


def test_sheets_look_like_their_pages(tmp_path: Path) -> None:
    """Each half of a sheet, drawn, has the ink of its page in the same place."""
    pages = Sample(4, (420, 595))
    source, target = made(tmp_path, pages, ImpositionOptions(paper="a4", thickness=0.0))
    sheets, drawn = pypdfium2.PdfDocument(target), pypdfium2.PdfDocument(source)
    front = sheets[0].render(scale=1, grayscale=True).to_pil()
    for number, left in ((4, 1), (1, 421)):
        page = drawn[number - 1].render(scale=1, grayscale=True).to_pil()
        half = front.crop((left, 0, left + 420, 595))
        ink = ImageChops.invert(page).getbbox()
        assert ink is not None
        assert ImageChops.invert(half).getbbox() == pytest.approx(ink, abs=2)
    sheets.close()
    drawn.close()


def test_pages_are_forms_and_nothing_of_the_screen_is_left(tmp_path: Path) -> None:
    source, target = made(tmp_path, Sample(8), ImpositionOptions())
    with pikepdf.open(target) as pdf:
        assert pdf.check_pdf_syntax() == []  # as `qpdf --check`
        assert set(pdf.Root.keys()) <= {"/Type", "/Pages", "/Metadata"}
        assert len(pdf.pages) == 4
        for page in pdf.pages:
            assert "/Annots" not in page
            assert [float(x) for x in page.mediabox] == pytest.approx([0, 0, 841.88976, 595.27559])
            assert [form.Subtype for form in page.Resources.XObject.values()] == ["/Form", "/Form"]
        forms = [form for page in pdf.pages for form in page.Resources.XObject.values()]
        assert len({form.Resources.objgen for form in forms}) == 1
        assert forms[0].Resources.is_indirect
    assert source.exists()


def test_metadata_stays_but_for_claims_that_no_longer_hold(tmp_path: Path) -> None:
    _, target = made(tmp_path, Sample(4), ImpositionOptions())
    with pikepdf.open(target) as pdf:
        assert pdf.docinfo["/Author"] == "Ann Example"
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == "A Sample"
            assert "pdfaid:part" not in metadata
            assert "pdfuaid:part" not in metadata


def test_content_of_pages_is_copied_as_it_is_stored(tmp_path: Path) -> None:
    source, target = made(tmp_path, Sample(4), ImpositionOptions())
    with pikepdf.open(source) as pdf:
        before = sorted(page.Contents.read_raw_bytes() for page in pdf.pages)
    with pikepdf.open(target) as pdf:
        forms = [form for page in pdf.pages for form in page.Resources.XObject.values()]
        assert sorted(form.read_raw_bytes() for form in forms) == before


def test_same_file_same_bytes_and_hardly_larger(tmp_path: Path) -> None:
    source, target = made(tmp_path, Sample(400), ImpositionOptions())
    first = target.read_bytes()
    impose(source, target, ImpositionOptions())
    assert target.read_bytes() == first
    assert len(first) <= 1.1 * source.stat().st_size


def test_the_summary_says_what_to_print_and_fold(tmp_path: Path) -> None:
    source = write_sample(tmp_path / "source.pdf", Sample(34))
    options = ImpositionOptions("signatures", flip=Flip.LONG, right_to_left=True)
    _, summary = impose(source, tmp_path / "sheets.pdf", options)
    assert summary == ImpositionSummary(
        file="sheets.pdf",
        scheme="signatures",
        paper="a4",
        flip=Flip.LONG,
        sheets=9,
        signatures=(5, 4),
        blank_positions=(34, 35),
        nested=5,
        right_to_left=True,
    )


def test_marks_are_drawn_where_requested(tmp_path: Path) -> None:
    small = Sample(4, (300, 400))
    options = ImpositionOptions(crop_marks=True, fold_marks=True)
    _, target = made(tmp_path, small, options)
    with pikepdf.open(target) as pdf:
        marks = pdf.pages[0].Contents.read_bytes().decode("ascii").split("\n")[2:]
    # Head and foot of the fold; four corners at the fore-edges, four ends at the fold.
    assert sum("[3 2] 0 d" in mark for mark in marks) == 2
    assert sum(mark.endswith("l S Q") and "d " not in mark for mark in marks) == 8


def test_margin_keeps_the_edges_of_the_sheet_free(tmp_path: Path) -> None:
    margin = 20.0
    options = ImpositionOptions(margin=margin, shrink=True, thickness=0.0)
    paper, read = folded(*made(tmp_path, Sample(16), options), options)
    for sheet in paper:
        for page in (*sheet.front, *sheet.back):
            assert page.box.left > margin - 0.5
            assert page.box.right < sheet.width - margin + 0.5
            assert page.box.bottom > margin - 0.5
            assert page.box.top < sheet.height - margin + 0.5
    assert [side.page for side in read] == list(range(1, 17))


@pytest.mark.parametrize("scheme", ["quarto", "zine"])
def test_margin_of_two_rows_is_at_the_tails(tmp_path: Path, scheme: str) -> None:
    options = ImpositionOptions(scheme, margin=15.0, shrink=True, thickness=0.0)
    paper, _ = folded(*made(tmp_path, Sample(8, _SIZES[scheme]), options), options)
    pages = [page.box for page in (*paper[0].front, *paper[0].back)]
    assert min(box.bottom for box in pages) == pytest.approx(15, abs=0.6)
    assert max(box.top for box in pages) == pytest.approx(paper[0].height - 15, abs=0.6)


def test_signature_marks_are_stairs_on_the_folds(tmp_path: Path) -> None:
    options = ImpositionOptions("signatures", sheets_per_signature=1, signature_marks=True)
    _, target = made(tmp_path, Sample(16), options)
    bars = []
    with pikepdf.open(target) as pdf:
        for number, page in enumerate(pdf.pages):
            lines = page.Contents.read_bytes().decode("ascii").split("\n")
            bars.extend((number, line.split()) for line in lines if line.startswith("q 5.7 w"))
    # On the outside of each signature, over the fold, each a step below the one before.
    assert [number for number, _ in bars] == [0, 2, 4, 6]
    middle = 841.88976 / 2
    assert all(float(bar[5]) == pytest.approx(middle, abs=0.01) for _, bar in bars)
    tops = [float(bar[9]) for _, bar in bars]
    assert [round(one - two, 1) for one, two in pairwise(tops)] == [14.2] * 3
    assert all(0 < top < 595 for top in tops)


def test_a_single_signature_has_no_mark(tmp_path: Path) -> None:
    options = ImpositionOptions(signature_marks=True)
    _, target = made(tmp_path, Sample(16), options)
    with pikepdf.open(target) as pdf:
        assert not any(b"5.7 w" in page.Contents.read_bytes() for page in pdf.pages)


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda path: path.write_bytes(path.read_bytes()[:900]), "broken"),
        (lambda path: path.write_text("not a PDF"), "broken"),
        (lambda path: path.write_bytes(b""), "broken"),
        (lambda path: path.unlink(), "file not found"),
    ],
    ids=["cut off", "text", "empty", "missing"],
)
def test_what_is_not_a_pdf_is_refused(tmp_path: Path, spoil, message: str) -> None:  # type: ignore[no-untyped-def]
    source = write_sample(tmp_path / "source.pdf", Sample(4))
    spoil(source)
    refused(tmp_path, source, message)


def test_an_encrypted_file_is_refused(tmp_path: Path) -> None:
    source = write_sample(tmp_path / "plain.pdf", Sample(4))
    for number, user in enumerate(("secret", "")):
        locked = tmp_path / f"locked-{number}.pdf"
        with pikepdf.open(source) as pdf:
            pdf.save(locked, encryption=pikepdf.Encryption(owner="owner", user=user))
        refused(tmp_path, locked, "is encrypted")


def test_pages_of_two_sizes_are_refused(tmp_path: Path) -> None:
    source = write_sample(tmp_path / "plain.pdf", Sample(4))
    with pikepdf.open(source) as pdf:
        pdf.pages[2].obj.MediaBox = pikepdf.Array([0, 0, 300, 400])
        pdf.save(tmp_path / "mixed.pdf")
    refused(tmp_path, tmp_path / "mixed.pdf", "page 3 is 105.8 × 141.1 mm")


def test_paper_that_is_too_small_is_refused_with_what_would_help(tmp_path: Path) -> None:
    source = write_sample(tmp_path / "source.pdf", Sample(4))
    refused(tmp_path, source, "larger than the paper", ImpositionOptions(paper="a5"))


def test_too_many_nested_sheets_are_refused(tmp_path: Path) -> None:
    source = write_sample(tmp_path / "source.pdf", Sample(400))
    options = ImpositionOptions(thickness=0.3 * 72 / 25.4)
    refused(tmp_path, source, "of the inner margin", options)


def test_a_file_is_not_replaced_by_its_sheets(tmp_path: Path) -> None:
    source = write_sample(tmp_path / "source.pdf", Sample(4))
    with pytest.raises(UsageError, match="overwrite the input"):
        impose(source, source, ImpositionOptions())


def test_a_missing_folder_is_reported(tmp_path: Path) -> None:
    source = write_sample(tmp_path / "source.pdf", Sample(4))
    with pytest.raises(ProgramFailed, match="cannot write"):
        impose(source, tmp_path / "none" / "sheets.pdf", ImpositionOptions())


def refused(
    folder: Path, source: Path, message: str, options: ImpositionOptions | None = None
) -> None:
    """Hold that nothing is written, and what stood there before stays."""
    target = folder / "sheets.pdf"
    target.write_text("older")
    with pytest.raises(UsageError, match=message) as caught:
        impose(source, target, options or ImpositionOptions())
    assert caught.value.next_step
    assert target.read_text() == "older"
    assert not list(folder.glob(".*"))
