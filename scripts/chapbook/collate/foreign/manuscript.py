"""The copy of a manuscript: what every edition of it should hold.

pandoc reads the Markdown; labels, series and numbers of the notes are worked out here, apart from
the builder's own way of doing so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

from chapbook.collate.common import ReadMarkdown
from chapbook.collate.foreign.assembling import Origin, assemble
from chapbook.collate.foreign.copies import Call, Copy, Fault, Heading
from chapbook.collate.foreign.readers.front_matter import expected_fields
from chapbook.collate.foreign.readers.markdown import front_matter_of
from chapbook.collate.foreign.readers.markers import marker
from chapbook.collate.foreign.readers.tree_of_pandoc import TreeReader, labels_marked
from chapbook.collate.foreign.streams import ANYTHING
from chapbook.collate.readers.markup import Document, Library


class NotAManuscriptError(Exception):
    """The file is not a manuscript; the words say why."""


def read_manuscript(path: Path, read_markdown: ReadMarkdown) -> Copy:
    """Read a manuscript; `read_markdown` is pandoc. Raises NotAManuscriptError."""
    try:
        front, body = front_matter_of(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise NotAManuscriptError(f"byte {error.start} is not UTF-8") from error
    except yaml.YAMLError as error:
        raise NotAManuscriptError(f"its front matter is not valid YAML: {error}") from error
    if not isinstance(front, Mapping):
        raise NotAManuscriptError("its front matter is not a mapping")
    text, labels = labels_marked(body)
    cited = ANYTHING if front.get("references") or front.get("bibliography") else None
    numbering = _Numbering(front)
    reader = TreeReader(numbering.number, numbering.chapter, labels, cited)
    root = reader.body(read_markdown(text)["blocks"])
    library = Library((Document(path.name, root),), frozenset())
    language = str(front.get("lang") or front.get("language") or "")
    copy = assemble(Origin("manuscript", path.name, "manuscript"), library, language, ())
    return _completed(copy, front, reader)


def _completed(copy: Copy, front: Mapping[str, Any], reader: TreeReader) -> Copy:
    nested = tuple(Call(None, "", None, "", f"in a note: [^{label}]") for label in reader.nested)
    undefined = tuple(
        Fault("manuscript", f"the note [^{label}] is called and not defined", copy.file)
        for label in reader.undefined
    )
    headings = list(copy.headings or ())
    title = front.get("reference-section-title")
    if title and reader.cited is not None:
        headings.append(Heading(1, str(title), "the front matter"))
    notes = tuple(
        replace(note, body=None) if note.body == ANYTHING else replace(note, unreturned=())
        for note in copy.notes or ()
    )
    return replace(
        copy,
        headings=tuple(headings),
        notes=notes,
        calls=(*(copy.calls or ()), *nested),
        contents=None,
        metadata=expected_fields(front),
        faults=undefined,
    )


@dataclass
class _Numbering:
    """Numbers the notes in reading order, series by series, scope by scope."""

    front: Mapping[str, Any]
    division: int = 0
    part: int = 0
    counts: dict[tuple[str, int], int] = field(default_factory=dict)
    known: dict[tuple[str, int], tuple[str, str, str]] = field(default_factory=dict)
    anonymous: int = 0

    def chapter(self, classes: tuple[str, ...]) -> None:
        """Begin a chapter or a part."""
        self.division += 1
        if "part" in classes:
            self.part += 1

    def number(self, label: str | None, *, citation: bool) -> tuple[str, str, str]:
        """Return id, marker and series of the note that a call of this label leads to."""
        series, settings = self._series(label, citation=citation)
        scope = {"part": self.part, "chapter": self.division}.get(str(settings.get("restart")), 0)
        if label is not None and (label, scope) in self.known:
            return self.known[label, scope]
        count = self.counts[series, scope] = self.counts.get((series, scope), 0) + 1
        shown = marker(str(settings.get("marker", "decimal")), count)
        if label is None:
            self.anonymous += 1
            return f"note-without-label-{self.anonymous}", shown, series
        found = self.known[label, scope] = (_identifier(label, scope), shown, series)
        return found

    def _series(self, label: str | None, *, citation: bool) -> tuple[str, Mapping[str, Any]]:
        declared = self.front.get("notes")
        if not isinstance(declared, Mapping) or not declared:
            return "", {}
        prefix = label.partition(":")[0] if label and ":" in label else ""
        name = prefix if prefix in declared else next(iter(declared))
        if citation and self.front.get("citation-series") in declared:
            name = str(self.front["citation-series"])
        return str(name), declared[name] or {}


def _identifier(label: str, scope: int) -> str:
    return f"note-{label}@{scope}" if scope else f"note-{label}"
