"""Raw mark-up and attributes: what may pass into the editions, and what is reported as dropped.

pandoc writes attributes through to HTML as they are; so the tree is checked against the allow list
of `tools.raw_html.sanitise` here. Raw HTML stays in the tree, and is sanitised when the fragments
are made, in the context of its chapter. This stage reports what of it will be dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from chapbook.model.ast import CALL_CLASS, Node, attr_of, transform, walk, with_attr
from chapbook.model.diagnostics import Code, Diagnostic, diagnostic
from chapbook.model.editions.picture_sizes import length_of, size_problem
from chapbook.model.equations import written_reference
from chapbook.model.letters.seeking import Seeker, spaced_pattern
from chapbook.model.source import FORBIDDEN, SEPARATORS, Place, SourceText
from chapbook.parse.equation_links import display_of
from chapbook.tools.raw_html import sanitise
from chapbook.tools.raw_html.attributes import HTML_FORMATS, WRITTEN_AS, may_stay

_PARAGRAPHS = ("Para", "Plain", "Header")
_FORMULA = re.compile(r"<math(?=[\s>])", re.IGNORECASE)
_FORMULA_END = re.compile(r"</math\s*>", re.IGNORECASE)
_RAW_ATTRIBUTE = re.compile(
    r"(?<!`)(?P<ticks>`{1,9})(?!`)[^\n`]{1,2000}(?P=ticks)\{=\w+\}"
    r"|^[ \t>]*(?P<fence>`{3,9}|~{3,9})[ \t]*\{=\w+\}.{0,100000}?\n[ \t>]*(?P=fence)",
    re.DOTALL | re.MULTILINE,
)


class MarkupChecker:
    """Checks one tree; findings gather in `diagnostics`."""

    def __init__(self, source: SourceText, masked: str) -> None:
        """Take the source, and its text with code blanked, to find places in."""
        self.source = source
        self.diagnostics: list[Diagnostic] = []
        self._in_text, self._in_all = Seeker(masked), Seeker(source.text)
        self._in_raw = Seeker(_with_raw_text(source.text, masked))
        self._of_formulas: frozenset[int] = frozenset()

    def check(self, blocks: list[Node]) -> list[Node]:
        """Return the tree without forbidden attributes and without raw text of other formats."""
        self._of_formulas = frozenset(_tags_of_formulas(blocks))
        return whole_paragraphs(list(transform(blocks, self._change)))

    def _change(self, node: Node) -> Node | None:
        kind = node["t"]
        if kind in ("RawInline", "RawBlock"):
            return self._raw(node)
        if kind == "Str":
            return self._text(node)
        if kind == "Math" and not node["c"][1].strip():
            return None
        if kind in ("Link", "Image"):
            self._forbidden("".join(node["c"][2]))
        if kind == "Link" and (tex := written_reference(node)):
            self._in_all.next(spaced_pattern(tex))  # the next search begins after it
        return self._attributes(node) if kind in WRITTEN_AS else node

    def _text(self, node: Node) -> Node:
        self._forbidden(node["c"])
        return {**node, "c": node["c"].translate(SEPARATORS)}

    def _forbidden(self, text: str) -> None:
        """A character reference such as `&#1;` can bring in what the file itself may not hold."""
        for character in FORBIDDEN.findall(text):
            facts = {"character": f"U+{ord(character):04X}"}
            place = self._place("&#")
            self.diagnostics.append(diagnostic(Code.CONTROL_CHARACTER, place, **facts))

    def _raw(self, node: Node) -> Node | None:
        form, text = node["c"]
        formula = display_of(node)
        if formula is not None:
            return formula if node["t"] == "RawInline" else {"t": "Para", "c": [formula]}
        if form not in HTML_FORMATS:
            # pandoc has replaced tabs by spaces, and removed quotation signs.
            start = self._in_all.next(spaced_pattern(text))
            place = self.source.whole if start is None else self.source.place(start)
            facts = {"format": form, "text": text.strip().split("\n")[0][:60]}
            self.diagnostics.append(diagnostic(Code.RAW_FORMAT_DROPPED, place, **facts))
            return None
        kept, found = sanitise.without_tags(text, formula=id(node) in self._of_formulas)
        start = self._in_raw.next(re.escape(text))
        whole = self.source.place(start or 0)
        if start is None and found:
            whole = self._place(text.split("\n", 1)[0], text.split("<!--", 1)[0][:60])
        for item in found:
            known = start is not None and item.offset is not None
            place = self.source.place((start or 0) + (item.offset or 0)) if known else whole
            self.diagnostics.append(diagnostic(Code.RAW_HTML_DROPPED, place, what=item.what))
        for name, value in sanitise.picture_sizes(text):
            if problem := size_problem(name, value):
                self._size_fault(whole, name, value, problem)
        return {**node, "c": [form, kept]} if kept.strip() else None

    def _attributes(self, node: Node) -> Node:
        attr = attr_of(node)
        if attr is None or not attr[2] or CALL_CLASS in attr[1]:
            return node
        tag = WRITTEN_AS[node["t"]]
        self._forbidden("".join(value for _, value in attr[2]))
        sized = self._sizes(attr[2]) if tag == "img" else attr[2]
        kept = [(key, value) for key, value in sized if may_stay(tag, key)]
        for key, value in sized:
            if not may_stay(tag, key):
                place = self._attribute_place(key, value)
                what = f"{key} of <{tag}>"
                self.diagnostics.append(diagnostic(Code.RAW_HTML_DROPPED, place, what=what))
        return with_attr(node, (attr[0], attr[1], kept))

    def _sizes(self, pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
        """Write lengths of a picture as pandoc reads them; report and drop what is none."""
        kept = []
        for key, value in pairs:
            problem = size_problem(key, value) if key in ("width", "height") else None
            if problem:
                place = self._attribute_place(key, value)
                self._size_fault(place, key, value, problem)
            else:
                length = length_of(value) if key in ("width", "height") else None
                kept.append((key, length or value))
        return kept

    def _size_fault(self, place: Place, name: str, value: str, problem: str) -> None:
        facts = {"name": name, "value": value, "problem": problem}
        self.diagnostics.append(diagnostic(Code.PICTURE_SIZE, place, **facts))

    def _attribute_place(self, key: str, value: str) -> Place:
        """Find an attribute in braces, as Markdown has it; else anywhere, as in a raw tag."""
        pattern = rf"\{{[^{{}}\n]*?({re.escape(key)}\s*=\s*[\"']?{re.escape(value)})"
        offset = self._in_text.next(pattern)
        return self._place(f"{key}=", value) if offset is None else self.source.place(offset)

    def _place(self, *needles: str) -> Place:
        """Find the n-th occurrence of the n-th equal piece of raw text."""
        for needle in needles:
            offset = self._in_text.next(re.escape(needle))
            if offset is not None:
                return self.source.place(offset)
        return self.source.whole


def _with_raw_text(text: str, masked: str) -> str:
    """Return the masked text with the raw passages (`<b>`{=html}), which look like code."""
    pieces, done = list[str](), 0
    if "{=" in text:
        for match in _RAW_ATTRIBUTE.finditer(text):
            pieces += [masked[done : match.start()], match.group()]
            done = match.end()
    return "".join([*pieces, masked[done:]])


def _tags_of_formulas(blocks: list[Node]) -> Iterator[int]:
    """Yield the identities of raw tags from a `<math>` to the `</math>` of the same paragraph."""
    tags: list[int] = []
    for node in walk(blocks):
        if node["t"] in _PARAGRAPHS:
            tags = []
        if node["t"] != "RawInline":
            continue
        if tags or _FORMULA.match(node["c"][1]):
            tags.append(id(node))
        if tags and _FORMULA_END.match(node["c"][1]):
            yield from tags
            tags = []


def whole_paragraphs(blocks: list[Node]) -> list[Node]:
    """Make paragraphs of the bare text that pandoc leaves between raw blocks, if all are gone."""
    if any(block["t"] == "RawBlock" for block in blocks):
        return blocks
    return [{**block, "t": "Para"} if block["t"] == "Plain" else block for block in blocks]
