"""Read a finished EPUB: the container, the package document, every content document.

EPUB 3.3 (https://www.w3.org/TR/epub-33/). Everything is parsed as XML: a file that is not
well-formed raises `lxml.etree.XMLSyntaxError`, as in a strict reading system.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit
from zipfile import ZipFile

from lxml import etree

from chapbook.collate.editions import Fields
from chapbook.collate.normal import spaced
from chapbook.collate.readers.container import Container
from chapbook.collate.readers.markup import Document, Element, from_etree

_CONTAINER = "META-INF/container.xml"
_XHTML = "application/xhtml+xml"
_DOCUMENTS = (_XHTML, "image/svg+xml")
# Dublin Core elements that say one thing, by the name of our field.
_PLAIN = {
    "language": "language",
    "publisher": "publisher",
    "date": "date",
    "identifier": "identifier",
    "rights": "rights",
    "description": "description",
    "subject": "subject",
    "source": "source",
}
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
    """A line of the manifest: its file in the container, media type and properties.

    `fallback` is the item to be shown by who cannot show this one, empty for none.
    """

    identifier: str
    name: str
    media_type: str
    properties: tuple[str, ...]
    fallback: str = ""


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
    """Read the package document that the container names. Raises ValueError if it is broken."""
    pointer = from_etree(_parse(container.read(_CONTAINER)))
    path = next((e.get("full-path") for e in pointer.walk() if e.tag == "rootfile"), "")
    if not path:
        raise ValueError(f"{_CONTAINER} names no package document")
    root = from_etree(_parse(container.read(path)))
    items = tuple(_items(root, posixpath.dirname(path)))
    return Package(root, items, tuple(_spine(root, items)), _unique_identifier(root))


def _spine(root: Element, items: tuple[Item, ...]) -> Iterator[str]:
    """Yield the documents of the spine. Raises ValueError for an item that is not declared.

    A picture in the spine has no text of its own: the document it falls back on stands for it
    (EPUB 3.3, 3.5.1).
    """
    by_id = {item.identifier: item for item in items}
    for element in root.walk():
        if element.tag == "itemref":
            name = element.get("idref").strip()
            if name not in by_id:
                raise ValueError(f"its manifest has no item “{name}”")
            document = next((i for i in _chain(by_id, name) if i.media_type in _DOCUMENTS), None)
            if document is not None:
                yield document.name


def _chain(by_id: Mapping[str, Item], name: str) -> Iterator[Item]:
    """Yield an item and its fallbacks, each once."""
    seen = set[str]()
    while name in by_id and name not in seen:
        yield by_id[name]
        seen.add(name)
        name = by_id[name].fallback


def _parse(content: bytes) -> etree._Element:
    """Parse XML strictly, without network, entities or repairs."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=False)
    return etree.fromstring(content, parser)


def _items(root: Element, folder: str) -> Iterator[Item]:
    for element in root.walk():
        if element.tag == "item":
            yield Item(
                element.get("id").strip(),
                _name_of(folder, element.get("href")),
                element.get("media-type"),
                tuple(element.get("properties").split()),
                element.get("fallback"),
            )


def _name_of(folder: str, address: str) -> str:
    """Return the name in the container of a file with that address (EPUB 3.3, 4.2.5).

    No address leads out of the container. One of a file elsewhere stays as it is.
    """
    if _is_elsewhere(address):
        return address
    return posixpath.normpath(posixpath.join("/", folder, unquote(address))).lstrip("/")


def _is_elsewhere(address: str) -> bool:
    return bool(urlsplit(address).scheme)


def _unique_identifier(root: Element) -> str:
    wanted = root.get("unique-identifier")
    found = (e.text() for e in root.walk() if e.tag == "identifier" and e.get("id") == wanted)
    return next(found, "")


def read_documents(container: ZipFile | Container, package: Package) -> Iterator[Document]:
    """Yield the content documents: the spine in its order, then what only the manifest names."""
    rest = [
        i.name for i in package.manifest if i.media_type == _XHTML and i.name not in package.spine
    ]
    for name in (*package.spine, *rest):
        yield Document(name, from_etree(_parse(container.read(name))))


def read_drawings(container: ZipFile | Container, package: Package) -> Iterator[str]:
    """Yield the words in each SVG picture of the container."""
    for item in package.manifest:
        if item.media_type == "image/svg+xml" and not _is_elsewhere(item.name):
            root = from_etree(_parse(container.read(item.name)))
            yield " ".join(e.text() for e in root.walk() if e.tag == "text")


def gather_metadata(package: Package) -> Fields:
    """Read what the package document says of the book."""
    gathered = _Gathered(package.root)
    gathered.read()
    gathered.add("unique-identifier", package.unique_identifier)
    return {name: tuple(values) for name, values in gathered.fields.items()}


class _Gathered:
    """Collects the metadata of a package document; `meta refines` belongs to what it refines."""

    def __init__(self, root: Element) -> None:
        self.elements = [e for e in root.walk() if e.parent and e.parent.tag == "metadata"]
        self.fields: dict[str, list[str]] = {}

    def add(self, name: str, value: str) -> None:
        self.fields.setdefault(name, []).append(spaced(value))

    def read(self) -> None:
        for element in self.elements:
            if element.tag == "title":
                kind = self._refined(element, "title-type")
                self.add("subtitle" if kind == ["subtitle"] else "title", element.text())
                for form in self._refined(element, "file-as"):
                    self.add("title-sort", form)
            elif element.tag in ("creator", "contributor"):
                self._person(element)
            elif element.tag in _PLAIN:
                self.add(_PLAIN[element.tag], element.text())
                for scheme in self._refined(element, "authority"):
                    (code,) = self._refined(element, "term")
                    self.add("subject-code", f"{element.text()}: {scheme.lower()} {code}")
            elif element.tag == "meta" and not element.get("refines"):
                self._property(element)
            elif element.tag == "link" and "license" in element.get("rel"):
                self.add("licence-url", element.get("href"))

    def _refined(self, element: Element, property_name: str) -> list[str]:
        target = f"#{element.get('id')}"
        return [
            e.text()
            for e in self.elements
            if e.get("refines") == target and e.get("property") == property_name
        ]

    def _person(self, element: Element) -> None:
        name = element.text()
        self.add("author" if element.tag == "creator" else "contributor", name)
        for role in self._refined(element, "role"):
            self.add("role", f"{name}: {role}")
        for form in self._refined(element, "file-as"):
            self.add("sort", f"{name}: {form}")

    def _property(self, element: Element) -> None:
        name = element.get("property")
        if name == "belongs-to-collection":
            self.add("series", element.text())
            for position in self._refined(element, "group-position"):
                self.add("position", position)
        elif name in _PROPERTIES:
            self.add(_PROPERTIES[name], element.text())
