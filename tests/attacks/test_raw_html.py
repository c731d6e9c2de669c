"""The one switch that lets scripts through: on the command line, and declared where a standard asks."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from attacks.attack import Attack, attempt, lay_out
from chapbook.policy import Policy
from validators import run_epubcheck

_TEXT = "# One\n\n<p id='p' onclick='go()'>Text</p>\n\n<script>function go() { return 1 < 2 }</script>\n\n# Two\n\nWords.\n"


@pytest.fixture(scope="module", params=[True, False], ids=["raw HTML", "as always"])
def editions(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[bool, Path]:
    """A book with a script in one of its chapters, built with the switch and without."""
    folder = tmp_path_factory.mktemp("raw")
    attack = Attack("raw", _TEXT, policy=Policy(raw_html=request.param))
    attempt(attack, lay_out(attack, folder, "http://127.0.0.1:1"), folder / "out")
    return request.param, folder / "out"


def test_a_script_comes_through_only_with_the_switch(editions: tuple[bool, Path]) -> None:
    switched, folder = editions
    html = (folder / "probe.html").read_text(encoding="utf-8")
    assert ("function go()" in html) is switched
    assert ("onclick" in html) is switched


def test_an_epub_declares_which_of_its_files_are_scripted(editions: tuple[bool, Path]) -> None:
    """EPUB 3.3, 5.6.2: a content document with scripts has the property `scripted`."""
    switched, folder = editions
    with zipfile.ZipFile(folder / "probe.epub") as container:
        package = container.read("EPUB/content.opf").decode()
        items = [line for line in package.split("<item ") if "scripted" in line]
    assert [("one" in item) for item in items] == [True] * switched


def test_epubcheck_finds_no_fault_in_a_scripted_epub(
    editions: tuple[bool, Path], tmp_path: Path
) -> None:
    found = run_epubcheck(editions[1] / "probe.epub", tmp_path)
    assert [message for message in found if not message.startswith("USAGE")] == []
