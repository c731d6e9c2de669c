"""Editions that cannot carry keys of blocks: their format brings a reader that compares them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from chapbook.collate.editions import Fields
from chapbook.collate.exact.expecting import Expecting
from chapbook.model.editions.collation import Comparison, CopyCounts

_EDITIONS = (".html", ".epub", ".pdf")
_HEAD = 4096


@dataclass(frozen=True, slots=True)
class Unkeyed:
    """A finished edition as the reader of its format read it.

    `compare` compares it with the expectation, which must be that of the manuscript. `metadata` has
    every field that the format states, without values for those missing from the file.
    """

    counts: CopyCounts
    metadata: Fields
    compare: Callable[[Expecting], Iterable[Comparison]]


@dataclass(frozen=True, slots=True)
class Reader:
    """How files of a format without keys are recognised and read.

    Their names have this `ending`; `signature` is in the first bytes of each. `read` raises
    UnreadableError.
    """

    ending: str
    signature: bytes
    read: Callable[[Path], Unkeyed]

    def takes(self, path: Path) -> bool:
        """Return whether a file is one of the format: by its signature or the edition beside it.

        A file whose signature is damaged is still compared if it lies beside another edition.
        """
        if path.suffix != self.ending or not path.is_file():
            return False
        if any(path.with_suffix(ending).is_file() for ending in _EDITIONS):
            return True
        with path.open("rb") as file:
            return self.signature in file.read(_HEAD)


def unkeyed_files(
    paths: Iterable[Path], readers: Sequence[Reader]
) -> Iterator[tuple[Path, Reader]]:
    """Yield the files among paths, and in folders among them, that a reader takes."""
    for given in paths:
        for path in sorted(given.iterdir()) if given.is_dir() else (given,):
            reader = next((one for one in readers if one.takes(path)), None)
            if reader is not None:
                yield path, reader
