"""The book and its editions in the words of schema.org, as JSON-LD for search engines.

https://schema.org/Book: the work, its people, and for each edition a `workExample` with the file.
Nothing is said that neither the front matter nor the finished files say.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from markupsafe import Markup

from chapbook.model.editions.fields import FIELDS, MetadataField, in_order
from chapbook.model.editions.output import Accessibility
from chapbook.model.metadata import Contributor, Metadata
from chapbook.model.stated import stated
from chapbook.render.web.address import DOWNLOAD_PAGE, address, canonical
from chapbook.render.web.editions import Edition

# MARC relator codes that schema.org has a property for.
_PROPERTIES = {"aut": "author", "edt": "editor", "trl": "translator", "ill": "illustrator"}
# Fields that have their own functions, and the order of the others.
_STRUCTURED = frozenset("title subtitle author contributor language identifier subject".split())
_ORDER = ("publisher", "date", "modified", "edition", "licence-url", "rights")
_EBOOK = "https://schema.org/EBook"
_PAPERBACK = "https://schema.org/Paperback"
# What would end the script element, or be a line end in JavaScript but not in JSON.
_ESCAPES = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}

Thing = dict[str, Any]


def book_data(
    metadata: Metadata, page: str, cover: str | None, editions: Sequence[Edition]
) -> Markup:
    """Return the JSON-LD of the book for the page named; `cover` is the name of its picture."""
    data = {
        "@context": "https://schema.org",
        "@type": "Book",
        "@id": metadata.uid,
        "name": metadata.title.plain,
        "alternativeHeadline": metadata.subtitle.plain if metadata.subtitle else None,
        "inLanguage": metadata.language,
        **_people(metadata.contributors),
        **_publication(metadata),
        "about": [_subject(metadata, text) for text in metadata.subjects],
        "identifier": [
            {"@type": "PropertyValue", "propertyID": one.scheme, "value": one.value}
            for one in metadata.identifiers
        ],
        "url": canonical(metadata, DOWNLOAD_PAGE),
        "mainEntityOfPage": canonical(metadata, page),
        "image": address(metadata, cover) if cover else None,
        "workExample": [_edition(metadata, one) for one in editions],
    }
    return _as_script(_told(data))


def _people(people: Iterable[Contributor]) -> Thing:
    found: dict[str, list[Thing]] = {}
    for person in people:
        named: Thing = {"@type": "Person", "name": person.name}
        if person.affiliations:
            named["affiliation"] = [
                {"@type": "Organization", "name": name} for name in person.affiliations
            ]
        if person.email:
            named["email"] = person.email
        if person.orcid_url:
            named["sameAs"] = person.orcid_url
        for role in person.roles:
            key = _PROPERTIES.get(role, "contributor")
            if named not in found.setdefault(key, []):
                found[key].append(named)
    return dict(found)


def _publication(metadata: Metadata) -> Thing:
    series, licence = metadata.book_series, metadata.licence
    own = {
        "publisher": _publisher(metadata),
        "modified": metadata.changed,
        "licence-url": (licence.url or licence.name) if licence else None,
    }
    isbn = next((one.value for one in metadata.identifiers if one.scheme == "isbn"), None)
    beside = {  # properties that follow a field
        "edition": {"isbn": isbn},
        "series": {"position": series.position if series else None},
    }
    said: Thing = {}
    for row in in_order(FIELDS, _ORDER):
        if row.json_ld and row.name not in _STRUCTURED:
            said[row.json_ld] = own[row.name] if row.name in own else _value(metadata, row)
            said |= beside.get(row.name, {})
    return said


def _value(metadata: Metadata, row: MetadataField) -> Any:
    """Return the text of a field, or the object that has it for its name."""
    text = next(iter(stated(metadata, row.name)), None)
    return {"@type": row.thing, "name": text} if text and row.thing else text


def _publisher(metadata: Metadata) -> Thing | None:
    if metadata.publisher is None:
        return None
    place = {"@type": "Place", "name": metadata.place} if metadata.place else None
    return {"@type": "Organization", "name": metadata.publisher, "location": place}


def _subject(metadata: Metadata, text: str) -> Thing:
    code = next((one for one in metadata.subject_codes if one.text == text), None)
    if code is None:
        return {"@type": "Thing", "name": text}
    return {
        "@type": "DefinedTerm",
        "name": text,
        "termCode": code.term,
        "inDefinedTermSet": code.authority,
    }


def _edition(metadata: Metadata, edition: Edition) -> Thing:
    return {
        "@type": "Book",
        "name": metadata.title.plain,
        "bookFormat": _PAPERBACK if edition.for_paper else _EBOOK,
        "inLanguage": metadata.language,
        "numberOfPages": edition.pages,
        **_access(edition.accessibility),
        "encoding": {
            "@type": "MediaObject",
            "contentUrl": address(metadata, edition.name),
            "encodingFormat": edition.media_type,
            "contentSize": f"{edition.size} B" if edition.size else None,
            "sha256": edition.sha256,
        },
    }


def _access(access: Accessibility | None) -> Thing:
    if access is None:
        return {}
    return {
        "accessMode": list(access.modes),
        "accessModeSufficient": [
            {"@type": "ItemList", "itemListElement": modes.split(",")}
            for modes in access.sufficient
        ],
        "accessibilityFeature": list(access.features),
        "accessibilityHazard": list(access.hazards),
        "accessibilitySummary": access.summary,
    }


def _told(value: Any) -> Any:
    """Leave out what is not said: nothing, empty lists, empty texts."""
    if isinstance(value, dict):
        kept = {key: _told(item) for key, item in value.items()}
        return {key: item for key, item in kept.items() if item not in (None, [], "")}
    return [_told(item) for item in value] if isinstance(value, list) else value


def _as_script(data: Any) -> Markup:
    text = json.dumps(data, ensure_ascii=False, indent=1).translate(_ESCAPES)
    return Markup(text)  # noqa: S704 -- nothing in it can end the element that holds it
