"""Words after a block tag, where pandoc drops them.

A link, a span, a caption, a line of verse, a term, an inline note and a cell of a pipe table can
contain inlines only: pandoc stops there at a tag such as `<p>` and drops what follows. Where such a
tag follows words, the text is read again with a unique name before the next word: if the tree does
not have the name, it was dropped together with the words after it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from itertools import islice

from chapbook.tools import pandoc

_TRIED = 2_000
_FAR = 300
# What pandoc 3.9 takes for the tag of a block.
_TAG = re.compile(
    r"</?(?:address|article|aside|blockquote|body|canvas|caption|center|col|colgroup|dd|details"
    r"|dir|div|dl|dt|epigraph|fieldset|figcaption|figure|footer|form|frameset|h[1-6]|head|header"
    r"|hgroup|hr|html|isindex|li|main|menu|meta|nav|noframes|ol|output|p|pre|script|section"
    r"|summary|table|tbody|td|textarea|tfoot|th|thead|title|tr|ul)(?=[\s/>])[^<>]{0,1000}>",
    re.IGNORECASE,
)
_ANY_TAG = re.compile(r"<[^<>]{1,1000}>")
_BLANK = re.compile(r"\n[ \t>]*\n")
# What is between a tag and the next word, in one paragraph.
_GAP = re.compile(
    r"(?:[^\w\]|)}<\n]|<[^<>]{1,1000}>"
    r"|\n(?![ \t>]*\n)[ \t>]*+(?:(?:[-+*:~]|\(?\w{1,4}[.)])[ \t]+)*+)*+(?P<word>\w)"
)
# Where a link, a span, a note, a cell or a line of verse ends.
_END = re.compile(r"[\]|\n]")
_TEXT = re.compile(r"[\w\[|]")


def lost_after_tags(text: str, masked: str) -> Iterator[tuple[int, str, str]]:
    """Yield each block tag that words are lost after: its offset, the tag, and the words."""
    found = list(islice(_candidates(masked), _TRIED))
    if not found:
        return
    name = "cbt"
    while name in text:
        name += "t"
    tree = json.dumps(pandoc.read_markdown(_marked(text, name, found))["blocks"])
    shown = {int(number) for number in re.findall(rf"{name}(\d+)x", tree)}
    last = -1
    for k, (start, word) in enumerate(found):
        if k in shown or (last >= 0 and not _END.search(text, last, start)):
            continue
        last = start
        tag, words = _TAG.match(text, start), _END.split(text[word : word + _FAR], maxsplit=1)[0]
        yield start, tag.group() if tag else "", _ANY_TAG.sub("", words)


def _candidates(masked: str) -> Iterator[tuple[int, int]]:
    """Yield the offset of each block tag between words, and of the word after it."""
    for tag in _TAG.finditer(masked):
        before = _BLANK.split(masked[max(0, tag.start() - _FAR) : tag.start()])[-1]
        gap = _GAP.match(masked, tag.end())
        if gap is not None and _TEXT.search(_ANY_TAG.sub("", before)):
            yield tag.start(), gap.start("word")


def _marked(text: str, name: str, found: Sequence[tuple[int, int]]) -> str:
    """Put a name before the first word after each tag; several tags may precede one word."""
    pieces, done = [], 0
    for k, (_, word) in enumerate(found):
        pieces += [text[done:word], f"{name}{k}x"]
        done = word
    return "".join([*pieces, text[done:]])
