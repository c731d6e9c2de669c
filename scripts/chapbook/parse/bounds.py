"""How much a manuscript may hold, and what a strict build refuses: seen before pandoc reads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from chapbook.model.diagnostics import Code, Diagnostic, diagnostic
from chapbook.model.source import BIDI_OVERRIDES, SourceText
from chapbook.parse.ambiguity import ambiguous
from chapbook.parse.notes.scan import Scan
from chapbook.policy import limits, over_limit, policy

_HEADING = re.compile(
    r"^[ ]{0,3}(?:#{1,6}[ \t]|[^\s#>|+*-][^\n]*\n(?:={3,}|-{3,})[ \t]*$)", re.MULTILINE
)
_TAG = re.compile(r"(?<!\\)<(?:[A-Za-z][A-Za-z0-9-]*(?=[\s/>])|[/!?][A-Za-z\[?])")
_RAW = re.compile(r"(?<=`)\{=\w+\}|^[ \t>]*(?:`{3,}|~{3,})[ \t]*\{=\w+\}", re.MULTILINE)
_TEX = re.compile(r"(?<!\\)\\(?:begin|newcommand|renewcommand|def|let)\b")
_CITATION = re.compile(r"\[[^\[\]\n]{0,200}?(?<![\w\\])-?@[\w{]")
_SPAN = re.compile(r"(?<!\\)\]\{[^{}\n]{1,200}\}")
_STRICT = (
    ("HTML elements", _TAG),
    ("passages of raw text", _RAW),
    ("TeX definitions and environments", _TEX),
    ("citations", _CITATION),
    ("bracketed spans and link attributes", _SPAN),
)
_MOST_TOLD = 20


def beyond_limits(source: SourceText, start: int, scanned: Scan) -> Iterator[Diagnostic]:
    """Report what the manuscript has too much of; `start` is where the text of the book begins."""
    notes = sorted([*(d.start for d in scanned.definitions), *scanned.inline_notes])
    calls = [call.start for call in scanned.calls]
    headings = [match.start() for match in _HEADING.finditer(scanned.masked)]
    yield from _counted(source, "notes", "notes", notes)
    yield from _counted(source, "note_calls", "note calls", calls)
    yield from _counted(source, "headings", "headings", headings)
    if start > limits().front_matter_bytes:
        what = "the front matter is too long"
        yield over_limit(source.place(0), "front_matter_bytes", what)
    yield from islice(ambiguous(source, source.text[:start] + scanned.masked[start:]), _MOST_TOLD)
    if policy().strict:
        yield from _strictly(source, scanned)


def direction_marks(source: SourceText, masked: str) -> Iterator[Diagnostic]:
    """Report marks that turn the direction of running text: a line may be other than it looks."""
    for match in islice(BIDI_OVERRIDES.finditer(masked), _MOST_TOLD):
        character = f"U+{ord(match.group()):04X}"
        yield diagnostic(
            Code.DIRECTION_MARK, source.place(match.start()), character=character, effect=""
        )


def _counted(
    source: SourceText, name: str, words: str, offsets: Sequence[int]
) -> Iterator[Diagnostic]:
    most: int = getattr(limits(), name)
    if len(offsets) > most:
        what = f"there are {len(offsets):,} {words}"
        yield over_limit(source.place(offsets[most]), name, what)


def _strictly(source: SourceText, scanned: Scan) -> Iterator[Diagnostic]:
    """Report what the strict reader does not read, so that it cannot come out as plain text."""
    for what, pattern in _STRICT:
        # The braces of raw text are beside code, the backticks of which are blanked.
        within = source.text if pattern is _RAW else scanned.masked
        for match in islice(pattern.finditer(within), _MOST_TOLD):
            yield diagnostic(Code.STRICT_REFUSED, source.place(match.start()), what=what)
