"""Indented code: the scan cannot see it, the tree shows it.

Whether four spaces make code depends on all that is before them, so the scan takes a call in
indented code for one. The lines of the code blocks in the tree say which calls these are.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from chapbook.model.ast import Node, walk
from chapbook.parse.notes.marks import without_marks
from chapbook.parse.notes.scan import Scan, ScannedCall

_INDENT = re.compile(r"[ >]*")


def without_indented_code(scanned: Scan, blocks: list[Node]) -> Scan:
    """Return the scan without the calls in indented code, by the marked tree."""
    if not any(_may_be_code(line) for line in scanned.masked.split("\n")):
        return scanned
    lines = Counter(
        line.strip()
        for node in walk(without_marks(blocks))
        if node["t"] == "CodeBlock"
        for line in node["c"][1].split("\n")
        if "[^" in line
    )
    kept: list[ScannedCall] = []
    end, in_code = -1, False  # of the line that was looked at last
    for call in scanned.calls:
        if call.start > end:
            start = scanned.masked.rfind("\n", 0, call.start) + 1
            end = scanned.masked.find("\n", call.start)
            end = end if end != -1 else len(scanned.masked)
            in_code = _is_code(scanned.masked[start:end], lines)
        if not in_code:
            kept.append(call)
    return replace(scanned, calls=tuple(kept))


def _may_be_code(line: str) -> bool:
    """Check whether a call in a line follows a tab or four spaces, after any signs of quotation.

    Not one regular expression: over a long line of spaces it would take quadratic time.
    """
    if "[^" not in line:
        return False
    indent = _INDENT.match(line)
    before = "" if indent is None else indent.group()
    return "    " in before or line[len(before) : len(before) + 1] == "\t"


def _is_code(line: str, lines: Counter[str]) -> bool:
    bare = line.lstrip(" >\t").rstrip()
    if not _may_be_code(line) or not lines[bare]:
        return False
    lines[bare] -= 1
    return True
