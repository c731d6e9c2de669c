"""Two validators find nothing against PDF/UA-1 and PDF/A-3a in the screen PDF, and would find it.

They share no code: `page-validation` is Rust from PyPI, veraPDF is Java and the reference.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from building import MANUSCRIPTS, Book, once
from chapbook.tools.verapdf import VeraPdfResult, check_pdfs
from validators import VERAPDF, run_page_validation, verapdf_found

pytestmark = pytest.mark.validator
Judged = dict[str, VeraPdfResult]


@pytest.fixture(scope="module")
def judged(built: Callable[[str, Path], Book], shared_folder: Path) -> Judged:
    """What veraPDF says of the books and of a spoilt copy of one, all in one run of Java."""

    def judge(folder: Path) -> Judged:
        files = {name: built(name, path).files.pdf for name, path in MANUSCRIPTS.items()}
        files["spoilt"] = folder / "spoilt.pdf"
        _spoil(files["thorough"], files["spoilt"])
        return dict(zip(files, check_pdfs(tuple(files.values()), VERAPDF), strict=True))

    return once(shared_folder, "verapdf", judge)


def _spoil(source: Path, target: Path) -> None:
    """Take the identifier of a note away, and the words of a link."""
    with pikepdf.open(source) as pdf:
        note = next(
            thing
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == "/Note"
        )
        del note.ID
        annotations = (one for page in pdf.pages for one in page.get("/Annots", ()))
        del next(annotations).Contents
        pdf.save(target)


@pytest.mark.parametrize("profile", ["ua1", "3a"])
def test_page_validation_finds_nothing(book: Book, profile: str) -> None:
    assert run_page_validation(book.files.pdf, profile) == []


def test_verapdf_finds_nothing(book: Book, judged: Judged) -> None:
    assert verapdf_found(judged[book.name]) == []


def test_verapdf_finds_what_is_wrong(judged: Judged) -> None:
    assert verapdf_found(judged["spoilt"])
    clauses = {failure.clause.rpartition(" ")[2] for failure in judged["spoilt"].failures}
    assert {"7.9-1", "7.18.5-2"} <= clauses
