"""The words that the author wrote, in order, from pandoc's plain reading of the source.

This shares no code with the builder: pandoc's tree is walked once more, and raw HTML is read tag by
tag, so that no tag can open an element that swallows what follows it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from html import unescape
from typing import Any

from chapbook.collate.source.html import Tag, pieces
from chapbook.model.editions.expectation import CALL, PICTURE, PICTURE_END

CITATION = "\ue018"
"""Where the author cites: what the citation style sets there is not compared."""
LOOSE = "\ue019"
"""The place of an HTML tag: whether words are divided there is not compared."""
FILLED = "\ue01a"
"""Where a link or picture has no words: the builder may give it some."""
OF_BIBLIOGRAPHY = "csl-entry"
"""The class of the entries of a bibliography, which are not compared."""

Node = Mapping[str, Any]
_INLINE = ("Emph", "Underline", "Strong", "Strikeout", "Superscript", "Subscript", "SmallCaps")
_REFERENCE = re.compile(r"\s*\\(?:eq)?ref\s*\{[^{}]+\}\s*")
_HTML, _SCRIPTS = ("html", "html4", "html5"), ("script", "style")
_REMEMBERED = (*_SCRIPTS, "math", "annotation")


class Scripts(Enum):
    """Which words are taken for the content of a script or a style and left out."""

    KEPT = "none"
    OF_A_PIECE = "opened and closed in one piece of raw HTML"
    OF_A_LINE = "opened and closed in one paragraph, too"


@dataclass(frozen=True, slots=True)
class Written:
    """The text with its marks, one block a line, and the text of the note of each call."""

    text: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Manner:
    """How a tree is read: whether citations are set, which formulas the editions have, scripts."""

    cited: bool
    formulas: frozenset[str]
    scripts: Scripts = Scripts.OF_A_PIECE


def read_written(blocks: Sequence[Node], manner: Manner, *, plain: bool = False) -> Written:
    """Return the words of blocks of pandoc's tree; plain words are those without notes."""
    reader = _Reader(manner, plain=plain)
    reader.blocks(blocks)
    return Written("".join(reader.out), tuple(reader.notes))


class _Reader:
    """Gathers words and marks in `out`, where each note call is a separate item."""

    def __init__(self, manner: Manner, *, plain: bool = False) -> None:
        self.manner, self.plain = manner, plain
        self.out: list[str] = []
        self.notes: list[str] = []
        self._open: dict[str, int] = {}
        self._annotation = ""

    def blocks(self, blocks: Sequence[Node]) -> None:
        """Read blocks in order."""
        for block in blocks:
            self._block(block["t"], block.get("c"))

    def _block(self, kind: str, content: Any) -> None:
        match kind:
            case "Para" | "Plain":
                self._line(content)
            case "Header":
                self._line(content[2])
            case "LineBlock":
                for line in content:
                    self._line(line)
            case "CodeBlock":
                self._add("\n", " ".join(content[1].split()), "\n")
            case "RawBlock":
                self._raw(*content)
            case "BlockQuote":
                self.blocks(content)
            case "Div":
                self._div(*content)
            case "Figure":
                self.blocks(content[2])
                self.blocks(content[1][1])
            case "Table":
                self._table(content)
            case _:
                self._list(kind, content)

    def _list(self, kind: str, content: Any) -> None:
        if kind == "DefinitionList":
            for term, definitions in content:
                self._line(term)
                for definition in definitions:
                    self.blocks(definition)
        elif kind in ("BulletList", "OrderedList"):
            for item in content if kind == "BulletList" else content[1]:
                self.blocks(item)

    def _div(self, attributes: Any, content: Any) -> None:
        if not (self.manner.cited and OF_BIBLIOGRAPHY in attributes[1]):
            self.blocks(content)

    def _table(self, content: Any) -> None:
        _, caption, _, head, bodies, foot = content
        self.blocks(caption[1])
        rows = [*head[1]]
        for body in bodies:
            rows += [*body[2], *body[3]]
        for _, cells in [*rows, *foot[1]]:
            for cell in cells:
                self.blocks(cell[4])

    def _line(self, inlines: Sequence[Node]) -> None:
        self._add("\n")
        self._open.clear()
        self.inlines(inlines)
        self._open.clear()
        self._add("\n")

    def inlines(self, inlines: Sequence[Node]) -> None:
        """Read parts of a line in order."""
        for inline in inlines:
            self._inline(inline["t"], inline.get("c"))

    def _inline(self, kind: str, content: Any) -> None:
        match kind:
            case "Str":
                self._add(content)
            case "Space" | "SoftBreak" | "LineBreak":
                self._add(" ")
            case "Code":
                self._add(content[1].replace("\n", " "))
            case "Math":
                self._formula(content[0]["t"], content[1])
            case "Quoted":
                self._quoted(*content)
            case "Note":
                self._note(content)
            case "Cite":
                self._cite(*content)
            case "RawInline":
                self._raw(*content)
            case "Image":
                self._picture(content)
            case "Link":
                self._link(content[1])
            case "Span":
                self.inlines(content[1])
            case _:
                self.inlines(content if kind in _INLINE else ())

    def _add(self, *pieces: str) -> None:
        self.out.extend(pieces)

    def _link(self, inlines: Sequence[Node]) -> None:
        before = len(self.out)
        self.inlines(inlines)
        self._fill(before)

    def _quoted(self, kind: Node, inlines: Sequence[Node]) -> None:
        """Add what is quoted; pandoc leaves out a space before the mark that it closes with."""
        mark = '"' if kind["t"] == "DoubleQuote" else "'"
        self._add(mark)
        self.inlines(inlines)
        self._add(LOOSE, mark)

    def _formula(self, kind: str, tex: str) -> None:
        """Add TeX; what pandoc cannot set is in the editions with its dollar signs."""
        shown = " ".join(tex.split())
        dollars = "$" if kind == "InlineMath" else "$$"
        if not shown:
            return
        if shown in self.manner.formulas or self.plain:
            self._add(LOOSE, shown, LOOSE)
        elif _REFERENCE.fullmatch(tex):
            self._add(FILLED)
        else:
            self._add(dollars, LOOSE, shown, LOOSE, dollars)

    def _note(self, blocks: Sequence[Node]) -> None:
        if self.plain:
            self._add(LOOSE)
            return
        body = _Reader(self.manner)
        body.blocks(blocks)
        self._add(CALL)
        self.notes.append("".join(body.out))

    def _cite(self, citations: Any, inlines: Sequence[Node]) -> None:
        """Add a citation; an alternative text has only the names in its sentence."""
        if self.plain:
            in_text = citations[0]["citationMode"]["t"] == "AuthorInText"
            self.inlines(inlines if in_text else ())
            self._add(LOOSE)
        elif self.manner.cited:
            self._add(CITATION)
        else:
            self.inlines(inlines)

    def _picture(self, content: Any) -> None:
        attributes, inlines, _ = content
        reader = _Reader(self.manner, plain=True)
        reader.inlines(inlines)
        words = dict(attributes[2]).get("alt", "".join(reader.out))
        self._add(PICTURE, " ".join(words.split()) or FILLED, PICTURE_END)

    def _fill(self, before: int) -> None:
        if not "".join(self.out[before:]).replace(LOOSE, "").strip():
            self._add(FILLED)

    def _raw(self, form: str, text: str) -> None:
        """Add the words of raw HTML; of raw TeX a formula, and where there is a number instead."""
        if form in _HTML:
            for piece in pieces(text):
                self._html(piece)
            if self.manner.scripts is not Scripts.OF_A_LINE:
                for name in _SCRIPTS:
                    self._open.pop(name, None)
        elif _REFERENCE.fullmatch(text):
            self._add(FILLED)
        elif (tex := " ".join(text.split())) in self.manner.formulas:
            self._add(LOOSE, tex, LOOSE)

    def _html(self, piece: str | Tag) -> None:
        if isinstance(piece, str):
            self._add(" ".join(f"|{unescape(piece)}|".split())[1:-1])
            return
        self._add(LOOSE)
        if piece.closes:
            self._close(piece.name, self._open.pop(piece.name, None))
        elif piece.name == "img":
            self._add(PICTURE, piece.attribute("alt") or FILLED, PICTURE_END)
        elif piece.name == "input" and piece.attribute("type") == "checkbox":
            self._add("\u2610" if piece.attribute("checked") is None else "\u2611")
        elif piece.name in _REMEMBERED or (piece.name == "a" and piece.attribute("href")):
            self._open.setdefault(piece.name, len(self.out))

    def _close(self, name: str, start: int | None) -> None:
        if start is None:
            return
        if name in _SCRIPTS and self.manner.scripts is not Scripts.KEPT:
            self._drop(start)
        elif name == "annotation":
            self._annotation = "".join(self.out[start:])
        elif name == "math" and self._annotation:
            self._drop(start)
            self._add(LOOSE, self._annotation.strip(), LOOSE)
            self._annotation = ""
        elif name == "a":
            self._fill(start)

    def _drop(self, start: int) -> None:
        """Take out all that was read since, the notes called there, too."""
        calls = self.out[start:].count(CALL)
        del self.out[start:]
        del self.notes[len(self.notes) - calls :]
