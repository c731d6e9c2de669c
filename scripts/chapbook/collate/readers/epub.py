"""Read a finished EPUB: the container, the package document, every content document.

EPUB 3.3 (https://www.w3.org/TR/epub-33/). Everything is parsed as XML: a file that is not
well-formed raises `lxml.etree.XMLSyntaxError`, as in a strict reading system.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from urllib.parse import unquote, urlsplit
from zipfile import ZipFile

from chapbook.collate.editions import Fields, collected
from chapbook.collate.readers.container import Container
from chapbook.collate.readers.markup import Document, Element, parse_xml
from chapbook.model.editions.fields import names_in

_CONTAINER = "META-INF/container.xml"
_XHTML = "application/xhtml+xml"
_DOCUMENTS = (_XHTML, "image/svg+xml")
# Elements of Dublin Core and properties of `meta` elements that refine nothing, by our names.
_NAMES = {
    **names_in(lambda row: row.opf),
    "dcterms:rightsHolder": "rights-holder",
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


def read_package(container: ZipFile | Container) -> Package:
    """Read the package document that the container names. Raises ValueError if it is broken."""
    pointer = parse_xml(container.read(_CONTAINER))
    path = next((e.get("full-path") for e in pointer.walk() if e.tag == "rootfile"), "")
    if not path:
        raise ValueError(f"{_CONTAINER} names no package document")
    root = parse_xml(container.read(path))
    items = tuple(_items(root, posixpath.dirname(path)))
    return Package(root, items, tuple(_spine(root, items)), _unique_identifier(root))


def _spine(root: Element, items: tuple[Item, ...]) -> Iterator[str]:
    """Yield the documents of the spine. Raises ValueError for an item that is not declared.

    A picture in the spine has no text of its own: the document it falls back on replaces it
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
    if urlsplit(address).scheme:
        return address
    return posixpath.normpath(posixpath.join("/", folder, unquote(address))).lstrip("/")


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
        yield Document(name, parse_xml(container.read(name)))


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
    elif f"dc:{element.tag}" in _NAMES:
        yield _NAMES[f"dc:{element.tag}"], words
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
    elif name in _NAMES:
        yield _NAMES[name], words
