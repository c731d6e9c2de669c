"""A linear scan of the Markdown for note definitions and calls, with their places.

The scan decides nothing: pandoc decides what is a note. It only knows where things are, which
pandoc's tree does not (its `markdown` reader keeps neither labels nor positions).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from chapbook.parse.fences import fenced_blocks
from chapbook.parse.notes.labels import LABEL

_SPACED = re.compile(r"(?<!\\)\[\^([^\[\]\s^][^\[\]\n^]*[ \t][^\[\]\n^]*)\]")
_CALL = re.compile(rf"(?<!\\)\[\^({LABEL})\]")
_DEFINITION = re.compile(
    rf"^(?P<prefix>[ \t>]*(?:(?:[-+*]|\(?\w{{1,4}}[.)])[ \t][ \t>]*)?)\[\^(?P<label>{LABEL})\]:",
    re.MULTILINE,
)
_BRACKET = re.compile(r"(?<!\\)\^\[|(?<!\\)\[|(?<!\\)\]|\n[ \t>]*\n")
_INLINE_NOTE = re.compile(r"(?<!\\)\^\[")
_BACKTICKS = re.compile(r"(?<!\\)`+")
_BLANK = re.compile(r"\n[ \t>]*\n")


@dataclass(frozen=True, slots=True)
class ScannedDefinition:
    """A line that looks like a note definition.

    `start` is the offset of its `[^`, `after` the one behind the colon, `end` the end of its
    body as far as indentation shows; `prefix` is what precedes it on the line.
    """

    label: str
    start: int
    after: int
    end: int
    prefix: str


@dataclass(frozen=True, slots=True)
class ScannedCall:
    """Something that looks like a call; `in_definition` where it is in a note body."""

    label: str
    start: int
    in_definition: bool


@dataclass(frozen=True, slots=True)
class Scan:
    """What was found. `masked` is the text with code and comments blanked, offsets unchanged.

    `fences` and `comments` are the (start, end) offsets of fenced code blocks and of comments,
    `spaced_labels` what would be calls or definitions if labels could hold spaces.
    """

    masked: str
    definitions: tuple[ScannedDefinition, ...]
    calls: tuple[ScannedCall, ...]
    inline_notes: tuple[int, ...]
    inline_spans: tuple[tuple[int, int], ...]
    fences: tuple[tuple[int, int], ...]
    spaced_labels: tuple[tuple[str, int], ...]
    comments: tuple[tuple[int, int], ...] = ()


def scan(text: str) -> Scan:
    """Find what looks like note definitions, calls and inline notes outside code."""
    fences = fenced_blocks(text)
    masked = _mask_code_spans(mask(text, fences))
    comments = _comments(masked)
    masked = mask(masked, comments)
    plain = _without_escaped_backslashes(masked)
    definitions = _definitions(plain)
    inline = tuple(match.start() for match in _INLINE_NOTE.finditer(plain))
    spans = _inline_spans(plain)
    calls = _calls(plain, definitions, spans)
    spaced = tuple((match[1], match.start()) for match in _SPACED.finditer(plain))
    return Scan(masked, definitions, calls, inline, spans, fences, spaced, comments)


def definitions_inside(text: str, span: tuple[int, int]) -> tuple[ScannedDefinition, ...]:
    """Find what looks like definitions within a fenced block: perhaps it swallowed them."""
    found = _definitions(text[span[0] : span[1]])
    shift = span[0]
    return tuple(
        ScannedDefinition(d.label, d.start + shift, d.after + shift, d.end + shift, d.prefix)
        for d in found
    )


def mask(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    """Blank the spans of a text; its lines and offsets stay."""
    pieces: list[str] = []
    done = 0
    for start, end in spans:
        pieces += [text[done:start], _blanked(text[start:end])]
        done = end
    return "".join([*pieces, text[done:]])


def _blanked(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def _comments(text: str) -> tuple[tuple[int, int], ...]:
    """Find comments; one that is never closed is plain text."""
    found: list[tuple[int, int]] = []
    start = text.find("<!--")
    while start != -1 and (end := text.find("-->", start + 4)) != -1:
        found.append((start, end + 3))
        start = text.find("<!--", end + 3)
    return tuple(found)


def _without_escaped_backslashes(text: str) -> str:
    r"""Blank `\\`, so that a backslash before a sign escapes it, whatever comes before."""
    return text.replace("\\\\", "  ")


def _mask_code_spans(text: str) -> str:
    """Blank `code` within paragraphs, in one pass: each run of backticks seeks its equal."""
    plain = _without_escaped_backslashes(text)
    starts = {match.end() for match in _BLANK.finditer(text)}
    starts |= {match.start() for match in _DEFINITION.finditer(text)}
    breaks = [0, *sorted(starts), len(text)]
    spans: list[tuple[int, int]] = []
    for start, end in pairwise(breaks):
        runs = list(_BACKTICKS.finditer(plain, start, end))
        waiting: dict[int, list[int]] = {}
        for index in range(len(runs) - 1, -1, -1):
            waiting.setdefault(len(runs[index].group()), []).append(index)
        spans.extend(_code_spans(runs, waiting))
    return mask(text, tuple(spans))


def _code_spans(runs: list[re.Match[str]], waiting: dict[int, list[int]]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    free = 0
    for index, run in enumerate(runs):
        if index < free:
            continue
        same = waiting[len(run.group())]
        while same and same[-1] <= index:
            same.pop()
        if same:
            spans.append((run.start(), runs[same[-1]].end()))
            free = same[-1] + 1
    return spans


def _definitions(masked: str) -> tuple[ScannedDefinition, ...]:
    matches = list(_DEFINITION.finditer(masked))
    return tuple(
        ScannedDefinition(
            label=match["label"],
            start=match.end("prefix"),
            after=match.end(),
            end=_body_end(masked, match),
            prefix=match["prefix"],
        )
        for match in matches
    )


def _body_end(masked: str, match: re.Match[str]) -> int:
    """Go on over the paragraph and over indented paragraphs that follow blank lines."""
    indent = len(match["prefix"].expandtabs(4)) + 4
    position = masked.find("\n", match.end())
    blank = False
    while position != -1:
        line_end = masked.find("\n", position + 1)
        line = masked[position + 1 : line_end if line_end != -1 else len(masked)]
        bare = line.replace(">", " ").expandtabs(4)
        if not bare.strip():
            blank = True
        elif (blank and len(bare) - len(bare.lstrip()) < indent) or _DEFINITION.match(line):
            return position
        else:
            blank = False
        position = line_end
    return len(masked)


def _inline_spans(masked: str) -> tuple[tuple[int, int], ...]:
    """Pair the brackets of inline notes; a paragraph's end leaves what is open unpaired."""
    found: list[tuple[int, int]] = []
    opened: list[tuple[int, bool]] = []
    for match in _BRACKET.finditer(masked):
        sign = match.group()
        if sign == "]" and opened:
            start, is_note = opened.pop()
            if is_note:
                found.append((start, match.end()))
        elif sign in ("[", "^["):
            opened.append((match.start(), sign == "^["))
        elif sign != "]":
            opened.clear()
    return tuple(sorted(found))


def _calls(
    masked: str,
    definitions: tuple[ScannedDefinition, ...],
    inline_spans: tuple[tuple[int, int], ...],
) -> tuple[ScannedCall, ...]:
    heads = {definition.start for definition in definitions}
    found: list[ScannedCall] = []
    bodies = [(definition.start, definition.end) for definition in definitions]
    upcoming = sorted([*bodies, *inline_spans], reverse=True)
    end = -1
    for match in _CALL.finditer(masked):
        while upcoming and upcoming[-1][0] <= match.start():
            end = max(end, upcoming.pop()[1])
        if match.start() not in heads:
            found.append(ScannedCall(match.group(1), match.start(), match.start() < end))
    return tuple(found)
