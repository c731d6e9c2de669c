"""Find where something of the tree stands in the source: pandoc keeps no positions."""

from __future__ import annotations

import re

from chapbook.model.manuscript import ParsedManuscript
from chapbook.model.seeking import Seeker
from chapbook.model.source import Place

_WORD = re.compile(r"[\w.-]+")


class Finder:
    """Gives the place of each occurrence in turn: the n-th time it is asked, the n-th it finds."""

    def __init__(self, parsed: ParsedManuscript) -> None:
        """Search the text with front matter and code blanked out."""
        self._source = parsed.source
        self._seeker = Seeker(parsed.scanned_text)

    @property
    def whole(self) -> Place:
        """Give the place that stands for the file."""
        return self._source.whole

    def key(self, pattern: str) -> Place:
        """Give the place of the first match in the file as it is, front matter and all."""
        match = re.search(pattern, self._source.text, re.MULTILINE)
        return self._source.place(match.start()) if match else self._source.whole

    def target(self, target: str) -> Place:
        """Give the place of the next use of a link's target, as written or as pandoc wrote it.

        pandoc percent-encodes and takes escapes away, so where the target as a whole is not found,
        its longest word is looked for. A reference may bring it in from the front matter.
        """
        exact = self.next(re.escape(target))
        if exact.line is None:
            exact = self.key(re.escape(target))
        if exact.line is not None:
            return exact
        longest = max(_WORD.findall(target), key=len, default="")
        return self.next(re.escape(longest)) if len(longest) > 2 else exact

    def next(self, pattern: str) -> Place:
        """Give the place of the next match of a regular expression, the whole file if none.

        Where it is asked more often than it finds, it gives the last place again.
        """
        offset = self._seeker.next(pattern)
        return self._source.whole if offset is None else self._source.place(offset)
