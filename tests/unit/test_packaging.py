"""`pip install .` gives a working command: the wheel holds styles, templates and schemas."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from chapbook import __version__

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    options = ["wheel", "--no-deps", "--no-build-isolation", "--quiet", "-w", str(folder)]
    command = [sys.executable, "-m", "pip", *options, str(ROOT)]
    subprocess.run(command, check=True, env={**os.environ, "PIP_NO_INDEX": "1"})
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_holds_all_that_is_not_code(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    for folder, pattern in (
        (ROOT / "styles", "*.css"),
        (ROOT / "scripts/chapbook/render/templates", "**/*.*html"),
        (ROOT / "scripts/chapbook/schemas", "*.json"),
    ):
        files = sorted(folder.glob(pattern))
        assert files
        base = ROOT if folder.name == "styles" else ROOT / "scripts/chapbook"
        assert {f"chapbook/{file.relative_to(base)}" for file in files} <= inside


def test_the_wheel_says_that_the_package_is_typed_and_which_version_it_is(wheel: Path) -> None:
    assert wheel.name.startswith(f"chapbook-{__version__}-")
    assert "chapbook/py.typed" in zipfile.ZipFile(wheel).namelist()


@pytest.mark.slow
def test_the_installed_command_builds(wheel: Path, tmp_path: Path) -> None:
    """Run from the wheel alone: the folder of the repository is not on the path."""
    site = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(site)
    manuscript = tmp_path / "book.md"
    manuscript.write_text("# Chapter\n\nText.[^1]\n\n[^1]: A note.\n", encoding="utf-8")
    code = (
        f"import sys; sys.path.insert(0, {str(site)!r}); import chapbook; "
        f"assert chapbook.__file__.startswith({str(site)!r}); "
        f"sys.argv = ['chapbook', 'build', {str(manuscript)!r}, '--output', 'out']; "
        "from chapbook.cli.main import main; main()"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=tmp_path, capture_output=True)
    assert {file.suffix for file in (tmp_path / "out").iterdir()} == {
        ".html",
        ".epub",
        ".pdf",
        ".png",
        ".json",
        ".xml",
        "",
    }
