"""XHTML as XML: trees without namespace get theirs, pages are checked and written as bytes."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree
from markupsafe import Markup

from chapbook.errors import EditionFailed

XHTML = "http://www.w3.org/1999/xhtml"
MATHML = "http://www.w3.org/1998/Math/MathML"
SVG = "http://www.w3.org/2000/svg"
OPS = "http://www.idpf.org/2007/ops"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_EMBEDDED = {"math": MATHML, "svg": SVG}
# HTML 13.1.2: elements that never have content, the only ones written as `<br/>`.
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track"}
    | {"wbr"}
)
_DECLARED = f' xmlns="{XHTML}" xmlns:epub="{OPS}"'
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'


def namespaced(tree: etree._Element) -> etree._Element:
    """Copy a tree without namespace into the XHTML namespace; MathML and SVG get their own.

    `lang` is repeated as `xml:lang`, the attribute that XML processors read (EPUB 3.3, 6.1).
    """
    source = deepcopy(tree)
    etree.strip_tags(source, etree.Comment, etree.ProcessingInstruction)
    root = etree.Element(f"{{{XHTML}}}{_name(tree)}", nsmap={None: XHTML, "epub": OPS})
    _fill(root, source, XHTML)
    return root


def as_markup(tree: etree._Element) -> Markup:
    """Return a tree without namespace as XHTML that a page template prints as it is.

    The namespaces are declared by the page, so they are taken off the tree's own root.
    """
    text = etree.tostring(namespaced(tree), encoding="unicode", with_tail=False)
    return Markup(text.replace(_DECLARED, "", 1))  # noqa: S704 -- a serialised tree


def xhtml_document(page: str) -> bytes:
    """Finish a page that a template made: parse it, write it in one form.

    Elements that may have content are never written as `<p/>`: reading systems that parse XHTML
    as HTML take that for a start tag. Raises EditionFailed if the page is not well-formed.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(page.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise EditionFailed(f"a page is not well-formed XML: {error}") from error
    for element in root.iter(f"{{{XHTML}}}*"):
        if len(element) == 0 and element.text is None and not _is_void(element):
            element.text = ""
    return _DECLARATION + etree.tostring(root, encoding="utf-8", xml_declaration=False) + b"\n"


def text_of(element: etree._Element) -> str:
    """Return the text of an element with runs of white space as one space."""
    return " ".join("".join(str(part) for part in element.itertext()).split())


def _is_void(element: etree._Element) -> bool:
    return _name(element) in _VOID


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname


def _fill(target: etree._Element, source: etree._Element, namespace: str) -> None:
    for name, value in source.attrib.items():
        target.set(name, value)
    language = source.get("lang")
    if language is not None:
        target.set(XML_LANG, language)
    target.text = source.text
    for child in source:
        inner = _EMBEDDED.get(_name(child), namespace)
        copy = etree.SubElement(target, f"{{{inner}}}{_name(child)}", nsmap={None: inner})
        copy.tail = child.tail
        _fill(copy, child, inner)
