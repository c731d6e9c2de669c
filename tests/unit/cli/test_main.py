"""The command line: exit codes, and what goes to which stream, in process and as a real program."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result

from chapbook import __version__, pipeline
from chapbook.cli import main
from chapbook.errors import EditionFailed, ExitCode, ProgramFailed, ProgramMissing
from chapbook.formats import DEFAULT_FORMATS
from chapbook.model.editions.collation import CollationReport, Finding, compared
from chapbook.options import BuildOptions
from chapbook.outcome import Outcome, Progress
from schemas import report_schema

CHAPBOOK = Path(sys.executable).parent / "chapbook"
WELL = "---\ntitle: T\n---\n\nText.[^a]\n\n[^a]: A note.\n"
WRONG = "---\ntitle: T\nauther: X\n---\n\nText.[^b]\n"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main.cli, [str(argument) for argument in arguments])


def program(
    *arguments: str | Path, folder: Path, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [CHAPBOOK, *arguments],
        cwd=folder,
        env={**os.environ, **(environment or {})},
        capture_output=True,
        text=True,
        check=False,
    )


def report_of(printed: str) -> Any:
    report = json.loads(printed)
    jsonschema.validate(report, report_schema())
    return report


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "well.md").write_text(WELL, encoding="utf-8")
    (tmp_path / "wrong.md").write_text(WRONG, encoding="utf-8")
    return tmp_path


# --- In process -----------------------------------------------------------------------------------


def test_a_check_without_findings_says_so(folder: Path) -> None:
    result = run("check", folder / "well.md")
    assert result.exit_code == ExitCode.WELL
    assert result.stdout == ""
    assert result.stderr.endswith("0 errors, 0 warnings\n")
    assert sorted(path.name for path in folder.iterdir()) == ["well.md", "wrong.md"]


def test_a_check_with_errors_tells_them_and_leaves_with_3(folder: Path) -> None:
    path = folder / "wrong.md"
    result = run("check", path)
    assert result.exit_code == ExitCode.MANUSCRIPT_ERRORS
    assert f"{path}:3:1: warning CB102 " in result.stderr
    assert f"{path}:6:6: error CB201 " in result.stderr
    assert result.stderr.endswith("1 error, 1 warning\n")


def test_json_is_all_that_is_printed(folder: Path) -> None:
    result = run("check", folder / "wrong.md", "--json")
    assert result.exit_code == ExitCode.MANUSCRIPT_ERRORS
    assert result.stderr == ""
    report = report_of(result.stdout)
    assert report["exit"] == 3
    assert [item["code"] for item in report["diagnostics"]] == ["CB102", "CB201"]
    assert report["artifacts"] == []
    assert set(report["seconds"]) == {"read", "parse", "resolve"}


@pytest.mark.parametrize("named", [["html,epub"], ["epub", "html"], ["html", "epub,html"]])
def test_formats_are_named_in_a_list_or_one_by_one(folder: Path, named: list[str]) -> None:
    options = [part for name in named for part in ("--format", name)]
    result = run("build", folder / "well.md", *options, "--output", folder / "out")
    assert result.exit_code == ExitCode.WELL
    assert {path.suffix for path in (folder / "out").glob("t.*")} == {".html", ".epub"}


def test_a_missing_manuscript_is_an_error_of_the_manuscript(folder: Path) -> None:
    result = run("check", folder / "nothing.md", "--json")
    assert result.exit_code == ExitCode.MANUSCRIPT_ERRORS
    (finding,) = report_of(result.stdout)["diagnostics"]
    assert (finding["code"], finding["line"], finding["column"]) == ("CB001", None, None)


@pytest.mark.parametrize("as_json", [[], ["--json"]])
def test_a_build_writes_what_it_names(folder: Path, as_json: list[str]) -> None:
    output = folder / "out" / "deep"
    result = run("build", folder / "well.md", "--format", "html", "--output", output, *as_json)
    assert result.exit_code == ExitCode.WELL
    assert sorted(path.name for path in output.iterdir()) == [
        "collation.html", "collation.json", "t.html",
    ]  # fmt: skip
    assert str(output / "t.html") in result.stdout
    if as_json:
        assert report_of(result.stdout)["collation"] == "PASS"
        (artifact,) = report_of(result.stdout)["artifacts"]
        assert artifact["bytes"] == (output / "t.html").stat().st_size


def test_a_build_with_errors_writes_nothing(folder: Path) -> None:
    result = run("build", folder / "wrong.md", "--output", folder / "out")
    assert result.exit_code == ExitCode.MANUSCRIPT_ERRORS
    assert not (folder / "out").exists()


@pytest.mark.parametrize(
    ("failure", "code"),
    [
        (ProgramFailed("pandoc fell over", "look at it"), ExitCode.PROGRAM_FAILED),
        (ProgramMissing("pandoc is not there", "install it"), ExitCode.PROGRAM_MISSING),
    ],
)
def test_what_ends_a_run_is_in_the_report(
    folder: Path, monkeypatch: pytest.MonkeyPatch, failure: ProgramFailed, code: ExitCode
) -> None:
    def fail(_: BuildOptions, __: Progress) -> Outcome:
        raise failure

    monkeypatch.setattr(pipeline, "check", fail)
    result = run("check", folder / "well.md", "--json")
    assert result.exception is failure
    report = report_of(result.stdout)
    assert (report["exit"], report["failure"]) == (code, failure.message)


def test_usage_errors_are_in_the_report_too(folder: Path) -> None:
    result = run("build", folder / "well.md", "--format", "docx", "--json")
    assert report_of(result.stdout)["exit"] == ExitCode.USAGE


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["check", "well.md"], 0),
        (["check", "wrong.md"], 3),
        (["check", "missing.md"], 3),
        (["check", "."], 3),
        (["check", "well.md", "--no-such-option"], 2),
        (["build", "well.md", "--format", "docx"], 2),
        (["build", "well.md", "--format", ""], 2),
        (["build", "well.md", "--format", "site"], 2),
        (["build", "well.md", "--format", "html", "--output", "well.md"], 2),
        (["build", "well.md", "--format", "html", "--output", "well.md/below"], 5),
        (["no-such-command"], 2),
        (["--help"], 0),
        (["build", "-h"], 0),
    ],
)
def test_exit_codes(
    folder: Path,
    arguments: list[str],
    code: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(folder)
    monkeypatch.setattr(sys, "argv", ["chapbook", *arguments])
    monkeypatch.setattr(main, "_prepare", lambda: None)  # streams and signals are pytest's
    with pytest.raises(SystemExit) as left:
        main.main()
    printed = capsys.readouterr().err
    assert left.value.code == code, printed
    assert "Traceback" not in printed


# --- As a program ---------------------------------------------------------------------------------


def test_the_version_is_printed(folder: Path) -> None:
    done = program("--version", folder=folder)
    assert (done.returncode, done.stdout) == (0, f"chapbook, version {__version__}\n")


def test_a_bad_epoch_is_a_usage_error(folder: Path) -> None:
    done = program("check", "well.md", folder=folder, environment={"SOURCE_DATE_EPOCH": "soon"})
    assert done.returncode == ExitCode.USAGE
    assert "hint: " in done.stderr


def test_without_pandoc_the_exit_code_is_4(folder: Path) -> None:
    """pypandoc takes the program that this variable names."""
    done = program(
        "check", "well.md", folder=folder,
        environment={"PYPANDOC_PANDOC": str(folder / "none"), "PATH": "", "HOME": str(folder)},
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    assert done.returncode == ExitCode.PROGRAM_MISSING, done.stderr


def test_names_that_no_terminal_can_show_break_nothing(folder: Path) -> None:
    name = os.fsdecode(b"b\xffd.md")
    (folder / name).write_text(WRONG, encoding="utf-8")
    done = program("check", name, "--json", folder=folder, environment={"LC_ALL": "C"})
    assert done.returncode == ExitCode.MANUSCRIPT_ERRORS
    assert "Traceback" not in done.stderr


def test_an_interrupted_run_leaves_with_130(folder: Path) -> None:
    text = "Text.\n\n" * 200_000
    (folder / "long.md").write_text(text, encoding="utf-8")
    # A shell in the background lets its programs ignore SIGINT, and they hand that on.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with subprocess.Popen(
        [CHAPBOOK, "check", "long.md"], cwd=folder, stderr=subprocess.PIPE, text=True
    ) as running:
        assert running.stderr is not None
        while "parse" not in running.stderr.readline():
            time.sleep(0.01)
        running.send_signal(signal.SIGINT)
        rest = running.stderr.read()
    assert running.returncode == ExitCode.INTERRUPTED, rest
    assert "Traceback" not in rest


def test_a_build_without_collation_says_so(folder: Path) -> None:
    output = folder / "out"
    build = ["build", folder / "well.md", "--format", "html", "--output", output, "--no-collate"]
    result = run(*build, "--json")
    assert result.exit_code == ExitCode.WELL
    assert report_of(result.stdout)["collation"] == "NOT RUN"
    assert "--no-collate" in (output / "collation.json").read_text(encoding="utf-8")


def test_editions_that_differ_are_kept_aside(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def differs(*_: object) -> CollationReport:
        found = compared("text", ("HTML", "EPUB"), [Finding("a word is missing")])
        return CollationReport("T", (), (found,))

    output = folder / "out"
    output.mkdir()
    (output / "t.html").write_text("older", encoding="utf-8")
    monkeypatch.setattr("chapbook.proof.collate", differs)
    result = run("build", folder / "well.md", "--format", "html", "--output", output)
    assert isinstance(result.exception, EditionFailed)
    assert (output / "t.html").read_text(encoding="utf-8") == "older"
    aside = sorted(path.name for path in (output / "rejected").iterdir())
    assert aside == ["collation.html", "collation.json", "t.html"]
    monkeypatch.undo()
    assert run("build", folder / "well.md", "--format", "html", "--output", output).exit_code == 0
    assert not (output / "rejected").exists()


def test_help_and_version_import_nothing_that_builds() -> None:
    code = (
        "import sys, chapbook.cli.main\n"
        "heavy = {'chapbook.pipeline', 'chapbook.formats', 'jinja2', 'lxml', 'pikepdf', 'PIL'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_the_default_of_the_option_is_that_of_the_registry() -> None:
    (formats,) = (one for one in main.cli.commands["build"].params if one.name == "formats")
    assert formats.default == [DEFAULT_FORMATS]
