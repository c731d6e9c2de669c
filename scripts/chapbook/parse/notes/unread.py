"""Calls and inline notes that pandoc reads as something else, such as mathematics.

The scan sees `[^1]` in `mc^2[^1]`, pandoc's tree does not. Where the tree has fewer notes than the
scan has calls, the text is read once more with its own label for each call: the calls whose
label heads no note were read as something else, and where that label turns up says as what.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from chapbook.model.ast import Node, attr_of, walk
from chapbook.model.diagnostics import Diagnostic
from chapbook.model.source import SourceText
from chapbook.parse.notes.labels import ESCAPED, LITERAL
from chapbook.parse.notes.marks import mark_of
from chapbook.parse.notes.scan import Scan
from chapbook.parse.notes.unread_findings import LONGEST, call_finding, inline_finding
from chapbook.tools import pandoc

_CARET = re.compile(r"(?<!\\)\^\S*$")


@dataclass(frozen=True, slots=True)
class _Reading:
    """Where a probe turned up: as a kind of node, and in brackets that pandoc left as signs."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Unread:
    """Findings, and the scan without the calls that are none."""

    scanned: Scan
    diagnostics: tuple[Diagnostic, ...] = ()


def unread(source: SourceText, text: str, scanned: Scan, tree: list[Node]) -> Unread:
    """Find what looks like a note or a call, outside code and notes, and was read as neither."""
    if not _some_missing(scanned, tree):
        return Unread(scanned)
    probes = _Probes(text, scanned)
    lost_calls = dict(probes.lost_calls())
    defined = {definition.label for definition in scanned.definitions}
    findings = [
        call_finding(source.place(scanned.calls[k].start), scanned.calls[k].label, kind)
        for k, kind in lost_calls.items()
        if scanned.calls[k].label in defined or kind == "Superscript"
    ]
    findings += [
        inline_finding(source.place(offset), text, (offset, _end(scanned, offset)), kind)
        for offset, kind in probes.lost_inline()
    ]
    kept = tuple(call for k, call in enumerate(scanned.calls) if k not in lost_calls)
    return Unread(
        replace(scanned, calls=kept, inline_notes=tuple(probes.true_notes())), tuple(findings)
    )


def _end(scanned: Scan, inline: int) -> int | None:
    """Return where the bracket of an inline note is closed, None if it is not."""
    return next((end for start, end in scanned.inline_spans if start == inline), None)


def _some_missing(scanned: Scan, tree: list[Node]) -> bool:
    """Compare how often each label is called with how often the tree shows it.

    A call of an undefined note is text; any other is text only if it is not read as a call.
    """
    defined = {definition.label for definition in scanned.definitions}
    expected = Counter(call.label for call in scanned.calls if not call.in_definition)
    expected.update(label for label in ESCAPED.findall(scanned.masked) if label not in defined)
    shown: Counter[str] = Counter()
    unmarked = 0
    # Without what notes hold, and pictures, which repeat their captions.
    for node in walk(tree, closed=("Note", "Image")):
        if node["t"] == "Str":
            shown.update(label for label in LITERAL.findall(node["c"]) if label not in defined)
        elif node["t"] == "Note":
            mark = mark_of(node)
            unmarked += mark is None
            if mark is not None:
                shown[scanned.definitions[mark].label] += 1
    outer = len(scanned.inline_notes) - sum(1 for _ in inner_notes(scanned))
    return bool(expected - shown) or outer > unmarked


def inner_notes(scanned: Scan) -> Iterator[int]:
    """Yield where inline notes begin in the body of another note."""
    bodies = [(definition.after, definition.end) for definition in scanned.definitions]
    bodies += [(start + 1, end) for start, end in scanned.inline_spans]
    bodies.sort(reverse=True)
    end = -1
    for offset in scanned.inline_notes:
        while bodies and bodies[-1][0] <= offset:
            end = max(end, bodies.pop()[1])
        if offset < end:
            yield offset


class _Probes:
    """The text read again, each call and each inline note with its own name."""

    def __init__(self, text: str, scanned: Scan) -> None:
        self._scanned = scanned
        self._name = "cbq"
        while self._name in text:
            self._name += "q"
        calls = [k for k, call in enumerate(scanned.calls) if not call.in_definition]
        self._calls = calls
        # `x^2^[^a]` looks like an inline note, and is a call.
        others = {*(call.start - 1 for call in scanned.calls), *inner_notes(scanned)}
        self._inline = [k for k, o in enumerate(scanned.inline_notes) if o not in others]
        tree = pandoc.read_markdown(self._marked(text))["blocks"]
        probe = re.compile(rf"{self._name}[ci]\d+x")
        words = (probe.match(word) for word in _note_heads(tree))
        self._heads = {word.group() for word in words if word is not None}
        self._readings = dict(self._all_readings(tree))

    def _marked(self, text: str) -> str:
        """Define each probe before the text, which begins anew behind an empty comment."""
        calls, name = self._scanned.calls, self._name
        changes = [
            (calls[k].start + 2, calls[k].start + 2 + len(calls[k].label), f"{name}c{k}x")
            for k in self._calls
        ]
        offsets = ((k, self._scanned.inline_notes[k] + 2) for k in self._inline)
        changes += [(offset, offset, f"{name}i{k}x") for k, offset in offsets]
        pieces = [f"[^{name}c{k}x]: {name}c{k}x\n\n" for k in self._calls] + ["<!-- -->\n\n"]
        done = 0
        for start, end, probe in sorted(changes):
            pieces += [text[done:start], probe]
            done = end
        return "".join([*pieces, text[done:]])

    def lost_calls(self) -> Iterator[tuple[int, str]]:
        """Yield the calls that head no note, with the kind of node that they ended up in."""
        for k in self._calls:
            probe = f"{self._name}c{k}x"
            if probe in self._heads:
                continue
            reading = self._readings.get(probe, _Reading("", ""))
            caret = reading.kind == "Signs" and self._follows_caret(self._scanned.calls[k].start)
            if reading.kind != "Code":
                yield k, "Superscript" if caret else reading.kind

    def _follows_caret(self, offset: int) -> bool:
        line = self._scanned.masked.rfind("\n", 0, offset) + 1
        return _CARET.search(self._scanned.masked[max(line, offset - LONGEST) : offset]) is not None

    def lost_inline(self) -> Iterator[tuple[int, str]]:
        """Yield the offset and the kind of each inline note that pandoc reads as something else."""
        for k in self._inline:
            probe = f"{self._name}i{k}x"
            reading = self._readings.get(probe)
            if probe in self._heads or reading is None:
                continue
            # In scripts and attributes of raw HTML `^[a-z]` is a pattern.
            raw_html = reading.kind == "Raw" and reading.text.lstrip().startswith("<")
            in_superscript = reading.kind == "Superscript" and f"[{probe}" not in reading.text
            if reading.kind != "Code" and not raw_html and not in_superscript:
                yield self._scanned.inline_notes[k], reading.kind

    def true_notes(self) -> Iterator[int]:
        """Yield where the inline notes begin that are notes, or are in one."""
        others = {self._scanned.inline_notes[k] for k in self._inline if not self._is_note(k)}
        yield from (offset for offset in self._scanned.inline_notes if offset not in others)

    def _is_note(self, inline: int) -> bool:
        return f"{self._name}i{inline}x" in self._heads

    def _all_readings(self, tree: Any) -> Iterator[tuple[str, _Reading]]:
        pattern = re.compile(rf"{self._name}[ci]\d+x")
        waiting: list[tuple[Any, str]] = [(tree, "Text")]
        while waiting:
            item, kind = waiting.pop()
            if isinstance(item, dict):
                for found_kind, text in _strings(item, kind):
                    for probe in pattern.findall(text):
                        yield probe, _Reading(found_kind, text)
                kind = {"Superscript": "Superscript", "Cite": "Citation"}.get(
                    item.get("t", ""), kind
                )
                item = item.get("c")
            if isinstance(item, (list, tuple)):
                waiting.extend((part, kind) for part in item if isinstance(part, (dict, list)))


def _strings(node: Node, kind: str) -> Iterator[tuple[str, str]]:
    """Yield the strings that a node holds, each with what it was read as."""
    name = node.get("t")
    if name == "Str":
        # What follows a superscript that began too early is plain text: `mc^2[^` and `1]`.
        yield ("Signs" if kind == "Text" and "[^" not in node["c"] else kind), node["c"]
    elif name in ("Math", "Code", "CodeBlock", "RawInline", "RawBlock"):
        raw = "Raw" if name.startswith("Raw") and not node["c"][1].startswith("<pre") else "Code"
        yield ("Math" if name == "Math" else raw), node["c"][1]
    if name in ("Link", "Image"):
        yield "Attribute", "\n".join(node["c"][2])
    attr = attr_of(node) if name is not None else None
    if attr is not None:
        yield "Attribute", json.dumps(attr[2])


def _note_heads(tree: Any) -> Iterator[str]:
    """Yield the first word of each note."""
    for node in walk(tree):
        if node["t"] == "Note" and node["c"] and node["c"][0]["t"] in ("Para", "Plain"):
            first = next(iter(node["c"][0]["c"]), None)
            if first is not None and first["t"] == "Str":
                yield first["c"]
