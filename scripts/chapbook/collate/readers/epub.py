"""Read a finished EPUB: the container, the package document, every content document.

EPUB 3.3 (https://www.w3.org/TR/epub-33/). Everything is parsed as XML: a file that is not
well-formed raises `lxml.etree.XMLSyntaxError`, as in a strict reading system.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from zipfile import ZipFile

from chapbook.collate.editions import Fields, collected
from chapbook.collate.readers.container import Container
from chapbook.collate.readers.markup import Document, Element, parse_xml

_CONTAINER = "META-INF/container.xml"
_XHTML = "application/xhtml+xml"
# Dublin Core elements that say one thing, named as our fields.
_PLAIN = frozenset("language publisher date identifier rights description subject source".split())
# Properties of `meta` elements that refine nothing.
_PROPERTIES = {
    "dcterms:modified": "modified",
    "dcterms:license": "licence",
    "dcterms:rightsHolder": "rights-holder",
    "schema:bookEdition": "edition",
    "schema:license": "licence",
}


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the manifest: its file in the container, media type and properties."""

    identifier: str
    name: str
    media_type: str
    properties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Package:
    """The package document as written: manifest, reading order, metadata elements."""

    root: Element
    manifest: tuple[Item, ...]
    spine: tuple[str, ...]
    unique_identifier: str

    def item(self, identifier: str) -> Item:
        """Find a line of the manifest by its id."""
        return next(item for item in self.manifest if item.identifier == identifier)


def read_package(container: ZipFile | Container) -> Package:
    """Read the package document that the container names."""
    pointer = parse_xml(container.read(_CONTAINER))
    path = next(e.get("full-path") for e in pointer.walk() if e.tag == "rootfile")
    root = parse_xml(container.read(path))
    items = tuple(_items(root, posixpath.dirname(path)))
    by_id = {item.identifier: item.name for item in items}
    spine = tuple(by_id[e.get("idref")] for e in root.walk() if e.tag == "itemref")
    return Package(root, items, spine, _unique_identifier(root))


def _items(root: Element, folder: str) -> Iterator[Item]:
    for element in root.walk():
        if element.tag == "item":
            name = posixpath.normpath(posixpath.join(folder, element.get("href")))
            yield Item(
                element.get("id"),
                name,
                element.get("media-type"),
                tuple(element.get("properties").split()),
            )


def _unique_identifier(root: Element) -> str:
    wanted = root.get("unique-identifier")
    return next(e.text() for e in root.walk() if e.tag == "identifier" and e.get("id") == wanted)


def read_documents(container: ZipFile | Container, package: Package) -> Iterator[Document]:
    """Yield the content documents: the spine in its order, then what only the manifest names."""
    rest = [
        i.name for i in package.manifest if i.media_type == _XHTML and i.name not in package.spine
    ]
    for name in (*package.spine, *rest):
        yield Document(name, parse_xml(container.read(name)))


def read_drawings(container: ZipFile | Container, package: Package) -> Iterator[str]:
    """Yield the words in each SVG picture."""
    for item in package.manifest:
        if item.media_type == "image/svg+xml":
            root = parse_xml(container.read(item.name))
            yield " ".join(e.text() for e in root.walk() if e.tag == "text")


def gather_metadata(package: Package) -> Fields:
    """Read what the package document says of the book."""
    elements = [e for e in package.root.walk() if e.parent and e.parent.tag == "metadata"]
    facts = (fact for element in elements for fact in _facts(element, elements))
    return collected((*facts, ("unique-identifier", package.unique_identifier)))


def _refining(elements: Sequence[Element], element: Element, name: str) -> list[str]:
    """Return what `meta` elements with some property say of another element."""
    target = f"#{element.get('id')}"
    return [e.text() for e in elements if e.get("refines") == target and e.get("property") == name]


def _facts(element: Element, elements: Sequence[Element]) -> Iterator[tuple[str, str]]:
    words, name = element.text(), element.get("property")
    refined = partial(_refining, elements, element)
    if element.tag == "title":
        yield "subtitle" if refined("title-type") == ["subtitle"] else "title", words
        yield from (("title-sort", form) for form in refined("file-as"))
    elif element.tag in ("creator", "contributor"):
        yield "author" if element.tag == "creator" else "contributor", words
        yield from (("role", f"{words}: {role}") for role in refined("role"))
        yield from (("sort", f"{words}: {form}") for form in refined("file-as"))
    elif element.tag in _PLAIN:
        yield element.tag, words
        for scheme in refined("authority"):
            (code,) = refined("term")
            yield "subject-code", f"{words}: {scheme.lower()} {code}"
    elif element.tag == "link" and "license" in element.get("rel"):
        yield "licence-url", element.get("href")
    elif element.get("refines"):
        return
    elif name == "belongs-to-collection":
        yield "series", words
        yield from (("position", one) for one in refined("group-position"))
    elif name in _PROPERTIES:
        yield _PROPERTIES[name], words
