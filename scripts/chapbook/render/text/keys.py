"""Keys of the blocks of text, given once to the trees that all editions are made of.

A block of text is an element that holds words directly: a paragraph, a heading, a cell, an item of
a tight list. Its words are those in it and in no other block of text.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

from lxml import etree
from markupsafe import Markup

from chapbook.model.ast import CALL_CLASS, CITED_CLASS
from chapbook.model.editions.block_keys import KEY, RESTATED, key_of, template_key
from chapbook.render.html_tree import classes, is_inline
from chapbook.render.xml import XHTML
from chapbook.tools.mathematics.drawing import tex_of
from chapbook.tools.raw_html import sanitise

_EMBEDDED = frozenset({"math", "svg"})


def give_keys(tree: etree._Element, scope: str, taken: set[str]) -> None:
    """Add a key to each block of text in a tree; what an author wrote under that name goes.

    `scope` is empty for the text and the key of a note for its body. `taken` are the keys of the
    book so far.
    """
    etree.strip_attributes(tree, KEY)
    for element in list(text_blocks(tree)):
        words = "".join(key_letters(element))
        ordinal, key = 0, key_of(scope, words)
        while key in taken:
            ordinal += 1
            key = key_of(scope, words, ordinal)
        taken.add(key)
        element.set(KEY, key)


def restate_keys(tree: etree._Element, times: int) -> None:
    """Distinguish the keys of a note that was stated `times` before from the earlier ones.

    In a PDF a key is the identifier of a structure element, which must be unique.
    """
    for element in tree.iter() if times else ():
        if element.get(KEY):
            element.set(KEY, f"{element.get(KEY)}{RESTATED}{times + 1}")


def unmark_citations(tree: etree._Element) -> None:
    """Take out the spans around what citeproc set; their words stay."""
    for element in tree.iter("span"):
        if element.get("class") == CITED_CLASS:
            element.tag = CITED_CLASS
    etree.strip_tags(tree, CITED_CLASS)


def give_template_keys(tree: etree._Element) -> None:
    """Add a key to each block of text of a page that a template fills."""
    for element in text_blocks(tree):
        if element.get(KEY) is None:
            element.set(KEY, template_key("".join(_words(element))))


def keyed_page(page: Markup) -> Markup:
    """Return a page that a template filled (well-formed XML) with keys for its blocks of text."""
    if not page:
        return page
    root = etree.fromstring(f"<div>{page}</div>")
    give_template_keys(root)
    return Markup("").join(
        Markup(etree.tostring(child, encoding="unicode"))  # noqa: S704 -- a serialised tree
        for child in root
    )


def keyed_xhtml(page: str) -> str:
    """Return an XHTML page that a template filled with keys for the blocks of text in its body.

    The entries of contents and of lists of pages have none: each is compared by itself.
    """
    root = etree.fromstring(page.encode(), etree.XMLParser(resolve_entities=False))
    for body in root.iter(f"{{{XHTML}}}body"):
        bare = sanitise.without_namespaces(deepcopy(body))
        twins = dict(zip(bare.iter(), body.iter(), strict=True))
        for block in text_blocks(bare):
            if block.tag != "li" or next(block.iterancestors("nav"), None) is None:
                twins[block].set(KEY, template_key("".join(_words(block))))
    return etree.tostring(root, encoding="unicode")


def text_blocks(tree: etree._Element) -> Iterator[etree._Element]:
    """Yield the elements that hold words, pictures or formulas directly, in document order."""
    if tree.tag in _EMBEDDED or not isinstance(tree.tag, str):
        return
    if not is_line(tree) and any(_holds(part) for part in direct_parts(tree)):
        yield tree
    for child in tree:
        if not is_line(child):
            yield from text_blocks(child)


def is_line(element: etree._Element) -> bool:
    """Return whether an element is a part of a line: inline, and without a block inside."""
    if element.tag in _EMBEDDED:
        return True
    return is_inline(element) and all(is_line(child) for child in element)


def outermost_blocks(element: etree._Element) -> int:
    """Count the blocks of text in an element that are in no other block of text in it."""
    if element.get(KEY):
        return 1
    return sum(outermost_blocks(child) for child in element if isinstance(child.tag, str))


def direct_parts(
    element: etree._Element, *, blocks: bool = False
) -> Iterator[str | etree._Element]:
    """Yield the text and the parts of lines that are directly in an element.

    With `blocks`, the children that are not parts of lines are among them.
    """
    if element.text:
        yield element.text
    for child in element:
        if isinstance(child.tag, str) and (blocks or is_line(child)):
            yield child
        if child.tail:
            yield child.tail


def _holds(part: str | etree._Element) -> bool:
    """Return whether something can be read or heard of a part of a line."""
    if isinstance(part, str):
        return bool(part.strip())
    if part.tag == "img":
        return bool(part.get("alt"))
    if part.tag == "input" or part.tag in _EMBEDDED or CALL_CLASS in classes(part):
        return True
    return any(_holds(inner) for inner in direct_parts(part))


def key_letters(element: etree._Element) -> Iterator[str]:
    """Yield what the key of a block is made of: its words, alternatives and formulas."""
    for part in direct_parts(element):
        if isinstance(part, str):
            yield part
        elif part.tag == "img":
            yield part.get("alt") or ""
        elif part.tag == "math":
            yield tex_of(part)
        else:
            yield from key_letters(part)


def _words(element: etree._Element) -> Iterator[str]:
    """Yield the words of a block, without pictures and formulas."""
    for part in direct_parts(element):
        if isinstance(part, str):
            yield part
        elif part.tag not in _EMBEDDED:
            yield from _words(part)
