"""The text of the reading edition: the sections of the book with their notes, made valid HTML."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import deepcopy
from urllib.parse import unquote

from lxml import etree

from chapbook.errors import EditionFailed
from chapbook.model.manuscript import Division, DivisionKind, Manuscript
from chapbook.render.epub.semantics import semantics
from chapbook.render.html.notes import NoteSetter, note_labels, tie_notes
from chapbook.render.html.permalinks import (
    identify_paragraphs,
    link_headings,
    link_paragraphs,
)
from chapbook.render.html_tree import HEADINGS, add_class, spoken
from chapbook.render.text.fragments import Fragments
from chapbook.render.text.mathml import mark_bars
from chapbook.render.text.tidying import tidy
from chapbook.render.words import words

_DEEPEST = 6


def sections(manuscript: Manuscript, fragments: Fragments) -> list[etree._Element]:
    """Make a `<section>` of each division, notes within. Pictures keep their targets.

    Raises EditionFailed if a link within the book leads nowhere.
    """
    language = words(manuscript.metadata.language)
    labels = note_labels(manuscript, language)
    setter = NoteSetter(manuscript, fragments, language, labels)
    trees = [_copy(fragment) for fragment in fragments.divisions]
    identify_paragraphs(trees, _taken(manuscript, (*trees, *fragments.notes)))
    for division, tree in zip(manuscript.divisions, trees, strict=True):
        setter.set_notes(tree)
        _describe(tree, division)
        _make_valid(tree, manuscript.metadata.direction)
        link_headings(tree)
    link_paragraphs(trees)
    firsts = {s.identifier: manuscript.calls[s.calls[0]] for s in manuscript.statements}
    tie_notes(trees, firsts)
    _check_links(trees)
    return trees


def identifiers(trees: Iterable[etree._Element]) -> set[str]:
    """Return all ids in the trees."""
    return {
        str(element.get("id")) for tree in trees for element in tree.iter() if element.get("id")
    }


def _copy(fragment: etree._Element) -> etree._Element:
    tree = deepcopy(fragment)
    tree.tail = None
    return tree


def _taken(manuscript: Manuscript, trees: Iterable[etree._Element]) -> set[str]:
    """Return the identifiers that the author, the notes and the divisions have."""
    return {
        *identifiers(trees),
        *(division.identifier for division in manuscript.divisions),
        *(statement.identifier for statement in manuscript.statements),
        *(call.identifier for call in manuscript.calls),
    }


def _describe(tree: etree._Element, division: Division) -> None:
    """Mark what the section is, and move the id of its heading to it: a link shows its top."""
    heading = tree.find("h1")
    if heading is not None and heading.get("id") == division.identifier:
        del heading.attrib["id"]
    if all(element.get("id") != division.identifier for element in tree.iter()):
        tree.set("id", division.identifier)
    add_class(tree, "part" if division.kind is DivisionKind.PART else "chapter")
    add_class(tree, division.matter.value)
    if division.role:
        add_class(tree, f"role-{division.role}")
    role = semantics(division).role
    if role:
        tree.set("role", role)
    if division.title:
        tree.set("aria-label", division.title)


def _make_valid(tree: etree._Element, direction: str) -> None:
    tidy(tree, direction)
    mark_bars(tree)
    for element in list(tree.iter(*HEADINGS)):
        _demote(element)
    for table in list(tree.iter("table")):
        _let_scroll(table)
    for main in tree.iter("main"):
        main.tag = "div"  # raw HTML may bring one; a document has one only (HTML 4.4.14)


def _demote(heading: etree._Element) -> None:
    """Move a heading down one level: the title of the book is the only `h1`.

    HTML ends at `h6`; ARIA goes on counting (WAI-ARIA 1.2, aria-level).
    """
    level = int(str(heading.tag)[1]) + 1
    heading.tag = f"h{min(level, _DEEPEST)}"
    if level > _DEEPEST:
        heading.set("aria-level", str(level))


def _let_scroll(table: etree._Element) -> None:
    """Put a table into its own frame that scrolls sideways, with the keyboard too."""
    if next(table.iterancestors("table"), None) is not None:
        return
    frame = etree.Element("div", {"class": "table-frame", "tabindex": "0"})
    caption = table.find("caption")
    name = "" if caption is None else spoken(caption)
    if name:
        frame.set("role", "group")
        frame.set("aria-label", name)
    parent = table.getparent()
    if parent is None:
        raise ValueError("a table stands in a division")
    frame.tail, table.tail = table.tail, None
    parent.replace(table, frame)
    frame.append(table)


def _check_links(trees: Sequence[etree._Element]) -> None:
    known = identifiers(trees)
    for tree in trees:
        for link in tree.iter("a"):
            href = link.get("href", "")
            if href.startswith("#") and href[1:] not in known and unquote(href[1:]) not in known:
                raise EditionFailed(f"a link leads to {href}, which is nowhere in the book")
