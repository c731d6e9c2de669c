"""Where the styles are found: in a wheel, in a clone, and nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import chapbook
from chapbook import resources
from chapbook.errors import ExitCode, ProgramMissing


@pytest.fixture(autouse=True)
def fresh_cache() -> Iterator[None]:
    resources.styles_folder.cache_clear()
    yield
    resources.styles_folder.cache_clear()


def place(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "base.css").write_text("p {}", encoding="utf-8")
    return folder


def install(monkeypatch: pytest.MonkeyPatch, root: Path) -> Path:
    package = root / "scripts" / "chapbook"
    package.mkdir(parents=True)
    monkeypatch.setattr(chapbook, "__file__", str(package / "__init__.py"))
    return package


def test_the_clone_that_runs_has_its_styles() -> None:
    folder = resources.styles_folder()
    assert folder.is_absolute()
    names = {path.name for path in folder.iterdir()}
    assert {"base.css", "notes.css", "screen.css"} <= names


def test_a_clone_keeps_styles_at_its_top(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    install(monkeypatch, tmp_path)
    expected = place(tmp_path / "styles")
    assert resources.styles_folder() == expected


def test_a_wheel_comes_before_what_lies_around_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    package = install(monkeypatch, tmp_path)
    place(tmp_path / "styles")
    expected = place(package / "styles")
    assert resources.styles_folder() == expected


def test_an_empty_folder_of_the_name_does_not_count(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    install(monkeypatch, tmp_path)
    (tmp_path / "styles").mkdir()
    with pytest.raises(ProgramMissing) as caught:
        resources.styles_folder()
    assert caught.value.exit_code is ExitCode.PROGRAM_MISSING
    assert "install" in caught.value.next_step
