"""Read the files of one collation again, large ones side by side."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from chapbook.collate.editions import Edition
from chapbook.collate.exact import Paper
from chapbook.collate.files import Given, Sort
from chapbook.collate.readers.keyed_markup import read_epub, read_html
from chapbook.collate.readers.opening import UnreadableError
from chapbook.collate.readers.pdf.reading import read_pages, read_pdf

# Files of fewer bytes are read sooner than a process has started.
_SMALL = 1_000_000
_PACKAGES = str(Path(__file__).parents[2])


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file and what was read in it, or why it cannot be; neither for what is not compared."""

    file: Given
    edition: Edition | None = None
    paper: Paper | None = None
    fault: str = ""


def read_files(files: Sequence[Given]) -> list[ReadFile]:
    """Read files in their order; what another process could not read is read by this one."""
    own, *others = _shares(files)
    readers = list[_Reader]()
    with ExitStack() as stack:
        with suppress(OSError):  # no process can be started: no program, or no memory
            readers = [stack.enter_context(_Reader(share)) for share in others]
        found = {file: read_file(file) for file in own}
        for reader in readers:
            found |= reader.result()
    return [found[file] if file in found else read_file(file) for file in files]


def _shares(files: Sequence[Given]) -> list[list[Given]]:
    """Divide files among the processors, the largest first; small ones need one processor only."""
    count = len(os.sched_getaffinity(0)) if sum(map(_size, files)) >= _SMALL else 1
    shares: list[list[Given]] = [[] for _ in range(count)]
    for file in sorted(files, key=_size, reverse=True):
        min(shares, key=lambda share: sum(map(_size, share))).append(file)
    return [shares[0], *filter(None, shares[1:])]


class _Reader:
    """A process that reads some of the files; if it fails, it does so without a word."""

    def __init__(self, files: Sequence[Given]) -> None:
        names = [part for one in files for part in (one.sort.name, str(one.path))]
        command = [sys.executable, "-P", "-m", "chapbook.collate.reading_process", *names]
        paths = [_PACKAGES, *filter(None, [os.environ.get("PYTHONPATH")])]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
        self._files = files
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """End the process, also where this one gave up."""
        self._process.kill()
        with self._process:  # closes what it writes into, and waits for its end
            pass

    def result(self) -> dict[Given, ReadFile]:
        """Return what was read; nothing if the process failed."""
        output, _ = self._process.communicate()
        if self._process.returncode != 0:
            return {}
        read: list[ReadFile] = pickle.loads(output)  # noqa: S301  # our own process wrote it
        return dict(zip(self._files, read, strict=True))


def _size(file: Given) -> int:
    return file.path.stat().st_size if file.path.is_file() else 0


def read_file(file: Given) -> ReadFile:
    """Read one file as what it is."""
    try:
        return _read(file)
    except RecursionError:
        return ReadFile(file, fault="it is nested too deeply")
    except (UnreadableError, OSError) as error:
        return ReadFile(file, fault=str(error))


def _read(file: Given) -> ReadFile:
    path = file.path
    match file.sort:
        case Sort.HTML:
            return ReadFile(file, read_html(path))
        case Sort.EPUB:
            return ReadFile(file, read_epub(path))
        case Sort.PDF:
            return ReadFile(file, read_pdf(path))
        case Sort.SHEETS | Sort.PRESS:
            return ReadFile(file, paper=Paper(path.name, read_pages(path)))
        case Sort.STRANGE:
            return ReadFile(file, fault="it is not an EPUB, PDF, HTML or Markdown file")
        case _:
            return ReadFile(file)
