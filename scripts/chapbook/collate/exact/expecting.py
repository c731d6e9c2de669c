"""What is compared with the expectation, whether an edition or the pages of a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote

from chapbook.collate.difference import excerpt
from chapbook.collate.normal import RIGHT_TO_LEFT
from chapbook.model.editions.collation import Reading
from chapbook.model.editions.expectation import Block, Expectation
from chapbook.model.letters.languages import primary


def bare(key: str) -> str:
    """Return a key without the count of a note that is stated again."""
    return key.partition(".")[0]


@dataclass(frozen=True)
class Expecting:
    """The side of the expectation. `where` says where a block is in the manuscript.

    `copy` names the side: the manuscript, or the edition taken in its place.
    """

    expected: Expectation
    copy: str
    where: Callable[[str], str]

    @property
    def leftwards(self) -> bool:
        """Whether the book is written from right to left."""
        return primary(self.expected.language) in RIGHT_TO_LEFT

    def block(self, key: str) -> Block | None:
        """Return the expected block of a key."""
        key = bare(key)
        return self.expected.by_key.get(key) or self.expected.note_blocks.get(key)

    def key_of(self, name: str) -> str:
        """Return the key of the block that a name leads to, whose signs may be escaped."""
        places = self.expected.places
        return places.get(name) or places.get(unquote(name), "")

    def there(self, key: str, words: str | None = None) -> Reading:
        """Return the reading of an expected block: some words, or the beginning of its own."""
        if words is None:
            block = self.block(key)
            words = "" if block is None else excerpt(block.text)
        return Reading(self.copy, self.where(bare(key)), "", words)
