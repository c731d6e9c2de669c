"""Which file is what: by its content, and of PDFs by the names of all that are given."""

from __future__ import annotations

from pathlib import Path

import pytest

from chapbook.collate.files import Sort, sorted_files


def sorts(folder: Path, *names: str) -> dict[str, Sort]:
    for name in names:
        folder.joinpath(name).write_bytes(b"%PDF-1.7" if name.endswith(".pdf") else b"<html>")
    return {one.path.name: one.sort for one in sorted_files([folder])}


def test_what_is_made_of_a_pdf_is_distinguished_from_it(tmp_path: Path) -> None:
    made = (
        "a.pdf",
        "a-print.pdf",
        "a-cover.pdf",
        "a-pamphlet-a4.pdf",
        "a-pamphlet-zine-letter.pdf",
    )
    assert sorts(tmp_path, *made) == dict(
        zip(made, (Sort.PDF, Sort.PRESS, Sort.COVER, Sort.SHEETS, Sort.SHEETS), strict=True)
    )


@pytest.mark.parametrize("title", ["own-cover", "the-fine-print", "a-free-press", "a-pamphlet"])
def test_a_title_may_sound_like_a_file_made_of_another(title: str, tmp_path: Path) -> None:
    made = (f"{title}.pdf", f"{title}-print.pdf", f"{title}-cover.pdf")
    found = sorts(tmp_path, *made, f"{title}-pamphlet-a4.pdf")
    assert [found[name] for name in made] == [Sort.PDF, Sort.PRESS, Sort.COVER]


def test_an_edition_beside_a_pdf_says_whose_it_is(tmp_path: Path) -> None:
    names = ("a-pamphlet-a4.pdf", "a-pamphlet-a4.html", "a.pdf")
    assert sorts(tmp_path, *names)["a-pamphlet-a4.pdf"] is Sort.PDF


def test_pages_for_the_press_without_the_cover_are_known_by_the_edition(tmp_path: Path) -> None:
    assert sorts(tmp_path, "a.html", "a-print.pdf")["a-print.pdf"] is Sort.PRESS


def test_a_file_named_twice_is_one_file(tmp_path: Path) -> None:
    sorts(tmp_path, "a.html", "a.pdf")
    found = sorted_files([tmp_path / "a.pdf", tmp_path, tmp_path / "a.pdf"])
    assert [one.path.name for one in found] == ["a.pdf", "a.html"]
