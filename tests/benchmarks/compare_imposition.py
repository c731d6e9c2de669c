"""Measure `chapbook impose` beside pdfimpose and pypdf on the same 400 pages, in one run.

Run by hand, with its own environment for the others:

    python3 -m venv /tmp/others && /tmp/others/bin/pip install pdfimpose pypdf
    .venv/bin/python tests/benchmarks/compare_imposition.py --others /tmp/others/bin [--runs N]

Wall seconds, processor seconds, the largest memory and the size of the file are printed, the median
of N runs, each program in turn. Machines are noisy: compare the ratios within one run.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pikepdf

CHAPBOOK = Path(sys.executable).with_name("chapbook")
PAGES = 400
# What one would write with pypdf: two pages to a side, for a saddle stitch, without creep.
PYPDF = """
import sys
from pypdf import PageObject, PdfReader, PdfWriter, Transformation
reader, writer = PdfReader(sys.argv[1]), PdfWriter()
pages = list(reader.pages)
count, width, height = len(pages), float(pages[0].mediabox.width), float(pages[0].mediabox.height)
for sheet in range(count // 4):
    low, high = 2 * sheet, count - 1 - 2 * sheet
    for left, right in ((high, low), (low + 1, high - 1)):
        side = PageObject.create_blank_page(width=2 * width, height=height)
        side.merge_page(pages[left])
        side.merge_transformed_page(pages[right], Transformation().translate(width, 0))
        writer.add_page(side)
writer.compress_identical_objects()
writer.write(sys.argv[2])
"""


@dataclass(frozen=True, slots=True)
class Measure:
    """One run: seconds on the wall, seconds of processor, MiB, KiB of the file."""

    wall: float
    cpu: float
    memory: float
    size: float


def write_source(path: Path) -> None:
    """Write 400 A5 pages with 32 lines of text each, as a book has them."""
    pdf = pikepdf.new()
    font = pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type1,
            BaseFont=pikepdf.Name("/Times-Roman"),
        )
    )
    resources = pdf.make_indirect(pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font)))
    for number in range(PAGES):
        page = pdf.add_blank_page(page_size=(419.53, 595.28))
        page.obj.Resources = resources
        lines = [f"({_line(32 * number + line)}) Tj 0 -15 Td" for line in range(32)]
        page.obj.Contents = pdf.make_stream(
            f"BT /F1 11 Tf 55 520 Td {' '.join(lines)} ET".encode("ascii")
        )
    pdf.save(path, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def _line(number: int) -> str:
    """Return sixty letters that no other line has, as hard to compress as words are."""
    digest = sha256(str(number).encode()).hexdigest()
    return " ".join(digest[place : place + 5] for place in range(0, 60, 6))


def measured(command: list[str], target: Path) -> Measure:
    """Run a command as a separate process and measure it as a whole."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    errors = process.stderr.read().decode() if process.stderr else ""
    if status != 0 or not target.exists():
        raise SystemExit(f"{command[0]} failed: {errors[-800:]}")
    size = target.stat().st_size / 1024
    return Measure(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, size)


def commands(source: Path, folder: Path, others: Path | None) -> dict[str, tuple[list[str], Path]]:
    """Return each program's command and the file that it writes."""
    target = {name: folder / f"{name}.pdf" for name in ("chapbook", "pdfimpose", "pypdf")}
    made = {"chapbook": [str(CHAPBOOK), "impose", str(source), "--output", str(target["chapbook"])]}
    if others is not None:
        script = folder / "by_pypdf.py"
        script.write_text(PYPDF, encoding="utf-8")
        python = str(others / "python")
        made["pypdf"] = [python, str(script), str(source), str(target["pypdf"])]
        made["pdfimpose"] = [
            str(others / "pdfimpose"), "saddle", "--signature", "2x1", "--group", "0",
            "--output", str(target["pdfimpose"]), str(source),
        ]  # fmt: skip
    return {name: (command, target[name]) for name, command in made.items()}


def main() -> None:
    """Read the arguments and print the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--others", type=Path, help="the folder of python and pdfimpose")
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        source = folder / "source.pdf"
        write_source(source)
        wanted = commands(source, folder, arguments.others)
        found: dict[str, list[Measure]] = {name: [] for name in wanted}
        for _ in range(arguments.runs):
            for name, (command, target) in wanted.items():
                found[name].append(measured(command, target))
        sys.stdout.write(f"{PAGES} pages, {source.stat().st_size / 1024:.0f} KiB; ")
        sys.stdout.write(f"median of {arguments.runs}\n")
        for name, measures in found.items():
            wall, cpu, memory, size = (
                statistics.median(getattr(measure, field) for measure in measures)
                for field in ("wall", "cpu", "memory", "size")
            )
            sys.stdout.write(
                f"  {name:10} wall {wall:5.2f} s   cpu {cpu:5.2f} s   "
                f"memory {memory:4.0f} MiB   file {size:5.0f} KiB\n"
            )


if __name__ == "__main__":
    main()
