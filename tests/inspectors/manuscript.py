"""Read a manuscript without pandoc and without the builder: the oracle of the acceptance tests.

It knows as much of pandoc's Markdown as the manuscripts of the tests need: YAML or `%` title
block, ATX headings, fenced code, footnote definitions at the margin, keyed and inline notes,
bracketed citations, tables with captions. Setext headings and indented code are beyond it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from chapbook.collate.foreign.readers.markdown import calls, front_matter_of, plain
from chapbook.collate.foreign.readers.markers import marker

_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_DEFINITION = re.compile(r"^ {0,3}\[\^([^\]\s]+)\]:\s?(.*)$")
_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*\s*(\{[^{}]*\})?\s*$")
_CAPTION = re.compile(r"^(?:[Tt]able)?:\s+\S")
_TABLE = re.compile(r"^\s*(?:\|.*\||\+[-=:+]+\+|[-:| ]*-{3,}[-:| ]*)\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Series:
    """A declared series of notes."""

    name: str
    marker: str
    restart: str


@dataclass(frozen=True, slots=True)
class ExpectedHeading:
    """A heading as the author wrote it; `text` keeps the Markdown, `plain` has the words."""

    level: int
    text: str
    classes: tuple[str, ...]

    @property
    def plain(self) -> str:
        """Return its words, without notes."""
        return plain(self.text)


@dataclass(frozen=True, slots=True)
class ExpectedCall:
    """A note call: its label (None for inline notes and citations) and the marker to be shown.

    `statement` counts the notes as numbered: calls that share a marker in a scope share it.
    """

    label: str | None
    series: str
    marker: str
    statement: int
    division: int
    in_heading: bool

    @property
    def key(self) -> str | None:
        """Return the part of the ids that comes from the label."""
        return None if self.label is None else self.label.replace(":", "-")


@dataclass(frozen=True)
class Manuscript:
    """What every edition of a manuscript should show."""

    front: Mapping[str, Any]
    series: tuple[Series, ...]
    headings: tuple[ExpectedHeading, ...]
    calls: tuple[ExpectedCall, ...]
    definitions: Mapping[str, str]
    paragraphs: tuple[str, ...]


def read_manuscript(path: Path) -> Manuscript:
    """Read a manuscript; raises YAMLError on broken front matter."""
    front, body = front_matter_of(path.read_text(encoding="utf-8"))
    definitions, text = _part_definitions(body.split("\n"))
    series = tuple(_series(front))
    blocks = _captions_first(_without_code(text))
    numbering = _Numbering(series, front)
    for block in blocks:
        numbering.read(block)
    numbering.end()
    return Manuscript(
        front,
        series,
        tuple(numbering.headings),
        tuple(numbering.calls),
        definitions,
        tuple(block for block in blocks if _is_plain(block)),
    )


def _series(front: Mapping[str, Any]) -> Iterator[Series]:
    declared = front.get("notes") or {"": {}}
    for name, settings in declared.items():
        given = settings or {}
        yield Series(name, given.get("marker", "decimal"), given.get("restart", "never"))


def _part_definitions(lines: list[str]) -> tuple[dict[str, str], list[str]]:
    """Part the note definitions from the text."""
    definitions: dict[str, str] = {}
    text: list[str] = []
    label = None
    after_blank = fenced = False
    for line in lines:
        found = None if fenced else _DEFINITION.match(line)
        if found:
            label = found[1]
            definitions[label] = found[2]
        elif label is not None and (_belongs(line, after_blank=after_blank)):
            definitions[label] += "\n" + line.strip()
        else:
            label = None
            text.append(line)
            fenced ^= bool(_FENCE.match(line))
        after_blank = not line.strip()
    return definitions, text


def _belongs(line: str, *, after_blank: bool) -> bool:
    return not line.strip() or line.startswith(("    ", "\t")) or not after_blank


def _without_code(lines: list[str]) -> list[str]:
    """Return the blocks of the text (lines between blank lines) without code and comments."""
    kept: list[str] = []
    fence = ""
    for line in lines:
        found = _FENCE.match(line)
        if fence:
            if found and found[1].startswith(fence):
                fence = ""
        elif found:
            fence = found[1]
        else:
            kept.append(line)
    text = re.sub(r"<!--.*?-->", "", "\n".join(kept), flags=re.DOTALL)
    text = re.sub(r"(`+)[^`].*?(?<!`)\1(?!`)", "", text)
    return [block.strip("\n") for block in re.split(r"\n\s*\n", text) if block.strip()]


def _captions_first(blocks: list[str]) -> list[str]:
    """Put the caption of a table before the table, where every edition shows it."""
    ordered: list[str] = []
    for block in blocks:
        if _CAPTION.match(block) and ordered and _TABLE.search(ordered[-1]):
            ordered.insert(len(ordered) - 1, block)
        else:
            ordered.append(block)
    return ordered


@dataclass
class _Numbering:
    """Numbers the calls in reading order, series by series, scope by scope."""

    series: tuple[Series, ...]
    front: Mapping[str, Any]
    headings: list[ExpectedHeading] = field(default_factory=list)
    calls: list[ExpectedCall] = field(default_factory=list)
    division: int = 0
    part: int = 0
    counts: dict[tuple[str, int], int] = field(default_factory=dict)
    known: dict[tuple[str, int], tuple[str, int]] = field(default_factory=dict)
    statements: int = 0

    def read(self, block: str) -> None:
        heading = _HEADING.match(block) if "\n" not in block.strip() else None
        if heading:
            self._head(heading)
        for match in calls(block):
            if match["citation"] and not self._has_bibliography():
                continue
            self._call(match, in_heading=bool(heading))

    def end(self) -> None:
        """Add the heading of the bibliography, which the front matter may name."""
        title = self.front.get("reference-section-title")
        if title and self._has_bibliography():
            self.headings.append(ExpectedHeading(1, title, ("backmatter",)))

    def _has_bibliography(self) -> bool:
        return bool(self.front.get("references") or self.front.get("bibliography"))

    def _head(self, match: re.Match[str]) -> None:
        classes = tuple(re.findall(r"\.([\w-]+)", match[3] or ""))
        self.headings.append(ExpectedHeading(len(match[1]), match[2], classes))
        if len(match[1]) == 1:
            self.division += 1
            if "part" in classes:
                self.part += 1

    def _call(self, match: re.Match[str], *, in_heading: bool) -> None:
        label = match["label"]
        series = self._series_of(label, citation=bool(match["citation"]))
        scope = {"never": 0, "part": self.part, "chapter": self.division}[series.restart]
        shown = self.known.get((label, scope)) if label else None
        if shown is None:
            number = self.counts[series.name, scope] = self.counts.get((series.name, scope), 0) + 1
            self.statements += 1
            shown = (marker(series.marker, number), self.statements)
            if label:
                self.known[label, scope] = shown
        self.calls.append(
            ExpectedCall(label, series.name, *shown, self.division, in_heading=in_heading)
        )

    def _series_of(self, label: str | None, *, citation: bool) -> Series:
        by_name = {series.name: series for series in self.series}
        if citation:
            return by_name.get(self.front.get("citation-series", ""), self.series[0])
        prefix = label.partition(":")[0] if label and ":" in label else ""
        return by_name.get(prefix, self.series[0])


def _is_plain(block: str) -> bool:
    """Return whether a block is running text whose words need no further reading."""
    return (
        not _HEADING.match(block)
        and not _CAPTION.match(block)
        and not _TABLE.search(block)
        and not re.match(r"\s*(?:[:>|*+~-]|\d+[.)]|\w[.)]\s|\(|!\[|<|\\|#\.)", block)
        and not re.search(r"[@$<{\\|]|!\[|:::", plain(block))
    )
