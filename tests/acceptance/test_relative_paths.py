"""The manuscript and the output folder are named as people name them: from where they are."""

from __future__ import annotations

import subprocess
from pathlib import Path

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
