"""Names that nothing else has, each found in time that does not grow with their number."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet


class Names:
    """The names in use; gives new ones, and takes them into use.

    `form` joins a name and its number, which begins at `first`: «map» and «map-2».
    """

    def __init__(self, taken: Iterable[str] = (), *, form: str = "{}-{}", first: int = 2) -> None:
        """Begin with the names that others have."""
        self._form, self._first = form, first
        self._taken = set(taken)
        self._next: dict[tuple[str, str], int] = {}

    def __contains__(self, name: str) -> bool:
        """Return whether a name is in use."""
        return name in self._taken

    def free(self, wanted: str, end: str = "") -> str:
        """Return the wanted name, or if it is in use the name with the next free number.

        `end` is what every name ends in, behind the number: the extension of a file.
        """
        name, number = wanted + end, self._next.get((wanted, end), self._first)
        while name in self._taken:
            name = self._form.format(wanted, number) + end
            number += 1
        self._next[wanted, end] = number
        self._taken.add(name)
        return name


def lengthened(wanted: str, taken: AbstractSet[str]) -> str:
    """Return the wanted name, extended (`wanted-`, `wanted--`) until it is not in use."""
    while wanted in taken:
        wanted += "-"
    return wanted
