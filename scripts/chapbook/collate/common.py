"""What the exact and the inferring comparison check in the same way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from chapbook.collate.compare_sums import compare_sums
from chapbook.collate.editions import Fields
from chapbook.collate.files import Given, Sort
from chapbook.collate.unkeyed import Reader
from chapbook.model.editions.collation import Comparison, Finding, Reading, compared, not_run

ReadMarkdown = Callable[[str], dict[str, Any]]
"""pandoc's tree of some Markdown, as its JSON has it."""


@dataclass(frozen=True, slots=True)
class Outside:
    """What the collation needs from outside: pandoc and, with `--online`, the network.

    `reach` says of an address what is wrong with it, or nothing. `readers` are those of formats
    without keys.
    """

    read_markdown: ReadMarkdown
    reach: Callable[[str], str | None] | None = None
    readers: tuple[Reader, ...] = ()


def title_of(metadata: Iterable[Fields | None], otherwise: str) -> str:
    """Return the title of the book from the first file that states it."""
    for fields in metadata:
        for name in ("title", "document-title", "info-title"):
            if fields and fields.get(name):
                return fields[name][0]
    return otherwise


def unreadable(file: Given, reason: str) -> Comparison:
    """Return the failed comparison of a file that cannot be read."""
    reading = Reading(file.sort.value, file.path.name)
    finding = Finding(f"{file.path.name} cannot be read: {reason}", (reading,))
    return compared("readable", (file.path.name,), [finding])


def check_sums(files: Sequence[Given]) -> Iterator[Comparison]:
    """Yield the comparison of each list of checksums with its folder."""
    sums = [one.path for one in files if one.sort is Sort.SUMS]
    if not sums:
        yield not_run("checksums", (), "no SHA256SUMS was given")
    for path in sums:
        yield compare_sums(path)


def check_addresses(
    names: tuple[str, ...], addresses: Iterable[str], outside: Outside
) -> Comparison:
    """Check over the network the addresses that files lead to, if `outside` allows it."""
    if outside.reach is None:
        return not_run("addresses online", names, "skipped; use --online to check them")
    wrong = ((address, outside.reach(address)) for address in dict.fromkeys(addresses))
    findings = [Finding(f"{address}: {reason}") for address, reason in wrong if reason is not None]
    return compared("addresses online", names, findings)
