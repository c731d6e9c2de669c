"""Text from right to left, made comparable with what is drawn.

What stands in such text and is written the other way (numbers, Latin words, signs) comes out of a
PDF in another order, and brackets come out mirrored: readers of PDF put the pieces of a line in
order by rules of their own (Unicode Standard Annex 9 says how they were put there). So the words of
such a piece are compared without regard to their order; and where a book is written from the right,
and its drawn pages are read, where a piece ends is not known either: such words are counted.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import compress, pairwise

from chapbook.collate.differ import Gap
from chapbook.collate.readers.pdf_runs import is_right_to_left
from chapbook.collate.readers.text import tokens
from chapbook.collate.streams import Stream

# A longer piece is text of its own, in order.
_LONGEST = 12
_BRACKETS = dict.fromkeys(map(ord, "()[]{}<>"), "|")


def in_one_order(stream: Stream) -> Stream:
    """Give a stream as print is compared; one without letters from right to left is as it was."""
    leftwards = [is_right_to_left(word) for word in stream.words]
    if not any(leftwards):
        return stream
    words = list(stream.words)
    order = list(range(len(words)))
    for start, end in _pieces(stream, leftwards):
        words[start:end] = [word.translate(_BRACKETS) for word in words[start:end]]
        order[start:end] = sorted(order[start:end], key=words.__getitem__)
    return replace(
        stream, words=[words[at] for at in order], shown=[stream.shown[at] for at in order]
    )


def is_leftward(stream: Stream) -> bool:
    """Say whether a text as a whole is written from right to left: most of its words are."""
    return 2 * sum(map(is_right_to_left, stream.words)) > len(stream.words)


def divided(stream: Stream) -> tuple[Stream, Stream]:
    """Part the words that are written from right to left from all others, each in order."""
    leftwards = [is_right_to_left(word) for word in stream.words]
    others = [not one for one in leftwards]
    return _chosen(stream, leftwards), _chosen(stream, others)


def _chosen(stream: Stream, wanted: Sequence[bool]) -> Stream:
    return replace(
        stream,
        shown=list(compress(stream.shown, wanted)),
        words=list(compress(stream.words, wanted)),
        owners=list(compress(stream.owners, wanted)),
    )


def too_few(one: Stream, two: Stream) -> Iterator[Gap]:
    """Yield words of the first stream that the second has not as often, signs left out.

    It may have more: pages are numbered, and templates add words.
    """
    here, there = Counter(one.words), Counter(two.words)
    for at, word in enumerate(one.words):
        if there[word] < here[word] and any(character.isalnum() for character in word):
            here[word] -= 1
            yield Gap(at, at + 1, len(two.words), len(two.words))


def _pieces(stream: Stream, leftwards: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Yield short runs of other words within a passage, that stand beside words from the right."""
    count = len(leftwards)
    borders = [
        at
        for at in range(1, count)
        if leftwards[at] or leftwards[at - 1] or stream.owners[at] != stream.owners[at - 1]
    ]
    for start, end in pairwise([0, *borders, count]):
        beside = leftwards[max(start - 1, 0)] or leftwards[min(end, count - 1)]
        if beside and not leftwards[start] and end - start <= _LONGEST:
            yield start, end


def key_of(text: str) -> str:
    """Give a short text as one word for comparison; of text from the right, its own letters."""
    if not is_right_to_left(text):
        return "".join(tokens(text)).casefold()
    return "".join(c for c in text if unicodedata.bidirectional(c) in ("R", "AL"))
