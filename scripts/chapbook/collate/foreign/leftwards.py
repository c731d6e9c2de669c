"""Text from right to left, made comparable with print.

Where both directions meet, a PDF holds the pieces of a line in another order than the text, and
brackets mirrored: readers of PDF put the pieces in order by their own rules (Unicode Standard
Annex 9 says how they were put there). So words in the direction of the text as a whole are compared
in order, all others are counted. The structure of a book from right to left is in order but for
such pieces.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import compress, pairwise

from chapbook.collate.foreign.readers.pdf_runs import is_right_to_left
from chapbook.collate.foreign.readers.text import tokens
from chapbook.collate.foreign.streams import Stream
from chapbook.collate.patience import Gap

# A longer piece is text of its own, in order.
_LONGEST = 12
_BRACKETS = dict.fromkeys(map(ord, "()[]{}<>"), "|")


def in_print(
    one: Stream, two: Stream, *, drawn: bool
) -> tuple[Stream, Stream, tuple[Stream, Stream] | None]:
    """Return two streams as print is compared, and those whose words are only to be counted.

    `drawn`: the second is of pages as drawn. Streams without letters from right to left are as they
    were, and there is nothing to count.
    """
    if not any(map(is_right_to_left, one.words)):
        return one, two, None
    leftward = mostly_leftward("".join(one.words))
    if leftward and not drawn:
        return _in_one_order(one), _in_one_order(two), None
    (here, apart), (there, others) = (_divided(each, leftward=leftward) for each in (one, two))
    return here, there, (apart, others)


def _in_one_order(stream: Stream) -> Stream:
    """Return a stream as print is compared; one without letters from right to left is as it was."""
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


def _divided(stream: Stream, *, leftward: bool) -> tuple[Stream, Stream]:
    """Part the words of one direction from all others, each in order; brackets are all alike."""
    stream = replace(stream, words=[word.translate(_BRACKETS) for word in stream.words])
    wanted = [is_right_to_left(word) is leftward for word in stream.words]
    return _chosen(stream, wanted), _chosen(stream, [not one for one in wanted])


def _chosen(stream: Stream, wanted: Sequence[bool]) -> Stream:
    return replace(
        stream,
        shown=list(compress(stream.shown, wanted)),
        words=list(compress(stream.words, wanted)),
        owners=list(compress(stream.owners, wanted)),
    )


def too_few(one: Stream, two: Stream) -> Iterator[Gap]:
    """Yield words of the first stream that the second has not as often, signs left out.

    It may have more: pages are numbered, and templates add words. It may have a word in parts,
    where marks over letters were set one by one.
    """
    lacking = Counter(one.words) - Counter(two.words)
    spare = Counter(_letters("".join((Counter(two.words) - Counter(one.words)).elements())))
    for at, word in enumerate(one.words):
        if lacking[word] and (needed := Counter(_letters(word))):
            lacking[word] -= 1
            if needed <= spare:
                spare -= needed
            else:
                yield Gap(at, at + 1, len(two.words), len(two.words))


def _letters(text: str) -> Iterator[str]:
    return (character for character in text if character.isalnum())


def _pieces(stream: Stream, leftwards: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Yield short runs of other words within a passage, that are beside words from the right."""
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
    """Return a short text as one word for comparison in print: letters and digits.

    Where both directions meet, those in the direction of most come first, in order; then all
    others, sorted.
    """
    if not is_right_to_left(text):
        return plain_key(text)
    leftward, folded = mostly_leftward(text), text.casefold()
    others = sorted(letters_in_direction(folded, leftward=not leftward))
    return letters_in_direction(folded, leftward=leftward) + "".join(others)


def plain_key(text: str) -> str:
    """Return a short text as one word for comparison, without regard to capitals."""
    return "".join(tokens(text)).casefold()


def mostly_leftward(text: str) -> bool:
    """Return whether most letters and digits of a text are written from the right."""
    found = [is_leftward_letter(character) for character in _letters(text)]
    return 2 * sum(found) > len(found)


def letters_in_direction(text: str, *, leftward: bool) -> str:
    """Return the letters of one direction; digits go with those that are not from the right."""
    return "".join(c for c in _letters(text) if is_leftward_letter(c) is leftward)


def is_leftward_letter(character: str) -> bool:
    """Return whether a character is a letter that is written from the right."""
    return unicodedata.bidirectional(character) in ("R", "AL")
