"""What pandoc's HTML lacks for browsers and reading systems: speech, scopes, directions."""

from __future__ import annotations

from lxml import etree

from chapbook.render.text.isolating import isolate_marks
from chapbook.render.text.verse import mark_verse

# Where a small screen (320 px) no longer has room for the longest word of each column.
_MANY_COLUMNS = 5


def tidy(tree: etree._Element, direction: str) -> None:
    """Complete mathematics, table headers, alt, verse and directions of text from the right."""
    for formula in tree.iter("math"):
        _speak_tex(formula)
    for header in tree.iter("th"):
        _scope(header)
    for table in tree.iter("table"):
        _mark_wide(table)
    mark_verse(tree)
    for picture in tree.iter("img"):
        if picture.get("alt") is None:
            picture.set("alt", "")
    isolate_marks(tree, direction)
    if direction == "rtl":
        _turn_code(tree)


def _turn_code(tree: etree._Element) -> None:
    """Write code from left to right.

    In the markup, since style sheets of an EPUB may not set a direction (EPUB 3.3, 6.3.1.3).
    """
    for code in tree.iter("pre", "code", "kbd", "samp"):
        if code.get("dir") is None:
            code.set("dir", "ltr")


def _speak_tex(formula: etree._Element) -> None:
    """Move the TeX source into `alttext`: shown by nobody, read where MathML is not understood."""
    semantics_element = formula.find("semantics")
    if semantics_element is None or len(semantics_element) == 0:
        return
    source = semantics_element.find("annotation")
    if source is not None and source.text and not formula.get("alttext"):
        formula.set("alttext", source.text.strip())
    shown = semantics_element[0]
    shown.tail = None
    formula.replace(semantics_element, shown)


def _mark_wide(table: etree._Element) -> None:
    """Name a table of many columns for the style sheet, which lets its words break."""
    row = next(table.iter("tr"), None)
    if row is not None and len(row) >= _MANY_COLUMNS:
        table.set("class", f"{table.get('class', '')} many-columns".strip())


def _scope(header: etree._Element) -> None:
    """Mark what a header cell heads: its column in the head of the table, its row in the body."""
    if header.get("scope") or header.get("colspan") or header.get("rowspan"):
        return
    in_head = any(True for _ in header.iterancestors("thead"))
    header.set("scope", "col" if in_head else "row")
