"""Raw HTML of a manuscript: one allow list, kept by nh3 (Ammonia), read by an HTML5 parser.

Only fragments that hold raw HTML come here. The rest is written by pandoc from a tree whose
attributes were checked, and is well-formed as it comes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from xml.etree import ElementTree

import nh3
import tinyhtml5
from lxml import etree

from chapbook.errors import NestedTooDeeply
from chapbook.model.letters.addresses import NoAddress, normalised
from chapbook.model.source import FORBIDDEN
from chapbook.policy import policy
from chapbook.tools.raw_html import tags as raw_tags
from chapbook.tools.raw_html.formulas import fix_formulas
from chapbook.tools.raw_html.nesting import fix_nesting

_TEXT_TAGS = """a abbr aside b bdi bdo blockquote br cite code col colgroup dd del details dfn div
    dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s
    samp section small span strong sub summary sup table tbody td tfoot th thead time tr u ul var
    wbr caption article header footer nav main address label input"""
_MATH_TAGS = """math semantics annotation mrow mi mn mo ms mtext mspace mfrac msqrt mroot mstyle
    merror mpadded mphantom menclose msub msup msubsup munder mover munderover mmultiscripts
    mprescripts mtable mtr mtd maction"""
TAGS = frozenset((_TEXT_TAGS + " " + _MATH_TAGS).split())
SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_XML_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_BLANKS = re.compile(r"[\x00-\x20]")
_EVERYWHERE = frozenset({"id", "class", "lang", "dir", "title", "role", "translate"})
_MATH_ATTRIBUTES = frozenset(
    """accent accentunder columnalign columnlines columnspan columnspacing display displaystyle
    encoding fence form height depth linethickness lspace mathsize mathvariant maxsize minsize
    movablelimits notation rowalign rowlines rowspan rowspacing rspace scriptlevel separator
    stretchy symmetric voffset width alttext""".split()
)
# pandoc writes widths and alignments as styles; and the boxes of task lists as inputs.
_BY_TAG: dict[str, frozenset[str]] = {
    "a": frozenset({"href", "name"}),
    "div": frozenset({"style"}),
    "img": frozenset({"src", "alt", "width", "height", "style"}),
    "input": frozenset({"type", "checked", "disabled"}),
    "mtd": frozenset({"style"}),
    "span": frozenset({"style"}),
    "table": frozenset({"style"}),
    "ol": frozenset({"start", "type", "reversed"}),
    "li": frozenset({"value"}),
    "td": frozenset({"colspan", "rowspan", "headers", "style"}),
    "th": frozenset({"colspan", "rowspan", "headers", "scope", "abbr", "style"}),
    "col": frozenset({"span", "style"}),
    "colgroup": frozenset({"span"}),
    "time": frozenset({"datetime"}),
    "q": frozenset({"cite"}),
    "blockquote": frozenset({"cite"}),
    "details": frozenset({"open"}),
    "math": _MATH_ATTRIBUTES,
}
_STYLES = frozenset({"text-align", "width", "height", "padding-left", "padding-right"})


@dataclass(frozen=True, slots=True)
class Dropped:
    """Something that the allow list does not hold: a tag, an attribute of a tag, or a link.

    `offset` is where it begins, None where only the piece of raw HTML is known.
    """

    what: str
    offset: int | None = None


def allowed(tag: str, attribute: str) -> bool:
    """Return whether a tag may carry an attribute."""
    if attribute in _EVERYWHERE or attribute.startswith(("data-", "aria-")):
        return True
    extra = _BY_TAG.get(tag, frozenset())
    return attribute in (extra | _MATH_ATTRIBUTES if tag in _MATH_TAGS.split() else extra)


def safe_link(target: str) -> bool:
    """Return whether a link's target has an allowed scheme, or none."""
    head = "".join(char for char in re.split("[#?]", target, maxsplit=1)[0] if char > " ")
    scheme, colon, _ = head.partition(":")
    return not colon or "/" in scheme or scheme.lower() in SCHEMES


def is_relative(target: str) -> bool:
    """Return whether a link leads to a file beside the manuscript: no edition can follow it."""
    return not target.startswith("#") and _SCHEME.match(_BLANKS.sub("", target)) is None


def clean(html: str) -> etree._Element:
    """Parse a fragment as HTML5, drop what is not allowed, and give a well-formed tree.

    Out: a `<div>` without namespaces that holds the fragment. Where whoever runs the build lets raw
    HTML through (`policy.raw_html`), nothing is dropped but comments and what XML cannot hold.
    """
    let_through = policy().raw_html
    kept = FORBIDDEN.sub("", html if let_through else _allowed_of(html))
    document = tinyhtml5.parse(f"<div>{kept}</div>", namespace_html_elements=False)
    body = next(item for item in document.iter() if item.tag == "body")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=True, remove_comments=True
    )
    try:
        _without_strange_names(body[0])
        tree = without_namespaces(etree.fromstring(ElementTree.tostring(body[0]), parser))
    except RecursionError as error:
        raise NestedTooDeeply from error
    if not let_through:
        _mend(tree)
    for name in ("href", "cite"):
        for element in tree.iter():
            if element.get(name):
                _normalise(element, name)
    return tree


def _normalise(element: etree._Element, name: str) -> None:
    """Write the address in an attribute as all editions do, or take it out where that fails."""
    found = normalised(element.get(name, ""))
    if isinstance(found, NoAddress):
        del element.attrib[name]
    else:
        element.set(name, found)


def _without_strange_names(tree: ElementTree.Element) -> None:
    """Drop attributes that HTML can name and XML cannot, and the words of comments."""
    for element in tree.iter():
        tag: object = element.tag
        if not isinstance(tag, str):  # a comment: HTML ends it elsewhere than XML
            element.text = ""
        for name in list(element.attrib):
            if not _XML_NAME.fullmatch(name.rpartition("}")[2]):
                del element.attrib[name]


def _allowed_of(html: str) -> str:
    tags = set(TAGS)
    attributes = {tag: set(_BY_TAG.get(tag, ())) | set(_EVERYWHERE) for tag in tags}
    for tag in _MATH_TAGS.split():
        attributes[tag] |= _MATH_ATTRIBUTES
    return nh3.clean(
        html,
        tags=tags,
        attributes=attributes,
        clean_content_tags=set(raw_tags.CONTENT_DROPPED),
        generic_attribute_prefixes={"data-", "aria-"},
        filter_style_properties=set(_STYLES),
        url_schemes=set(SCHEMES),
        link_rel=None,
        strip_comments=True,
    )


def _mend(tree: etree._Element) -> None:
    """Add identifiers to old anchors (`<a name="x">`); take out links to files, and inputs."""
    for quotation in tree.iter("q", "blockquote", "del", "ins"):
        if not safe_link(quotation.get("cite", "")):  # nh3 looks at `href` and `src` only
            del quotation.attrib["cite"]
    for anchor in tree.iter("a"):
        target = anchor.get("href", "#")
        if is_relative(target) or not safe_link(target):
            del anchor.attrib["href"]
        name = anchor.attrib.pop("name", None)
        if name and "id" not in anchor.attrib:
            anchor.set("id", name)
    for box in list(tree.iter("input")):
        if box.get("type") != "checkbox":
            _remove(box)
    fix_formulas(tree)
    fix_nesting(tree)


def _remove(element: etree._Element) -> None:
    """Take an empty element out and leave the text after it."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if before is not None:
        before.tail = (before.tail or "") + (element.tail or "")
    else:
        parent.text = (parent.text or "") + (element.tail or "")
    element.tail = None
    parent.remove(element)


def without_namespaces(tree: etree._Element) -> etree._Element:
    """Rename all elements of a tree to their local names."""
    for element in tree.iter():
        if isinstance(element.tag, str):
            element.tag = etree.QName(element).localname
    etree.cleanup_namespaces(tree)
    return tree


def without_tags(html: str, *, formula: bool = False) -> tuple[str, tuple[Dropped, ...]]:
    """Return a piece of raw HTML without the tags that are not allowed, and all that is dropped.

    `formula`: the piece is within a formula that is written as MathML.
    """
    if policy().raw_html:
        return html, ()
    kept, cuts = raw_tags.without_tags(html, TAGS, _MATH_TAGS.split(), formula=formula)
    reporter = _Reporter()
    reporter.feed(kept)
    reporter.close()
    return kept, (*(Dropped(cut.what, cut.offset) for cut in cuts), *reporter.found)


def links(html: str) -> tuple[str, ...]:
    """Return the target of each link in a piece of raw HTML that is not dropped as unsafe."""
    reporter = _Reporter()
    reporter.feed(html)
    return tuple(target for target in reporter.links if safe_link(target))


def pictures(html: str) -> Iterator[tuple[str, str | None]]:
    """Return source and alternative text of each picture in a piece of raw HTML."""
    reporter = _Reporter()
    reporter.feed(html)
    yield from reporter.pictures


def picture_sizes(html: str) -> tuple[tuple[str, str], ...]:
    """Return the attributes `width` and `height` of all pictures in a piece of raw HTML."""
    reporter = _Reporter()
    reporter.feed(html)
    return tuple(reporter.sizes)


class _Reporter(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Dropped] = []
        self.pictures: list[tuple[str, str | None]] = []
        self.links: list[str] = []
        self.sizes: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS or (tag == "input" and dict(attrs).get("type") != "checkbox"):
            self.found.append(Dropped(f"<{tag}>"))
            return
        for name, value in attrs:
            link = name in ("href", "src", "cite") and value is not None
            if not allowed(tag, name):
                self.found.append(Dropped(f"{name} of <{tag}>"))
            elif link and not safe_link(value or ""):
                self.found.append(Dropped(f"{name}={value!r} of <{tag}>"))
        given = dict(attrs)
        if tag == "a" and (href := given.get("href")) is not None:
            self.links.append(href)
        if tag == "img":
            self.pictures.append((given.get("src") or "", given.get("alt")))
            sides = ((side, given.get(side)) for side in ("width", "height"))
            self.sizes += [(side, value) for side, value in sides if value is not None]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
