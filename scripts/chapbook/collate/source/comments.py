"""HTML comments that pandoc takes for text, as it does where it may not read HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chapbook.collate.source.reading import Written
from chapbook.model.editions.expectation import CALL

# With the dashes that pandoc makes of hyphens.
_OPENS, _CLOSES = re.compile("<!(?:--|[–—])"), re.compile("(?:--|[–—])-?>")


def without_comments(written: Written) -> Written:
    """Leave out comments that are read as text.

    Their lines stay, empty; notes that are called in them go.
    """
    kept, notes, done, calls = list[str](), list[str](), 0, 0
    for start, end in _comments(written.text):
        before, comment = written.text[done:start], written.text[start:end]
        notes += written.notes[calls : calls + before.count(CALL)]
        kept += [before, "\n" * comment.count("\n")]
        calls += before.count(CALL) + comment.count(CALL)
        done = end
    return Written("".join([*kept, written.text[done:]]), (*notes, *written.notes[calls:]))


def _comments(text: str) -> Iterator[tuple[int, int]]:
    """Yield where comments begin and end; one that is never closed is none."""
    done = 0
    while opening := _OPENS.search(text, done):
        closing = _CLOSES.search(text, opening.end())
        if closing is None:
            return
        done = closing.end()
        yield opening.start(), done
