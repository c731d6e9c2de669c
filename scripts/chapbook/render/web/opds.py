"""Catalogues of one book, so that e-reader apps can subscribe: OPDS 2 and OPDS 1.2.

https://drafts.opds.io/opds-2.0 (JSON, the metadata model of the Readium Web Publication Manifest)
and https://specs.opds.io/opds-1.2 (Atom, RFC 4287). Addresses are relative to the catalogue, or
absolute where the front matter gives the address of the folder.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from chapbook.model.editions.fields import FIELDS
from chapbook.model.editions.output import Accessibility
from chapbook.model.metadata import Contributor, Metadata
from chapbook.model.stated import stated
from chapbook.render.html.head import WebCover
from chapbook.render.templating import fill
from chapbook.render.web.address import DOWNLOAD_PAGE, OPDS_1, OPDS_2, OPDS_2_TYPE, address
from chapbook.render.web.editions import Edition

_OPEN = "http://opds-spec.org/acquisition/open-access"
# Roles that the metadata model has a key for; all others are contributors with their role.
_KEYS = {"aut": "author", "edt": "editor", "trl": "translator", "ill": "illustrator"}
# Fields of the manifest that are more than a text, or are before the others.
_STRUCTURED = frozenset("title subtitle identifier author contributor subject series".split())
_BOOK = "http://schema.org/Book"
# Elements of Dublin Core that the template has itself: the subtitle is in the title.
_BEFORE = frozenset(("subtitle", "language", "identifier"))
_SCHEMES = {
    "BISAC": "https://www.bisg.org/BISAC-Subject-Codes",
    "Thema": "https://ns.editeur.org/thema/",
}


def opds_1(metadata: Metadata, cover: WebCover | None, editions: Sequence[Edition]) -> bytes:
    """Make the acquisition feed with one entry (OPDS 1.2)."""
    text = fill(
        "download/opds.xml",
        metadata=metadata,
        by=metadata.publisher or next((one.name for one in metadata.authors), metadata.title.plain),
        here=address(metadata, OPDS_1),
        page=address(metadata, DOWNLOAD_PAGE),
        cover=cover,
        cover_type=_cover_type(cover),
        cover_address=address(metadata, cover.name) if cover else None,
        files=[(address(metadata, one.name), one) for one in editions],
        schemes=_SCHEMES,
        rights=metadata.rights_statement,
        dublin_core=[
            (row.opds_1, text)
            for row in FIELDS
            if row.opds_1.startswith("dc:") and row.name not in _BEFORE
            for text in stated(metadata, row.name)
        ],
    )
    return text.encode()


def opds_2(
    metadata: Metadata,
    cover: WebCover | None,
    editions: Sequence[Edition],
    accessibility: Accessibility | None,
) -> bytes:
    """Make the feed with one publication (OPDS 2)."""
    links = [_link(_OPEN, address(metadata, one.name), one.media_type) for one in editions]
    publication: dict[str, Any] = {
        "metadata": _metadata(metadata, accessibility),
        "links": [*links, _link("alternate", address(metadata, DOWNLOAD_PAGE), "text/html")],
    }
    if cover is not None:
        picture = {"href": address(metadata, cover.name), "type": _cover_type(cover)}
        publication["images"] = [{**picture, "width": cover.width, "height": cover.height}]
    feed = {
        "metadata": {"title": metadata.title.plain, "modified": metadata.modified},
        "links": [_link("self", address(metadata, OPDS_2), OPDS_2_TYPE)],
        "publications": [publication],
    }
    return (json.dumps(feed, ensure_ascii=False, indent=1) + "\n").encode()


def _link(relation: str, href: str, media_type: str) -> dict[str, str]:
    return {"rel": relation, "href": href, "type": media_type}


def _cover_type(cover: WebCover | None) -> str:
    return "image/jpeg" if cover is not None and cover.name.endswith(".jpg") else "image/png"


def _metadata(metadata: Metadata, access: Accessibility | None) -> dict[str, Any]:
    told = {
        "@type": _BOOK,
        "title": metadata.title.plain,
        "sortAs": metadata.title_sort,
        "subtitle": metadata.subtitle.plain if metadata.subtitle else None,
        "identifier": metadata.uid,
        **_people(metadata.contributors),
        **_plain(metadata),
        "subject": [_subject(metadata, text) for text in metadata.subjects],
        "belongsTo": _series(metadata),
        "readingProgression": metadata.direction,
        "accessibility": _accessibility(access),
    }
    return {key: value for key, value in told.items() if value not in (None, [], {})}


def _plain(metadata: Metadata) -> dict[str, str]:
    """Return the fields that the manifest has as texts."""
    plain = (row for row in FIELDS if row.opds_2 and row.name not in _STRUCTURED)
    return {row.opds_2: text for row in plain for text in stated(metadata, row.name)}


def _people(people: Sequence[Contributor]) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    for person in people:
        for role in person.roles:
            named = {"name": person.name, **({"sortAs": person.sort} if person.sort else {})}
            if role not in _KEYS:
                named["role"] = role
            found.setdefault(_KEYS.get(role, "contributor"), []).append(named)
    return found


def _subject(metadata: Metadata, text: str) -> dict[str, str] | str:
    code = next((one for one in metadata.subject_codes if one.text == text), None)
    if code is None:
        return text
    return {"name": text, "code": code.term, "scheme": _SCHEMES[code.authority]}


def _series(metadata: Metadata) -> dict[str, Any]:
    series = metadata.book_series
    if series is None:
        return {}
    placed: dict[str, Any] = {"name": series.title}
    if series.position and series.position.isdecimal():
        placed["position"] = int(series.position)
    return {"series": [placed]}


def _accessibility(access: Accessibility | None) -> dict[str, Any]:
    if access is None:
        return {}
    return {
        "accessMode": list(access.modes),
        "accessModeSufficient": list(_sufficient(access)),
        "feature": list(access.features),
        "hazard": list(access.hazards),
        "summary": access.summary,
    }


def _sufficient(access: Accessibility) -> Iterator[str | list[str]]:
    """Yield a mode as a text and several as a list, as the manifest has them."""
    for modes in access.sufficient:
        names = modes.split(",")
        yield names[0] if len(names) == 1 else names
