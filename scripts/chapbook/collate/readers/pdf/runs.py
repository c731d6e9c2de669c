"""What is drawn on a page, piece by piece."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from chapbook.collate.readers.pdf.boxes import Box

_SIGNS = "*!-+#"


@dataclass(frozen=True, slots=True)
class Run:
    """What one operator shows. `mark` is its number in the structure, `key` its block's key.

    `actual` is the text that the file states for it and the other pieces of its `span`. `hidden`
    says why nobody sees it, or may not see all of it (`suspected`). `form` is the rank of the form
    on its page that it is drawn in, -1 for the page itself.
    """

    text: str
    box: Box
    mark: int | None
    key: str
    actual: str | None
    artifact: bool
    hidden: str = ""
    form: int = -1
    span: int = 0
    suspected: bool = False


def stated_text(runs: Iterable[Run]) -> str:
    """Return the text of some pieces as the file states it: once for the pieces of a span."""
    parts, last = [], 0
    for run in runs:
        if run.actual is None:
            parts.append(run.text)
        elif run.span != last:
            parts.append(run.actual)
        last = 0 if run.actual is None else run.span
    return "".join(parts)


@dataclass(frozen=True, slots=True)
class Placed:
    """A form that a page draws: where its box lies, and whether its head points up."""

    box: Box
    upright: bool
    rank: int


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """A page: its number (from 1), its label, what is shown of it, its runs, the forms it draws.

    `turned` is by how many degrees viewers turn it; `strange` are annotations that are not links.
    """

    number: int
    label: str
    shown: Box
    runs: tuple[Run, ...]
    forms: tuple[Placed, ...]
    turned: int = 0
    strange: tuple[str, ...] = ()


def sign_of(key: str) -> str:
    """Return the sign before the key of a piece, empty for words of the block."""
    return key[:1] if key[:1] in _SIGNS else ""
