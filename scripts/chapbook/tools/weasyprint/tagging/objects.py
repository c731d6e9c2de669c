"""The objects of a PDF for a structure (ISO 32000-1, 14.7), and what makes the file PDF/A-3."""

from __future__ import annotations

from typing import Any

import pydyf  # type: ignore[import-untyped]

from chapbook.tools.weasyprint.corrections.patching import Replacement
from chapbook.tools.weasyprint.tagging.nodes import Node


class Content:
    """A piece of marked content: page from 0, number on it."""

    def __init__(self, page: int, number: int) -> None:
        self.page, self.number = page, number


class Link:
    """A link annotation and the page it is on."""

    def __init__(self, page: int, annotation: Any) -> None:
        self.page, self.annotation = page, annotation


class StructureWriter:
    """Writes nodes as the objects of a PDF."""

    def __init__(self, pdf: Any) -> None:
        self._pdf = pdf
        self._pages: list[list[Any]] = [[] for _ in pdf.page_references]
        self._links: list[Any] = []
        self._names: dict[str, Any] = {}

    def write(self, document: Node) -> None:
        """Write the tree, with the ways back from content and links, and from identifiers."""
        root = pydyf.Dictionary({"Type": "/StructTreeRoot"})
        self._pdf.add_object(root)
        root["K"] = pydyf.Array([self._element(document, root.reference, "")])
        root["ParentTree"] = self._add(pydyf.Dictionary({"Nums": self._ways_back()}))
        root["ParentTreeNextKey"] = len(self._pages) + len(self._links)
        if self._names:
            root["IDTree"] = self._add(pydyf.Dictionary({"Names": self._sorted_names()}))
        self._pdf.catalog["StructTreeRoot"] = root.reference

    def _add(self, thing: Any) -> Any:
        self._pdf.add_object(thing)
        return thing.reference

    def _element(self, node: Node, above: Any, language: str) -> Any:
        element = pydyf.Dictionary({"Type": "/StructElem", "S": f"/{node.kind}", "P": above})
        self._pdf.add_object(element)
        if node.lang and node.lang != language:
            element["Lang"] = pydyf.String(node.lang)
        if node.alternative:
            element["Alt"] = pydyf.String(node.alternative)
        if node.identifier:
            element["ID"] = pydyf.String(node.identifier)
            self._names[node.identifier] = element.reference
        if node.attributes:
            element["A"] = pydyf.Dictionary(
                {key: _attribute(value) for key, value in node.attributes.items()}
            )
        element["K"] = pydyf.Array([self._kid(kid, element, node) for kid in node.kids])
        return element.reference

    def _kid(self, kid: Any, element: Any, node: Node) -> Any:
        if isinstance(kid, Node):
            return self._element(kid, element.reference, node.lang)
        page = self._pdf.page_references[kid.page]
        if isinstance(kid, Link):
            self._links.append((kid.annotation, element.reference))
            return pydyf.Dictionary(
                {"Type": "/OBJR", "Obj": kid.annotation.reference, "Pg": page}
            ).data
        places = self._pages[kid.page]
        places.extend([None] * (kid.number + 1 - len(places)))
        places[kid.number] = element.reference
        if element.setdefault("Pg", page) == page:
            return kid.number
        return pydyf.Dictionary({"Type": "/MCR", "Pg": page, "MCID": kid.number}).data

    def _ways_back(self) -> Any:
        nums = pydyf.Array()
        for number, places in enumerate(self._pages):
            nums.extend([number, pydyf.Array(places)])
        for number, (annotation, element) in enumerate(self._links, start=len(self._pages)):
            annotation["StructParent"] = number
            nums.extend([number, element])
        return nums

    def _sorted_names(self) -> Any:
        names = pydyf.Array()
        for name in sorted(self._names, key=str.encode):
            names.extend([pydyf.String(name), self._names[name]])
        return names


def _attribute(value: Any) -> Any:
    if isinstance(value, tuple):
        return pydyf.Array([pydyf.String(name) for name in value])
    return value


def finish(pdf: Any) -> None:
    """Add what makes the file PDF/A-3, before it is written."""
    for intent in pdf.catalog["OutputIntents"]:
        intent["S"] = "/GTS_PDFA1"


def off_line_ends(data: property) -> property:
    """Wrap `Stream.data` of pydyf so that no compressed stream ends in a part of a line end.

    The last byte is that of the checksum (RFC 1950, 2.2). Before `endstream` a carriage return
    and the line feed that follows it are taken for one line end, and the length is then wrong
    (ISO 19005-3, 6.1.7.1). Streams of content, of objects and of references are all concerned.
    """

    def guarded(stream: Any) -> bytes:
        get: Any = data.fget
        written: bytes = get(stream)
        while stream.compress and written.removesuffix(b"\nendstream").endswith((b"\r", b"\n")):
            _lengthen(stream)
            written = get(stream)
        return written

    return property(guarded)


def _lengthen(stream: Any) -> None:
    """Add bytes that mean nothing: a space, or an unused number in a table of references.

    The entry of an unused number (ISO 32000-1, table 18) is not all noughts, which would leave
    the checksum as it was.
    """
    if stream.extra.get("Type") != "/XRef":
        stream.stream.append(b" ")
        return
    *first, last = stream.extra["W"]
    (table,) = stream.stream
    stream.stream[:] = [table + bytes(sum(first)) + (1).to_bytes(last, "big")]
    stream.extra["Size"] += 1
    stream.extra["Index"] = pydyf.Array((0, stream.extra["Size"]))


LINE_ENDS = (
    Replacement(
        "ends of streams",
        pydyf.Stream,
        "data",
        (
            (pydyf.Stream.data.fget, "extra['Length'] = len(stream)"),
            (pydyf.PDF.write, "'W': Array(xref_lengths),"),
        ),
        off_line_ends,
    ),
)
