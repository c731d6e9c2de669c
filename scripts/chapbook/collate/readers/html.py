"""Read a finished HTML edition as a browser does: with an HTML5 parser."""

from __future__ import annotations

from collections.abc import Iterator

from chapbook.collate.editions import Fields, collected
from chapbook.collate.readers.markup import Element
from chapbook.model.editions.fields import names_in

# Names of `meta` elements in lower case, by the name of our field. Both prefixes of Dublin Core
# are in use (https://www.dublincore.org/specifications/dublin-core/dcq-html/).
_NAMES = {**names_in(lambda row: row.html.lower()), "issued": "date"}


def read_metadata(root: Element) -> Fields:
    """Read what the head of a page says of the book."""
    return collected(fact for element in root.walk() for fact in _facts(element))


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
