"""SVG pictures, checked against a list of what a drawing may have; the rest is removed or refused.

What other programs keep in their own namespaces is taken out. What could run, fetch or lead out of
the book is refused, not repaired, so that no picture changes its look unseen: so are drawings that
refer to themselves or multiply without end.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from collections.abc import Iterator, Mapping

from lxml import etree

from chapbook.policy import advice, limits, option_of
from chapbook.tools.pictures.kinds import SVG, kind_of
from chapbook.tools.pictures.plain import plain_picture
from chapbook.tools.pictures.raster import NotAPicture

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_XML = "http://www.w3.org/XML/1998/namespace"
_DRAWING = frozenset(
    """svg g defs symbol use path rect circle ellipse line polyline polygon text tspan textPath
    title desc metadata style linearGradient radialGradient stop clipPath mask pattern marker
    filter image switch feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix
    feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB
    feFuncG feFuncR feGaussianBlur feMerge feMergeNode feMorphology feOffset fePointLight
    feSpecularLighting feSpotLight feTile feTurbulence""".split()
)
_FETCHES = re.compile(
    r"url\(\s*(?!['\"]?\s*#)|image-set\(|\bsrc\(|expression\(|javascript:|binding\s*:|behaviou?r\s*:",
    re.IGNORECASE,
)
# In a style sheet, escapes could hide any of these, and most at-rules fetch something.
_STYLE_FETCHES = re.compile(rf"{_FETCHES.pattern}|@(?!media\b)|\\", re.IGNORECASE)
_INNER = re.compile(r"url\(\s*['\"]?\s*#([^'\")\s]+)", re.IGNORECASE)
_EMBEDDED = re.compile(r"data:image/[a-z0-9.-]+;base64,(.*)\Z", re.DOTALL | re.IGNORECASE)
# No drawing needs a length beyond ten million of anything.
_ENDLESS = re.compile(r"\d{9}|\d[eE]\+?\d{2}|\d[eE]\+?[7-9]|\bnan\b|\binf", re.IGNORECASE)
_MEASURES = frozenset("x y width height viewBox r rx ry cx cy stdDeviation stroke-width".split())
_POINTS = re.compile(r"[0-9.]+")
_DEEPEST = 60
# Of a file so many bytes are parsed at a time.
_PIECE = 65_536


class NotADrawing(Exception):
    """The file is no mere drawing. The message ends the sentence “the picture …”."""


def drawing(content: bytes) -> bytes:
    """Return an SVG without what other programs added; the author's bytes if that is nothing.

    Raises NotADrawing.
    """
    root = _parsed(content)
    # Before the root, too: a reader may fetch what `xml-stylesheet` names.
    instructions = root.getroottree().xpath("//processing-instruction()")
    if instructions or next(root.iter(etree.Entity), None) is not None:
        raise NotADrawing("contains a processing instruction or an entity")
    strange = _strange_parts(root)
    for element in root.iter("*"):
        problem = next(_faults(element), None)
        if problem:
            raise NotADrawing(problem)
        strange = _embedded_made_plain(element) or strange
    _bounded(root)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True) if strange else content


def _parsed(content: bytes) -> etree._Element:
    parser = etree.XMLPullParser(
        events=("start",), resolve_entities=False, no_network=True, load_dtd=False
    )
    try:
        root = _fed(parser, content)
    except (etree.XMLSyntaxError, ValueError) as error:
        what = getattr(error, "msg", None) or "no XML"
        raise NotADrawing(f"is not well-formed ({what})") from error
    if root.getroottree().docinfo.doctype:
        raise NotADrawing("has a document type declaration")
    if root.tag != f"{{{_SVG}}}svg":
        raise NotADrawing(f"is not an SVG: its root is not <svg> of the namespace {_SVG}")
    return root


def _fed(parser: etree.XMLPullParser, content: bytes) -> etree._Element:
    """Parse, but no further than to the first element beyond the limit."""
    count = 0
    for start in range(0, len(content), _PIECE):
        parser.feed(content[start : start + _PIECE])
        count += sum(1 for _ in parser.read_events())
        if count > limits().svg_elements:
            raise _too_many()
    root: etree._Element = parser.close()
    return root


def _too_many() -> NotADrawing:
    limit = f"the limit {option_of('svg_elements')} is {limits().svg_elements:,}"
    return NotADrawing(f"draws too many elements: {limit} ({advice('svg_elements')})")


def _strange_parts(root: etree._Element) -> bool:
    """Take out elements and attributes of other namespaces; say whether there were any."""
    found = [e for e in root.iter("*") if etree.QName(e).namespace != _SVG]
    for element in found:
        if (parent := element.getparent()) is not None:
            _refuse_active(element)
            tail, element.tail = element.tail, None
            before = element.getprevious()
            if before is not None:
                before.tail = f"{before.tail or ''}{tail or ''}"
            else:
                parent.text = f"{parent.text or ''}{tail or ''}"
            parent.remove(element)
    strange = bool(found)
    for element in root.iter("*"):
        for key in list(element.attrib):
            if etree.QName(key).namespace not in (None, _XLINK, _XML):
                del element.attrib[key]
                strange = True
    return strange


def _refuse_active(element: etree._Element) -> None:
    """Elements of HTML and inclusions are no notes of a drawing program: the file is refused."""
    space = etree.QName(element).namespace or ""
    if not space or space.startswith("http://www.w3.org/"):
        if "rdf" in space.lower() or "22-rdf-syntax" in space:
            return
        raise NotADrawing(
            f"contains <{etree.QName(element).localname}>, which is not part of a drawing"
        )


def _faults(element: etree._Element) -> Iterator[str]:
    name = etree.QName(element).localname
    if name not in _DRAWING:
        yield f"contains <{name}>"
    if name == "style" and _STYLE_FETCHES.search("".join(str(part) for part in element.itertext())):
        yield "has a style that loads another file"
    for key, raw in element.attrib.items():
        attribute, value = etree.QName(key), str(raw)
        if attribute.localname.lower().startswith("on"):
            yield f"has an event handler ({attribute.localname})"
        elif attribute.localname in ("href", "src"):
            yield from _reference(name, value)
        elif (_STYLE_FETCHES if attribute.localname == "style" else _FETCHES).search(value) or (
            attribute.namespace == _XML and attribute.localname == "base"
        ):
            yield "refers to something outside itself"
        elif attribute.localname in _MEASURES and _ENDLESS.search(value):
            yield f"has an invalid measure ({attribute.localname})"


def _reference(name: str, value: str) -> Iterator[str]:
    if not value.startswith("#") and not (name == "image" and _EMBEDDED.match(value.strip())):
        yield "refers to something outside itself"


def _embedded_made_plain(element: etree._Element) -> bool:
    """Put pictures of pixels that a drawing holds into a common form; return if any was not.

    Raises NotADrawing for one that is broken.
    """
    changed = False
    for key in ("href", "src", f"{{{_XLINK}}}href"):
        embedded = _EMBEDDED.match(str(element.get(key, "")).strip())
        if embedded is None:
            continue
        try:
            content = b64decode(re.sub(r"\s", "", embedded[1]), validate=True)
            kind = kind_of(content)
            if kind.converted is None and kind.media_type in (None, SVG):
                what = "a drawing of its own" if kind.media_type else kind.name
                raise NotADrawing(f"contains a picture that cannot be shown: it is {what}")
            plain = plain_picture(content, kind)
        except Base64Error as error:
            raise NotADrawing("contains a broken picture") from error
        except NotAPicture as error:
            raise NotADrawing(f"contains a picture that {error}") from error
        if plain.content != content:
            data = b64encode(plain.content).decode("ascii")
            element.set(key, f"data:{plain.media_type};base64,{data}")
            changed = True
    return changed


def _bounded(root: etree._Element) -> None:
    """Count what is drawn, with each use of a part. Raises NotADrawing for a circle or too much."""
    named = {e.get("id"): e for e in root.iter("*") if e.get("id")}
    most = limits().svg_elements
    if _Weight(named, most).of(root, 0) > most:
        raise _too_many()


class _Weight:
    """Weighs elements: one for each, and for all that it draws again. Each is weighed once."""

    def __init__(self, named: Mapping[str | None, etree._Element], most: int) -> None:
        self.named, self.most = named, most
        self.known: dict[etree._Element, int] = {}
        self.above: set[etree._Element] = set()

    def of(self, element: etree._Element, depth: int) -> int:
        if element in self.known:
            return self.known[element]
        if element in self.above:
            raise NotADrawing("refers to itself")
        if depth > _DEEPEST:
            raise NotADrawing(f"is nested more than {_DEEPEST} deep")
        self.above.add(element)
        weight = 1 + sum(self.of(child, depth + 1) for child in element.iterchildren("*"))
        for target, times in self._drawn_again(element):
            weight += times * self.of(target, depth + 1)
        self.above.discard(element)
        self.known[element] = min(weight, self.most + 1)
        return self.known[element]

    def _drawn_again(self, element: etree._Element) -> Iterator[tuple[etree._Element, int]]:
        """Yield what an element draws by reference, and how often: a marker at each point."""
        for key, value in element.attrib.items():
            name, text = etree.QName(key).localname, str(value)
            times = 1
            if "marker" in name or (name == "style" and "marker" in text):
                shape = f"{element.get('d', '')} {element.get('points', '')}"
                times = max(1, len(_POINTS.findall(shape)))
            found = [text[1:]] if name == "href" and text[:1] == "#" else _INNER.findall(text)
            yield from ((self.named[target], times) for target in found if target in self.named)
