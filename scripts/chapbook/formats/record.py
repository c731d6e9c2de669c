"""The record of a format, and what its functions receive and return."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from chapbook.collate.unkeyed import Reader
from chapbook.model.diagnostics import Diagnostic
from chapbook.model.editions.imposition import ImpositionSummary
from chapbook.model.editions.output import (
    Accessibility,
    Artifact,
    Check,
    CoverPicture,
    FinishedFile,
    Format,
    PageBreak,
)
from chapbook.model.manuscript import Manuscript
from chapbook.options import BuildOptions
from chapbook.outcome import Clock
from chapbook.render.text.fragments import Fragments
from chapbook.site import SiteCover

EDITIONS = "*"
"""In `uses`: every format of the build that does not itself use all of them."""


@dataclass(frozen=True)
class Book:
    """The book that is built. `parts` are the names of all that is made for this build."""

    manuscript: Manuscript
    trees: Fragments
    options: BuildOptions
    parts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Product:
    """What a format writes, and what others may use of it.

    `breaks` say where pages begin, `sheets` how a pamphlet is printed.
    """

    files: tuple[FinishedFile, ...] = ()
    breaks: tuple[PageBreak, ...] = ()
    sheets: tuple[ImpositionSummary, ...] = ()
    checks: tuple[Check, ...] = ()
    accessibility: Accessibility | None = None
    cover: CoverPicture | None = None
    site_cover: SiteCover | None = None


@dataclass(frozen=True)
class Bench:
    """A build under way: the book, what was composed of it, and the products so far.

    Files are written into `folder`. A product may still be in the making: then whoever asks for it
    waits.
    """

    book: Book
    composed: Mapping[str, Any]
    folder: Path
    clock: Clock
    products: dict[str, Callable[[], Product]] = field(default_factory=dict)

    def file(self, ending: str) -> Path:
        """Return the path of the file of the book with this ending."""
        return self.folder / f"{self.book.manuscript.metadata.slug}{ending}"

    def product(self, name: str) -> Product:
        """Return the product of a format or part; an empty one if this build does not make it."""
        return self.products[name]() if name in self.products else Product()

    def artifacts(self) -> Sequence[Artifact]:
        """Return the files of all formats made so far, in the order of the registry."""
        return tuple(
            file.in_format(form)
            for form in self.book.options.formats
            for file in self.product(form.name).files
        )


Composed = tuple[Any, tuple[Diagnostic, ...]]


@dataclass(frozen=True)
class Recipe:
    """How a format is made, or a part that only others use.

    `of` is the format, or the name of the part. Before anything is written, `compose` prepares what
    `make` finds in `Bench.composed`, and reports what is wrong with the manuscript; `check` calls
    it, too. `make` renders and packages.

    What it `needs` is always made first. What it `uses` is made first if the build makes it at all.
    `alongside`: it needs nothing and is made in a thread of its own. `reader` is what the collation
    reads its files with if they carry no keys of blocks.
    """

    of: Format | str
    make: Callable[[Bench], Product]
    needs: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    compose: Callable[[Book], Composed] | None = None
    alongside: bool = False
    reader: Reader | None = None

    @property
    def name(self) -> str:
        """The name that others need or use it by."""
        return self.of if isinstance(self.of, str) else self.of.name
