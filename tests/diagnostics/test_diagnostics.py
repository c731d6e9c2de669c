"""One folder per diagnostic code: `manuscript.md`, and what is said about it in `expected.txt`.

A file `strict` beside them has it checked with `--strict`. A `source.pdf` instead of the manuscript
is imposed.

To accept what the code says now, run with CHAPBOOK_ACCEPT=1 and read the difference.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from chapbook.formats import FORMATS, formats_of
from chapbook.impose.findings import findings_of
from chapbook.model.diagnostics import Code
from chapbook.model.editions.imposition import ImpositionOptions
from chapbook.model.source import Place
from chapbook.options import BuildOptions
from chapbook.outcome import Outcome
from chapbook.pamphlet.sheets import impose_file
from chapbook.pipeline import build, check
from chapbook.policy import policy_of
from chapbook.report import lines_of
from chapbook.report.messages import MESSAGES

HERE = Path(__file__).parent
FOLDERS = sorted(folder for folder in HERE.glob("CB[0-9][0-9][0-9]") if folder.is_dir())


# What is known only when the pages have been laid out.
TOLD_BY_A_BUILD = {
    Code.STYLE_IGNORED.value: "pdf",
    Code.TABLE_TOO_WIDE.value: "pdf",
}
# What would be an error if pages were to be laid out.
TOLD_WITHOUT_PAGES = frozenset({Code.COVER_WITHOUT_WORDS.value})


def said_about(manuscript: Path, output: Path, run: Callable[..., Outcome] = check) -> str:
    strict = (manuscript.parent / "strict").exists()
    policy = policy_of(strict=strict, raw_html=False)
    formats = TOLD_BY_A_BUILD[manuscript.parent.name] if run is build else ",".join(FORMATS)
    if manuscript.parent.name in TOLD_WITHOUT_PAGES:
        formats = "epub"
    wanted = formats_of(formats)
    options = BuildOptions(manuscript, "manuscript.md", wanted, output, policy=policy)
    return "\n".join(lines_of(run(options, lambda _stage: None).diagnostics)) + "\n"


def said_about_sheets(source: Path, output: Path) -> str:
    _, summary = impose_file(source, output, ImpositionOptions())
    return "\n".join(lines_of(findings_of(summary, Place(source.name)))) + "\n"


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_bad_input_is_reported_as_expected(folder: Path, tmp_path: Path) -> None:
    expected = folder / "expected.txt"
    run = build if folder.name in TOLD_BY_A_BUILD else check
    source = folder / "source.pdf"
    if source.exists():
        said = said_about_sheets(source, tmp_path / "sheets.pdf")
    else:
        said = said_about(folder / "manuscript.md", tmp_path / "out", run)
    if os.environ.get("CHAPBOOK_ACCEPT"):
        expected.write_text(said, encoding="utf-8")
    assert said == expected.read_text(encoding="utf-8")
    assert f" {folder.name} " in said


def test_every_code_has_a_folder_and_words() -> None:
    codes = {code.value for code in Code}
    assert {folder.name for folder in FOLDERS} == codes
    assert {code.value for code in MESSAGES} == codes


def test_every_code_is_explained_in_errors_md() -> None:
    page = (HERE.parents[1] / "scripts" / "chapbook" / "ERRORS.md").read_text(encoding="utf-8")
    missing = [code.value for code in Code if f"## {code.value} " not in page]
    assert not missing
