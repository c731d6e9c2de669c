"""Two validators find nothing against PDF/UA-1 and PDF/A-3a in the screen PDF, and would find it.

They share no code: `page-validation` is Rust from PyPI, veraPDF is Java and the reference.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from building import CASES, MANUSCRIPTS, Book, build, once
from chapbook.tools.validators.verapdf import VeraPdfResult, check_pdfs
from inspectors.pdf_structure import Element, read_structure_tree
from validators import VERAPDF, run_page_validation, verapdf_found

pytestmark = pytest.mark.validator
Judged = dict[str, VeraPdfResult]


@pytest.fixture(scope="module")
def links(shared_folder: Path) -> Callable[[], Path]:
    """Return the PDF of a manuscript whose links hold emphasis."""
    manuscript = CASES / "formatted-links.md"
    return lambda: once(shared_folder, "links", lambda folder: build(manuscript, folder).pdf)


@pytest.fixture(scope="module")
def korean(shared_folder: Path) -> Path:
    """The PDF of a book whose fonts name their glyphs by identifiers."""
    source = CASES / "korean.md"
    return once(shared_folder, "korean-pdf", lambda folder: build(source, folder).pdf)


@pytest.fixture(scope="module")
def judged(
    built: Callable[[str, Path], Book],
    shared_folder: Path,
    links: Callable[[], Path],
    korean: Path,
) -> Judged:
    """What veraPDF says of the books and of a spoilt copy of one, all in one run of Java."""

    linked = links()

    def judge(folder: Path) -> Judged:
        files = {name: built(name, path).files.pdf for name, path in MANUSCRIPTS.items()}
        files["links"], files["korean"] = linked, korean
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


@pytest.mark.parametrize("profile", ["ua1", "3a"])
def test_links_with_emphasis_pass_page_validation(links: Callable[[], Path], profile: str) -> None:
    assert run_page_validation(links(), profile) == []


def test_links_with_emphasis_pass_verapdf(judged: Judged) -> None:
    assert verapdf_found(judged["links"]) == []


def test_hangul_passes_verapdf(judged: Judged) -> None:
    assert verapdf_found(judged["korean"]) == []


def test_a_link_with_emphasis_is_one_element_with_its_words(links: Callable[[], Path]) -> None:
    tree = read_structure_tree(links())
    found = {one.words(): one for one in tree.elements() if one.kind == "Link"}
    for words in ("the warp and the weft, and thread", "heading with weight", "a leaning link"):
        assert found[words].links == [words]
    long = next(one for words, one in found.items() if words.startswith("over another one"))
    assert len(long.links) > 1  # one for each line
    assert len(set(long.links)) == 1


def test_other_languages_are_marked(links: Callable[[], Path]) -> None:
    def spoken(one: Element) -> str:
        return "".join(kid if isinstance(kid, str) else spoken(kid) for kid in one.kids)

    found = [
        (one.language, one.kind, spoken(one)) for one in read_structure_tree(links()).elements()
    ]
    assert ("de", "Span", "Garten") in found
    assert ("fr", "Span", "jardin") in found
    assert ("de", "P", "Ein Absatz in einer anderen Sprache.") in found or any(
        language == "de" and "Ein Absatz" in text for language, _, text in found
    )


def test_verapdf_finds_what_is_wrong(judged: Judged) -> None:
    assert verapdf_found(judged["spoilt"])
    clauses = {failure.clause.rpartition(" ")[2] for failure in judged["spoilt"].failures}
    assert {"7.9-1", "7.18.5-2"} <= clauses
