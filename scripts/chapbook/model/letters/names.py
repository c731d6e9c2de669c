"""Names that nothing else has, each found in time that does not grow with their number."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet


class Names:
    """The names in use; gives new ones, and takes them into use.

    `form` joins a wish and its number, which begins at `first`: «map» and «map-2».
    """

    def __init__(self, taken: Iterable[str] = (), *, form: str = "{}-{}", first: int = 2) -> None:
        """Begin with the names that others have."""
        self._form, self._first = form, first
        self._taken = set(taken)
        self._next: dict[tuple[str, str], int] = {}

    def __contains__(self, name: str) -> bool:
        """Return whether a name is in use."""
        return name in self._taken

    def free(self, wish: str, end: str = "") -> str:
        """Return the wish, or where that is in use the wish with the next number that is free.

        `end` is what every name ends in, behind the number: the extension of a file.
        """
        name, number = wish + end, self._next.get((wish, end), self._first)
        while name in self._taken:
            name = self._form.format(wish, number) + end
            number += 1
        self._next[wish, end] = number
        self._taken.add(name)
        return name


def lengthened(wish: str, taken: AbstractSet[str]) -> str:
    """Return the wish, or as little more than it (`wish-`, `wish--`) as is not in use."""
    while wish in taken:
        wish += "-"
    return wish
