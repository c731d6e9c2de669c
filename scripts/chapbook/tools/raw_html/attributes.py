"""Attributes of pandoc's tree: which of them may be written into an edition."""

from __future__ import annotations

from chapbook.policy import policy
from chapbook.tools.raw_html import sanitise

HTML_FORMATS = frozenset({"html", "html4", "html5"})
# What each kind of node is written as: decides which attributes it may carry.
WRITTEN_AS = {
    "Header": "h1", "Div": "div", "Span": "span", "Link": "a", "Image": "img", "Figure": "figure",
    "Table": "table", "Code": "code", "CodeBlock": "pre",
}  # fmt: skip
# pandoc turns unknown keys into data-* attributes, these into attributes of that very name.
_OWN = frozenset(
    {"startFrom", "k", "call", "alt", "width", "height", "start", "type", "entry-spacing"}
)


def may_stay(tag: str, key: str) -> bool:
    """Decide whether an attribute of the tree may reach the editions in a tag."""
    name = key.lower()
    if policy().raw_html:
        return name.replace("-", "").isalnum()
    if name.startswith(("on", "xml", "xlink")) or name in ("style", "src", "href", "srcset", "rel"):
        return False
    return key in _OWN or sanitise.allowed(tag, name) or _becomes_data(name)


def _becomes_data(name: str) -> bool:
    """Unknown to HTML, so pandoc prefixes it with `data-`: harmless."""
    known = """action background charset content dynsrc formaction http-equiv itemprop lowsrc media
        ping poster profile property srcdoc target usemap manifest form method name hidden tabindex
        accesskey autofocus contenteditable draggable popover is slot part nonce shape coords
        download hreflang referrerpolicy crossorigin integrity async defer sizes loading"""
    return name not in known.split() and ":" not in name
