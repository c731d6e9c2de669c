"""What EPUB content documents and HTML have in common: a small tree, and the reading of it.

`Element` is an element of either parser, without namespaces. Calls, notes and backlinks
are known by their DPUB-ARIA role or their `epub:type`, never by their looks.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml import etree

from chapbook.collate.normal import spaced

INLINE = frozenset(
    "a abbr b bdi bdo br cite code data del dfn em i img ins kbd mark q s samp small span strong"
    " sub sup time u var wbr math svg".split()
)
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
UNREAD = frozenset(("script", "style", "template", "annotation", "annotation-xml", "head"))


@dataclass(eq=False, slots=True)
class Element:
    """An element: local name, attributes (`epub:type` and `lang` under these names), children."""

    tag: str
    attributes: dict[str, str]
    parent: Element | None = None
    children: list[Element | str] = field(default_factory=list)

    def get(self, name: str) -> str:
        """Return an attribute, empty if it is not there."""
        return self.attributes.get(name, "")

    def walk(self) -> Iterator[Element]:
        """Yield this element and all in it, in document order."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def ancestors(self) -> Iterator[Element]:
        """Yield this element and those around it, outwards."""
        element: Element | None = self
        while element is not None:
            yield element
            element = element.parent

    def text(
        self,
        skip: Callable[[Element], bool] = lambda _: False,
        instead: Callable[[Element], str | None] = lambda _: None,
    ) -> str:
        """Return the words in it, without elements that `skip` names; blocks are separated.

        What `instead` returns for an element replaces its words.
        """
        return spaced("".join(_text(self, skip, instead)))


def _text(
    element: Element,
    skip: Callable[[Element], bool],
    instead: Callable[[Element], str | None],
) -> Iterator[str]:
    if element.tag in UNREAD or skip(element):
        return
    if (words := instead(element)) is not None:
        yield words
        return
    apart = element.tag not in INLINE or element.tag == "br"
    if apart:
        yield "\n"
    for child in element.children:
        if isinstance(child, str):
            yield child
        else:
            yield from _text(child, skip, instead)
    if apart:
        yield "\n"


def from_etree(node: Any, parent: Element | None = None) -> Element:
    """Copy an element of lxml or ElementTree; comments and processing instructions fall away."""
    attributes = {_name(key): value for key, value in node.attrib.items()}
    element = Element(_name(node.tag), attributes, parent)
    if node.text:
        element.children.append(node.text)
    for child in node:
        if isinstance(child.tag, str):
            element.children.append(from_etree(child, element))
        if child.tail:
            element.children.append(child.tail)
    return element


def parse_xml(content: bytes) -> Element:
    """Parse XML strictly, without network or entities. Raises etree.XMLSyntaxError."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return from_etree(etree.fromstring(content, parser))


def _name(qualified: str) -> str:
    namespace, _, local = qualified.rpartition("}")
    return f"epub:{local}" if namespace.endswith("/2007/ops") else local


def kinds(element: Element) -> frozenset[str]:
    """Return what an element is: its roles without `doc-`, and its `epub:type`."""
    roles = (role.removeprefix("doc-") for role in element.get("role").split())
    return frozenset((*roles, *element.get("epub:type").split()))


def series_of(element: Element) -> str:
    """Return the series named by a class `series-NAME`, empty if there is none."""
    names = [name for name in element.get("class").split() if name.startswith("series-")]
    return names[0].removeprefix("series-") if names else ""


class Document:
    """A content document: its name in the container, its tree, and its ids."""

    def __init__(self, name: str, root: Element) -> None:
        self.name = name
        self.root = root
        self.ids: dict[str, Element] = {}
        self.duplicates: list[str] = []
        for element in root.walk():
            identifier = element.get("id")
            if identifier in self.ids:
                self.duplicates.append(f"{name}#{identifier}")
            elif identifier:
                self.ids[identifier] = element


class Library:
    """The content documents of an edition, in reading order, and where links in them land."""

    def __init__(self, documents: tuple[Document, ...], other_files: frozenset[str]) -> None:
        self.documents = documents
        self.by_name = {document.name: document for document in documents}
        self.other_files = other_files - self.by_name.keys()

    def find(self, document: Document, target: str) -> tuple[Document, Element] | None:
        """Return the element that an internal link lands on, None if it lands on none."""
        found = self.by_name.get(_file(document, target))
        if found is None:
            return None
        fragment = unquote(urlsplit(target).fragment)
        element = found.ids.get(fragment) if fragment else found.root
        return None if element is None else (found, element)

    def lands(self, document: Document, target: str) -> bool:
        """Return whether an internal link leads to something that is there."""
        found = self.find(document, target)
        return found is not None or _file(document, target) in self.other_files


def _file(document: Document, target: str) -> str:
    """Return the name of the file that an internal link leads to."""
    path = unquote(urlsplit(target).path)
    folder = posixpath.dirname(document.name)
    return posixpath.normpath(posixpath.join(folder, path)) if path else document.name
