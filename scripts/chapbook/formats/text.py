"""Plain text: one UTF-8 file for any program, with notes at the end of their chapter.

A paragraph, heading or item is one line, with blank lines around it, two before a heading. A tab
separates layout from words: in `•⇥An item` the layout is before it, a row of a table is
`|⇥cell⇥|⇥cell⇥|`, and a line that begins with a tab is all layout. Words contain no tabs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import quote

from lxml import etree

from chapbook.collate.plain_text import READER
from chapbook.formats.record import Bench, Product, Recipe
from chapbook.model.ast import CALL_CLASS
from chapbook.model.editions.output import FileWords, FinishedFile, Format
from chapbook.model.manuscript import Manuscript
from chapbook.model.markers import MarkerKind
from chapbook.render.html_tree import HEADINGS, classes
from chapbook.render.text.fragments import Fragments
from chapbook.render.text.keys import direct_parts, is_line
from chapbook.render.text.notes import call_indexes
from chapbook.tools.mathematics.drawing import tex_of
from chapbook.tools.raw_html.sanitise import is_relative, safe_link

_ORNAMENT, _RULE = "\t* * *", "\t-----"
_INDENT = " " * 4
_LINE_END = "\v"
_CHECKBOXES = {True: "\u2611", False: "\u2610"}


@dataclass
class _Setter:
    """Writes trees as lines of text.

    `markers` are those of all calls. The next line begins with `label`, a marker, which is text,
    and with `prefix`, which is layout; if `tight`, there is no blank line before it.
    """

    markers: tuple[str, ...]
    lines: list[str] = field(default_factory=list)
    label: str = ""
    prefix: str = ""
    tight: bool = False

    def flow(self, element: etree._Element, indent: str = "") -> None:
        """Write an element: its words as a paragraph, blocks among them in their place."""
        words = list[str]()
        for part in direct_parts(element, blocks=True):
            if isinstance(part, str):
                words.append(part)
            elif is_line(part):
                words.append(self._inline(part))
            else:
                self._paragraph(words, indent)
                self._block(part, indent)
                words = []
        self._paragraph(words, indent)

    def _paragraph(self, words: Iterable[str], indent: str) -> None:
        lines = (_spaced(line) for line in "".join(words).split(_LINE_END))
        self.put([line for line in lines if line], indent)

    def put(self, lines: list[str], indent: str = "", *, blank: int = 1) -> None:
        """Write lines after blank ones, the label and the prefix before the first."""
        if not lines:
            return
        if self.label:
            lines, self.label = [f"{self.label} {lines[0]}", *lines[1:]], ""
        if self.lines and not self.tight:
            self.lines += [""] * blank
        self.tight = False
        if self.prefix:
            lines = [f"{self.prefix}\t{lines[0]}", *(f"{_INDENT}{line}" for line in lines[1:])]
            self.prefix = ""
        self.lines += [f"{indent}{line}" for line in lines]

    def rule(self, sign: str) -> None:
        """Write a line that is layout."""
        self.lines += ["", sign]

    def _block(self, element: etree._Element, indent: str) -> None:
        tag = str(element.tag)
        if tag in ("ul", "ol"):
            self._list(element, indent)
        elif tag == "table":
            self._table(element, indent)
        elif tag == "pre":
            self._code(element, indent + _INDENT)
        elif tag == "hr":
            self.rule(_ORNAMENT)
        elif tag in HEADINGS:
            self.put([self._line(element)], blank=2)
        else:
            self.flow(element, indent + _INDENT if tag in ("blockquote", "dd") else indent)

    def _line(self, element: etree._Element) -> str:
        """Return all that is in an element as one line."""
        part = _Setter(self.markers)
        part.flow(element)
        return " ".join(filter(None, map(_words_of, part.lines)))

    def _code(self, element: etree._Element, indent: str) -> None:
        lines = self._inline(element).replace(_LINE_END, "\n").expandtabs(4).strip("\n").split("\n")
        self.put([line.rstrip() for line in lines], indent)

    def _list(self, items: etree._Element, indent: str) -> None:
        number = _first_number(items)
        for rank, item in enumerate(items.iterchildren("li")):
            own = _ordinal(number + rank, items.get("type") or "1") if items.tag == "ol" else "•"
            self.prefix = f"{self.prefix} {own}".strip()
            self.tight = item.find("p") is None and (rank > 0 or _in_item(items))
            self.flow(item, indent + _INDENT)
            if self.prefix:  # an item without words: a letter alone on its line, a line to fill in
                self.put([""], indent + _INDENT)
            self.tight = False

    def _table(self, table: etree._Element, indent: str) -> None:
        self.put([""] if self.label else [])
        self.prefix = ""
        for caption in table.iterchildren("caption"):
            self.flow(caption, indent)
        own = (row for row in table.iter("tr") if next(row.iterancestors("table")) is table)
        for rank, row in enumerate(own):
            self.tight = rank > 0
            cells = [self._line(cell) for cell in row.iterchildren("th", "td")]
            self.put(["\t".join(("|", *(f"{cell}\t|" for cell in cells)))], indent)
        self.tight = False

    def _inline(self, part: etree._Element) -> str:
        if CALL_CLASS in classes(part):
            return f"[{self.markers[int(part.get('data-call', ''))]}]"
        if part.tag == "img":
            return f"[{part.get('alt')}]" if part.get("alt") else ""
        if part.tag == "math":
            return f"${tex_of(part)}$"
        if part.tag == "br":
            return _LINE_END
        if part.tag == "input":
            return _CHECKBOXES[part.get("checked") is not None]
        inner = direct_parts(part)
        words = "".join(one if isinstance(one, str) else self._inline(one) for one in inner)
        return words + _address(part, words)


def _spaced(text: str) -> str:
    """Return a text with single spaces; those that hold a line together stay as they are."""
    return re.sub(r"[ \t\r\n]+", " ", text).strip(" ")


def _in_item(items: etree._Element) -> bool:
    parent = items.getparent()
    return parent is not None and parent.tag == "li"


def _address(link: etree._Element, words: str) -> str:
    """Return the address of a link, to be written behind its words; empty if they are the same."""
    target = link.get("href") if link.tag == "a" else None
    if target is None or target.startswith("#") or not safe_link(target) or is_relative(target):
        return ""
    said = _spaced(words)
    if target in (said, f"mailto:{said}"):
        return ""
    address = re.sub(r"[\s<>]", lambda found: quote(found[0]), target)
    return f" <{address}>"


def _words_of(line: str) -> str:
    """Return a line without what is layout."""
    parts = line.strip(" ").split("\t")
    return " ".join(parts[1::2]) if parts[0] == "|" else parts[-1]


def _first_number(items: etree._Element) -> int:
    start = items.get("start") or "1"
    return int(start) if start.lstrip("-").isdecimal() else 1


def _ordinal(number: int, kind: str) -> str:
    """Return the number of an item as HTML's `type` asks for: 3., c., C., iii. or III."""
    if number < 1 or kind not in "aAiI":
        return f"{number}."
    kinds = MarkerKind.LOWER_ROMAN if kind in "iI" else MarkerKind.LOWER_ALPHA
    letters = kinds.write(number)
    return f"{letters if kind.islower() else letters.upper()}."


def text_of(manuscript: Manuscript, trees: Fragments) -> str:
    """Return the whole text of the edition."""
    setter = _Setter(tuple(call.marker for call in manuscript.calls))
    setter.put([*_head(manuscript)])
    setter.rule(_ORNAMENT)
    for tree in trees.divisions:
        setter.lines += ["", ""]
        setter.flow(tree)
        for rank, (marker, note) in enumerate(_notes(tree, manuscript, trees)):
            if rank == 0:
                setter.rule(_RULE)
            setter.label = f"[{marker}]"
            setter.flow(note)
            setter.put([""] if setter.label else [])
    return "\n".join(setter.lines).rstrip("\n") + "\n"


def _head(manuscript: Manuscript) -> Iterator[str]:
    metadata = manuscript.metadata
    yield _spaced(metadata.title.plain)
    if metadata.subtitle is not None:
        yield _spaced(metadata.subtitle.plain)
    yield from (f"—\t{_spaced(author.name)}" for author in metadata.authors)


def _notes(
    tree: etree._Element, manuscript: Manuscript, trees: Fragments
) -> Iterator[tuple[str, etree._Element]]:
    """Yield the notes that a chapter calls, each once, with their markers."""
    calls = (manuscript.calls[index] for index in call_indexes(tree))
    for number in dict.fromkeys(call.statement for call in calls):
        statement = manuscript.statements[number]
        yield statement.marker, trees.notes[statement.note]


def _make(bench: Bench) -> Product:
    with bench.clock.stage("package text"):
        content = text_of(bench.book.manuscript, bench.book.trees).encode()
        target = bench.file(".txt")
        target.write_bytes(content)
        return Product((FinishedFile.of(target, content),))


_WORDS = {
    "en": ("Plain text", "For any program on any device: the words and the notes, no pictures."),
    "de": ("Reiner Text", "Für jedes Programm auf jedem Gerät: Text und Anmerkungen, ohne Bilder."),
    "es": ("Texto sin formato", "Para cualquier programa: el texto y las notas, sin imágenes."),
    "fr": ("Texte brut", "Pour tout programme : le texte et les notes, sans les images."),
    "it": ("Testo semplice", "Per qualsiasi programma: il testo e le note, senza immagini."),
    "nl": ("Platte tekst", "Voor elk programma: de tekst en de noten, zonder afbeeldingen."),
    "pt": ("Texto simples", "Para qualquer programa: o texto e as notas, sem imagens."),
    "ja": ("プレーンテキスト", "どのソフトウェアでも開けます。本文と注のみで、画像は含みません。"),
    "ar": ("نص عادي", "لأي برنامج على أي جهاز: النص والحواشي دون الصور."),
}
TEXT = Recipe(
    Format(
        "text", ".txt", "text/plain", by_default=False,
        words={language: FileWords(name, use) for language, (name, use) in _WORDS.items()},
    ),
    _make,
    reader=READER,
)  # fmt: skip
