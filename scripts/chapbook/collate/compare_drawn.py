"""What the pages of a PDF show, piece by piece: every block's words, where they can be seen.

Pieces are joined with the expectation by the keys they are marked with, so that line ends, pages,
columns and tables are no puzzle. Boxes are asked for one thing only: whether a reader sees the words.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from chapbook.collate.difference import excerpt, parted
from chapbook.collate.joining import TEMPLATE, Where, bare
from chapbook.collate.normal import drawn_part, print_letters, template_key
from chapbook.collate.readers.content import Run
from chapbook.collate.readers.keyed_pdf import DrawnPage, sign_of
from chapbook.model.collation import Finding, Reading
from chapbook.model.expectation import Block, Expectation

# Lines of one block may touch those of another by no more than this part of their height.
_TOUCHING = 0.5


@dataclass(frozen=True)
class Drawn:
    """The pages of a file, beside the expectation. `copy` and `where` as in `joining.Joined`."""

    name: str
    pages: tuple[DrawnPage, ...]
    expected: Expectation
    copy: str
    where: Where


@dataclass(slots=True)
class _Shown:
    """The pieces of one block, in the order of the pages: words, calls, labels."""

    pages: list[int] = field(default_factory=list)
    words: list[Run] = field(default_factory=list)
    calls: list[tuple[int, Run]] = field(default_factory=list)
    labels: list[Run] = field(default_factory=list)


def label_of(page: DrawnPage) -> str:
    """Return how a page is called in the report."""
    return f"page {page.label or page.number}"


def blocks_shown(pages: Iterable[DrawnPage]) -> dict[str, _Shown]:
    """Gather the pieces of each block."""
    found: dict[str, _Shown] = defaultdict(_Shown)
    for page in pages:
        for run in page.runs:
            if run.artifact or not run.key:
                continue
            sign = sign_of(run.key)
            shown = found[run.key.removeprefix(sign)]
            if sign == "*":
                shown.calls.append((page.number, run))
            elif sign == "!":
                shown.labels.append(run)
            elif not sign and run.text.strip():
                shown.words.append(run)
                shown.pages.append(page.number)
    return found


def compare_drawn(drawn: Drawn, *, notes: bool = True) -> list[Finding]:
    """Compare the words drawn under each key, and ask whether they are seen."""
    shown = blocks_shown(drawn.pages)
    findings = [*_unmarked(drawn), *_words(drawn, shown), *_order(drawn, shown)]
    findings += _calls(drawn, shown)
    if notes:
        findings += _notes_on_pages(drawn, shown)
    return findings


def compare_visible(drawn: Drawn) -> list[Finding]:
    """Ask of each piece whether it is seen: on its page, not covered, not cut off, not white."""
    findings = list[Finding]()
    for page in drawn.pages:
        for run in page.runs:
            if not run.text.strip():
                continue
            if run.hidden:
                findings.append(_seen(drawn, page, run, run.hidden))
            elif not page.shown.holds(run.box.middle) or run.box.right > page.shown.right + 1:
                findings.append(_seen(drawn, page, run, "drawn off the page"))
        findings += (
            _seen(drawn, page, one, "covered by other text") for one in _covered(page.runs)
        )
    return findings


def _seen(drawn: Drawn, page: DrawnPage, run: Run, how: str) -> Finding:
    key = bare(run.key.removeprefix(sign_of(run.key)))
    readings = [Reading(drawn.name, label_of(page), "", run.text)]
    if drawn.where(key):
        readings.insert(0, Reading(drawn.copy, drawn.where(key), "", _text(drawn, key)))
    return Finding(f"text is {how}", tuple(readings))


def _text(drawn: Drawn, key: str) -> str:
    block = _block(drawn, key)
    return "" if block is None else excerpt(block.text)


def _covered(runs: Sequence[Run]) -> Iterator[Run]:
    """Yield the pieces whose lines lie over lines of another block."""
    lines = sorted(
        (r for r in runs if r.text.strip() and not r.artifact and r.key and sign_of(r.key) != "#"),
        key=lambda run: run.box.bottom,
    )
    for rank, one in enumerate(lines):
        for other in lines[rank + 1 :]:
            if other.box.bottom >= one.box.top:
                break
            if _name(one) != _name(other) and _overlap(one, other):
                yield one
                break


def _name(run: Run) -> str:
    return run.key.removeprefix(sign_of(run.key))


def _overlap(one: Run, other: Run) -> bool:
    high = min(one.box.top, other.box.top) - max(one.box.bottom, other.box.bottom)
    wide = min(one.box.right, other.box.right) - max(one.box.left, other.box.left)
    least = min(one.box.top - one.box.bottom, other.box.top - other.box.bottom)
    narrow = min(one.box.right - one.box.left, other.box.right - other.box.left)
    return high > _TOUCHING * least and wide > _TOUCHING * narrow


def _block(drawn: Drawn, key: str) -> Block | None:
    known = drawn.expected
    return known.by_key.get(bare(key)) or known.note_blocks.get(bare(key))


def _unmarked(drawn: Drawn) -> Iterator[Finding]:
    for page in drawn.pages:
        for run in page.runs:
            if not run.artifact and not run.key and run.text.strip():
                reading = Reading(drawn.name, label_of(page), "", run.text)
                yield Finding("text that belongs to no block of the manuscript", (reading,))


def _words(drawn: Drawn, shown: dict[str, _Shown]) -> Iterator[Finding]:
    for key, pieces in shown.items():
        block = _block(drawn, key)
        if key.startswith(TEMPLATE):
            yield from _template(drawn, key, pieces)
        elif block is not None:
            yield from _of_block(drawn, block, pieces)
        elif pieces.words:
            reading = Reading(drawn.name, _place(drawn, pieces), "", _joined(pieces.words))
            yield Finding("text that the manuscript does not have", (reading,))
    for block in drawn.expected.blocks:
        if block.key not in shown and drawn_words(block.text) and block.paper:
            reading = Reading(drawn.copy, drawn.where(block.key), "", excerpt(block.text))
            yield Finding("a block of text is on no page", (reading, Reading(drawn.name, "")))
    for note in drawn.expected.notes:
        for key in note.blocks:
            block = drawn.expected.note_blocks[key]
            if key not in shown and drawn_words(block.text):
                reading = Reading(drawn.copy, drawn.where(key), "", excerpt(block.text))
                here = Reading(drawn.name, f"#{note.identifier}")
                yield Finding("words of a note are on no page", (reading, here))


def drawn_words(text: str) -> str:
    """Return the letters of a block that are drawn as text: no calls, pictures or formulas."""
    return print_letters(drawn_part(text))


def _of_block(drawn: Drawn, block: Block, pieces: _Shown) -> Iterator[Finding]:
    wanted = drawn_words(block.text)
    stated = any(run.actual is not None for run in pieces.words)
    found = print_letters("".join(run.text for run in pieces.words))
    if stated:  # the order of what is drawn is not that of reading: the same signs are there
        actual = print_letters(_stated(pieces.words))
        same = actual == wanted and _signs(found) == _signs(wanted)
    else:
        same = found == wanted
    if not same:
        first = (drawn.copy, drawn.where(block.key), block.text)
        text = _stated(pieces.words) if stated else _joined(pieces.words)
        yield Finding(
            "the words drawn differ", parted(first, (drawn.name, _place(drawn, pieces), text))
        )


def _signs(text: str) -> list[str]:
    """Return the letters of a text in one order, without marks: several may be one glyph."""
    plain = unicodedata.normalize("NFD", text)
    return sorted(char for char in plain if not unicodedata.combining(char))


def _stated(runs: Sequence[Run]) -> str:
    """Return the text that the file states for pieces: once for each piece of marked content."""
    parts, last = [], None
    for run in runs:
        if run.actual is None:
            parts.append(run.text)
        elif (run.mark, run.actual) != last:
            parts.append(run.actual)
        last = None if run.actual is None else (run.mark, run.actual)
    return " ".join(parts)


def _joined(runs: Sequence[Run]) -> str:
    return " ".join(run.text.strip() for run in runs)


def _place(drawn: Drawn, pieces: _Shown) -> str:
    return label_of(drawn.pages[pieces.pages[0] - 1]) if pieces.pages else ""


def _template(drawn: Drawn, key: str, pieces: _Shown) -> Iterator[Finding]:
    """A block of a template has the key of its words, once or, said again, several times."""
    whole = "".join(run.text for run in pieces.words)
    if template_key(whole) == key:
        return
    for page in dict.fromkeys(pieces.pages):
        here = [r for r, n in zip(pieces.words, pieces.pages, strict=True) if n == page]
        text = "".join(run.text for run in here)
        if any(run.actual is not None for run in here):
            text = _stated(here)
        if template_key(text) != key and not _repeats(text, key):
            reading = Reading(drawn.name, label_of(drawn.pages[page - 1]), "", _joined(here))
            yield Finding("words that a template did not set", (reading,))


def _repeats(text: str, key: str) -> bool:
    """Return whether a text is the words of a key said two or three times on one page."""
    return any(
        len(text) % times == 0
        and text[: len(text) // times] * times == text
        and template_key(text[: len(text) // times]) == key
        for times in (2, 3)
    )


def _order(drawn: Drawn, shown: dict[str, _Shown]) -> Iterator[Finding]:
    """Each block of the main text begins on the page of the one before it, or on a later one."""
    last, before = 0, None
    for block in drawn.expected.blocks:
        pieces = shown.get(block.key)
        if pieces is None or not pieces.pages:
            continue
        if pieces.pages != sorted(pieces.pages) or pieces.pages[0] < last:
            readings = [Reading(drawn.copy, drawn.where(block.key), "", excerpt(block.text))]
            readings.append(
                Reading(drawn.name, _place(drawn, pieces), "", _joined(pieces.words)[:160])
            )
            after = "" if before is None else f" what comes before it ({excerpt(before.text)[:60]})"
            yield Finding(
                f"a block of text is on a page before{after or ' its beginning'}", tuple(readings)
            )
            return
        last, before = pieces.pages[0], block


def _calls(drawn: Drawn, shown: dict[str, _Shown]) -> Iterator[Finding]:
    markers = {name: note.marker for note in drawn.expected.notes for name in note.calls}
    for block in drawn.expected.blocks:
        if not block.calls or not block.paper:
            continue
        pieces = shown.get(block.key, _Shown())
        found = print_letters("".join(run.text for _, run in pieces.calls))
        wanted = print_letters("".join(markers.get(name, "") for name in block.calls))
        if found != wanted and sorted(found) != sorted(wanted):
            readings = (
                Reading(drawn.copy, drawn.where(block.key), "", wanted),
                Reading(drawn.name, _place(drawn, pieces), "", found),
            )
            yield Finding("the markers of calls that are drawn differ", readings)


def _notes_on_pages(drawn: Drawn, shown: dict[str, _Shown]) -> Iterator[Finding]:
    """Each note begins on the page of its first call."""
    calls: dict[str, int] = {}
    for block in drawn.expected.blocks:
        pieces = shown.get(block.key)
        if pieces is not None and len(pieces.calls) == len(block.calls):
            for name, (page, _) in zip(block.calls, pieces.calls, strict=True):
                calls[name] = page
    times: dict[str, int] = defaultdict(int)
    for note in drawn.expected.notes:
        if not note.blocks:
            continue
        times[note.blocks[0]] += 1
        again = times[note.blocks[0]]
        key = note.blocks[0] if again == 1 else f"{note.blocks[0]}.{again}"
        pieces = shown.get(key)
        first = next((calls[name] for name in note.calls if name in calls), None)
        if pieces is None or not pieces.pages or first is None:
            continue
        if pieces.pages[0] != first:
            readings = (
                Reading(drawn.copy, drawn.where(note.blocks[0]), "", f"[^{note.label}]"),
                Reading(drawn.name, _place(drawn, pieces), "", _joined(pieces.words)[:160]),
            )
            call = label_of(drawn.pages[first - 1])
            yield Finding(f"a note does not begin on the page of its call, {call}", readings)
