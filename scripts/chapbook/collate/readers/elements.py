"""What single elements of HTML and EPUB are and say."""

from __future__ import annotations

from collections.abc import Iterator

from chapbook.collate.readers.markup import HEADINGS, Element, kinds

_CELLS = ("th", "td")


def instead_of(element: Element) -> str | None:
    """Return the TeX of a formula or the alternative of a picture, None for what has words."""
    if element.tag == "math":
        return tex_of(element)
    return element.get("alt") if element.tag == "img" else None


def tex_of(formula: Element) -> str:
    """Return the TeX of a formula: its attribute, else its annotation, else its own signs."""
    notes = ("".join(_signs(e)) for e in formula.walk() if e.tag == "annotation")
    found = formula.get("alttext") or next(notes, "") or "".join(_signs(formula))
    return " ".join(found.split())


def _signs(element: Element) -> Iterator[str]:
    for child in element.children:
        if isinstance(child, str):
            yield child
        else:
            yield from _signs(child)


def role_of(element: Element) -> str:
    """Return `h1` to `h6`, `th`, `td`, or `text` for all else."""
    if element.tag in HEADINGS:
        return f"h{element.get('aria-level') or element.tag[1]}"
    return element.tag if element.tag in _CELLS else "text"


def label_of(mark: Element) -> str:
    """Return the number that a page break states."""
    return mark.get("aria-label") or mark.get("data-page") or mark.get("title")


def beside_links(element: Element) -> Iterator[str]:
    """Yield the text of a list that is in no link."""
    for child in element.children:
        if isinstance(child, str):
            yield child
        elif child.tag != "a":
            yield from beside_links(child)


def is_hidden(element: Element) -> bool:
    """Return whether nobody is shown an element, by its own attributes."""
    style = "".join(element.get("style").split()).lower()
    concealed = "display:none" in style or "visibility:hidden" in style
    return "hidden" in element.attributes or concealed


def is_screen_title(element: Element) -> bool:
    """Return whether an element is the heading of a division that paper shows without one."""
    around = element.parent
    untitled = around is not None and bool(kinds(around) & {"dedication", "epigraph"})
    return element.tag in HEADINGS and untitled


def is_permalink(element: Element) -> bool:
    """Return whether a link is only the sign by which a paragraph leads to itself."""
    return "permalink" in element.get("class").split()
