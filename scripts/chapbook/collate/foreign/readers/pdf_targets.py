"""Destinations, link annotations and outline of a PDF, without its text (ISO 32000-1, 12.3, 12.5).

`identify` finds the elements of a structure tree that destinations lead to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf

from chapbook.collate.foreign.readers.pdf_tree import Spot, Tree, name_of
from chapbook.collate.readers.markup import Element
from chapbook.collate.readers.pdf.boxes import Box, box_of

# A destination is the corner of a box, what it leads to is drawn inside: points between the two.
_BESIDE = 4.0
_BELOW = 30.0
_LEVELS = 20


@dataclass(frozen=True, slots=True)
class Target:
    """Where a destination leads: page (from 1), the upper left corner shown."""

    page: int
    left: float
    top: float


@dataclass(frozen=True, slots=True)
class Link:
    """A link annotation: where it is, and the destination's name or the address."""

    page: int
    box: Box
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the outline: depth from 1, title, the destination's name."""

    level: int
    title: str
    name: str


@dataclass(frozen=True, slots=True)
class Targets:
    """All of a file."""

    named: dict[str, Target]
    links: tuple[Link, ...]
    outline: tuple[Bookmark, ...]


def read_targets(pdf: pikepdf.Pdf) -> Targets:
    """Read destinations, links and outline."""
    reader = _Reader(pdf)
    reader.name_destinations()
    return Targets(reader.named, tuple(reader.links()), tuple(reader.outline()))


class _Reader:
    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self.pages = {page.objgen: number for number, page in enumerate(pdf.pages, start=1)}
        self.named: dict[str, Target] = {}

    def name_destinations(self) -> None:
        names = self.pdf.Root.get("/Names")
        if names is not None and "/Dests" in names:
            for name, target in pikepdf.NameTree(names.Dests).items():
                self._add(str(name), target)
        for name, target in dict(self.pdf.Root.get("/Dests", {})).items():
            self._add(str(name).removeprefix("/"), target)

    def _add(self, name: str, target: Any) -> None:
        if isinstance(target, pikepdf.Dictionary):
            target = target.get("/D")
        found = self._place(target)
        if found is not None:
            self.named[name] = found

    def _place(self, target: Any) -> Target | None:
        if not isinstance(target, pikepdf.Array) or not len(target):
            return None
        page: Any = target[0]
        number = int(page) + 1 if isinstance(page, int) else self.pages.get(page.objgen)
        if number is None:
            return None
        rest: list[float | None] = [_number(value) for value in list(target)[2:]]
        if str(target[1]) == "/FitH":
            rest = [0.0, *rest]
        left, top = (*rest, None, None)[:2]
        return Target(number, left or 0.0, 1e6 if top is None else top)

    def _name(self, target: Any) -> str:
        name = name_of(target)
        if name.startswith("@") and name not in self.named:
            self._add(name, target)
        return name

    def links(self) -> Iterator[Link]:
        for number, page in enumerate(self.pdf.pages, start=1):
            for annotation in page.get("/Annots", []):
                if annotation.get("/Subtype") == "/Link" and "/Rect" in annotation:
                    yield self._link(number, annotation)

    def _link(self, number: int, annotation: Any) -> Link:
        box = box_of(annotation.Rect)
        target, action = annotation.get("/Dest"), annotation.get("/A")
        if target is None and action is not None:
            if action.get("/S") == "/URI":
                return Link(number, box, "", str(action.get("/URI", "")))
            target = action.get("/D")
        return Link(number, box, self._name(target) if target is not None else "", "")

    def outline(self) -> Iterator[Bookmark]:
        with self.pdf.open_outline() as outline:
            yield from self._items(outline.root, 1)

    def _items(self, items: Any, level: int) -> Iterator[Bookmark]:
        for item in items:
            target = item.destination
            if target is None and item.action is not None:
                target = item.action.get("/D")
            yield Bookmark(level, str(item.title), "" if target is None else self._name(target))
            if level < _LEVELS:
                yield from self._items(item.children, level + 1)


def _number(value: Any) -> float | None:
    """Read a number; null keeps what is shown (12.3.2.2)."""
    try:
        return float(value)
    except (TypeError, ValueError):
        return None


def identify(tree: Tree, targets: Targets, names: Iterable[str]) -> dict[str, Element]:
    """Find the element that each of `names` leads to; names that lead nowhere are left out."""
    by_page: dict[int, list[Spot]] = {}
    for spot in tree.spots:
        by_page.setdefault(spot.page, []).append(spot)
    found = {}
    for name in dict.fromkeys(names):
        target = targets.named.get(name)
        there = None if target is None else _spot_at(target, by_page.get(target.page, []))
        if there is not None:
            found[name] = _block_of(there.element)
    return found


def _spot_at(target: Target, spots: list[Spot]) -> Spot | None:
    """Find the run at a place: beside its left edge, else around it, else the first under it."""
    for within in (_begins_at, _runs_through):
        near = [
            (abs(spot.box.top - target.top) + abs(spot.box.left - target.left), rank)
            for rank, spot in enumerate(spots)
            if within(spot.box, target) and abs(target.top - spot.box.top) < _BELOW
        ]
        if near:
            return spots[min(near)[1]]
    # From right to left a text begins at the other edge of its box: then columns are told apart by
    # the left edge, which lies before all that is in them.
    under = [
        (round(target.top - spot.box.top), spot.box.left < target.left, spot.box.left, rank)
        for rank, spot in enumerate(spots)
        if target.top - spot.box.top > -_BESIDE
    ]
    return _first_of_line(spots[min(under)[-1]], spots) if under else None


def _first_of_line(found: Spot, spots: list[Spot]) -> Spot:
    """Return what is beside the raised call of a note: the call is nearer, but is not a place."""
    if not _is_call(found.element):
        return found
    beside = [
        (abs(spot.box.right - found.box.left), rank)
        for rank, spot in enumerate(spots)
        if spot.box.bottom < found.box.top
        and found.box.bottom < spot.box.top
        and not _is_call(spot.element)
    ]
    return spots[min(beside)[1]] if beside else found


def _is_call(element: Element) -> bool:
    return any(one.get("data-type") == "Reference" for one in element.ancestors())


def _begins_at(box: Box, target: Target) -> bool:
    return abs(box.left - target.left) < _BESIDE


def _runs_through(box: Box, target: Target) -> bool:
    return box.left < target.left < box.right + _BESIDE


def _block_of(element: Element) -> Element:
    """Return the note or call that an element begins, or itself."""
    for outer in element.ancestors():
        above = outer.parent
        if outer.get("role") == "doc-footnote":
            return outer
        if outer.tag == "a" and above is not None and above.get("data-type") == "Reference":
            return outer
        if above is None or _place(above) != _place(outer):
            return element
    return element


def _place(element: Element) -> tuple[str, ...]:
    return tuple(element.get(name) for name in ("data-page", "data-left", "data-top"))
