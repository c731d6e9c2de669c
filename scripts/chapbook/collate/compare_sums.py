"""SHA256SUMS: each file is what the list says, and no edition is left out of it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from chapbook.model.editions.collation import Comparison, Finding, Reading, compared

SUMS = "SHA256SUMS"
OWN = frozenset(("collation.html", "collation.json"))
"""What the collation itself writes into a folder, after the list."""
_LINE = re.compile(r"([0-9A-Fa-f]{64}) [ *](.+)")
_EDITIONS = frozenset((".html", ".epub", ".pdf"))


def compare_sums(sums: Path) -> Comparison:
    """Compare the files of a folder with its list (the format of GNU sha256sum)."""
    return compared("checksums", (sums.name,), list(_wrong(sums)))


def _wrong(sums: Path) -> Iterator[Finding]:
    listed = set()
    content = sums.read_text(encoding="utf-8", errors="replace")
    for number, line in enumerate(content.splitlines(), start=1):
        match = _LINE.fullmatch(line)
        if match is None:
            yield Finding(
                "a line is not a checksum", (Reading(sums.name, f"line {number}", "", line),)
            )
            continue
        digest, name = match[1].lower(), match[2]
        listed.add(name)
        path = sums.parent / name
        reading = Reading(sums.name, f"line {number}", "", line)
        if name != path.name:  # another folder's, or a device's: nothing outside is read
            yield Finding(f"{name} is not a file name in this folder", (reading,))
        elif not path.is_file():
            yield Finding(f"{name} is missing", (reading,))
        elif name not in OWN and hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            yield Finding(f"{name} does not match its checksum", (reading,))
    for path in sorted(sums.parent.iterdir()):
        hidden = path.name.startswith(".")  # a build at work
        if path.suffix in _EDITIONS and not hidden and path.name not in listed | OWN:
            yield Finding(f"{path.name} has no checksum")
