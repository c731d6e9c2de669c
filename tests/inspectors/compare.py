"""Compare the words of two editions and say, block by block, what the second has lost or added."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from chapbook.collate.foreign.readers.text import letters
from inspectors.model import Block, InspectedEdition, InspectedNote

# What a page shows before a list item and HTML leaves to its styles.
_ITEM_SIGN = re.compile(r"\(?(?:\d{1,3}|[a-z]{1,4})[.)]|[☐☑]")
# Sought so far ahead: a float may stand a page later, the same words elsewhere are no match.
_AHEAD = 6000


def words(text: str) -> tuple[str, ...]:
    """Split into runs of letters and digits, in one case."""
    plain = unicodedata.normalize("NFKC", text.replace("\u00ad", "")).casefold()
    return tuple(re.findall(r"[^\W_]+", plain))


def lost_blocks(blocks: Sequence[Block], stream: str, *, repeated: Sequence[str] = ()) -> list[str]:
    """Return the blocks that are not drawn in their turn, and what is drawn between them.

    `repeated` is what may be drawn anywhere: the head of a table on its next page, the words in
    a drawing. A page draws the numbers of list items, and not always before the item: where
    blocks differ, numbers with a full stop are left out and all is compared again.
    """
    texts = [letters(block.text) for block in blocks]
    known = {letters(text) for text in repeated}
    return _lost(texts, stream, known) and _lost(
        [_unnumbered(text) for text in texts],
        _unnumbered(stream),
        {_unnumbered(text) for text in known},
    )


def _lost(texts: Sequence[str], stream: str, known: set[str]) -> list[str]:
    findings = []
    position: int | None = None
    for wanted in filter(None, texts):
        if position is None:  # what is before the first block was made by a template
            found = stream.find(wanted)
        else:
            found = stream.find(wanted, position, position + len(wanted) + _AHEAD)
        if found < 0:
            findings.append(f"not drawn: {_near(wanted, stream, position or 0)}")
            continue
        between = stream[position:found] if position is not None else ""
        if between and between not in known and not _is_sign(between):
            findings.append(f"drawn before {wanted[:40]!r}: {between[:120]!r}")
        position = found + len(wanted)
    return findings


def _is_sign(text: str) -> bool:
    return bool(re.fullmatch(rf"(?:{_ITEM_SIGN.pattern})+", text))


def _near(wanted: str, stream: str, position: int) -> str:
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
    place_of = f"after {low} of {len(wanted)} letters"
    return f"{wanted[:60]!r}: {place_of} wanted {wanted[low : low + 40]!r}, is {drawn!r}"


def lost_notes(first: Sequence[InspectedNote], second: InspectedEdition) -> list[str]:
    """Return the notes of an edition that differ in their words from those of the first.

    A note that ends early goes on among what is carried over to the pages after it. A page draws
    the numbers of list items, and not always before the item: of notes that differ, numbers with a
    full stop are left out and they are compared again.
    """
    others = {note.name: note for note in second.notes}
    carried = {_number(page): _unnumbered(text) for page, text in second.carried.items()}
    findings = []
    for note in first:
        wanted = letters(note.body)
        other = others.get(note.name)
        if other is None:
            findings.append(f"{note.name} is not there")
            continue
        found = letters(other.body)
        if found != wanted and not _goes_on(note, other, carried):
            findings.append(f"{note.name}: wanted {wanted[-200:]!r}, found {found[-200:]!r}")
    rests = [f"page {page} carries {rest[:200]!r}" for page, rest in carried.items() if rest]
    return findings + rests


def _number(page: str) -> int:
    return int(page.removeprefix("page "))


def _unnumbered(text: str) -> str:
    return re.sub(r"\d{1,3}[.)]", "", letters(text))


def _goes_on(whole: InspectedNote, note: InspectedNote, carried: dict[int, str]) -> bool:
    """Return whether what a note lacks is carried over to the next pages; takes it from there."""
    wanted, found = _unnumbered(whole.body), _unnumbered(note.body)
    if not found or not wanted.startswith(found):
        return False
    rest = wanted.removeprefix(found)
    page = _number(note.place.document) + 1
    while rest and carried.get(page):
        share = carried[page]
        if share.startswith(rest):
            carried[page], rest = share.removeprefix(rest), ""
        elif rest.startswith(share):
            carried[page], rest = "", rest.removeprefix(share)
        else:
            return False
        page += 1
    return not rest
