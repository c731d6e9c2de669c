"""Compare the words of two editions and say, block by block, what the second has lost or added."""

from __future__ import annotations

import re
from collections.abc import Sequence

from inspectors.model import Block, InspectedNote
from inspectors.text import letters

# What a page shows before a list item and HTML leaves to its styles: numbers and bullets.
_ITEM_SIGN = re.compile(r"\(?(?:\d{1,3}|[a-z]{1,4})[.)]|[•◦▪▫‣·–—●○■□☐☑]")
# Sought so far ahead: a float may stand a page later, the same words elsewhere are no match.
_AHEAD = 6000


def lost_blocks(blocks: Sequence[Block], stream: str) -> list[str]:
    """Say which blocks are not drawn in their turn, and what is drawn between them."""
    findings = []
    position: int | None = None
    for block in blocks:
        wanted = letters(block.text)
        if not wanted:
            continue
        if position is None:  # what stands before the first block was made by a template
            found = stream.find(wanted)
        else:
            found = stream.find(wanted, position, position + len(wanted) + _AHEAD)
        if found < 0:
            findings.append(f"not drawn: {_near(block, wanted, stream, position or 0)}")
            continue
        between = stream[position:found] if position is not None else ""
        if between and not _is_sign(between):
            findings.append(f"drawn before {block.text[:40]!r}: {between[:120]!r}")
        position = found + len(wanted)
    return findings


def _is_sign(text: str) -> bool:
    return bool(re.fullmatch(rf"(?:{_ITEM_SIGN.pattern})+", text))


def _near(block: Block, wanted: str, stream: str, position: int) -> str:
    """Quote a block, and where the drawing begins to differ from it."""
    low, high = 0, len(wanted)
    while low < high:
        middle = (low + high + 1) // 2
        if stream.find(wanted[:middle], position) >= 0:
            low = middle
        else:
            high = middle - 1
    place = stream.find(wanted[:low], position)
    drawn = stream[place + low : place + low + 40]
    return (
        f"{block.text[:60]!r}: after {low} letters wanted {wanted[low : low + 40]!r}, is {drawn!r}"
    )


def lost_notes(first: Sequence[InspectedNote], second: Sequence[InspectedNote]) -> list[str]:
    """Say which notes differ in their words; signs of list items may be drawn or not."""
    others = {note.name: letters(note.body) for note in second}
    findings = []
    for note in first:
        wanted = letters(note.body)
        found = others.get(note.name)
        if found is None:
            findings.append(f"{note.name} is not there")
        elif found != wanted and _without_signs(found) != _without_signs(wanted):
            findings.append(f"{note.name}: wanted {wanted[:200]!r}, found {found[:200]!r}")
    return findings


def _without_signs(text: str) -> str:
    return re.sub(r"[•◦▪▫‣·–—●○■□]", "", text)
