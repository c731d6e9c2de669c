"""A structure element before it is written (ISO 32000-1, 14.7.2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any


@dataclass(eq=False, slots=True)
class Node:
    """A structure element: its type, its element, what it holds (nodes, and the caller's content).

    `keep` is for those that belong there even when they hold nothing: cells of a table.
    """

    kind: str
    element: Any
    parent: Node | None
    lang: str
    kids: list[Any] = field(default_factory=list)
    alternative: str = ""
    identifier: str = ""
    attributes: dict[str, Any] = field(default_factory=dict)
    keep: bool = False

    def prune(self) -> None:
        """Take out the nodes that hold nothing."""
        for kid in self.kids:
            if isinstance(kid, Node):
                kid.prune()
        self.kids = [kid for kid in self.kids if not _is_empty(kid)]

    def nodes(self) -> Iterator[Node]:
        """Yield this node and all below it, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Node):
                yield from kid.nodes()


def _is_empty(kid: Any) -> bool:
    return isinstance(kid, Node) and not kid.kids and not kid.keep
