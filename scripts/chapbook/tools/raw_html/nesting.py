"""Which element may hold which: what an HTML5 parser lets through and a validator does not.

A parser makes a tree of any text: a `<b>` that is never closed comes to hold the paragraphs, lists
and quotations after it. HTML allows there "phrasing content" only
(https://html.spec.whatwg.org/multipage/dom.html#phrasing-content), and so does an EPUB.
"""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_PHRASING = frozenset(
    """a abbr b bdi bdo br cite code del dfn em i img input ins kbd label mark math q rp rt ruby s
    samp small span strong sub sup time u var wbr""".split()
)
# Of these, the ones that can hold something; a picture or a formula has its own content.
_HOLDERS = tuple(sorted(_PHRASING - {"br", "img", "input", "math", "wbr"}))
_MATH = "math"
_SPENT = "chapbook-spent"


def fix_nesting(tree: etree._Element) -> None:
    """Move inline elements into the blocks that they hold; make blocks in headings inline.

    No text is lost or moved. An identifier stays with the first of the elements that one became.
    """
    for heading in tree.iter(*HEADINGS, "summary"):
        _flatten(heading)
    for element in reversed(list(tree.iter(*_HOLDERS))):
        if _holds_blocks(element):
            _distribute(element, _shell(element))
            _spend(element)
    etree.strip_tags(tree, _SPENT)
    for heading in list(tree.iter(*HEADINGS)):
        if not says_something(heading):
            heading.tag = "div"


def wrap_bare_text(holder: etree._Element) -> None:
    """Make a paragraph of each run of words that is between blocks without an element."""
    content, text = list(holder), holder.text
    if not (text or "").strip() and all(
        _is_block(child) and not (child.tail or "").strip() for child in content
    ):
        return
    holder.text = None
    for child in content:
        holder.remove(child)
    paragraph = etree.Element("p")
    run = _add_text(holder, None, text, paragraph)
    for child in content:
        tail, child.tail = child.tail, None
        if _is_block(child):
            holder.append(child)
            run = None
        else:
            run = _open_run(holder, run, paragraph)
            run.append(child)
        run = _add_text(holder, run, tail, paragraph)
    for run in holder.findall("p"):
        if not run.attrib and not says_something(run) and run.find(".//img") is None:
            run.tag = _SPENT
    etree.strip_tags(holder, _SPENT)


def says_something(heading: etree._Element) -> bool:
    """Return whether a heading has a word, a formula, a note call or a picture with words."""
    if "".join(heading.itertext()).strip():
        return True
    return any(
        element.tag == _MATH or bool(element.get("alt")) or element.get("data-call") is not None
        for element in heading.iter()
    )


def _shell(element: etree._Element) -> etree._Element:
    """Return an empty element of the same name and attributes, but for the identifier."""
    shell = etree.Element(element.tag, dict(element.attrib))
    shell.attrib.pop("id", "")
    return shell


def _flatten(heading: etree._Element) -> None:
    for element in heading.iterdescendants():
        if _is_block(element):
            element.tag = "span"


def _is_block(element: etree._Element) -> bool:
    if element.tag in _PHRASING or not isinstance(element.tag, str):
        return False
    return all(ancestor.tag != _MATH for ancestor in element.iterancestors())


def _holds_blocks(element: etree._Element) -> bool:
    return any(_is_block(child) for child in element.iterdescendants())


def _distribute(holder: etree._Element, shell: etree._Element) -> None:
    """Put each run of inline content of a block into a copy of the shell, down to all levels."""
    content, text = list(holder), holder.text
    holder.text = None
    for child in content:
        holder.remove(child)
    run = _add_text(holder, None, text, shell)
    for child in content:
        tail, child.tail = child.tail, None
        if _is_block(child):
            holder.append(child)
            _distribute(child, shell)
            run = _add_text(holder, None, tail, shell)
        else:
            run = _open_run(holder, run, shell)
            run.append(child)
            run = _add_text(holder, run, tail, shell)


def _open_run(
    holder: etree._Element, run: etree._Element | None, shell: etree._Element
) -> etree._Element:
    if run is None:
        run = deepcopy(shell)
        holder.append(run)
    return run


def _add_text(
    holder: etree._Element, run: etree._Element | None, text: str | None, shell: etree._Element
) -> etree._Element | None:
    """Add text to the run, which is begun for it unless it is the white space between blocks."""
    if not text or (run is None and text.isspace()):
        _append(holder, text)
        return run
    run = _open_run(holder, run, shell)
    _append(run, text)
    return run


def _append(element: etree._Element, text: str | None) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + (text or "")
    else:
        element.text = (element.text or "") + (text or "")


def _spend(element: etree._Element) -> None:
    """Mark an element whose content is to take its place; its identifier goes to what is first."""
    first = next(iter(element), None)
    identifier = element.get("id")
    if identifier and first is not None and first.get("id") is None:
        first.set("id", identifier)
    element.tag = _SPENT
