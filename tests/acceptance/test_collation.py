"""Collation: editions that agree are said to agree, whatever the book; the report has a schema."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import jsonschema
import pytest

from building import CASES, CHAPBOOK, EVERYTHING, SHELF_BOOKS, Book, Shelf, build
from loopback import Loopback
from schemas import collation_schema


def collate(*arguments: str | Path) -> dict[str, object]:
    """Run the command; give its report, which keeps the schema."""
    done = subprocess.run(
        [CHAPBOOK, "collate", *arguments, "--json"], capture_output=True, text=True, check=False
    )
    assert done.stdout, done.stderr
    report: dict[str, object] = json.loads(done.stdout)
    jsonschema.validate(report, collation_schema())
    assert done.returncode == {"PASS": 0, "FAIL": 6, "NOT RUN": 7}[str(report["verdict"])]
    return report


def failed(report: dict[str, object]) -> list[object]:
    """Return what did not pass, with what was found."""
    comparisons = report["comparisons"]
    assert isinstance(comparisons, list)
    return [one for one in comparisons if one["verdict"] == "FAIL"]


def test_the_three_editions_and_the_manuscript_agree(book: Book) -> None:
    files = book.files
    report = collate(files.html, files.epub, files.pdf, "--manuscript", SHELF_BOOKS[book.name])
    assert failed(report) == []
    assert report["verdict"] == "PASS"
    copies = report["copies"]
    assert isinstance(copies, list)
    counts = {copy["name"]: copy["counts"] for copy in copies}
    assert {c["notes"] for c in counts.values()} == {len(book.html.notes)}
    assert {c["calls"] for c in counts.values()} == {len(book.html.calls)}


@pytest.mark.parametrize("name", ["arabic", "japanese"])
def test_other_scripts_agree(shelf: Shelf, name: str) -> None:
    epub = shelf(name)
    report = collate(epub.with_suffix(".html"), epub, "--manuscript", SHELF_BOOKS[name])
    assert failed(report) == []
    assert report["verdict"] == "PASS"


def test_a_folder_gets_its_report(book: Book, tmp_path: Path) -> None:
    for file in (book.files.html, book.files.epub):
        tmp_path.joinpath(file.name).write_bytes(file.read_bytes())
    assert collate(tmp_path)["verdict"] == "PASS"
    kept = json.loads(tmp_path.joinpath("collation.json").read_text(encoding="utf-8"))
    jsonschema.validate(kept, collation_schema())
    page = tmp_path.joinpath("collation.html").read_text(encoding="utf-8")
    assert "<strong>PASS</strong>" in page
    assert "<script" not in page
    assert collate(tmp_path)["comparisons"] == kept["comparisons"]


def test_what_is_not_there_is_a_wrong_use(tmp_path: Path) -> None:
    done = subprocess.run(
        [CHAPBOOK, "collate", tmp_path / "none"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "hint: " in done.stderr


@pytest.mark.parametrize("name", ["corners", "hebrew", "two-directions", "arabic", "japanese"])
def test_a_build_of_all_editions_agrees(name: str, tmp_path: Path) -> None:
    """Each sentence of these has made the collation see a difference where there was none."""
    build(CASES / f"{name}.md", tmp_path, formats=f"{EVERYTHING},print")
    report = json.loads(tmp_path.joinpath("collation.json").read_text(encoding="utf-8"))
    assert failed(report) == []
    assert report["verdict"] == "PASS"


def online(folder: Path, address: str) -> list[object]:
    """Collate two pages with a link to an address, asking the network."""
    page = f"<!DOCTYPE html><html lang=en><title>T</title><p>One <a href='{address}'>two</a></p>"
    for name in ("a.html", "b.html"):
        folder.joinpath(name).write_text(page, encoding="utf-8")
    report = collate(folder / "a.html", folder / "b.html", "--online")
    (asked,) = [one for one in report["comparisons"] if one["subject"] == "addresses online"]  # type: ignore[attr-defined]
    return [asked["verdict"], *(finding["message"] for finding in asked["findings"])]


def test_addresses_are_checked_only_on_request(tmp_path: Path) -> None:
    with Loopback() as server:
        assert online(tmp_path, server.address + "/there") == ["PASS"]
        assert online(tmp_path, server.address + "/only-get") == ["PASS"]
        verdict, message = online(tmp_path, server.address + "/gone")
        assert (verdict, "responds with 404" in str(message)) == ("FAIL", True)
        seen = list(server.asked)
        collate(tmp_path / "a.html", tmp_path / "b.html")
        assert server.asked == seen
        assert [method for method, path in seen if path == "/only-get"] == ["HEAD", "GET"]
    verdict, message = online(tmp_path, server.address)
    assert (verdict, "cannot be reached" in str(message)) == ("FAIL", True)
