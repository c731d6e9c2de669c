"""What download pages (JSON-LD) and OPDS feeds say of the book, against what its editions say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

from chapbook.collate.compare_metadata import Fields, compare_metadata
from chapbook.collate.files import Given, Sort
from chapbook.collate.readers.catalogue import read_feed, read_json_ld
from chapbook.model.collation import Comparison, Finding, compared, not_run

# The metadata of Readium's publications have no name for rights, and room for one identifier.
_ONE = ("rights", "identifier")


class Described(Protocol):
    """An edition as far as catalogues are concerned: its name, and what it says of the book."""

    @property
    def name(self) -> str:
        """What the report calls it."""

    @property
    def metadata(self) -> Fields | None:
        """Its metadata, None where it has none."""


_Read = Callable[[Path], list[Fields]]


def compare_catalogues(
    editions: Sequence[Described], given: Sequence[Given]
) -> Iterator[Comparison]:
    """Hold each catalogue against the first edition that says anything."""
    base = next((one for one in editions if one.metadata), None)
    for name, sorts, read in (
        ("JSON-LD", (Sort.PAGE, Sort.HTML), read_json_ld),
        ("OPDS", (Sort.FEED,), read_feed),
    ):
        paths = [one.path for one in given if one.sort in sorts]
        found = False
        for path in paths:
            for comparison in _of_file(f"{name} ({path.name})", path, read, base):
                found = True
                yield comparison
        if not found:
            yield not_run("metadata", (name,), f"no file has {name}")


def _of_file(name: str, path: Path, read: _Read, base: Described | None) -> Iterator[Comparison]:
    try:
        books = read(path)
    except (ValueError, OSError, RecursionError, AttributeError) as error:
        finding = Finding(f"{path.name} cannot be read: {error}")
        yield compared("metadata", (name,), [finding])
        return
    for fields in books:
        if base is None or base.metadata is None:
            yield not_run("metadata", (name,), "no edition says anything of the book")
        else:
            lacking = _ONE if path.suffix == ".json" else ()
            yield compare_metadata((base.name, base.metadata), (name, fields), may_lack=lacking)
