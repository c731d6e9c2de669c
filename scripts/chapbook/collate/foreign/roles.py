"""What part an element plays: the author's words or a template's, a paragraph or a cell."""

from __future__ import annotations

from chapbook.collate.foreign.readers.elements import is_generated_root
from chapbook.collate.readers.markup import HEADINGS, Element, kinds

_KINDS = {
    "p": "paragraph", "li": "list item", "td": "table cell", "th": "table cell", "pre": "code",
    "caption": "caption", "figcaption": "caption", "dt": "term", "dd": "definition",
    "blockquote": "quotation",
}  # fmt: skip


def is_chrome(element: Element) -> bool:
    """Return whether it belongs to the page and not to the text."""
    return "skip-link" in element.get("class").split()


def role_of(element: Element) -> str:
    """Return the role of its words (`Passage.role`), as far as it says one."""
    if is_generated_root(element) or element.get("id") in ("title-block-header", "TOC"):
        return "generated"
    named = kinds(element)
    if "bibliography" in named or element.get("id") == "refs":
        return "bibliography"
    if named & {"dedication", "epigraph"}:
        return "quiet"
    return ""


def kind_of(element: Element, around: str) -> str:
    """Return the kind of its passages; `around` is that of the element around it."""
    if element.tag in HEADINGS:
        return "heading"
    if element.tag == "p" and around in ("table cell", "caption", "term"):
        return around
    return _KINDS.get(element.tag, around if element.tag == "div" else "paragraph")
