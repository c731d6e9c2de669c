"""What a web page says of a book in JSON-LD, and what an OPDS feed says, under our field names.

JSON-LD: schema.org/Book. OPDS 1.2 is Atom with Dublin Core (https://specs.opds.io/opds-1.2), OPDS
2.0 the metadata of Readium's web publications in JSON (https://drafts.opds.io/opds-2.0).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from lxml import etree

from chapbook.collate.editions import Fields, collected
from chapbook.collate.readers.markup import Element, parse_xml
from chapbook.model.editions.fields import local_names_in, names_in

_BOOK = frozenset(("Book", "CreativeWork", "Publication", "PublicationIssue"))
_SCHEMA = {
    **names_in(lambda row: row.json_ld),
    "headline": "title",
    "creator": "author",
    "editor": "contributor",
    "translator": "contributor",
    "illustrator": "contributor",
    "@id": "identifier",
    "isbn": "identifier",
    "keywords": "subject",
}
_ATOM = {
    **local_names_in(lambda row: row.opds_1),
    "date": "date",
    "published": "date",
    "id": "identifier",
    "content": "description",
    "description": "description",
}
_READIUM = {**_SCHEMA, **names_in(lambda row: row.opds_2), "rights": "rights"}


def read_json_ld(path: Path) -> list[Fields]:
    """Return what the JSON-LD of a page states of books. Raises ValueError for broken JSON.

    Scripts alone are wanted, so libxml2 reads the page: in a tenth of the time of a browser's way.
    """
    content = BytesIO(path.read_bytes() or b" ")
    events = etree.iterparse(content, tag="script", html=True, huge_tree=True, encoding="utf-8")
    scripts = [element for _, element in events]
    texts = [one.text or "" for one in scripts if one.get("type") == "application/ld+json"]
    return [collected(_named(book, _SCHEMA)) for text in texts for book in _books(json.loads(text))]


def _books(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for item in value:
            yield from _books(item)
    elif isinstance(value, dict):
        kinds = value.get("@type", ())
        if _BOOK & set([kinds] if isinstance(kinds, str) else kinds) and "name" in value:
            yield value
        else:
            yield from _books(value.get("@graph", []))


def read_feed(path: Path) -> list[Fields]:
    """Return what the entries of an OPDS feed state, Atom or JSON.

    Raises ValueError for what is neither.
    """
    content = path.read_bytes()
    if content.lstrip()[:1] in (b"{", b"["):
        loaded = json.loads(content)
        entries = loaded.get("publications", [loaded]) if isinstance(loaded, dict) else []
        return [collected(_named(entry.get("metadata", {}), _READIUM)) for entry in entries]
    try:
        root = parse_xml(content)
    except etree.XMLSyntaxError as error:
        raise ValueError(f"its XML is not well-formed: {error}") from error
    if root.tag not in ("feed", "entry"):
        raise ValueError("it is not an Atom feed")
    entries = [e for e in root.walk() if e.tag == "entry"]
    return [collected(_atom(entry)) for entry in entries]


def _atom(entry: Element) -> Iterator[tuple[str, str]]:
    for child in entry.children:
        if not isinstance(child, Element):
            continue
        if child.tag in ("author", "contributor", "creator"):
            names = [e.text() for e in child.walk() if e.tag == "name"] or [child.text()]
            yield from (
                ("contributor" if child.tag == "contributor" else "author", n) for n in names
            )
        elif child.tag == "link" and child.get("rel") == "license":
            yield "licence-url", child.get("href")
        elif child.tag == "category":
            yield "subject", child.get("label") or child.get("term")
        elif child.tag in _ATOM:
            yield _ATOM[child.tag], child.text()


def _named(book: dict[str, Any], names: dict[str, str]) -> Iterator[tuple[str, str]]:
    for key, value in book.items():
        if key in names:
            yield from ((names[key], text) for text in _texts(value))


def _texts(value: Any) -> Iterator[str]:
    """Yield the words of a value: of a person the name, of a property the value."""
    if isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        for key in ("name", "value", "@value", "@id", "url"):
            if key in value:
                yield from _texts(value[key])
                return
        yield from (text for item in value.values() for text in _texts(item))
    elif value is not None:
        yield str(value)
