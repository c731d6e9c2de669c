"""What other tools lose is said: pandoc's editions of a book with repeated and nested notes.

And files that are no editions are findings or clear errors, never a traceback and never a PASS.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pikepdf
import pypandoc
import pytest

from building import CHAPBOOK, Book
from schemas import collation_schema

NOTES = """---
title: The Harbour
author: Ada Fern
lang: en
---

# The quay

The quay was built twice.[^built] Boats lie there,[^gloss] and a crane.[^nested]

# The light

The light turns,[^gloss] and the quay[^built] is seen from it.

[^built]: In spring, and again in autumn.
[^gloss]: Said also of books.
[^nested]: Painted red; see another note.[^inner]
[^inner]: Nobody reads this one.
"""
BROKEN_NESTING = (
    "<!DOCTYPE html><html lang=en><title>T</title><p>One <b>two <i>three</b> four</i><div>"
)


def collate(*arguments: str | Path) -> tuple[int, dict[str, Any]]:
    done = subprocess.run(
        [CHAPBOOK, "collate", *arguments, "--json"], capture_output=True, text=True, check=False
    )
    assert "Traceback" not in done.stderr
    assert done.stdout, done.stderr
    report = json.loads(done.stdout)
    jsonschema.validate(report, collation_schema())
    return done.returncode, report


def messages(report: dict[str, Any], subject: str, *copies: str) -> str:
    return "\n".join(
        finding["message"]
        for one in report["comparisons"]
        if one["subject"] == subject and one["copies"] == list(copies)
        for finding in one["findings"]
    )


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("pandoc")
    book = folder / "book.md"
    book.write_text(NOTES, encoding="utf-8")
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    for name, options in (
        ("book.html", ["--standalone"]),
        ("book.epub", []),
        ("book.pdf", ["--pdf-engine=weasyprint"]),
    ):
        subprocess.run(
            [pypandoc.get_pandoc_path(), book, *options, "-o", folder / name],
            check=True, capture_output=True, env={**os.environ, "PATH": programs},
        )  # fmt: skip
    code, told = collate(book, *(folder / f"book.{kind}" for kind in ("epub", "pdf", "html")))
    assert code == 6
    return told


@pytest.mark.parametrize("edition", ["HTML", "EPUB"])
def test_doubled_notes_are_found(report: dict[str, Any], edition: str) -> None:
    found = messages(report, "notes", "manuscript", edition)
    for label in ("gloss", "built"):
        assert (
            f"the note {label} is one note in manuscript; in {edition} its body is duplicated"
            in found
        )


@pytest.mark.parametrize("edition", ["HTML", "EPUB", "PDF pages"])
def test_the_nested_call_is_missed(report: dict[str, Any], edition: str) -> None:
    assert "a call is missing from" in messages(report, "notes", "manuscript", edition)
    assert "[^ inner]" in messages(report, "notes", "manuscript", edition)


def test_missing_ways_back_are_found(report: dict[str, Any]) -> None:
    found = messages(report, "links to notes and back", "EPUB")
    assert found == "none of the 5 notes links back to its call"
    assert messages(report, "links to notes and back", "HTML") == ""


def test_nothing_else_is_said_of_its_words(report: dict[str, Any]) -> None:
    for edition in ("HTML", "EPUB", "PDF pages"):
        assert messages(report, "text", "manuscript", edition) == ""
    assert messages(report, "structure", "HTML", "EPUB") == ""


def test_an_untagged_pdf_is_compared_as_drawn(report: dict[str, Any]) -> None:
    verdicts = {
        (one["subject"], one["copies"][-1]): one["verdict"]
        for one in report["comparisons"]
        if one["copies"] and one["copies"][0] == "manuscript"
    }
    assert verdicts["text", "PDF pages"] == "PASS"
    assert verdicts["structure", "PDF structure"] == "NOT RUN"


def damaged(kind: str, book: Book, folder: Path) -> Path:
    path = folder / f"book.{'epub' if kind == 'zip' else 'pdf'}"
    if kind == "zip":
        content = book.files.epub.read_bytes()
        path.write_bytes(content[: len(content) // 2])
    elif kind == "encrypted":
        with pikepdf.open(book.files.pdf) as opened:
            opened.save(path, encryption=pikepdf.Encryption(owner="o", user="u"))
    elif kind == "cut":
        path.write_bytes(book.files.pdf.read_bytes()[:4000])
    elif kind == "nothing":
        path = folder / "book.html"
        path.write_bytes(b"")
    else:
        path = folder / "noise.bin"
        path.write_bytes(bytes(range(256)) * 40)
    return path


@pytest.mark.parametrize("kind", ["zip", "encrypted", "cut", "nothing", "noise"])
def test_what_cannot_be_read_is_a_finding(kind: str, book: Book, tmp_path: Path) -> None:
    path = damaged(kind, book, tmp_path)
    code, told = collate(book.files.html, path)
    assert code == 6
    assert path.name in messages(told, "readable", path.name)
    left_out = [
        one for one in told["comparisons"] if f"{path.name} cannot be read" in one["reason"]
    ]
    assert bool(left_out) is (kind != "noise")
    assert {one["verdict"] for one in left_out} <= {"NOT RUN"}


def test_broken_nesting_is_read_as_browsers_do(tmp_path: Path) -> None:
    page, other = tmp_path / "a.html", tmp_path / "b.html"
    page.write_text(BROKEN_NESTING, encoding="utf-8")
    other.write_text("<!DOCTYPE html><html lang=en><title>T</title><p>One two three five")
    code, told = collate(page, other)
    assert code == 6
    assert "“four”" in json.dumps(told, ensure_ascii=False)
