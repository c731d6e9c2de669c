"""The metadata of a PDF: the information dictionary and XMP (ISO 16684-1), under common names."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pikepdf

from chapbook.collate.editions import Fields, collected
from chapbook.collate.readers.markup import Element, parse_xml
from chapbook.model.editions.fields import local_names_in

_INFO = {
    "/Title": "info-title",
    "/Author": "info-author",
    "/Subject": "info-subject",
    "/Keywords": "info-keywords",
    "/CreationDate": "info-created",
    "/ModDate": "info-modified",
    "/Creator": "info-creator",
    "/Producer": "info-producer",
}
# Properties of XMP, by the name of our field.
_XMP = {
    **local_names_in(lambda row: row.xmp),
    "Identifier": "identifier",
    "isbn": "identifier",
    "doi": "identifier",
    "CreateDate": "created",
    "Keywords": "keywords",
}


def read_metadata(pdf: pikepdf.Pdf) -> Fields:
    """Read both kinds of metadata; those of the information dictionary are named `info-…`."""
    return collected((*_information(pdf), *_xmp(pdf)))


def _information(pdf: pikepdf.Pdf) -> Iterator[tuple[str, str]]:
    for key, name in _INFO.items():
        value = pdf.docinfo.get(key)
        if value is not None:
            yield name, _instant(str(value)) if key.endswith("Date") else str(value)


def _instant(date: str) -> str:
    """Write a PDF date (7.9.4) as ISO 8601."""
    match = re.match(r"D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(.*)", date)
    if match is None:
        return re.sub(r"D:(\d{4})(\d\d)?(\d\d)?", _day, date)
    year, month, day, hour, minute, second, zone = match.groups()
    plain = zone.replace("'", ":").rstrip(":") if zone.strip("Z0':+") else "Z"
    return f"{year}-{month}-{day}T{hour}:{minute}:{second}{plain}"


def _day(match: re.Match[str]) -> str:
    return "-".join(part for part in match.groups() if part)


def _xmp(pdf: pikepdf.Pdf) -> Iterator[tuple[str, str]]:
    stream = pdf.Root.get("/Metadata")
    if stream is None:
        return
    root = parse_xml(stream.read_bytes())
    for description in root.walk():
        if description.tag != "Description":
            continue
        for name, value in description.attributes.items():
            if name in _XMP:
                yield _XMP[name], value
        for child in description.children:
            if isinstance(child, Element) and child.tag in _XMP:
                yield from ((_XMP[child.tag], value) for value in _values(child))


def _values(element: Element) -> list[str]:
    items = [item.text() for item in element.walk() if item.tag == "li"]
    return items or [element.text()]
