"""Build editions through the command line, as a person does, and share them between workers."""

from __future__ import annotations

import fcntl
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest

from inspectors.epub import inspect_epub
from inspectors.html import inspect_html
from inspectors.manuscript import Manuscript, read_manuscript
from inspectors.model import InspectedEdition
from inspectors.pdf import inspect_pdf

ROOT = Path(__file__).resolve().parent.parent
CHAPBOOK = Path(sys.executable).parent / "chapbook"
CASES = ROOT / "tests" / "acceptance" / "manuscripts"
MANUSCRIPTS = {
    "pamphlet": ROOT / "manuscript" / "manuscript.md",
    "thorough": CASES / "thorough.md",
}
# Real books, which are not part of the repository: they are used where they lie beside it.
REAL_BOOKS = {
    "hume": ROOT.parent / "shared" / "books" / "hume" / "enquiry.md",
    "suetonius": ROOT.parent / "shared" / "books" / "suetonius" / "suetonius.md",
}
SHELF_BOOKS = {
    **MANUSCRIPTS,
    "arabic": CASES / "arabic.md",
    "japanese": CASES / "japanese.md",
    **REAL_BOOKS,
}
Shelf = Callable[..., Path]
_T = TypeVar("_T")


# All that a build makes without being asked for anything, and the files for a press.
EVERYTHING = "html,epub,pdf,pamphlet,site,print"


def at_hand(name: str) -> Path:
    """Return the manuscript of a book; skip the test where it is a real one that is not here."""
    if not SHELF_BOOKS[name].exists():
        pytest.skip("NOT RUN: ../shared/books is not beside the repository")
    return SHELF_BOOKS[name]


class BuildFailedError(AssertionError):
    """The command line did not make the editions: what it said."""


@dataclass(frozen=True, slots=True)
class Files:
    """The finished files of a book."""

    html: Path
    epub: Path
    pdf: Path


@dataclass(frozen=True, slots=True)
class Book:
    """A manuscript, what it should give, and what was found in its finished editions."""

    name: str
    files: Files
    manuscript: Manuscript
    html: InspectedEdition
    epub: InspectedEdition
    pdf: InspectedEdition

    @property
    def editions(self) -> tuple[InspectedEdition, InspectedEdition, InspectedEdition]:
        """The three editions."""
        return self.html, self.epub, self.pdf


def build(
    manuscript: Path,
    output: Path,
    *,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
    formats: str = "html,epub,pdf",
) -> Files:
    """Run `chapbook build`; `environment` is added to the present one.

    Raises BuildFailedError with the program's words unless all three editions are there.
    """
    done = subprocess.run(
        [CHAPBOOK, "build", str(manuscript), "--output", str(output), "--format", formats],
        cwd=folder or ROOT,
        env={**os.environ, **(environment or {})},
        capture_output=True,
        text=True,
        check=False,
    )
    found = {kind: editions(output, kind) for kind in ("html", "epub", "pdf")}
    if done.returncode != 0 or any(len(files) != 1 for files in found.values()):
        raise BuildFailedError(
            f"chapbook build {manuscript.name} left with {done.returncode}\n"
            f"{done.stdout}{done.stderr}\nfiles: {found}"
        )
    return Files(found["html"][0], found["epub"][0], found["pdf"][0])


def editions(folder: Path, kind: str) -> list[Path]:
    """Return the finished books of a kind, not what is beside them."""
    pages, paper = ("index.html", "collation.html"), ("-pamphlet-a4.pdf", "-pamphlet-letter.pdf")
    beside = (*pages, *paper, "-print.pdf", "-cover.pdf")
    return [one for one in sorted(folder.glob(f"*.{kind}")) if not one.name.endswith(beside)]


def build_epub(manuscript: Path, output: Path, *arguments: str) -> Path:
    """Run `chapbook build --format epub` with more arguments; give the EPUB."""
    command = [CHAPBOOK, "build", str(manuscript), "--format", "epub", "--output", str(output)]
    done = subprocess.run(
        [*command, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    found = sorted(output.glob("*.epub"))
    if done.returncode != 0 or len(found) != 1:
        raise BuildFailedError(f"{manuscript.name}: {done.returncode}\n{done.stdout}{done.stderr}")
    return found[0]


def make_book(name: str, manuscript: Path, output: Path) -> Book:
    """Build a manuscript and read its editions."""
    files = build(manuscript, output, formats=EVERYTHING)
    expected = read_manuscript(manuscript)
    series = [one.name for one in expected.series if one.name]
    return Book(
        name,
        files,
        expected,
        inspect_html(files.html),
        inspect_epub(files.epub),
        inspect_pdf(files.pdf, series),
    )


def once(folder: Path, name: str, make: Callable[[Path], _T]) -> _T:
    """Return what `make` returns, made once for all workers; it gets its own empty folder.

    A failure is kept too, so that the second worker does not wait for it again.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with _locked(folder / f"{name}.lock"):
        kept = folder / f"{name}.pickle"
        if not kept.exists():
            (folder / name).mkdir(exist_ok=True)
            kept.write_bytes(pickle.dumps(_outcome(make, folder / name)))
    # Our own file, written above in pytest's private folder.
    value, failure = pickle.loads(kept.read_bytes())  # noqa: S301
    if failure is not None:
        raise BuildFailedError(failure)
    made: _T = value
    return made


def _outcome(make: Callable[[Path], _T], folder: Path) -> tuple[_T | None, str | None]:
    try:
        return make(folder), None
    except BuildFailedError as error:
        return None, str(error)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
