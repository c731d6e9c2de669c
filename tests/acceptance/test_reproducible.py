"""The same manuscript gives the same bytes: in another folder, time zone, language, hash seed."""

from __future__ import annotations

import shutil
from pathlib import Path

from building import MANUSCRIPTS, Book, build

# Far apart: the date differs between these zones at any moment.
ELSEWHERE = {"TZ": "Pacific/Kiritimati", "LANG": "C", "LC_ALL": "C", "PYTHONHASHSEED": "4711"}


def test_another_build_gives_the_same_bytes(book: Book, tmp_path: Path) -> None:
    source = tmp_path / "a folder of its own" / "deeper"
    shutil.copytree(MANUSCRIPTS[book.name].parent, source)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    again = build(
        source / MANUSCRIPTS[book.name].name,
        tmp_path / "output",
        environment={**ELSEWHERE, "TMPDIR": str(elsewhere)},
        folder=elsewhere,
    )
    for kind in ("html", "epub", "pdf"):
        first: Path = getattr(book.files, kind)
        second: Path = getattr(again, kind)
        assert first.name == second.name
        assert first.read_bytes() == second.read_bytes(), f"the {kind} edition differs"
