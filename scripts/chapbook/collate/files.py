"""Which of some files is what: editions, sheets, pages for the press, catalogues, checksums."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from chapbook.collate.compare_sums import OWN, SUMS

_HEAD = 4096
_PAGES, _WRAPS = ("-print", "-press"), ("-cover", "-wrap")
_SHEETS = re.compile("-(?:pamphlet(?:-[a-z-]+)?|saddle)-(?:a[0-9]|letter|legal|tabloid)$")


class Sort(Enum):
    """What a file is, by its content; by its name where the content does not show it."""

    HTML = "HTML"
    EPUB = "EPUB"
    PDF = "PDF"
    SHEETS = "pamphlet"
    PRESS = "press PDF"
    COVER = "cover for the press"
    PAGE = "download page"
    FEED = "OPDS feed"
    SUMS = "checksums"
    MANUSCRIPT = "manuscript"
    STRANGE = "none of these"


@dataclass(frozen=True, slots=True)
class Given:
    """A file and what it is."""

    path: Path
    sort: Sort


def sorted_files(paths: Iterable[Path]) -> list[Given]:
    """Return what each file is, once; of a folder, the files in it that take part."""
    named = (path for given in paths for path in (_inside(given) if given.is_dir() else [given]))
    files = list(dict.fromkeys(named))
    names = frozenset(path.name.lower() for path in files)
    found = [Given(path, _sort(path, names)) for path in files]
    return [
        Given(one.path, Sort.PAGE) if _is_index(one) and _of_a_site(found) else one for one in found
    ]


def _is_index(one: Given) -> bool:
    return one.sort is Sort.HTML and one.path.name == "index.html"


def _of_a_site(found: Iterable[Given]) -> bool:
    """Return whether there are files that an index page would lead to."""
    return any(
        one.sort in (Sort.FEED, Sort.SUMS) or (one.sort is Sort.HTML and not _is_index(one))
        for one in found
    )


def _inside(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.is_file() and is_compared(path):
            yield path


def is_compared(path: Path) -> bool:
    """Return whether a file in a folder of editions takes part, by its name."""
    known = path.suffix in (".html", ".epub", ".pdf", ".xml", ".atom", ".opds")
    feed = path.suffix == ".json" and "opds" in path.name
    seen = path.name not in OWN and not path.name.startswith(".")
    return seen and (known or feed or path.name == SUMS)


def _sort(path: Path, names: frozenset[str]) -> Sort:
    if path.name == SUMS:
        return Sort.SUMS
    if not path.is_file():
        return Sort.STRANGE
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if b"%PDF-" in head[:1024] or path.suffix.lower() == ".pdf":
        return _sort_of_pdf(path.stem.lower(), names)
    if head.startswith(b"PK") or path.suffix.lower() == ".epub":
        return Sort.EPUB
    return _sort_of_text(path, head)


def _sort_of_pdf(stem: str, names: frozenset[str]) -> Sort:
    """Distinguish an edition from what is made of it, by the names of all files given.

    The title of a book may end in “cover”, “print” or “pamphlet”: then an edition beside it has its
    name, or there is no book that it could be the cover or the pages of.
    """
    if names.intersection((f"{stem}.html", f"{stem}.epub")):
        return Sort.PDF
    if _SHEETS.search(stem):
        return Sort.SHEETS
    for endings, others, sort in ((_PAGES, _WRAPS, Sort.PRESS), (_WRAPS, _PAGES, Sort.COVER)):
        for ending in endings:
            book = stem.removesuffix(ending)
            kin = (
                f"{book}{end}" for end in (".html", ".epub", ".pdf", *(f"{o}.pdf" for o in others))
            )
            if book != stem and names.intersection(kin):
                return sort
    return Sort.PDF


def _sort_of_text(path: Path, head: bytes) -> Sort:
    if path.suffix.lower() in (".md", ".markdown"):
        return Sort.MANUSCRIPT
    plain = head.lower()
    feed = plain.lstrip().startswith(b"{") and b'"publications"' in plain
    if b"<feed" in plain or b"<entry" in plain or feed:
        return Sort.FEED
    if b"<html" in plain or b"<!doctype html" in plain or path.suffix.lower() in (".html", ".htm"):
        return Sort.HTML
    return Sort.STRANGE
