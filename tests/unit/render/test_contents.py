"""How deep the headings of a division are in the contents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from chapbook.render.contents import Entry, sections


def lines(entries: Sequence[Entry], depth: int = 0) -> Iterator[str]:
    for entry in entries:
        yield "-" * depth + entry.title
        yield from lines(entry.children, depth + 1)


@pytest.mark.parametrize(
    ("levels", "wanted"),
    [
        ((2, 3, 2), ["0", "-1", "2"]),
        ((3, 4, 2), ["0", "-1", "2"]),
        ((4, 3, 5, 6), ["0", "1", "-2"]),
        ((6,), ["0"]),
        ((2, 4, 3, 5), ["0", "-1", "-2"]),
        ((2, 3, 4), ["0", "-1"]),
    ],
)
def test_a_level_left_out_is_taken_by_the_next(levels: tuple[int, ...], wanted: list[str]) -> None:
    found = [(level, str(number), "") for number, level in enumerate(levels)]
    assert list(lines(sections(found))) == wanted
