"""Which of several faces has all of a cluster (see `model.letters.clusters`)."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from chapbook.model.letters.clusters import drawn


def is_whole(cluster: str, characters: AbstractSet[str]) -> bool:
    """Return whether a face has all of a cluster: its parts, or the letter composed of them."""
    parts = drawn(cluster)
    return characters >= set(parts) or characters >= set(unicodedata.normalize("NFC", parts))


def best_of(cluster: str, faces: Sequence[AbstractSet[str]]) -> int | None:
    """Return the index of the first face that has all of a cluster.

    Where none has, of the faces that have its first character the one that has most of the others;
    None where none has even that.
    """
    parts = drawn(cluster)
    found: int | None = None
    most = 0
    for index, characters in enumerate(faces):
        if is_whole(cluster, characters):
            return index
        had = sum(char in characters for char in parts)
        if parts[0] in characters and had > most:
            found, most = index, had
    return found
