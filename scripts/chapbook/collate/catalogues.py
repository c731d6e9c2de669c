"""What download pages (JSON-LD) and OPDS feeds say of the book, against what its editions say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from chapbook.collate.compare_metadata import compare_metadata
from chapbook.collate.editions import Fields
from chapbook.collate.files import Given, Sort
from chapbook.collate.readers.catalogue import read_feed, read_json_ld
from chapbook.model.editions.collation import Comparison, Finding, compared, not_run
from chapbook.model.editions.fields import FIELDS, MetadataField

# The metadata of Readium's publications have no name for rights, and room for one identifier.
_ONE = ("rights", "identifier")


_Read = Callable[[Path], list[Fields]]


def compare_catalogues(
    editions: Iterable[tuple[str, Fields | None]],
    given: Sequence[Given],
    facts: Fields | None = None,
) -> Iterator[Comparison]:
    """Compare each catalogue with the first edition (name, metadata) that says anything.

    `facts` are fields that it must state where it has a name for them, if the edition has none.
    """
    wanted = facts or {}
    base = next(((name, {**wanted, **fields}) for name, fields in editions if fields), None)
    for name, sorts, read in (
        ("JSON-LD", (Sort.PAGE, Sort.HTML), read_json_ld),
        ("OPDS", (Sort.FEED,), read_feed),
    ):
        found = False
        for file in (one for one in given if one.sort in sorts):
            must = [row.name for row in FIELDS if wanted.get(row.name) and _name_in(file, row)]
            copy = f"{name} ({file.path.name})"
            for comparison in _of_file(copy, file.path, read, base, must):
                found = True
                yield comparison
        if not found:
            yield not_run("metadata", (name,), f"no file has {name}")


def _of_file(
    name: str, path: Path, read: _Read, base: tuple[str, Fields] | None, must: Sequence[str]
) -> Iterator[Comparison]:
    try:
        books = read(path)
    except (ValueError, OSError, RecursionError, AttributeError) as error:
        finding = Finding(f"{path.name} cannot be read: {error}")
        yield compared("metadata", (name,), [finding])
        return
    for fields in books:
        if base is None:
            yield not_run("metadata", (name,), "no edition has metadata of the book")
        else:
            lacking = _ONE if path.suffix == ".json" else ()
            yield compare_metadata(base, (name, fields), may_lack=lacking, must=must)


def _name_in(file: Given, row: MetadataField) -> str:
    """Return what the vocabulary of a file calls a field."""
    if file.sort is not Sort.FEED:
        return row.json_ld
    return row.opds_2 if file.path.suffix == ".json" else row.opds_1
