"""Put EPUBs before the validators and the reading engines, and print a table of what they say.

Run by hand:  .venv/bin/python tests/benchmarks/compare_epubs.py BOOK.epub PLAIN.epub …

Columns: what EPUBCheck says (fatal/error/warning/usage), what Ace faults, the calls of notes, how
many open their note in foliate-js, how many notes there lead back, how many do in epub.js, pages
listed, complaints of the engines' consoles.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from chapbook.tools.validators.ace import check_accessibility
from chapbook.tools.validators.epubcheck import check_epub
from readers import MODULES, open_in

HEADINGS = "book EPUBCheck Ace calls opened back epub.js pages complaints".split()


def row(path: Path, pictures: Path) -> list[str]:
    """Return the cells of one book."""
    checked, ace = check_epub(path), check_accessibility(path, MODULES)
    foliate = open_in("foliate", path, pictures)
    epubjs = open_in("epubjs", path)
    calls = [call for found in foliate["notes"].values() for call in found]
    there = [call for found in epubjs["notes"].values() for call in found]
    return [
        path.name,
        f"{checked.fatal}/{checked.error}/{checked.warning}/{checked.usage}",
        f"{ace.verdict.value} {len(ace.violations)}",
        str(len(calls)),
        str(sum(bool(call.get("text")) for call in calls)),
        str(sum(call["call"] in call["returns"] for call in calls)),
        f"{sum(call['call'] in call['returns'] for call in there)} back",
        str(len(foliate["pages"])),
        str(len(foliate["complaints"]) + len(epubjs["complaints"])),
    ]


def main() -> None:
    """Read the arguments and print the table."""
    folder: Any = tempfile.mkdtemp(prefix="chapbook-")
    rows = [HEADINGS]
    for name in sys.argv[1:]:
        pictures = Path(folder, Path(name).stem)
        pictures.mkdir()
        rows.append(row(Path(name), pictures))
        sys.stdout.write("\t".join(rows[-1]) + "\n")
        sys.stdout.flush()
    widths = [max(len(cells[i]) for cells in rows) for i in range(len(HEADINGS))]
    for cells in rows:
        line = "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
        sys.stdout.write(line.rstrip() + "\n")
    sys.stdout.write(f"pictures of open notes: {folder}\n")


if __name__ == "__main__":
    main()
