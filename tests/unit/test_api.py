"""The functions of the package: the results of the commands as data, without printing or exits."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

import chapbook
from chapbook import api
from chapbook.collate import Source
from chapbook.errors import ExitCode
from chapbook.model.editions.output import Verdict
from documents import ROOT

PAGE = ROOT / "scripts" / "API.md"
WELL = "---\ntitle: T\n---\n\nText.[^a]\n\n[^a]: A note.\n"
WRONG = "---\ntitle: T\nauther: X\n---\n\nText.[^b]\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "my-book.md").write_text(WELL, encoding="utf-8")
    (tmp_path / "wrong.md").write_text(WRONG, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run_python(code: str, folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.slow
def test_examples_of_the_page_run(folder: Path) -> None:
    blocks = re.findall(
        r"^```python\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    printed = run_python("\n".join(blocks), folder).splitlines()
    assert [line.split()[0] for line in printed] == ["html", "epub", "PASS", "unknown"]
    assert printed[-1] == "unknown profile “nook”; choose from universal, kobo, kindle"
    assert (folder / "out" / "t.epub").exists()


def test_the_page_names_every_name_and_option() -> None:
    page = PAGE.read_text(encoding="utf-8")
    options = [*api.BuildKeywords.__annotations__, *api.CheckKeywords.__annotations__]
    assert len(options) > 14
    names = (*chapbook.__all__, *options)
    assert [name for name in names if f"`{name}`" not in page] == []
    assert all(f"`chapbook.{name}(" in page for name in ("build", "check", "collate"))


def test_the_package_shows_what_the_module_exports() -> None:
    assert chapbook.__all__ == api.__all__
    assert all(getattr(chapbook, name) is getattr(api, name) for name in api.__all__)
    assert set(api.__all__) <= set(dir(chapbook))
    assert not hasattr(chapbook, "nothing")


def test_importing_the_package_imports_nothing_of_it(tmp_path: Path) -> None:
    code = "import sys, chapbook; print(sorted(one for one in sys.modules if 'chapbook.' in one))"
    assert run_python(code, tmp_path) == "[]\n"


def test_the_function_collate_does_not_hide_the_stage_of_that_name() -> None:
    assert chapbook.collate is api.collate
    assert Source.__module__ == "chapbook.collate"


def test_check_returns_the_problems_of_a_manuscript(folder: Path) -> None:
    result = chapbook.check("wrong.md")
    warning, error = result.problems
    assert (warning.code, warning.line, warning.severity) == ("CB102", 3, "warning")
    assert result.errors == (error,)
    assert str(error).startswith("wrong.md:6:6: error CB201 ")
    assert result.exit_code is ExitCode.MANUSCRIPT_ERRORS
    assert result.files == ()
    assert sorted(path.name for path in folder.iterdir()) == ["my-book.md", "wrong.md"]


def test_build_returns_the_files_it_wrote(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    stages: list[str] = []
    result = chapbook.build(
        folder / "my-book.md", formats=["html"], output=folder / "out", progress=stages.append
    )
    (file,) = result.files
    assert (file.format, file.path, file.size) == (
        "html",
        folder / "out/t.html",
        file.path.stat().st_size,
    )
    assert result.exit_code is ExitCode.WELL
    assert result.collation is not None
    assert result.collation.verdict is Verdict.PASS
    assert stages[:4] == ["read", "parse", "resolve", "render"]
    assert capfd.readouterr() == ("", "")
    with pytest.raises(FrozenInstanceError):
        result.files = ()  # type: ignore[misc]  # the point of the test


def test_build_of_a_manuscript_with_errors_writes_nothing(folder: Path) -> None:
    result = chapbook.build("wrong.md", output="out")
    assert [one.code for one in result.errors] == ["CB201"]
    assert not (folder / "out").exists()


def test_collate_compares_files_and_writes_to_the_given_folder(folder: Path) -> None:
    chapbook.build("my-book.md", formats="html,epub", output="out")
    report = chapbook.collate(["out/t.html", "out/t.epub"], output="report")
    assert report.verdict is Verdict.PASS
    assert (folder / "report" / "collation.json").exists()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"formats": "docx"}, "there is no format"),
        ({"profile": "nook"}, "unknown profile"),
        ({"flip": "over"}, "unknown flip"),
        ({"press": "home"}, "unknown press"),
        ({"limits": ["notes=none"]}, "whole number"),
        ({"strict": True, "raw_html": True}, "--strict"),
        ({"scheme": "origami"}, "origami"),
        ({"papers": ["a0"]}, "a0"),
    ],
)
def test_an_unknown_value_is_a_usage_error(
    folder: Path, options: api.BuildKeywords, message: str
) -> None:
    with pytest.raises(chapbook.UsageError, match=message):
        chapbook.build("my-book.md", **options)
    assert not (folder / "build").exists()


def test_errors_of_the_system_are_of_the_documented_type(folder: Path) -> None:
    (folder / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(chapbook.ChapbookError) as caught:
        chapbook.build("my-book.md", formats="html", output="file/below")
    assert caught.value.exit_code is ExitCode.PROGRAM_FAILED
    with pytest.raises(chapbook.UsageError, match="there is no none"):
        chapbook.collate("none")
    with pytest.raises(chapbook.ChapbookError, match="too long"):
        chapbook.collate("x" * 300)
