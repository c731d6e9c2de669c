"""A pamphlet that is too thick to be folded and stapled at once is sewn in signatures."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from chapbook.errors import TooManySheets
from chapbook.impose.schemes import POINTS_PER_MM
from chapbook.model.editions.imposition import ImpositionOptions
from chapbook.pamphlet import bound
from unit.impose.sample_pdf import Sample, write_sample

CARD = ImpositionOptions(thickness=0.3 * POINTS_PER_MM)


PAPER = ImpositionOptions()


@pytest.mark.parametrize(
    ("pages", "wishes", "must", "scheme", "signatures"),
    [
        (40, CARD, False, "saddle", (10,)),
        (64, PAPER, False, "saddle", (16,)),
        (65, PAPER, False, "signatures", (5, 4, 4, 4)),
        (65, PAPER, True, "saddle", (17,)),
        (500, PAPER, False, "signatures", (5,) * 25),
    ],
)
def test_only_what_can_be_folded_at_once_is_stapled_unless_it_must_be(
    pages: int,
    wishes: ImpositionOptions,
    must: bool,
    scheme: str,
    signatures: tuple[int, ...],
    tmp_path: Path,
) -> None:
    source = write_sample(tmp_path / "book.pdf", Sample(pages))
    _, summary = bound(source, tmp_path / "sheets.pdf", wishes, must=must)
    assert (summary.scheme, summary.signatures) == (scheme, signatures)


def test_a_thick_book_is_sewn_in_even_signatures(tmp_path: Path) -> None:
    source = write_sample(tmp_path / "book.pdf", Sample(240))
    _, summary = bound(source, tmp_path / "sheets.pdf", CARD, must=False)
    assert (summary.scheme, summary.signatures) == ("signatures", (5,) * 12)
    with pikepdf.open(tmp_path / "sheets.pdf") as pdf:
        assert len(pdf.pages) == 120


def test_a_thick_book_that_must_be_stapled_is_refused(tmp_path: Path) -> None:
    source = write_sample(tmp_path / "book.pdf", Sample(240))
    with pytest.raises(TooManySheets, match="of the inner margin"):
        bound(source, tmp_path / "sheets.pdf", CARD, must=True)
    assert not (tmp_path / "sheets.pdf").exists()
