"""Measure the reading edition of manuscripts beside pandoc's `-t html5 --standalone` page of each.

Run by hand:  .venv/bin/python tests/benchmarks/web_pages.py [--runs N] MANUSCRIPT…

For each page: its size, the largest contentful paint and the end of loading (medians of N runs, on
a desk of 1280 px), the layout shift of loading, what axe and the Nu checker find. Machines are
noisy: compare the figures of one run, not of two.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pypandoc

TESTS = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(TESTS))

from browsing import Chromium, Reader, chromium  # noqa: E402 -- after the path is set
from building import editions  # noqa: E402
from readers import MODULES  # noqa: E402
from validators import run_nu  # noqa: E402

CHAPBOOK = Path(sys.executable).with_name("chapbook")
TIMES = """new Promise(done => new PerformanceObserver(list => done([
    list.getEntries().at(-1).startTime, performance.getEntriesByType('navigation')[0].loadEventEnd,
    window.shifts.reduce((sum, one) => sum + one, 0)])
).observe({ type: 'largest-contentful-paint', buffered: true }))"""


def pages(manuscript: Path, folder: Path) -> Iterator[tuple[str, Path]]:
    """Make both pages of a manuscript."""
    command = [CHAPBOOK, "build", manuscript, "--format", "html", "--no-collate", "--output"]
    subprocess.run([*command, folder / "ours"], check=True, capture_output=True)
    (made,) = editions(folder / "ours", "html")
    yield "chapbook", made
    plain = folder / "plain.html"
    pandoc = pypandoc.get_pandoc_path()
    command = [pandoc, manuscript, "-t", "html5", "--standalone", "--citeproc", "-o", plain]
    subprocess.run(command, check=True, capture_output=True, cwd=manuscript.parent)
    yield "pandoc", plain


def row(browser: Chromium, name: str, path: Path, runs: int) -> str:
    """Measure a page and write the line of the report."""
    measured: list[list[float]] = []
    for _ in range(runs):
        with browser.open(path, Reader(1280)) as tab:
            measured.append(tab.ask(TIMES))
    paint, loaded, shift = (statistics.median(column) for column in zip(*measured, strict=True))
    violations = []
    for width in (1280, 390):
        with browser.open(path, Reader(width)) as tab:
            violations += [rule for rule, *_ in tab.axe()]
            wide = tab.ask("document.scrollingElement.scrollWidth > innerWidth")
            violations += ["(wider than its window)"] if wide else []
    return (
        f"  {name:9} {path.stat().st_size / 1024:7,.0f} KiB   paint {paint:5.0f} ms   loaded"
        f" {loaded:5.0f} ms   shift {shift:.3f}   Nu {len(run_nu([path], MODULES)[0]):3}"
        f"   axe {len(violations)} {' '.join(sorted(set(violations)))}"
    )


def main() -> None:
    """Read the arguments and print the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("manuscripts", nargs="+", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()
    with chromium() as browser, tempfile.TemporaryDirectory() as name:
        for number, manuscript in enumerate(arguments.manuscripts):
            folder = Path(name, str(number))
            folder.mkdir()
            sys.stdout.write(f"{manuscript.name}: median of {arguments.runs}\n")
            for kind, path in pages(manuscript.resolve(), folder):
                sys.stdout.write(row(browser, kind, path, arguments.runs) + "\n")
                sys.stdout.flush()


if __name__ == "__main__":
    main()
