"""Small renditions for the layout tests: paragraphs of invented words, notes of any length."""

from __future__ import annotations

import atexit
import json
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TextIO

from chapbook.errors import ProgramFailed
from chapbook.model.editions.output import PdfNote, PdfRendition, PdfResource
from chapbook.model.source import Place
from chapbook.package.pdf import note_faults
from chapbook.resources import style_sheet
from chapbook.tools.fonts.choosing import select_fonts
from chapbook.tools.weasyprint import process as weasyprint

WORDS = "loom shuttle warp weft heddle treadle beam reed sley thrum selvedge bobbin pirn".split()


def words(count: int, start: int = 0) -> str:
    """Return `count` words, always the same for the same `start`."""
    return " ".join(WORDS[(start + 7 * n + n * n) % len(WORDS)] for n in range(count))


def note(number: int, count: int, paragraphs: int = 1, series: str = "") -> str:
    """Write a call with its note of `paragraphs` paragraphs of `count` words each."""
    blocks = "".join(f"<p>{words(count, number + n)}</p>" for n in range(paragraphs))
    return (
        f'<a class="note-call" id="call-{number}" href="#note-{number}">'
        f'<div class="note {series}" id="note-{number}" data-marker="{number}"'
        f' data-continued="Note {number}, continued" data-continues="continued overleaf">'
        f'<div class="note-body">{blocks}</div></div></a>'
    )


def pointer(number: int) -> str:
    """Write a further call of a note, with what points to it from the foot."""
    return (
        f'<a class="note-call" id="call-{number}-2" href="#note-{number}">'
        f'<div class="note-pointer" data-marker="{number}" data-points-to="note-{number}">'
        f'<div class="note-body"><p>See p. <span class="page-of-note" data-note="#note-{number}">'
        "</span>.</p></div></div></a>"
    )


def document(body: str, head: str = "") -> str:
    """Write a document around a body."""
    return (
        '<html xmlns="http://www.w3.org/1999/xhtml" lang="en"><head><title>Test</title>'
        f"{head}</head><body>{body}</body></html>"
    )


def rendition(
    body: str, css: str = "", *, extra: tuple[PdfResource, ...] = (), sheet: str | None = None
) -> PdfRendition:
    """Make a rendition of `body` with the printed style sheet (or `sheet`) and more `css`."""
    fonts = select_fonts(body, code=False)
    text = style_sheet("print.css") if sheet is None else sheet
    faces = tuple(
        PdfResource(url, path, "font/otf", path.parent) for url, path in fonts.resources.items()
    )
    return PdfRendition(
        document(body),
        (("faces", fonts.css), ("trim", "@page{size:148mm 210mm}"), ("print", text), ("css", css)),
        (*faces, *extra),
        "<x/>",
        tuple(_notes(body)),
    )


def _notes(body: str) -> Iterator[PdfNote]:
    for series, number in re.findall(r'class="note ?([^"]*)" id="note-([0-9]+)"', body):
        yield PdfNote(f"note-{number}", f"Note {number}", Place("book.md", int(number)), series)


# WeasyPrint is imported once. Each connection gets a copy of this process: the child as it is, but
# for the changes that its first line leaves out. It takes job after job.
_CHILDREN = """
import json, os, signal, socket, sys
from chapbook.tools.weasyprint import child, patches
signal.signal(signal.SIGCHLD, lambda *_: os.waitpid(-1, os.WNOHANG))
server = socket.socket(socket.AF_UNIX)
server.bind(sys.argv[1])
server.listen()
print("ready", flush=True)
while True:
    connection, _ = server.accept()
    if os.fork() == 0:
        break
    connection.close()
server.close()
jobs = connection.makefile("rw")
patches.apply(without=tuple(json.loads(jobs.readline())))
for line in jobs:
    try:
        outcome = child.run(json.loads(line))
    except Exception as error:
        outcome = {"failed": repr(error)}
    print(json.dumps(outcome), file=jobs, flush=True)
"""


@cache
def _children() -> str:
    """Start the process that workers are copied from; it ends with this one. Return its address."""
    folder = TemporaryDirectory()
    address = str(Path(folder.name, "socket"))
    process = subprocess.Popen(
        [sys.executable, "-c", _CHILDREN, address],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        env=weasyprint._environment(Path(folder.name)),
        text=True,
    )
    atexit.register(folder.cleanup)
    atexit.register(process.communicate)
    atexit.register(process.terminate)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return address


@dataclass(frozen=True, slots=True)
class LayoutWorker:
    """A process that lays out document after document, without the changes that are left out."""

    jobs: TextIO

    def lay_out(self, made: PdfRendition, target: Path) -> weasyprint.Layout | None:
        """Lay out as `weasyprint.lay_out` does; None if there is no PDF."""
        print(json.dumps(weasyprint._job(made, target, target.parent)), file=self.jobs, flush=True)
        outcome = json.loads(self.jobs.readline())
        if "failed" in outcome:
            return None
        with suppress(ProgramFailed):
            return weasyprint._judged(outcome)
        return None

    def faults(self, made: PdfRendition, target: Path) -> list[str]:
        """Report what is wrong with the notes of a rendition."""
        layout = self.lay_out(made, target)
        return ["no layout"] if layout is None else list(note_faults(made.notes, layout))


@contextmanager
def layout_worker(*without: str) -> Iterator[LayoutWorker]:
    """Start a worker without the changes named, and end it."""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(_children())
        with connection.makefile("rw") as jobs:
            print(json.dumps(without), file=jobs, flush=True)
            yield LayoutWorker(jobs)


def lay_out(made: PdfRendition, target: Path) -> weasyprint.Layout:
    """Lay out in a fresh worker, for tests in which the process itself proves nothing."""
    with layout_worker() as worker:
        layout = worker.lay_out(made, target)
    assert layout is not None
    return layout
