"""Headings and levels, contents and outline, tables, lists, pictures, formulas, languages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from chapbook.collate.foreign.compare.text import PRINT, Known
from chapbook.collate.foreign.copies import BEGINNING, Copy, Heading, Thing
from chapbook.collate.foreign.differ import gaps
from chapbook.collate.foreign.leftwards import key_of, plain_key
from chapbook.model.editions.collation import Comparison, Finding, Reading, compared, not_run

# Where the title of the book is the first of the six levels that HTML has, five are left.
_DEEPEST = 5
_FOLIO = re.compile(r"[\s.·…]*[\divxlc]*\s*$")
_Item = TypeVar("_Item", Heading, Thing)


def compare_structure(first: Copy, second: Copy, known: Known) -> Comparison:
    """Compare what gives the text its form."""
    names = (first.name, second.name)
    for copy in (first, second):
        if copy.headings is None:
            reason = copy.reasons.get("all", f"{copy.name} has no structure to compare")
            return not_run("structure", names, reason)
    findings = [
        *_headings(first, second, known),
        *_contents(first, second, known),
        *_things(first, second),
    ]
    return compared("structure", names, findings)


def faults_of(copy: Copy) -> Comparison:
    """Find what is wrong with the structure of one copy by itself."""
    if copy.headings is None:
        reason = copy.reasons.get("all", "it has no structure")
        return not_run("soundness", (copy.name,), reason)
    findings = [
        Finding(fault.message, (Reading(copy.name, fault.place, fault.words),))
        for fault in copy.faults
        if fault.subject in ("structure", "links")
    ]
    return compared("soundness", (copy.name,), findings)


def _headings(first: Copy, second: Copy, known: Known) -> Iterator[Finding]:
    paper = second.kind in PRINT
    here = [one for one in first.headings or () if not (paper and one.quiet)]
    there = _own(second.headings or (), here, known) if paper else list(second.headings or ())
    closed = _closed_up(here)
    if paper and [one.level for one in there] == [one.level for one in closed]:
        here = closed
    items = ("a heading", here, there)
    yield from _apart((first, second), items, _level_key(second), _level_and_words)


def _closed_up(headings: Sequence[Heading]) -> list[Heading]:
    """Return the levels without gaps, as a PDF must have them (ISO 14289-1, 7.4.2)."""
    above: list[int] = []
    found = []
    for heading in headings:
        while above and above[-1] >= heading.level:
            above.pop()
        above.append(heading.level)
        found.append(replace(heading, level=len(above)))
    return found


def _own(headings: Sequence[Heading], here: Sequence[Heading], known: Known) -> list[Heading]:
    """Leave out, at either end, headings that templates make."""
    wanted = Counter(_plain(one.text) for one in here)
    wanted.subtract(_plain(one.text) for one in headings)
    own = list(headings)
    for end in (0, -1):
        while own and wanted[_plain(own[end].text)] < 0 and _made(own[end], known):
            wanted[_plain(own.pop(end).text)] += 1
    return own


def _made(heading: Heading, known: Known) -> bool:
    return _plain(heading.text) in known.lines or _plain(heading.text) in known.template_headings


def _contents(first: Copy, second: Copy, known: Known) -> Iterator[Finding]:
    """Compare lists of contents; that of a PDF for a program is its outline."""
    for copy in (first, second):
        if copy.outline is not None:
            yield from _outline_apart(copy, known)
    if not first.contents:
        return
    here = list(first.contents)
    if second.outline is not None:
        quiet = {_plain(one.text) for one in first.headings or () if one.quiet}
        here = [one for one in here if _plain(one.text) not in quiet]
        there = _own(second.outline, here, known)
        if second.outline:
            deepest = max((one.level for one in here), default=0)
            there = [one for one in there if one.level <= deepest]
            items = ("a bookmark", here, there)
            yield from _apart((first, second), items, _level_key(second), _level_and_words)
        return
    there = list(second.contents or ())
    if there:
        items = ("a contents entry", here, there)
        yield from _apart((first, second), items, _level_key(second), _level_and_words)


def _outline_apart(copy: Copy, known: Known) -> Iterator[Finding]:
    """Find which entries of the printed contents are not headings."""
    wanted = {_plain(one.text) for one in copy.headings or ()}
    for entry in copy.contents or ():
        words = _plain(_FOLIO.sub("", entry.text))
        if words not in wanted and _plain(entry.text) not in wanted and words not in known.lines:
            reading = Reading(copy.name, entry.place, "", entry.text)
            yield Finding("a contents entry is not a heading", (reading,), suspected=True)


_LANGUAGE = "a change of language"
_THINGS: tuple[tuple[str, Callable[[Copy], tuple[Thing, ...] | None]], ...] = (
    ("a table", lambda one: one.tables),
    ("a list", lambda one: one.lists),
    ("a picture", lambda one: one.pictures),
    ("a formula", lambda one: one.formulas),
    (_LANGUAGE, lambda one: one.languages),
)


def _things(first: Copy, second: Copy) -> Iterator[Finding]:
    for what, of in _THINGS:
        here, there = of(first), of(second)
        if here is None or there is None:
            continue
        if what == "a picture" and second.kind in PRINT:
            # A picture without an alternative is decoration, which the tags of a PDF leave out.
            here = tuple(one for one in here if one.words)
            there = _without_cover(tuple(one for one in there if one.words), here)
        if what == "a formula" and second.kind in PRINT:
            there = _without_title(there, here)
        key = _by_words if what == _LANGUAGE and second.kind in PRINT else _by_thing
        yield from _apart((first, second), (what, here, there), key, _described)


def _without_title(formulas: tuple[Thing, ...], other: tuple[Thing, ...]) -> tuple[Thing, ...]:
    """Leave out formulas of the title, which print has on pages before the text."""
    surplus = Counter(map(_by_thing, formulas)) - Counter(map(_by_thing, other))
    start = 0
    while start < len(formulas) and surplus[_by_thing(formulas[start])] > 0:
        surplus[_by_thing(formulas[start])] -= 1
        start += 1
    return formulas[start:]


def _without_cover(pictures: tuple[Thing, ...], other: tuple[Thing, ...]) -> tuple[Thing, ...]:
    """Leave out a picture before all words, the cover, unless the other copy begins with it too."""
    first = pictures[:1]
    is_cover = any(one.place == BEGINNING for one in first)
    begins_alike = [one.words for one in first] == [one.words for one in other[:1]]
    return pictures[1:] if is_cover and not begins_alike else pictures


def _apart(
    copies: tuple[Copy, Copy],
    items: tuple[str, Sequence[_Item], Sequence[_Item]],
    key: Callable[[_Item], str],
    shown: Callable[[_Item], str],
) -> Iterator[Finding]:
    """Find where two sequences of items differ."""
    what, here, there = items
    one, two = [key(item) for item in here], [key(item) for item in there]
    for gap in gaps(one, two):
        lost, added = here[gap.a : gap.b], there[gap.c : gap.d]
        for rank in range(max(len(lost), len(added))):
            a = lost[rank] if rank < len(lost) else None
            b = added[rank] if rank < len(added) else None
            if a is not None and b is not None and _unknown(a, b):
                continue
            yield _finding(copies, what, a, b, shown)


def _unknown(one: Heading | Thing, two: Heading | Thing) -> bool:
    pair = (one, two)
    return any(isinstance(item, Thing) and item.words is None for item in pair)


def _finding(
    copies: tuple[Copy, Copy],
    what: str,
    one: _Item | None,
    two: _Item | None,
    shown: Callable[[_Item], str],
) -> Finding:
    names = [copy.name for copy in copies]
    readings = tuple(
        Reading(name, item.place, "", shown(item))
        for name, item in zip(names, (one, two), strict=True)
        if item is not None
    )
    if two is None:
        return Finding(f"{what} is missing from {names[1]}", readings)
    if one is None:
        return Finding(f"{what} is in {names[1]} but not in {names[0]}", readings)
    return Finding(f"{what} differs", readings)


def _plain(text: str | None) -> str:
    return key_of(text or "")


def _level_key(second: Copy) -> Callable[[Heading], str]:
    words = key_of if second.kind in PRINT else plain_key
    return lambda heading: f"{min(heading.level, _DEEPEST)} {words(heading.text)}"


def _by_thing(thing: Thing) -> str:
    return plain_key(thing.words or "")


def _by_words(thing: Thing) -> str:
    """Take no regard of the order: words in a line from right to left are drawn in another one."""
    return "".join(sorted(c for c in (thing.words or "").casefold() if c.isalnum()))


def _level_and_words(heading: Heading) -> str:
    return f"level {heading.level}: {heading.text}"


def _described(thing: Thing) -> str:
    return thing.words or "(nothing)"
