"""The manuscript and the output folder are named as people name them: from where they are."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from building import CHAPBOOK

_CITING = """\
---
title: From Here
lang: en-GB
references:
  - id: logbook
    type: book
    title: A Logbook
    issued: 1901
---

# One

A claim [@logbook, 4].
"""


def test_relative_paths_lead_to_the_same_place_in_every_program(tmp_path: Path) -> None:
    (tmp_path / "book.md").write_text(_CITING, encoding="utf-8")
    done = subprocess.run(
        [CHAPBOOK, "build", "book.md", "--output", "out/here", "--format", "html,epub"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert {"from-here.html", "from-here.epub"} <= {
        path.name for path in (tmp_path / "out" / "here").iterdir()
    }


_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20">'
    '<rect width="40" height="9"/></svg>'
)
_SHOWING = _CITING.replace("lang: en-GB", "lang: en-GB\nauthor: Ann Example\ncover: a.svg") + (
    "\n![A picture](a.svg)\n\n![Another](sub%20folder/b.svg)\n"
)


# As downloads, archives and people name folders; `%2F` is a slash once it is decoded.
@pytest.mark.parametrize(
    "name", ["my%20book", "a%2Fb", "100%", "a#b?c=d&e", 'it\'s "é" <here>', "%E2%82%AC $HOME ~"]
)
def test_any_name_of_a_folder_will_do(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    (folder / "sub%20folder").mkdir(parents=True)
    (folder / "a.svg").write_text(_SVG, encoding="utf-8")
    (folder / "sub%20folder" / "b.svg").write_text(_SVG, encoding="utf-8")
    (folder / "book.md").write_text(_SHOWING, encoding="utf-8")
    done = subprocess.run(
        [CHAPBOOK, "build", "book.md", "--format", "html,epub,pdf"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "0 errors, 0 warnings" in done.stderr
    html = (folder / "build" / "from-here.html").read_text(encoding="utf-8")
    assert "A Logbook" in html
    assert html.count("data:image/svg+xml") >= 2
