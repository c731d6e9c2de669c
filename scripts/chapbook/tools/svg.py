"""SVG pictures: what in one could run, fetch or lead out of the book.

An SVG goes into the editions as the author's file, byte for byte, so it is refused rather than
rewritten.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

_ACTIVE = frozenset(
    """script foreignObject iframe object embed audio video canvas handler listener set animate
    animateMotion animateTransform animateColor a""".split()
)
_OUTWARD = re.compile(r"url\(\s*['\"]?(?!#)|@import|expression\(", re.IGNORECASE)
_REFERENCES = frozenset({"href", "src"})


def dangers(content: bytes) -> Iterator[str]:
    """Name what is wrong with an SVG file: nothing, if it is a mere drawing."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        yield f"is not well-formed ({error.msg})"
        return
    if root.getroottree().docinfo.doctype:
        yield "has a document type declaration"
    if any(True for _ in root.iter(etree.ProcessingInstruction, etree.Entity)):
        yield "holds a processing instruction or an entity"
    for element in root.iter("*"):
        yield from _element(element)


def _element(element: etree._Element) -> Iterator[str]:
    name = etree.QName(element).localname
    if name in _ACTIVE:
        yield f"holds <{name}>"
    if etree.QName(element).namespace == "http://www.w3.org/2001/XInclude":
        yield "includes another file"
    if name == "style" and _OUTWARD.search("".join(str(part) for part in element.itertext())):
        yield "has a style that fetches something"
    for key, value in element.attrib.items():
        attribute = etree.QName(key).localname
        if attribute.lower().startswith("on"):
            yield f"has an event handler ({attribute})"
        elif _OUTWARD.search(str(value)) or (
            attribute in _REFERENCES and not _stays_inside(str(value))
        ):
            yield "refers to something outside itself"


def _stays_inside(reference: str) -> bool:
    return reference.startswith("#") or bool(
        re.match(r"data:image/(?:png|jpeg|gif);base64,", reference.strip())
    )
