"""On the smallest screen nothing of a book runs out at the side, whatever its script."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest

from building import Shelf
from readers import open_in

pytestmark = pytest.mark.validator


@pytest.mark.parametrize("name", ["pamphlet", "thorough", "arabic", "japanese"])
def test_every_document_fits_a_window_320_pixels_wide(
    shelf: Shelf, name: str, tmp_path: Path
) -> None:
    with ZipFile(shelf(name)) as container:
        container.extractall(tmp_path)
    told = open_in("narrow", tmp_path)
    assert len(told["wide"]) > 3
    assert {file: by for file, by in told["wide"].items() if by > 0} == {}
    assert told["complaints"] == []


def test_what_runs_out_is_found(tmp_path: Path) -> None:
    body = f"<body><pre>{'x' * 90}</pre></body>"
    wide = f'<html xmlns="http://www.w3.org/1999/xhtml">{body}</html>'
    (tmp_path / "wide.xhtml").write_text(wide, encoding="utf-8")
    assert open_in("narrow", tmp_path)["wide"]["wide.xhtml"] > 0
