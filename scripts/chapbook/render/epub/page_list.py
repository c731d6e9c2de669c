"""Page breaks in the text of the EPUB, where the pages of the PDF begin, and the list of them.

A break is an empty element with the folio as its name (EPUB Structural Semantics: `pagebreak`;
DPUB-ARIA 1.1: `doc-pagebreak`). It is before the first word of its page; where that word is
divided between two pages, before the whole word, so that nothing of the page is missed and no
word is torn apart for those who listen. Where the page begins with a heading, a table or a
figure, it is before that, and not in the heading, whose name it would become part of.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace

from lxml import etree

from chapbook.model.editions.output import PageBreak
from chapbook.model.letters.measure import Piece, count_letters, index_of_letter, pieces
from chapbook.render.text.fragments import Fragments
from chapbook.render.text.notes import EPUB_TYPE

# Elements that a break at their very beginning is in; it is before all others.
_ENTERED = frozenset({"p", "li", "dd", "dt", "div", "blockquote", "section", "td", "th"})
# What may hold a break between its blocks (HTML: flow content).
_FLOW = frozenset({"section", "div", "blockquote", "li", "dd", "td", "th", "figure"})
_BLOCKS = _FLOW | frozenset(
    "p dt dl ul ol pre table caption thead tbody tfoot tr figcaption h1 h2 h3 h4 h5 h6 hr".split()
)
_IN_WORD = re.compile(r"[\w'’]")


@dataclass(frozen=True, slots=True)
class Mark:
    """A page break as it is in a file: its folio and its identifier there."""

    folio: str
    identifier: str


@dataclass(frozen=True, slots=True)
class PlacedMark:
    """A break and where it is: in division `division`, or in the file `page` of a template.

    In the contents it is in the entry of `division`, where one is named.
    """

    mark: Mark
    page: str | None
    division: int | None


@dataclass(frozen=True, slots=True)
class PageList:
    """All page breaks of a book, in order; empty where no PDF was made beside the EPUB."""

    marks: tuple[PlacedMark, ...] = ()

    def __bool__(self) -> bool:
        """Return whether there are any."""
        return bool(self.marks)

    def on_page(self, page: str) -> tuple[Mark, ...]:
        """Return the breaks before the text of a template's file."""
        return tuple(m.mark for m in self.marks if m.page == page and m.division is None)

    def in_entries(self, page: str) -> Mapping[int, Mark]:
        """Return the breaks inside the list in a file, by the division of the entry."""
        found = [m for m in self.marks if m.page == page and m.division is not None]
        return {m.division: m.mark for m in found if m.division is not None}


def put_page_breaks(
    fragments: Fragments, breaks: Sequence[PageBreak], templated: Mapping[str, str]
) -> tuple[Fragments, PageList]:
    """Copy the trees with the breaks in them; those of template pages are only listed.

    `templated` gives the file of each template page that the EPUB has, by its name in the PDF. A
    page that it has not shows the last words of the book: its break ends the text.
    """
    prefix = _free_prefix(fragments)
    trees = [deepcopy(tree) for tree in fragments.divisions] if breaks else fragments.divisions
    placed: list[PlacedMark] = []
    work: list[tuple[int, int, Mark]] = []
    for page in breaks:
        mark = Mark(page.folio, prefix + page.folio)
        division, letters = page.division, page.letters
        if page.page is not None and page.page in templated:
            file = templated[page.page]
            repeated = any(entry.page == file for entry in placed)
            placed.append(PlacedMark(mark, file, division if repeated else None))
            continue
        if division is None or page.page is not None:
            division, letters = len(trees) - 1, _letters(trees[-1])
        placed.append(PlacedMark(mark, None, division))
        work.append((division, letters, mark))
    titled = {division for division, letters, _ in work if letters == 0}
    # From the end, so that places before a break stay what they were.
    for division, letters, mark in reversed(work):
        _put(trees[division], letters, mark, titled=division in titled)
    return replace(fragments, divisions=tuple(trees)), PageList(tuple(placed))


def _free_prefix(fragments: Fragments) -> str:
    """Find a beginning of identifiers that no identifier of the author's has."""
    trees = (*fragments.divisions, *fragments.notes)
    taken = [element.get("id", "") for tree in trees for element in tree.iter()]
    prefix = "page-"
    while any(re.fullmatch(re.escape(prefix) + r"\d+", identifier) for identifier in taken):
        prefix += "-"
    return prefix


def _letters(tree: etree._Element) -> int:
    return sum(piece.letters for piece in pieces(tree))


def _put(tree: etree._Element, letters: int, mark: Mark, *, titled: bool) -> None:
    """Put a break before the letter that has `letters` others before it in the tree.

    `titled`: a page begins with the heading. Otherwise none shows it, as over a dedication, and
    the break is before it.
    """
    heading = tree.find("h1")
    if not titled and heading is not None and letters == _letters(heading):
        letters = 0
    place = 0
    for piece in pieces(tree):
        if place + piece.letters > letters:
            _put_into(tree, piece, letters - place, mark)
            return
        place += piece.letters
    tree.append(_element(mark, "div"))


def _put_into(tree: etree._Element, piece: Piece, letters: int, mark: Mark) -> None:
    if piece.is_unit:
        _put_before(tree, piece.owner, mark)
        return
    index = _word_start(piece.text, index_of_letter(piece.text, letters))
    if not piece.text[:index].strip() and _opens(piece.owner, piece.before):
        _put_before(tree, piece.owner, mark)
        return
    new = _element(mark, "span")
    new.tail = piece.text[index:]
    if piece.before is None:
        piece.owner.text = piece.text[:index]
        piece.owner.insert(0, new)
    else:
        piece.before.tail = piece.text[:index]
        piece.owner.insert(piece.owner.index(piece.before) + 1, new)


def _word_start(text: str, index: int) -> int:
    """Go back to the beginning of the word that `index` is in."""
    while index > 0 and _IN_WORD.match(text, index) and _IN_WORD.match(text, index - 1):
        index -= 1
    return index


def _opens(element: etree._Element, last: etree._Element | None) -> bool:
    """Return whether no text is in an element before the end of its child `last`."""
    if last is None:
        return True
    for child in (last, *last.itersiblings(preceding=True)):
        after = child.tail if child is not last else None
        if count_letters(after or "") or any(piece.letters for piece in pieces(child)):
            return False
    return not count_letters(element.text or "")


def _is_first(parent: etree._Element, child: etree._Element) -> bool:
    """Return whether no text is in `parent` before its child or descendant `child`."""
    while child is not parent:
        around = child.getparent()
        before = child.getprevious()
        if around is None or count_letters((around.text if before is None else before.tail) or ""):
            return False
        if before is not None and not _opens(around, before):
            return False
        child = around
    return True


def _put_before(tree: etree._Element, element: etree._Element, mark: Mark) -> None:
    """Put a break where `element` begins: in front of all that begins with it, or inside."""
    tables = [table for table in element.iterancestors("table") if _is_first(table, element)]
    target, inner = (tables[-1] if tables else element), None
    while target is not tree and target.tag not in _ENTERED:
        around = target.getparent()
        if around is None or not _is_first(around, target):
            break
        target, inner = around, target
    parent = target.getparent()
    if parent is None or target is tree or target.tag in _ENTERED:
        between = inner is not None and inner.tag in _BLOCKS and target.tag in _FLOW
        new = _element(mark, "div" if between else "span")
        new.tail, target.text = target.text, None
        target.insert(0, new)
    else:
        between = target.tag in _BLOCKS and parent.tag in _FLOW
        parent.insert(parent.index(target), _element(mark, "div" if between else "span"))


def _element(mark: Mark, tag: str) -> etree._Element:
    element = etree.Element(tag, {"id": mark.identifier})
    element.set(EPUB_TYPE, "pagebreak")
    element.set("role", "doc-pagebreak")
    element.set("aria-label", mark.folio)
    return element
