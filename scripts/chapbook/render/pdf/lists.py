"""Ordered lists on the page: the numbers that the author gave, and room for long lists.

WeasyPrint takes neither `start` nor `type` from the mark-up (they are presentational hints, which
stay off), so both are said in CSS.
"""

from __future__ import annotations

from lxml import etree

_STYLES = {
    "a": "lower-alpha",
    "A": "upper-alpha",
    "i": "lower-roman",
    "I": "upper-roman",
}
# A list with more text than this, straight in a chapter, is the chapter: numbered sections.
_LONG_LIST = 4000
_HUNDRED = 100


def number_list(items: etree._Element) -> None:
    """Set first number and kind of numerals of an `<ol>` (HTML, 4.4.5) as style."""
    style = []
    kind = _STYLES.get(items.get("type") or "")
    if kind is not None:
        style.append(f"list-style-type:{kind}")
    start = items.get("start") or "1"
    first = int(start) if start.lstrip("-").isdecimal() else 1
    if first != 1:
        style.append(f"counter-reset:list-item {first - 1}")
    if style:
        items.set("style", ";".join(style))
    if kind is None:
        _hang_long_list(items, first)


def _hang_long_list(items: etree._Element, first: int) -> None:
    parent = items.getparent()
    if parent is None or parent.tag != "section":
        return
    if sum(len(str(part)) for part in items.itertext()) > _LONG_LIST:
        classes = [items.get("class") or "", "numbered-sections"]
        if first + len(items) > _HUNDRED:
            classes.append("of-hundreds")
        items.set("class", " ".join(classes).strip())
