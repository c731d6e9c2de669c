"""The links of a PDF: the annotations on its pages, and where they lead (12.3.2, 12.5.6.5).

An annotation is what can be clicked; the structure says whose words it is the link of (14.7.4.3).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf

from chapbook.collate.editions import Fault
from chapbook.collate.readers.pdf.boxes import Box, box_of, overlap
from chapbook.collate.readers.pdf.containers import kids_of
from chapbook.collate.readers.pdf.runs import Run

Key = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Annotation:
    page: int
    box: Box
    target: str


class Links:
    """The links on all pages, compared with those of the structure tree."""

    def __init__(self, pdf: pikepdf.Pdf, numbers: dict[Key, int], labels: Sequence[str]) -> None:
        """Read the annotations of all pages; `numbers` and `labels` are those of the pages."""
        self.destinations = dict(_destinations(pdf, numbers))
        self.faults: list[Fault] = []
        self._labels = labels
        self._annotations = {
            annotation.objgen: _Annotation(page, box_of(annotation.Rect), _leads_to(annotation))
            for page, one in enumerate(pdf.pages)
            for annotation in one.obj.get("/Annots", [])
            if annotation.get("/Subtype") == "/Link"
        }
        self._owned: dict[Key, list[Key]] = {}

    def target(self, link: Any) -> str:
        """Return the name (with `#`) or the address that a link element leads to."""
        found = [
            kid.Obj
            for kid in kids_of(link)
            if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR"
        ]
        self._owned[link.objgen] = [one.objgen for one in found]
        targets = list(dict.fromkeys(_leads_to(one) for one in found))
        place = self._place(found[0].objgen) if found else ""
        for target in targets:
            if not target or (target.startswith("#") and target[1:] not in self.destinations):
                self.faults.append(("a link leads nowhere", place, target))
        if len(targets) > 1:
            self.faults.append(("a link leads to several places", place, ", ".join(targets)))
        return targets[0] if targets else ""

    def check_words(self, link: Key, page: int, run: Run) -> None:
        """Check that a piece of the words of a link is where the page can be clicked."""
        known = [self._annotations.get(one) for one in self._owned.get(link, [])]
        if not any(one and one.page == page and overlap(one.box, run.box) for one in known):
            place = f"page {self._labels[page]}"
            self.faults.append(("a link does not cover its words", place, run.text))

    def check_owners(self) -> None:
        """Check that each link on a page is that of some words."""
        owned = {key for keys in self._owned.values() for key in keys}
        for key, one in self._annotations.items():
            if key not in owned:
                self.faults.append(
                    ("a link does not belong to any words", self._place(key), one.target)
                )

    def _place(self, annotation: Key) -> str:
        found = self._annotations.get(annotation)
        return "" if found is None else f"page {self._labels[found.page]}"


def _leads_to(annotation: Any) -> str:
    """Return the name (with `#`) or the address that a link annotation leads to."""
    target, action = annotation.get("/Dest"), annotation.get("/A")
    if target is None and action is not None:
        if "/URI" in action:
            return str(action.URI)
        target = action.get("/D")
    return f"#{target}" if isinstance(target, (pikepdf.String, pikepdf.Name)) else ""


def _destinations(pdf: pikepdf.Pdf, numbers: dict[Key, int]) -> Iterator[tuple[str, int]]:
    """Yield the named destinations, each with its page (from 1)."""
    names = pdf.Root.get("/Names")
    tree = {} if names is None or "/Dests" not in names else pikepdf.NameTree(names.Dests)
    for name, found in tree.items():
        target = found.D if isinstance(found, pikepdf.Dictionary) else found
        if isinstance(target, pikepdf.Array) and target[0].objgen in numbers:
            yield str(name), numbers[target[0].objgen] + 1
