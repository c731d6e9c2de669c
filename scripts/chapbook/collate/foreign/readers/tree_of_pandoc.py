"""pandoc's document tree (pandoc-types 1.23) as a tree of elements, notes as calls and asides.

Each note body begins with a mark, an empty span of the class `NOTE_CLASS`, that says its label: so
labels survive pandoc, whose tree does not keep them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, Protocol

from chapbook.collate.readers.markup import Element

NOTE_CLASS = "chapbook-note-label"
_LITERAL_CALL = re.compile(r"\[\^([^\]\s]+)\]")
_INLINE = {
    "Emph": "em", "Underline": "u", "Strong": "strong", "Strikeout": "del", "Superscript": "sup",
    "Subscript": "sub", "SmallCaps": "span",
}  # fmt: skip
Node = dict[str, Any]


class Number(Protocol):
    """Finder of id, marker and series of the note that a call leads to."""

    def __call__(self, label: str | None, *, citation: bool) -> tuple[str, str, str]:
        """Number a note; a citation has no label."""


class TreeReader:
    """Turns blocks into elements; `number` gives id, marker and series of the note at each call.

    `cited` replaces a citation, None where pandoc's own words are kept. `defined` are the
    labels of the notes that the manuscript defines.
    """

    def __init__(
        self,
        number: Number,
        chapter: Callable[[tuple[str, ...]], None],
        defined: frozenset[str],
        cited: str | None,
    ) -> None:
        """Take what the numbering of notes needs to know, in reading order."""
        self.number, self.chapter, self.defined, self.cited = number, chapter, defined, cited
        self.made: set[str] = set()
        self.count = 0
        self.nested: list[str] = []
        self.undefined: list[str] = []
        self._in_note = False
        self._citations = 0

    def body(self, blocks: list[Node]) -> Element:
        """Return the text as one element."""
        root = Element("body", {})
        self._blocks(root, blocks)
        return root

    # --- blocks ------------------------------------------------------------------------------

    def _blocks(self, into: Element, blocks: list[Node]) -> None:
        for block in blocks:
            self._block(into, block)

    def _block(self, into: Element, block: Node) -> None:  # noqa: C901, PLR0912  # one for each kind
        kind: str = block["t"]
        content: Any = block.get("c")
        match kind:
            case "Para" | "Plain":
                self._inlines(_new(into, "p"), content)
            case "LineBlock":
                lines = _new(into, "div")
                for line in content:
                    self._inlines(lines, line)
                    _new(lines, "br")
            case "CodeBlock":
                _new(into, "pre").children.append(content[1])
            case "RawBlock":
                self._raw(_new(into, "div"), content)
            case "BlockQuote":
                self._blocks(_new(into, "blockquote"), content)
            case "BulletList" | "OrderedList":
                items = content if kind == "BulletList" else content[1]
                listed = _new(into, "ul" if kind == "BulletList" else "ol")
                for item in items:
                    self._blocks(_new(listed, "li"), item)
            case "DefinitionList":
                self._definitions(_new(into, "dl"), content)
            case "Header":
                self._header(into, content)
            case "HorizontalRule":
                _new(into, "hr")
            case "Table":
                self._table(_new(into, "table"), content)
            case "Figure":
                self._figure(_new(into, "figure"), content)
            case "Div":
                self._blocks(_new(into, "div", _attributes(content[0])), content[1])
            case _:
                pass

    def _header(self, into: Element, content: list[Any]) -> None:
        level, attributes, inlines = content
        if level == 1:
            self.chapter(tuple(attributes[1]))
        found = _attributes(attributes)
        quiet = {"dedication", "epigraph"} & set(attributes[1])
        if quiet:
            found["role"] = f"doc-{min(quiet)}"
        self._inlines(_new(into, f"h{min(level, 6)}", found), inlines)

    def _definitions(self, into: Element, content: list[Any]) -> None:
        for term, bodies in content:
            self._inlines(_new(into, "dt"), term)
            for body in bodies:
                self._blocks(_new(into, "dd"), body)

    def _table(self, table: Element, content: list[Any]) -> None:
        attributes, caption, _, head, bodies, foot = content
        table.attributes.update(_attributes(attributes))
        if caption[1]:
            self._blocks(_new(table, "caption"), caption[1])
        self._rows(table, head[1], "th")
        for body in bodies:
            self._rows(table, body[2], "th")
            self._rows(table, body[3], "td", heads=body[1])
        self._rows(table, foot[1], "td")

    def _rows(self, table: Element, rows: list[Any], tag: str, heads: int = 0) -> None:
        for _, cells in rows:
            row = _new(table, "tr")
            for rank, cell in enumerate(cells):
                self._blocks(_new(row, "th" if rank < heads else tag), cell[4])

    def _figure(self, figure: Element, content: list[Any]) -> None:
        attributes, caption, blocks = content
        figure.attributes.update(_attributes(attributes))
        self._blocks(figure, blocks)
        if caption[1]:
            self._blocks(_new(figure, "figcaption"), caption[1])

    # --- inlines -----------------------------------------------------------------------------

    def _inlines(self, into: Element, inlines: list[Node]) -> None:
        for inline in inlines:
            self._inline(into, inline)

    def _inline(self, into: Element, inline: Node) -> None:  # noqa: C901, PLR0912  # as above
        kind: str = inline["t"]
        content: Any = inline.get("c")
        match kind:
            case "Str":
                into.children.append(self._without_calls(content))
            case "Space" | "SoftBreak":
                into.children.append(" ")
            case "LineBreak":
                _new(into, "br")
            case "Code":
                _new(into, "code").children.append(content[1])
            case "Math":
                _new(into, "math", {"alttext": content[1].strip()})
            case "Quoted":
                marks = "“”" if content[0]["t"] == "DoubleQuote" else "‘’"
                into.children.append(marks[0])
                self._inlines(into, content[1])
                into.children.append(marks[1])
            case "Cite":
                self._cite(into, content)
            case "RawInline":
                self._raw(into, content)
            case "Link":
                found = {**_attributes(content[0]), "href": content[2][0]}
                self._inlines(_new(into, "a", found), content[1])
            case "Image":
                alt = Element("span", {})
                self._inlines(alt, [one for one in content[1] if one["t"] != "Note"])
                _new(into, "img", {**_attributes(content[0]), "alt": alt.text()})
            case "Note":
                self._note(into, content)
            case "Span":
                if NOTE_CLASS not in content[0][1]:
                    self._inlines(_new(into, "span", _attributes(content[0])), content[1])
            case _ if kind in _INLINE:
                self._inlines(_new(into, _INLINE[kind]), content)
            case _:
                pass

    def _without_calls(self, text: str) -> str:
        """Take out what is a call in the manuscript and stayed a word in pandoc's tree."""
        for match in _LITERAL_CALL.finditer(text):
            if match[1] not in self.defined:
                self.undefined.append(match[1])
            elif self._in_note:
                self.nested.append(match[1])
        return _LITERAL_CALL.sub("", text)

    def _cite(self, into: Element, content: list[Any]) -> None:
        if self.cited is None:
            self._inlines(into, content[1])
            return
        into.children.append(f" {self.cited} ")
        if not self._in_note:
            self._citations += 1
            identifier, marker, series = self.number(None, citation=True)
            href = f"#{identifier}"
            call = {"role": "doc-noteref", "href": href, "class": f"series-{series}"}
            _new(into, "a", {**call, "data-optional": "yes"}).children.append(marker)
            _new(into, "aside", {"role": "doc-footnote", "id": identifier}).children.append(
                self.cited
            )

    def _note(self, into: Element, blocks: list[Node]) -> None:
        label = _label(blocks)
        identifier, marker, series = self.number(label, citation=False)
        self.count += 1
        call = {"role": "doc-noteref", "href": f"#{identifier}", "class": f"series-{series}"}
        _new(into, "a", {**call, "id": f"call-{self.count}"}).children.append(marker)
        if identifier in self.made:
            return
        self.made.add(identifier)
        found = {"role": "doc-footnote", "id": identifier, "class": f"series-{series}"}
        note = _new(into, "aside", found)
        _new(note, "span", {"class": "note-marker"}).children.append(marker)
        outer, self._in_note = self._in_note, True
        self._blocks(note, blocks[1:] if label is not None else blocks)
        self._in_note = outer

    @staticmethod
    def _raw(into: Element, content: list[Any]) -> None:
        if content[0].startswith("html"):
            into.children.append(re.sub(r"<!--.*?-->|<[^>]*>", " ", content[1], flags=re.DOTALL))


def _new(into: Element, tag: str, attributes: dict[str, str] | None = None) -> Element:
    element = Element(tag, dict(attributes or {}), into)
    into.children.append(element)
    return element


def _attributes(written: list[Any]) -> dict[str, str]:
    identifier, classes, pairs = written
    found = {key: value for key, value in pairs if key in ("lang", "role")}
    if identifier:
        found["id"] = identifier
    if classes:
        found["class"] = " ".join(classes)
    return found


def _label(blocks: list[Node]) -> str | None:
    """Read the label in the mark that a body begins with."""
    if blocks and blocks[0]["t"] == "Para" and blocks[0]["c"]:
        first = blocks[0]["c"][0]
        if first["t"] == "Span" and NOTE_CLASS in first["c"][0][1]:
            return dict(first["c"][0][2]).get("label")
    return None


def labels_marked(text: str) -> tuple[str, frozenset[str]]:
    """Put a mark with its label at the head of each note body; return the labels too.

    What is in a fenced block of code is left alone.
    """
    labels: set[str] = set()
    lines = list(_marked(text.split("\n"), labels))
    return "\n".join(lines), frozenset(labels)


_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_DEFINITION = re.compile(r"^ {0,3}\[\^([^\]\s]+)\]:[ \t]?(.*)$")


def _marked(lines: list[str], labels: set[str]) -> Iterator[str]:
    fence = ""
    for line in lines:
        found = _FENCE.match(line)
        definition = None if fence else _DEFINITION.match(line)
        if fence:
            fence = "" if found and found[1].startswith(fence) else fence
        elif found:
            fence = found[1]
        if definition is None:
            yield line
            continue
        label = definition[1]
        labels.add(label)
        quoted = label.replace("\\", "\\\\").replace('"', '\\"')
        yield f'[^{label}]: []{{.{NOTE_CLASS} label="{quoted}"}}'
        yield ""
        if definition[2].strip():
            yield f"    {definition[2]}"
