"""Faults that users found and that wait for their issue: the right value, not yet reached.

When one is cured its test fails here (`strict`), and moves to the tests of its kind.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from on_paper import pages_of, print_book

LEAFLET = """
The mill closes in March. Come and speak.

## When

Friday 6 November, 7 pm, in the old school.

## Why

Because it feeds us.
"""
_FILLER = (
    "Every boat that came up the river was counted, and the salt that it carried was weighed. "
)
_NOTE = "Of this boat the book says where it was built, who owned it, and which winter it sank in. "


class NotReachedError(Exception):
    """The book was built, and the value is not the right one. Any other error is a failure."""


waits = partial(pytest.mark.xfail, strict=True, raises=NotReachedError)


@waits(reason="a short text has the pages of a book: issue 19")
def test_a_leaflet_has_no_more_than_two_pages(tmp_path: Path) -> None:
    count = len(pages_of(print_book(tmp_path, LEAFLET)[0]))
    if count > 2:
        raise NotReachedError(count)


@waits(reason="a line with many notes leaves a page half white: issue 22")
def test_a_line_with_many_notes_stays_where_notes_can_begin(tmp_path: Path) -> None:
    calls = " ".join(f"boat[^n{number}]" for number in range(12))
    notes = "\n\n".join(f"[^n{number}]: {_NOTE * 2}" for number in range(12))
    text = f"{_FILLER * 26}Endfiller.\n\nCrowded {calls} and out.\n\n{_FILLER * 20}\n\n{notes}\n"
    pages = pages_of(print_book(tmp_path, text)[0])
    (end, crowded) = (
        next(number for number, page in enumerate(pages) if any(w.text == name for w in page))
        for name in ("Endfiller.", "Crowded")
    )
    if crowded != end:
        raise NotReachedError(crowded, end)
