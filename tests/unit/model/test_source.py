"""Places: lines and columns as an editor counts them; files that a manuscript may name."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapbook.model.files import inside
from core import examples, source_of


@examples(200)
@given(st.text(st.sampled_from("a\né😀\u2028\t"), max_size=30), st.data())
def test_every_offset_has_its_line_and_column(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    place = source_of(text).place(offset)
    before = text[:offset]
    assert place.line == before.count("\n") + 1
    assert place.column == len(before.rpartition("\n")[2]) + 1
    assert source_of(text).line_offset(place.line) + place.column - 1 == offset


@pytest.mark.parametrize(
    "target",
    ["", "..", "../a", "a/../../b", "/etc/passwd", "%2e%2e/a", "a\0b", "..\\a", "%2Fetc/passwd",
     "link/secret"],
)  # fmt: skip
def test_what_leads_out_of_the_folder_is_refused(tmp_path: Path, target: str) -> None:
    folder = tmp_path / "book"
    folder.mkdir()
    (folder / "link").symlink_to(tmp_path)
    assert inside(folder, target) is None


@pytest.mark.parametrize(
    ("target", "path"), [("a", "a"), ("a/../b", "b"), ("./a%20b", "a b"), ("a/b.png", "a/b.png")]
)
def test_what_lies_in_the_folder_is_found(tmp_path: Path, target: str, path: str) -> None:
    assert inside(tmp_path, target) == (tmp_path / path).resolve()
