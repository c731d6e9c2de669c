"""Finished files are damaged, one way after another: the collation names each, at its place."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from building import MANUSCRIPTS, Book
from chapbook.collate import Outside, collate
from chapbook.model.editions.collation import CollationReport, Finding
from chapbook.model.editions.output import Verdict
from chapbook.tools import pandoc
from damages import DAMAGES
from mutations import Damage


@pytest.fixture(scope="module")
def folder(built: Callable[[str, Path], Book]) -> Path:
    """All files of the book with every construct."""
    return built("thorough", MANUSCRIPTS["thorough"]).files.html.parent


def collated(folder: Path) -> CollationReport:
    return collate([folder], None, Outside(pandoc.read_markdown))


def test_undamaged_files_give_no_difference(folder: Path) -> None:
    report = collated(folder)
    assert [one for one in report.comparisons if one.verdict is Verdict.FAIL] == []


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.name)
def test_a_damage_is_named_at_its_place(damage: Damage, folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    damage.apply(copy)
    report = collated(copy)
    assert report.verdict is Verdict.FAIL
    found = [
        finding
        for one in report.comparisons
        if one.verdict is Verdict.FAIL and one.subject == damage.subject
        for finding in one.findings
    ]
    assert any(is_named(damage, finding) for finding in found), found


def is_named(damage: Damage, finding: Finding) -> bool:
    places = [reading.place for reading in finding.readings]
    words = [finding.message]
    words += [f"{r.copy} {r.before} {r.words} {r.after}" for r in finding.readings]
    placed = not damage.place or any(damage.place in place for place in places)
    return placed and damage.words in " ".join(words)


def test_there_are_ninety_damages_and_more() -> None:
    assert len({damage.name for damage in DAMAGES}) == len(DAMAGES) >= 90
