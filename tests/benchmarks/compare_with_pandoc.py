"""Measure `chapbook build` beside plain pandoc on the same manuscripts, in one run.

Run by hand:  .venv/bin/python tests/benchmarks/compare_with_pandoc.py [--runs N] MANUSCRIPT…

Wall seconds, processor seconds and the largest process of each command are printed, the median of
N runs, the two in turn; and the seconds of Chapbook's own stages. Machines are noisy: compare the
ratios within one run, not the figures of two.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypandoc

CHAPBOOK = Path(sys.executable).with_name("chapbook")
WEASYPRINT = Path(sys.executable).with_name("weasyprint")


@dataclass(frozen=True, slots=True)
class Measure:
    """One run: seconds on the wall, seconds of processor, MiB of the largest process."""

    wall: float
    cpu: float
    memory: float
    output: str


def measured(commands: list[list[str]]) -> Measure:
    """Run commands one after the other in their own process and measure them as a whole."""
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read_end)
        with os.fdopen(write_end, "w") as pipe:
            json.dump(_run_all(commands), pipe)
        os._exit(0)
    os.close(write_end)
    with os.fdopen(read_end) as pipe:
        figures = json.load(pipe)
    os.waitpid(child, 0)
    return Measure(**figures)


def _run_all(commands: list[list[str]]) -> dict[str, float | str]:
    start = time.perf_counter()
    output = ""
    for command in commands:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            output += f"{command[0]} failed: {done.stderr[-400:]}"
        output += done.stdout
    wall = time.perf_counter() - start
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = used.ru_utime + used.ru_stime
    return {"wall": wall, "cpu": cpu, "memory": used.ru_maxrss / 1024, "output": output}


def plain_pandoc(manuscript: Path, folder: Path) -> list[list[str]]:
    """Return what an author would type without Chapbook."""
    pandoc = pypandoc.get_pandoc_path()
    return [
        [pandoc, str(manuscript), "-t", "epub3", "-o", str(folder / "plain.epub")],
        [pandoc, str(manuscript), "-t", "html5", "--standalone", "-o", str(folder / "plain.html")],
        [
            pandoc,
            str(manuscript),
            f"--pdf-engine={WEASYPRINT}",
            "-o",
            str(folder / "plain.pdf"),
        ],
    ]


def rows(manuscript: Path, runs: int) -> Iterator[str]:
    """Measure both in turn and give the lines of the report."""
    ours: list[Measure] = []
    theirs: list[Measure] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        build = [str(CHAPBOOK), "build", str(manuscript), "--output", str(folder), "--json"]
        for _ in range(runs):
            ours.append(measured([build]))
            theirs.append(measured(plain_pandoc(manuscript, folder)))
    yield f"{manuscript.name}: median of {runs}"
    yield _row("chapbook", ours)
    yield _row("pandoc", theirs)
    yield "  by stage: " + ", ".join(
        f"{stage} {seconds:.2f}"
        for stage, seconds in json.loads(ours[-1].output)["seconds"].items()
    )


def _row(name: str, measures: list[Measure]) -> str:
    wall, cpu, memory = (
        statistics.median(getattr(measure, field) for measure in measures)
        for field in ("wall", "cpu", "memory")
    )
    return f"  {name:9} wall {wall:6.1f} s   cpu {cpu:6.1f} s   largest process {memory:6.0f} MiB"


def main() -> None:
    """Read the arguments and print the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("manuscripts", nargs="+", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    for manuscript in arguments.manuscripts:
        for line in rows(manuscript, arguments.runs):
            sys.stdout.write(line + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
