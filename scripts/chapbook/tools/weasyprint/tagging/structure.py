"""The structure of a tagged PDF, built from the tree of the document (ISO 32000-1, 14.7 and 14.8).

One element of the document becomes one structure element, however many lines and pages it is
broken over. Structure elements are made when their first content is met, in the order of the
pages, and notes are given their place by their call; so what nobody sees is not in the structure.
WeasyPrint has no part in this module: content is whatever the caller puts in.
"""

from __future__ import annotations

from typing import Any

from chapbook.model.editions.block_keys import KEY, TEMPLATE
from chapbook.tools.table_grid import span_of
from chapbook.tools.weasyprint.elements import classes_of, is_note, own_language
from chapbook.tools.weasyprint.tagging.ancestry import Ancestry
from chapbook.tools.weasyprint.tagging.nodes import Node
from chapbook.tools.weasyprint.tagging.table_heads import Cell, cells_of

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_TYPES = {
    "address": "P", "article": "Art", "blockquote": "BlockQuote", "caption": "Caption",
    "code": "Code", "dl": "L", "figcaption": "Caption", "figure": "Div", "main": "Part",
    "nav": "Sect", "ol": "L", "p": "P", "pre": "P", "q": "Quote", "section": "Sect",
    "table": "Table", "tbody": "TBody", "tfoot": "TFoot", "thead": "THead", "tr": "TR", "ul": "L",
}  # fmt: skip
_BLOCKS = (
    frozenset(_TYPES) - {"code", "q"} | set(_HEADINGS) | {"aside", "div", "dd", "dt", "hr", "li"}
)
# ISO 32000-1, table 347.
_NUMBERING = {
    "lower-alpha": "LowerAlpha", "upper-alpha": "UpperAlpha",
    "lower-roman": "LowerRoman", "upper-roman": "UpperRoman",
}  # fmt: skip


class Structure:
    """The structure elements of a document, made as they are asked for."""

    def __init__(self, root: Any, around: Ancestry) -> None:
        """Take the tree that was laid out, and what is around each of its elements."""
        self._around = around
        self._nodes: dict[Any, Node] = {}
        self._items: dict[Any, Node] = {}
        self._cells: dict[Any, Cell] = {}
        self._open: list[int] = []
        self._tables = 0
        self.document = Node("Document", root, None, own_language(root))
        self._nodes[root] = self.document

    def holder(self, element: Any, pseudo: str = "") -> Node:
        """Return the node for the content of an element, or of one of its pseudo-elements."""
        if pseudo == "footnote-call":
            return self.of(self._around.above(element))
        if pseudo == "marker" and element.tag == "li":
            self.of(element)
            return self._label(element)
        return self.of(element)

    def of(self, element: Any) -> Node:
        """Return the node that holds the text of an element; made if there is none yet."""
        if element not in self._nodes:
            above = self.of(self._around.above(element))
            # A row has made its cells by now, a call the place of its note.
            if element not in self._nodes:
                self._nodes[element] = self._make(above, element)
            _identify(self._nodes[element], element)
        return self._nodes[element]

    def picture(self, element: Any) -> Node | None:
        """Return the node of an `<img>`; None for one that says nothing, which is decoration."""
        alternative = element.get("alt") or self._around.caption(element)
        if not alternative:
            return None
        if element not in self._nodes:
            kind = "Formula" if "formula" in classes_of(element) else "Figure"
            node = self._add(self.of(self._around.above(element)), kind, element)
            node.alternative = alternative
            self._nodes[element] = node
        return self._nodes[element]

    def _make(self, above: Node, element: Any) -> Node:
        makers = {
            "a": self._link, "dd": self._definition, "div": self._division, "dt": self._term,
            "li": self._list_item, "ol": self._list, "table": self._table, "td": self._cell,
            "th": self._cell, "tr": self._row, "ul": self._list,
        }  # fmt: skip
        if element.tag in _HEADINGS:
            return self._heading(above, element)
        maker = makers.get(element.tag)
        return self._plain(above, element) if maker is None else maker(above, element)

    def _plain(self, above: Node, element: Any) -> Node:
        """Emphasis and the like leave no trace (ISO 32000-1 has no type), but a language does."""
        kind = _TYPES.get(element.tag)
        if kind is None and element.get(KEY):
            kind = "P"
        elif kind is None and self._around.language(element) != above.lang:
            kind = "Span"
        return above if kind is None else self._add(above, kind, element)

    def _add(self, above: Node, kind: str, element: Any) -> Node:
        node = Node(kind, element, above, self._around.language(element))
        above.kids.append(node)
        return node

    def _heading(self, above: Node, element: Any) -> Node:
        """Leave no level out (ISO 14289-1, 7.4.2); a heading in a note is no heading.

        The level is one more than that of the heading above it in the outline: of two headings of
        level 3 under one of level 1, both have level 2. No heading of the book is under a generated
        one (Contents).
        """
        if self._around.nearest(element, is_note) is not None:
            return self._add(above, "P", element)
        level = _HEADINGS[element.tag]
        found = [*(one for one in self._open if one < level), level]
        if not element.get(KEY, "").startswith(TEMPLATE):
            self._open = found
        return self._add(above, f"H{len(found)}", element)

    def _division(self, above: Node, element: Any) -> Node:
        if "note-body" in classes_of(element):
            return above
        if any(child.tag in _BLOCKS for child in element):
            return self._add(above, "Div", element)
        return self._add(above, "P", element)

    def _link(self, above: Node, element: Any) -> Node:
        classes = classes_of(element)
        if not element.get("href"):
            return self._plain(above, element)
        if "note-call" in classes:
            return self._call(above, element)
        if "note-marker" in classes:
            above = self._add(above, "Lbl", element)
        elif above.kind == "TOCI":
            above = self._add(above, "Reference", element)
        return self._add(above, "Link", element)

    def _call(self, above: Node, element: Any) -> Node:
        """Make the call; its note comes right after it, or after the heading that calls it."""
        link = self._add(self._add(above, "Reference", element), "Link", element)
        for note in filter(is_note, element):
            place = above
            while place.parent is not None and _in_heading(place):
                place = place.parent
            self._nodes[note] = self._add(place, "Note", note)
            self._nodes[note].identifier = note.get("id", "")
        return link

    def _list(self, above: Node, element: Any) -> Node:
        if self._around.above(element).tag == "nav":
            return self._add(above, "TOC", element)
        node = self._add(above, "L", element)
        style = (element.get("style") or "").partition("list-style-type:")[2].partition(";")[0]
        kind = "Disc" if element.tag == "ul" else _NUMBERING.get(style, "Decimal")
        node.attributes |= {"O": "/List", "ListNumbering": f"/{kind}"}
        return node

    def _list_item(self, above: Node, element: Any) -> Node:
        if above.kind == "TOC":
            return self._add(above, "TOCI", element)
        item = self._add(above, "LI", element)
        self._items[element] = item
        return self._add(item, "LBody", element)

    def _label(self, element: Any) -> Node:
        """Return the label of a list item, which comes before its body."""
        item = self._items[element]
        if item.kids[0].kind != "Lbl":
            item.kids.insert(0, Node("Lbl", element, item, item.lang))
        first: Node = item.kids[0]
        return first

    def _term(self, above: Node, element: Any) -> Node:
        return self._add(self._group(above, element), "Lbl", element)

    def _definition(self, above: Node, element: Any) -> Node:
        return self._add(self._group(above, element), "LBody", element)

    def _group(self, above: Node, element: Any) -> Node:
        """Return the list item of a term and what follows it, up to the next term."""
        siblings = list(self._around.above(element))
        first = siblings.index(element)
        while first and (siblings[first].tag == "dd" or siblings[first - 1].tag == "dt"):
            first -= 1
        if siblings[first] not in self._items:
            self._items[siblings[first]] = self._add(above, "LI", siblings[first])
        return self._items[siblings[first]]

    def _table(self, above: Node, element: Any) -> Node:
        self._tables += 1
        self._cells |= cells_of(element, f"table-{self._tables}")
        return self._add(above, "Table", element)

    def _row(self, above: Node, element: Any) -> Node:
        """Make a row with all its cells: an empty one takes its place too."""
        self._nodes[element] = node = self._add(above, "TR", element)
        for cell in element:
            if cell.tag in ("td", "th"):
                self.of(cell)
        return node

    def _cell(self, above: Node, element: Any) -> Node:
        cell = self._cells.get(element, Cell())
        node = self._add(above, element.tag.upper(), element)
        node.keep, node.identifier = True, cell.identifier
        node.attributes["O"] = "/Table"
        if element.tag == "th":
            node.attributes["Scope"] = f"/{cell.scope}"
        elif cell.headers:
            node.attributes["Headers"] = cell.headers
        for name in ("ColSpan", "RowSpan"):
            span = span_of(element, name.lower())
            if span != 1:
                node.attributes[name] = span
        return node


def _identify(node: Node, element: Any) -> None:
    """Name the node of a block of text by its key (ISO 32000-1, table 323, ID).

    Blocks of templates keep theirs with the content: several may have the same words and one key.
    """
    key = element.get(KEY) or ""
    if node.element is element and not node.identifier and not key.startswith(TEMPLATE):
        node.identifier = key


def _in_heading(node: Node) -> bool:
    """Return whether a node is a heading or stands in one."""
    above: Node | None = node
    while above is not None:
        if above.kind[:1] == "H" and above.kind[1:].isdecimal():
            return True
        above = above.parent
    return False
