"""What elements of HTML and EPUB are, in files without keys."""

from __future__ import annotations

from urllib.parse import urlsplit

from chapbook.collate.readers.markup import Element, kinds

# Sections that templates make; what is in them is not the author's text.
_GENERATED = frozenset(
    "titlepage halftitlepage copyright-page imprint toc landmarks page-list cover lot loi".split()
)

# A colophon of the author's has another id (`colophon`), another chapter of that id another class.
_COLOPHON = ("colophon-page", "colophon")


def is_call(element: Element) -> bool:
    """Return whether it is a note call."""
    return "noteref" in kinds(element)


def is_note(element: Element) -> bool:
    """Return whether it is a note."""
    return bool(kinds(element) & {"footnote", "endnote", "rearnote"})


def is_generated_root(element: Element) -> bool:
    """Return whether it is a section that a template makes."""
    return (
        element.tag == "nav"
        or (element.get("id"), element.get("class")) == _COLOPHON
        or bool(kinds(element) & _GENERATED)
        or _class_generated(element)
    )


def _class_generated(element: Element) -> bool:
    classes = {name.replace("title-page", "titlepage") for name in element.get("class").split()}
    return element.tag in ("section", "header", "footer", "div", "body") and bool(
        classes & _GENERATED
    )


def is_internal(target: str) -> bool:
    """Return whether a link stays in the edition."""
    parts = urlsplit(target)
    return not parts.scheme and not parts.netloc
