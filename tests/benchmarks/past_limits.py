"""How long after a limit is passed does a build end? It may take two seconds.

`.venv/bin/python tests/benchmarks/past_limits.py [NAME…]` builds, by the command itself, one
manuscript beyond each limit, and prints its exit code and the seconds from the moment the limit was
passed to the end. That moment is seen from outside: when the program concerned had used its time,
last got more memory, or lain idle so long; of a limit on what a manuscript holds it is the start of
the command, so that all of its work counts. It ends with 1 where anything took longer, left with
another code than 3 or 5, or did not name its limit.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from attacks.exhausting import png
from unit.render.epub_sample import PIXEL

_MOST = 2.0
_TICK = 0.02
_MB = 1_000_000
_FRONT = "---\ntitle: Limits\ncover: dot.png\n{}---\n\n"
_PROSE = "Words of a paragraph that goes on for a while, and then ends.\n\n"
_HERTZ = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Trial:
    """A manuscript beyond a limit, and what is watched.

    That is the start of the command, or a program: its time, its silence, the memory it has, the
    space it has asked for.
    """

    limit: str
    value: int
    text: str
    front: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    pandoc: str = ""
    formats: str = "html"
    watched: str = "start"
    more: tuple[str, ...] = ()


def _svg(count: int) -> bytes:
    paths = "<path d='M0 0L9 9'/>" * count
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{paths}</svg>'.encode()


def _gif(frames: int) -> bytes:
    frame = b"\x2c\0\0\0\0\1\0\1\0\0\2\2\x44\1\0"
    return b"GIF89a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff" + frame * frames + b"\x3b"


_PICTURE = "![A picture](a.png)\n"
_SERIES = "".join(f"  s{n}: {{}}\n" for n in range(1_000))
_SYMBOLS = "notes:\n  ed: {marker: symbol}\n"
TRIALS = (
    Trial("manuscript-bytes", 12 * _MB, _PROSE * 200_000),
    Trial("front-matter-bytes", _MB, "Text.\n", front="x: " + "y" * _MB + "\n"),
    Trial("file-bytes", 30 * _MB, _PICTURE, files={"a.png": PIXEL + bytes(30 * _MB)}),
    Trial("files-bytes", 4 * _MB, "".join(f"![p](p{n}.png)\n\n" for n in range(5)),
          files={f"p{n}.png": png(1, 1, b"\0" + bytes([n, 0, 0])) + bytes(_MB) for n in range(5)}),
    Trial("pictures", 200, "".join(f"![p](p{n}.png)\n\n" for n in range(201)),
          files={f"p{n}.png": png(1, 1, bytes((0, n, 0, 0))) for n in range(201)}),
    Trial("picture-pixels", 40 * _MB, _PICTURE, files={"a.png": png(9_000, 9_000, b"\0" * 99)}),
    Trial("picture-frames", 200, "![A picture](a.gif)\n", files={"a.gif": _gif(50_000)}),
    Trial("svg-elements", 50_000, "![A picture](a.svg)\n", files={"a.svg": _svg(500_000)}),
    Trial("notes", 20_000, "".join(f"w^[n{n}]\n\n" for n in range(20_001))),
    Trial("note-calls", 50_000, "w[^x] " * 50_001 + "\n\n[^x]: Note.\n"),
    Trial("note-series", 50, "Text.\n", front="notes:\n" + _SERIES),
    Trial("symbol-notes", 300, " ".join(f"w^[n{n}]" for n in range(301)), front=_SYMBOLS),
    Trial("headings", 10_000, "# H\n\n" * 10_001),
    Trial("nesting", 100, "> " * 101 + "x\n"),
    Trial("brackets", 8, "[" * 100_000 + "]" * 100_000 + "\n"),
    Trial("loose-brackets", 12, "[a " * 50_000 + "\n"),
    Trial("pandoc-seconds", 1, "Text.\n", pandoc="while :; do :; done", watched="processor"),
    Trial("pandoc-seconds", 1, "*a_ " * 200_000 + "\n", watched="processor",
          more=("--limit", "loose-brackets=900000")),
    Trial("pandoc-memory", 60, _PROSE * 30_000, watched="memory"),
    Trial("idle-seconds", 2, "Text.\n", pandoc="exec sleep 600", watched="idle"),
    Trial("pdf-seconds", 3, _PROSE * 4_000, formats="pdf", watched="processor"),
    Trial("pdf-memory", 350, _PROSE * 12_000, formats="pdf", watched="space"),
    Trial("total-seconds", 3, _PROSE * 40_000, formats="html,epub,pdf", watched="start"),
)  # fmt: skip


@dataclass
class Watch:
    """Sees when a limit is passed, from what the system says of a process and those below it."""

    trial: Trial
    passed: float | None = None
    _most: dict[int, float] = field(default_factory=dict)
    _spent: dict[int, tuple[float, float]] = field(default_factory=dict)

    def look(self, pid: int, now: float) -> None:
        """Look at the programs that a process has started."""
        for child in _below(pid):
            grows = self.trial.watched in ("space", "memory")
            if (grows or self.passed is None) and self._over(child, now):
                self.passed = now

    def _over(self, pid: int, now: float) -> bool:
        seconds, space, memory = _used(pid)
        before, since = self._spent.get(pid, (-1.0, now))
        if seconds != before:
            self._spent[pid] = seconds, now
            since = now
        if self.trial.watched == "processor":
            return seconds >= 0.9 * self.trial.value
        if self.trial.watched in ("space", "memory"):
            return self._grows(pid, space if self.trial.watched == "space" else memory)
        return self.trial.watched == "idle" and now - since >= self.trial.value

    def _grows(self, pid: int, megabytes: float) -> bool:
        most = self._most.get(pid, 0.0)
        self._most[pid] = max(most, megabytes)
        return megabytes > most


def _below(pid: int) -> Iterator[int]:
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = [int(word) for word in task.read_text("ascii").split()]
        except OSError:
            continue
        for child in children:
            yield child
            yield from _below(child)


def _used(pid: int) -> tuple[float, float, float]:
    """Return a process' seconds of a processor, its megabytes of space and of memory (proc(5))."""
    try:
        values = Path(f"/proc/{pid}/stat").read_text("ascii", "replace").rpartition(")")[2].split()
    except OSError:
        return -1.0, 0.0, 0.0
    used = (int(values[11]) + int(values[12])) / _HERTZ
    return used, int(values[20]) / _MB, int(values[21]) * os.sysconf("SC_PAGE_SIZE") / _MB


def _lay_out(trial: Trial, folder: Path) -> dict[str, str]:
    """Write the manuscript and its files; give the environment of the command."""
    (folder / "dot.png").write_bytes(PIXEL)
    for name, content in trial.files.items():
        (folder / name).write_bytes(content)
    (folder / "book.md").write_text(_FRONT.format(trial.front) + trial.text, encoding="utf-8")
    if not trial.pandoc:
        return dict(os.environ)
    fake = folder / "pandoc"
    answer = 'if [ "$1" = --version ]; then echo "pandoc 3.9"; exit; fi'
    fake.write_text(f"#!/bin/sh\n{answer}\n{trial.pandoc}\n", encoding="ascii")
    fake.chmod(0o755)
    return {**os.environ, "PYPANDOC_PANDOC": str(fake)}


def _run(trial: Trial, folder: Path) -> tuple[float | None, int, str]:
    """Build; give the seconds after the limit, the exit code and what was said."""
    environment = _lay_out(trial, folder)
    command = [
        str(Path(sys.executable).parent / "chapbook"), "build", "book.md", "--output", "out",
        "--format", trial.formats, "--limit", f"{trial.limit}={trial.value}", *trial.more,
    ]  # fmt: skip
    watch, start = Watch(trial), time.monotonic()
    with (folder / "said").open("w+", encoding="utf-8") as said:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=said, stderr=said)
        while process.poll() is None:
            watch.look(process.pid, time.monotonic())
            time.sleep(_TICK)
        end = time.monotonic()
    words = (folder / "said").read_text(encoding="utf-8")
    if trial.watched == "start":
        watch.passed = start + (trial.value if trial.limit == "total-seconds" else 0)
    after = None if watch.passed is None else end - watch.passed
    return after, process.returncode, words


def _told(trial: Trial, words: str) -> bool:
    return f"limit {trial.limit} is" in words or f"--limit {trial.limit}=" in words


def _fault(trial: Trial, after: float | None, code: int, words: str) -> str:
    if code not in (3, 5):
        return f"left with {code}"
    if not _told(trial, words):
        return "did not name its limit"
    if after is None:
        return "the moment was not seen"
    return "too late" if after > _MOST else ""


def _tried(trial: Trial, write: Callable[[str], object]) -> bool:
    with tempfile.TemporaryDirectory() as name:
        after, code, words = _run(trial, Path(name))
    fault = _fault(trial, after, code, words)
    seconds = "   ?" if after is None else f"{after:5.2f}"
    write(f"{trial.limit:20} {trial.value:>12,} {code:3} {seconds} s  {fault}\n")
    if fault:
        write(f"    {words.strip()[:300]}\n")
    return not fault


def main(names: Sequence[str]) -> int:
    """Try the limits; give the number of those that were not kept in time."""
    trials = [trial for trial in TRIALS if not names or trial.limit in names]
    return sum(not _tried(trial, sys.stdout.write) for trial in trials)


if __name__ == "__main__":
    sys.exit(min(main(sys.argv[1:]), 1))
