"""Read a finished HTML edition as a browser does: with an HTML5 parser."""

from __future__ import annotations

from collections.abc import Iterator

from chapbook.collate.editions import Fields
from chapbook.collate.normal import spaced
from chapbook.collate.readers.markup import Element

# Names of `meta` elements in lower case, by the name of our field. Both prefixes of Dublin Core
# are in use (https://www.dublincore.org/specifications/dublin-core/dcq-html/).
_NAMES = {
    "title": "title",
    "alternative": "subtitle",
    "creator": "author",
    "contributor": "contributor",
    "language": "language",
    "publisher": "publisher",
    "date": "date",
    "issued": "date",
    "modified": "modified",
    "identifier": "identifier",
    "rights": "rights",
    "license": "licence",
    "description": "description",
    "abstract": "abstract",
    "subject": "subject",
    "ispartof": "series",
    "hasversion": "edition",
    "source": "source",
}


def read_metadata(root: Element) -> Fields:
    """Read what the head of a page says of the book."""
    fields: dict[str, list[str]] = {}
    for element in root.walk():
        for name, value in _facts(element):
            if value and value not in fields.setdefault(name, []):
                fields[name].append(spaced(value))
    return {name: tuple(values) for name, values in fields.items()}


def _facts(element: Element) -> Iterator[tuple[str, str]]:
    """Yield what an element of the head says of the book."""
    if element.tag == "title" and element.parent and element.parent.tag == "head":
        yield "document-title", "".join(c for c in element.children if isinstance(c, str))
    if element.tag == "link" and "license" in element.get("rel").split():
        yield "licence-url", element.get("href")
    if element.tag != "meta" or not element.get("name"):
        return
    scheme, _, name = element.get("name").lower().rpartition(".")
    if scheme in ("dc", "dcterms") and name in _NAMES:
        yield _NAMES[name], element.get("content")
    elif not scheme:
        yield f"plain-{name}", element.get("content")
