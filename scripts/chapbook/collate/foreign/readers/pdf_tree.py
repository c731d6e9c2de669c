"""The structure tree of a tagged PDF as a tree of elements (ISO 32000-1, 14.7 and 14.8).

Structure types become the HTML elements that mean the same, so that what reads content documents
reads this too. Each element with content has `data-page`, `data-left` and `data-top`: where its
first run is drawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pikepdf

from chapbook.collate.foreign.readers.pdf_runs import Page, Run
from chapbook.collate.readers.markup import Element
from chapbook.collate.readers.pdf.boxes import Box
from chapbook.collate.readers.pdf.containers import kids_of

_TAGS = {
    "Document": "body", "Part": "div", "Art": "article", "Sect": "section", "Div": "div",
    "BlockQuote": "blockquote", "P": "p", "H": "h1", "H1": "h1", "H2": "h2", "H3": "h3",
    "H4": "h4", "H5": "h5", "H6": "h6", "Title": "h1", "L": "ul", "LI": "li", "LBody": "div",
    "Table": "table", "TR": "tr", "TH": "th", "TD": "td", "THead": "thead", "TBody": "tbody",
    "TFoot": "tfoot", "Caption": "caption", "Figure": "img", "Formula": "math", "Link": "a",
    "Note": "aside", "FENote": "aside", "TOC": "nav", "TOCI": "li", "Index": "section",
    "Span": "span", "Quote": "q", "Code": "code", "Em": "em", "Strong": "strong", "Sub": "span",
    "BibEntry": "span", "Lbl": "span", "Reference": "span", "Annot": "span", "NonStruct": "div",
    "Aside": "div", "Private": "span",
}  # fmt: skip
_DEPTH = 200


class UntaggedError(ValueError):
    """The file has no structure tree, or one without content."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a run is drawn (`page` from 1), and the element whose content it is."""

    page: int
    box: Box
    clip: Box | None
    element: Element


@dataclass(frozen=True, slots=True)
class Tree:
    """The structure tree, and where all of its content is drawn, in reading order."""

    root: Element
    spots: tuple[Spot, ...]


def read_tree(pdf: pikepdf.Pdf, pages: tuple[Page, ...]) -> Tree:
    """Read the structure tree of a file.

    Raises UntaggedError where there is none, ValueError for one that is not a tree.
    """
    root = pdf.Root.get("/StructTreeRoot")
    if root is None or "/K" not in root:
        raise UntaggedError("it has no structure tree")
    reader = _Reader(pdf, pages, root)
    body = Element("body", {})
    for kid in kids_of(root):
        if isinstance(kid, pikepdf.Dictionary):
            body.children.append(reader.element(kid, body, None, 0))
    if not reader.spots:
        raise UntaggedError("its structure tree has no content")
    language = str(pdf.Root.get("/Lang", ""))
    if language:
        body.attributes["lang"] = language
    return Tree(body, tuple(reader.spots))


class _Reader:
    def __init__(self, pdf: pikepdf.Pdf, pages: tuple[Page, ...], root: Any) -> None:
        self.numbers = {page.objgen: number for number, page in enumerate(pdf.pages)}
        self.roles = {
            str(name).removeprefix("/"): str(kind).removeprefix("/")
            for name, kind in dict(root.get("/RoleMap", {})).items()
        }
        self.spots: list[Spot] = []
        self.seen: set[tuple[int, int]] = set()
        self.runs: dict[tuple[int, int], list[Run]] = {}
        for page in pages:
            for run in page.runs:
                if run.mark is not None:
                    self.runs.setdefault((page.number - 1, run.mark), []).append(run)

    def kind(self, name: str) -> str:
        """Return the standard type that a type is mapped to (14.8.4)."""
        for _ in range(len(self.roles) + 1):
            if name in _TAGS or name not in self.roles:
                break
            name = self.roles[name]
        return name

    def element(self, thing: Any, above: Element, page: Any, depth: int) -> Element:
        if depth > _DEPTH or thing.objgen in self.seen:
            raise ValueError("its structure tree is nested too deeply")
        if thing.is_indirect:
            self.seen.add(thing.objgen)
        page = thing.get("/Pg", page)
        kind = self.kind(str(thing.get("/S", "/NonStruct")).removeprefix("/"))
        found = Element(_TAGS.get(kind, "div"), _attributes(thing, kind), above)
        if "/ActualText" in thing:
            found.children.append(str(thing.ActualText))
        for kid in kids_of(thing):
            self._add(kid, found, page, depth)
        if "/ActualText" in thing:
            found.children = found.children[:1]
        return found

    def _add(self, kid: Any, element: Element, page: Any, depth: int) -> None:
        if isinstance(kid, int):
            self._content(element, page, kid)
        elif not isinstance(kid, pikepdf.Dictionary):
            return
        elif kid.get("/Type") == "/MCR":
            self._content(element, kid.get("/Pg", page), int(kid.MCID))
        elif kid.get("/Type") == "/OBJR":
            _object(element, kid.get("/Obj"))
        else:
            child = self.element(kid, element, page, depth + 1)
            element.children.append(child)
            _placed_as(element, child)

    def _content(self, element: Element, page: Any, mark: int) -> None:
        number = None if page is None else self.numbers.get(page.objgen)
        if number is None:
            return
        for run in self.runs.get((number, mark), ()):
            element.children.append(_joined(element, run.text))
            self.spots.append(Spot(number + 1, run.box, run.clip, element))
            if not element.get("data-page"):
                element.attributes["data-page"] = str(number + 1)
                element.attributes["data-left"] = f"{run.box.left:.0f}"
                element.attributes["data-top"] = f"{run.box.top:.0f}"


def _attributes(thing: Any, kind: str) -> dict[str, str]:
    found: dict[str, str] = {"data-type": kind}
    if kind in ("Note", "FENote"):
        found["role"] = "doc-footnote"
    elif kind == "TOC":
        found["role"] = "doc-toc"
    for key, name in (("/Alt", "alt"), ("/Lang", "lang"), ("/ID", "data-id"), ("/T", "title")):
        value = thing.get(key)
        if isinstance(value, pikepdf.String):
            found[name] = str(value)
    return found


def _object(element: Element, thing: Any) -> None:
    """Read a link annotation: where it leads."""
    if not isinstance(thing, pikepdf.Dictionary) or thing.get("/Subtype") != "/Link":
        return
    target, action = thing.get("/Dest"), thing.get("/A")
    if target is None and isinstance(action, pikepdf.Dictionary):
        if action.get("/S") == "/URI":
            element.attributes.setdefault("href", str(action.get("/URI", "")))
            return
        target = action.get("/D")
    if target is not None:
        element.attributes.setdefault("href", "#" + name_of(target))


def name_of(target: Any) -> str:
    """Name a destination: its own name, or one made of the page and the place (12.3.2)."""
    if isinstance(target, (pikepdf.String, pikepdf.Name)):
        return str(target).removeprefix("/")
    if isinstance(target, pikepdf.Dictionary) and "/D" in target:
        return name_of(target.D)
    if isinstance(target, pikepdf.Array) and len(target):
        page: Any = target[0]
        where = [str(int(page)) if isinstance(page, int) else str(page.objgen[0])]
        where += [f"{float(v):.1f}" if _is_number(v) else str(v) for v in list(target)[1:]]
        return "@" + ",".join(where)
    return ""


def _is_number(value: Any) -> bool:
    try:
        float(value)
    except (TypeError, ValueError):
        return False
    return True


def _placed_as(element: Element, child: Element) -> None:
    for name in ("data-page", "data-left", "data-top"):
        if child.get(name) and child.tag != "aside":
            element.attributes.setdefault(name, child.get(name))


def _joined(element: Element, text: str) -> str:
    """Set a run apart from what is before it, unless that ends with a hyphen or a space.

    A run begins a line or a change of face; the comparison of words does not rest on the space.
    """
    last = element.children[-1] if element.children else ""
    if isinstance(last, str) and last and not last.endswith(("\u2010", "-", " ")):
        return " " + text
    return text
