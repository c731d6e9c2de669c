"""Findings about calls and inline notes that pandoc reads as something else."""

from __future__ import annotations

import re

from chapbook.model.diagnostics import Code, Diagnostic, diagnostic
from chapbook.model.source import Place

# How many characters before a call or a note are searched for a caret that begins a superscript.
LONGEST = 200
# Why a call is not read as one, and what to write instead, by the kind of node that contains it.
_WHY = {
    "Superscript": (
        "the ^ before it begins a superscript",
        "close the superscript first, as in mc^2^[^{label}], or write \\^ for the character itself",
    ),
    "Math": (
        "it is between two dollar signs, so it is read as mathematics",
        "write \\$ to print a dollar sign; call the note of a formula after its last dollar sign",
    ),
    "Raw": (
        "it is inside raw HTML or TeX",
        "call the note in the text, outside the tag or the environment",
    ),
    "Citation": (
        "it is inside a citation",
        "call the note after the bracket that closes the citation",
    ),
    "Attribute": (
        "it is inside a link address, a title or an attribute",
        "call the note in the text, after the link or the element",
    ),
    "": (
        "pandoc does not show it in any edition",
        "call it in running text; a row must not have more cells than the head of its table",
    ),
}  # fmt: skip
_ELSEWHERE = ("Math", "Raw", "Citation", "Attribute")
_CLOSES_SUPERSCRIPT = re.compile(r"(?<![\\^])\^(?!\[)[^\s^]+$")
_SIGNS = (
    "the characters before it are read as part of it",
    "put a space or a backslash before the character directly before [^{label}]",
)


def call_finding(place: Place, label: str, kind: str) -> Diagnostic:
    """Report a call that pandoc read as a node of another kind."""
    why, remedy = _WHY.get(kind, _SIGNS)
    facts = {"label": label, "why": why, "remedy": remedy.format(label=label)}
    return diagnostic(Code.CALL_NOT_READ, place, **facts)


def inline_finding(place: Place, text: str, span: tuple[int, int | None], kind: str) -> Diagnostic:
    """Report an inline note; the end of its span is None where no bracket closes it."""
    why, remedy = _WHY[kind] if kind in _ELSEWHERE else _cause(text, *span)
    return diagnostic(Code.INLINE_NOTE_NOT_READ, place, why=why, remedy=remedy)


def _cause(text: str, start: int, end: int | None) -> tuple[str, str]:
    """Return why pandoc does not read an inline note, by the signs around it, and a remedy."""
    if end is None:
        return "its bracket is not closed", "close it, or write \\^[ to print the characters"
    after = text[end : end + 1]
    if after == "[":
        remedy = "call the other note first, as in [^label]^[…], or define both with a label"
        return "it is directly before another bracket", remedy
    if after in ("(", "{"):
        remedy = f"write \\{after} for the character itself, or put a space before it"
        return f"“{after}” follows it immediately", remedy
    line = text.rfind("\n", 0, start) + 1
    if _CLOSES_SUPERSCRIPT.search(text[max(line, start - LONGEST) : start]):
        remedy = "close the superscript first, as in mc^2^^[…]"
        return "its ^ closes the superscript before it", remedy
    remedy = "write \\| to print the bar, or define the note with a label"
    return "a character in it ends it early, as a bar ends a table cell", remedy
