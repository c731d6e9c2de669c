"""Brackets over which pandoc's reader would take exponential time, found in one linear pass.

The reader tries every `[` as a link, a citation, a span and at last as text, and tries all that
follows each time (pandoc's issues 1735, 7283, 11687): 22 brackets that nobody closed take minutes.
Counted are, for each paragraph, how deep closed brackets nest, and the loose ones: never closed,
or with a lone `*`, `_` or `~~` inside, which the reader takes for emphasis that goes on past
the bracket. Honest texts have a few; the limits are where a paragraph begins to cost a second.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from chapbook.model.diagnostics import Diagnostic
from chapbook.model.source import SourceText
from chapbook.parse.notes.labels import LABEL
from chapbook.policy import limits, over_limit

_TOKEN = re.compile(
    r"\\."
    r"|(?P<end>\n[ \t>]*\n|\n[ \t>]*(?:(?:[-+*]|\(?\w{1,9}[.)]|\#{1,6})[ \t]|\|))"
    rf"|(?P<call>\[\^{LABEL}\])"
    r"|\$(?=\S)[^$\n]{1,2000}(?<=\S)\$(?!\d)"
    r"|(?P<open>(?:@[^\s\[\]]{1,99}[ \n]?)?\[(?:-?@)?)"
    r"|(?P<close>\])"
    r"|(?P<sign>\*+|_+|~~+)"
)
_NESTED = "square brackets are nested more than {limit} deep"
_LOOSE = (
    "more than {limit} brackets in this paragraph are not closed, or contain an unpaired * or _"
)
_REMEDY = "close them, or write \\[ and \\* to print the characters"


@dataclass(slots=True)
class _Bracket:
    """An open bracket: where, how hard its failure is for the reader, and what is inside so far."""

    start: int
    weight: int
    depth: int = 0
    odd: set[str] = field(default_factory=set)
    lone: bool = False


@dataclass(slots=True)
class Paragraph:
    """What was counted in a paragraph, and where most of it was reached; `most` may be loose."""

    most: int
    depth: int = 0
    deepest: int = 0
    loose: int = 0
    at: int = 0


def ambiguous(source: SourceText, masked: str) -> Iterator[Diagnostic]:
    """Report each paragraph whose brackets go beyond the limits; `masked` is without code."""
    nesting, most = limits().brackets, limits().loose_brackets
    for paragraph in paragraphs(masked):
        if paragraph.depth > nesting:
            place = source.place(paragraph.deepest)
            yield over_limit(place, "brackets", _NESTED.format(limit=nesting), _REMEDY)
        if paragraph.loose > most:
            place = source.place(paragraph.at)
            yield over_limit(place, "loose_brackets", _LOOSE.format(limit=most), _REMEDY)


def hardest(masked: str) -> int | None:
    """Return the offset of the brackets that are hardest to read, None if all are easy."""
    found = max(paragraphs(masked), key=lambda p: p.loose + 2 * p.depth, default=None)
    if found is None or found.loose + 2 * found.depth < 5:
        return None
    return found.at if found.loose > found.depth else found.deepest


def paragraphs(masked: str) -> Iterator[Paragraph]:
    """Count the brackets of each paragraph that has any."""
    most = limits().loose_brackets
    current, opened = Paragraph(most), list[_Bracket]()
    for match in _TOKEN.finditer(masked):
        kind = match.lastgroup
        if kind == "end":
            yield from _ended(current, opened)
            current, opened = Paragraph(most), []
        elif kind == "open":
            opened.append(_Bracket(match.end() - 1, 2 if "@" in match.group() else 1))
        elif kind == "close" and opened:
            _close(current, opened)
        elif kind == "sign" and opened:
            _sign(masked, match, opened[-1])
    yield from _ended(current, opened)


def _ended(paragraph: Paragraph, opened: list[_Bracket]) -> Iterator[Paragraph]:
    for bracket in opened:
        _count(paragraph, bracket)
    if paragraph.depth or paragraph.loose:
        yield paragraph


def _close(paragraph: Paragraph, opened: list[_Bracket]) -> None:
    bracket = opened.pop()
    depth = bracket.depth + 1
    if opened:
        opened[-1].depth = max(opened[-1].depth, depth)
    if depth > paragraph.depth:
        paragraph.depth, paragraph.deepest = depth, bracket.start
    if bracket.odd or bracket.lone:
        _count(paragraph, bracket)


def _count(paragraph: Paragraph, bracket: _Bracket) -> None:
    if paragraph.loose <= paragraph.most:
        paragraph.at = bracket.start
    paragraph.loose += bracket.weight


def _sign(text: str, match: re.Match[str], bracket: _Bracket) -> None:
    """Note a run of signs that open or close emphasis, by CommonMark's flanking rules roughly."""
    sign, before = match.group(), text[match.start() - 1]
    after = text[match.end() : match.end() + 1] or " "
    if before.isspace() and after.isspace():
        return
    if sign[0] == "_":
        inside = not before.isspace() and before != "[" and not after.isspace() and after != "]"
        if len(sign) == 1:
            if inside and before.isalnum() and after.isalnum():
                return
            closes = before.isalnum() or after.isspace() or after == "]"
            if sign not in bracket.odd and closes and before != "[":
                return  # it closes what is not open: no more than a sign
        elif inside:
            bracket.lone = True
            return
    bracket.odd ^= {sign}
