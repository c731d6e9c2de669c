"""A note that is on a wrong page stops the build, which names its label and its line."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from building import CHAPBOOK
from chapbook.errors import EditionFailed

# With this policy a line keeps its place when its note does not fit (styles/README.md).
SHEET = ".note { footnote-policy: auto }"
HEAD = """---
title: Late Notes
author: Ann Example
lang: en-GB
print: {css: late.css}
---

# One
"""
WORDS = "The weaver counted the threads of the warp once more. "


def test_a_late_note_is_named_with_its_line(tmp_path: Path) -> None:
    text = "".join(f"{WORDS * (2 + n % 3)}[^n{n}] {WORDS}\n\n" for n in range(1, 40))
    notes = "".join(f"[^n{n}]: {WORDS * (1 + n % 4)}\n\n" for n in range(1, 40))
    manuscript = tmp_path / "late.md"
    manuscript.write_text(f"{HEAD}\n{text}{notes}", encoding="utf-8")
    (tmp_path / "late.css").write_text(SHEET, encoding="utf-8")
    output = tmp_path / "out"
    command = [CHAPBOOK, "build", manuscript, "--format", "pdf", "--output", output]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    told = done.stdout + done.stderr
    assert done.returncode == EditionFailed.exit_code, told
    lines = manuscript.read_text(encoding="utf-8").splitlines()
    late = re.findall(
        r"Note ([0-9]+) \[\^n\1\] \(\S*late\.md:([0-9]+):1\) is called on page ([0-9]+) "
        r"but set on page ([0-9]+)",
        told,
    )
    assert late
    for number, line, call, page in late:
        assert lines[int(line) - 1].startswith(f"[^n{number}]:")
        assert int(page) > int(call)
    assert list(output.glob("*.pdf")) == []
