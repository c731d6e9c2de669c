"""The page breaks in the text of an edition, read from the finished file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from chapbook.collate.foreign.readers.elements import is_call, is_note
from chapbook.collate.foreign.readers.text import letters
from chapbook.collate.readers.elements import label_of
from chapbook.collate.readers.markup import Document, Element, kinds

# Drawn on paper, or read by nobody.
_WITHOUT_LETTERS = frozenset(("head", "math", "svg", "script", "style", "annotation"))


# As much of the text beside a break as is read.
_AROUND = 1500


@dataclass(frozen=True, slots=True)
class PageBreak:
    """A break in the text: its label, its file, and the letters of the main text around it.

    `after` are the next of those in its file (some hundred), `word` those of a word that is cut in
    two by it (none, if it is between words). `in_list`: it is in a list item, whose number
    or sign is drawn and not written.
    """

    label: str
    document: str
    after: str
    word: str
    in_list: bool
    in_heading: bool


def is_break(element: Element) -> bool:
    """Return whether it is a page break (EPUB Structural Semantics, or DPUB-ARIA in a web page)."""
    return "pagebreak" in kinds(element)


def breaks_of(document: Document) -> Iterator[PageBreak]:
    """Yield the page breaks of a document."""
    parts: list[str] = []
    marks: list[tuple[Element, int]] = []
    length = 0
    for part in _main_text(document.root):
        if isinstance(part, Element):
            marks.append((part, length))
        else:
            parts.append(part)
            length += len(part)
    text = "".join(parts)
    for element, at in marks:
        before, after = text[max(at - _AROUND, 0) : at], text[at : at + _AROUND]
        around = [outer.tag for outer in element.ancestors()]
        cut = bool(before) and before[-1].isalnum() and after[:1].isalnum()
        yield PageBreak(
            label_of(element),
            document.name,
            letters(after),
            before.split()[-1] if cut else "",
            in_list="li" in around,
            in_heading=any(tag in ("h1", "h2", "h3", "h4", "h5", "h6") for tag in around),
        )


def _main_text(element: Element) -> Iterator[str | Element]:
    """Yield the words of the main text, and the breaks where they are; blocks are set apart."""
    if is_break(element):
        yield element
        return
    if element.tag in _WITHOUT_LETTERS or is_call(element) or is_note(element):
        return
    if element.tag == "nav" and element.get("hidden"):
        return
    for child in element.children:
        if isinstance(child, str):
            yield child
        else:
            yield from _main_text(child)
    if element.tag in ("p", "li", "td", "th", "div", "h1", "h2", "h3", "h4", "figcaption", "br"):
        yield "\n"
