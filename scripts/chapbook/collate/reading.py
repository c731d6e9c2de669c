"""Read the files of one collation again, large ones side by side."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context

from chapbook.collate.editions import Edition
from chapbook.collate.exact import Paper
from chapbook.collate.files import Given, Sort
from chapbook.collate.readers.keyed_markup import read_epub, read_html
from chapbook.collate.readers.opening import UnreadableError
from chapbook.collate.readers.pdf.reading import read_pages, read_pdf

# Files of fewer bytes are read sooner than a process has started.
_SMALL = 1_000_000


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file and what was read in it, or why it cannot be; neither for what is not compared."""

    file: Given
    edition: Edition | None = None
    paper: Paper | None = None
    fault: str = ""


def read_files(files: Sequence[Given]) -> list[ReadFile]:
    """Read files in their order; what a process could not read is read by this one."""
    workers = min(len(os.sched_getaffinity(0)), len(files))
    if workers > 1 and sum(map(_size, files)) >= _SMALL:
        with suppress(BrokenProcessPool, OSError):
            return _side_by_side(files, workers)
    return list(map(read_file, files))


def _side_by_side(files: Sequence[Given], workers: int) -> list[ReadFile]:
    # A server without threads is forked; the build has threads, and locks that they hold.
    context = get_context("forkserver")
    largest_first = sorted(files, key=_size, reverse=True)
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        found = dict(zip(largest_first, pool.map(read_file, largest_first), strict=True))
    return [found[file] for file in files]


def _size(file: Given) -> int:
    return file.path.stat().st_size if file.path.is_file() else 0


def read_file(file: Given) -> ReadFile:
    """Read one file as what it is."""
    try:
        return _read(file)
    except RecursionError:
        return ReadFile(file, fault="it is nested without end")
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
            return ReadFile(file, fault="it is no EPUB, PDF, HTML or Markdown file")
        case _:
            return ReadFile(file)
