"""The book as XHTML trees, made once for all formats.

pandoc writes HTML once for the whole book, division by division and note by note, with comments
between; each format copies the trees and puts its own call marks, notes and file names in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import unquote

from lxml import etree

from chapbook.errors import ProgramFailed
from chapbook.model.ast import Node, walk
from chapbook.model.diagnostics import Code, Diagnostic, diagnostic
from chapbook.model.editions.expectation import Expectation
from chapbook.model.letters.seeking import Seeker, spaced_pattern
from chapbook.model.manuscript import Division, Manuscript
from chapbook.model.metadata import RichText
from chapbook.model.source import SourceText
from chapbook.render.html_tree import add_class, classes
from chapbook.render.text import mathml
from chapbook.render.text.addresses import mark_addresses
from chapbook.render.text.equations import EquationNumbers, put_numbers
from chapbook.render.text.expectation import expect
from chapbook.render.text.isolating import runs_leftwards
from chapbook.render.text.keys import give_keys, unmark_citations
from chapbook.render.text.link_ends import end_links_before_calls
from chapbook.render.text.picture_sizes import settle_sizes, shapes_of
from chapbook.tools import pandoc
from chapbook.tools.raw_html import sanitise
from chapbook.tools.raw_html.nesting import wrap_bare_text

_DIVISION, _NOTE, _TITLE, _SUBTITLE = "division", "note", "title", "subtitle"
_BLURB, _PERSON = "blurb", "person"
WORDLESS = "without-words"
"""The class of a picture for which the author gives no alternative text."""


@dataclass(frozen=True)
class Fragments:
    """The trees, by index of the resolved manuscript.

    Every element is without namespace (MathML too; serialisers add namespaces). A division is a
    `<section>` whose first child is its heading (`h1`, when it has one), then its blocks; a note is
    a `<div>` of its blocks. A call is an empty `<span class="chapbook-call" data-call="INDEX"/>`.
    Pictures keep the target as written in `src`; internal links are `href="#identifier"`. Blocks of
    text carry their keys (`render.text.keys`); `expectation` is what each edition must show of
    them. `title`, `subtitle`, the paragraphs of the `blurb` and the lines below the name of each
    author, `of_authors`, are `<span>` elements with the inlines of the front matter.
    """

    divisions: tuple[etree._Element, ...]
    notes: tuple[etree._Element, ...]
    title: etree._Element
    subtitle: etree._Element | None
    blurb: tuple[etree._Element, ...] = ()
    of_authors: tuple[tuple[etree._Element, ...], ...] = ()
    expectation: Expectation | None = None


def fragments(manuscript: Manuscript) -> tuple[Fragments, tuple[Diagnostic, ...]]:
    """Write the whole book as HTML by one run of pandoc and parse it.

    Warnings say which mathematics pandoc could not turn into MathML.
    """
    numbers = EquationNumbers(
        manuscript, {(name, index): content for name, index, content in _pieces(manuscript)}, _NOTE
    )
    pieces = [(*key, content) for key, content in numbers.taken_out().items()]
    # No author can write this comment: the text cannot hold its own digest.
    mark = f"chapbook:{manuscript.source.sha256}"
    blocks: list[Node] = []
    for name, index, content in pieces:
        blocks += [_mark(mark, name, index), *content]
    html = pandoc.write_html(pandoc.document(blocks))
    parts = re.split(rf"<!--{mark}:([a-z]+):(\d+)-->\n?", html)
    shapes = shapes_of(manuscript.pictures)
    known = frozenset(picture.target for picture in manuscript.pictures)
    trees: dict[tuple[str, int], etree._Element] = {}
    for position, (name, index, content) in enumerate(pieces):
        text = parts[3 * position + 3]
        raw = _has_raw(content)
        tree = _pictures_named(_tree(text, raw=raw))
        trees[name, index] = _without_strange_pictures(tree, known) if raw else tree
        leftwards = manuscript.metadata.direction == "rtl" or runs_leftwards(tree)
        mark_addresses(tree, leftwards=leftwards)
        settle_sizes(trees[name, index], shapes)
        mathml.correct(trees[name, index])
        put_numbers(trees[name, index], numbers.sources)
    findings = [f for tree in trees.values() for f in _mathematics(tree, manuscript)]
    findings += _report(Code.TAG_IN_TEXT, numbers.left_out, manuscript.source)
    findings += _report(Code.ARRAY_LINES_DROPPED, numbers.ruled, manuscript.source)
    return _fragments(manuscript, trees), tuple(findings)


def _pieces(manuscript: Manuscript) -> Iterator[tuple[str, int, list[Node]]]:
    for index, division in enumerate(manuscript.divisions):
        yield _DIVISION, index, _with_heading(division)
    for index, note in enumerate(manuscript.notes):
        yield _NOTE, index, list(note.blocks)
    yield _TITLE, 0, _line(manuscript.metadata.title)
    if manuscript.metadata.subtitle is not None:
        yield _SUBTITLE, 0, _line(manuscript.metadata.subtitle)
    for index, paragraph in enumerate(manuscript.metadata.blurb):
        yield _BLURB, index, _line(paragraph)
    for index, line in enumerate(line for one in manuscript.metadata.authors for line in one.lines):
        yield _PERSON, index, _line(line)


def _with_heading(division: Division) -> list[Node]:
    return [*([] if division.heading is None else [division.heading]), *division.blocks]


def _line(text: RichText) -> list[Node]:
    inlines = list(text.inlines) or [{"t": "Str", "c": text.plain}]
    return [{"t": "Para", "c": inlines}]


def _mark(mark: str, name: str, index: int) -> Node:
    return {"t": "RawBlock", "c": ["html", f"<!--{mark}:{name}:{index}-->"]}


def _has_raw(blocks: list[Node]) -> bool:
    return any(node["t"] in ("RawInline", "RawBlock") for node in walk(blocks))


def _tree(html: str, *, raw: bool) -> etree._Element:
    """Parse what pandoc wrote; only raw HTML of the author needs the sanitiser."""
    if raw:
        cleaned = sanitise.clean(html)
        wrap_bare_text(cleaned)
        return _corrected(cleaned)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    tree = etree.fromstring(f"<div>{html}</div>".encode(), parser)
    return _corrected(sanitise.without_namespaces(tree))


def _without_strange_pictures(tree: etree._Element, known: frozenset[str]) -> etree._Element:
    """Drop pictures that `resolve` has not seen: mark-up so broken that HTML parsers differ."""
    for image in tree.iter("img"):
        if image.get("src") not in known:
            image.tag = "chapbook-strange"
    etree.strip_elements(tree, "chapbook-strange", with_tail=False)
    return tree


def _pictures_named(tree: etree._Element) -> etree._Element:
    """Name pictures without words by their file: to pass for an ornament would be a lie."""
    for image in tree.iter("img"):
        if image.get("alt") is None and "decorative" not in classes(image):
            image.set("alt", PurePosixPath(unquote(image.get("src", ""))).name)
            add_class(image, WORDLESS)
    return tree


def pictures_without_words(trees: Fragments) -> bool:
    """Return whether the only alternative text of a picture is its file name."""
    return any(
        WORDLESS in classes(image)
        for tree in (*trees.divisions, *trees.notes)
        for image in tree.iter("img")
    )


def _corrected(tree: etree._Element) -> etree._Element:
    """Correct what pandoc writes: it puts calls into links, which are links themselves.

    It hides a caption that equals the alternative text; but that may hold calls.
    """
    end_links_before_calls(tree)
    for caption in tree.iter("figcaption"):
        caption.attrib.pop("aria-hidden", "")
    return tree


def _fragments(manuscript: Manuscript, trees: dict[tuple[str, int], etree._Element]) -> Fragments:
    divisions = tuple(trees[_DIVISION, index] for index in range(len(manuscript.divisions)))
    notes = tuple(trees[_NOTE, index] for index in range(len(manuscript.notes)))
    expectation = _keyed(manuscript, divisions, notes)
    subtitle = trees.get((_SUBTITLE, 0))
    people = (_inline(trees[key]) for key in trees if key[0] == _PERSON)
    return Fragments(
        divisions=divisions,
        notes=notes,
        title=_inline(trees[_TITLE, 0]),
        subtitle=None if subtitle is None else _inline(subtitle),
        blurb=tuple(
            _inline(trees[_BLURB, index]) for index in range(len(manuscript.metadata.blurb))
        ),
        of_authors=tuple(
            tuple(next(people) for _ in author.lines) for author in manuscript.metadata.authors
        ),
        expectation=expectation,
    )


def _keyed(
    manuscript: Manuscript,
    divisions: tuple[etree._Element, ...],
    notes: tuple[etree._Element, ...],
) -> Expectation:
    """Add keys to the blocks of text, and return what editions must show of them."""
    taken = set[str]()
    for tree in divisions:
        tree.tag = "section"
        give_keys(tree, "", taken)
    for note, tree in zip(manuscript.notes, notes, strict=True):
        give_keys(tree, note.key, taken)
    expectation = expect(manuscript, divisions, notes)
    for tree in (*divisions, *notes):
        unmark_citations(tree)
    return expectation


def _inline(tree: etree._Element) -> etree._Element:
    """Make a `<span>` of a `<div>` that holds one paragraph."""
    paragraph: etree._Element | None = tree.find("p")
    if paragraph is None:
        raise ProgramFailed("pandoc gave no paragraph for a title")
    paragraph.tag = "span"
    paragraph.tail = None
    return paragraph


def _report(code: Code, formulas: list[str], source: SourceText) -> Iterator[Diagnostic]:
    """Report something of each of some formulas, at their places."""
    seeker = Seeker(source.text)
    for tex in formulas:
        offset = seeker.next(spaced_pattern(tex))
        place = source.whole if offset is None else source.place(offset)
        yield diagnostic(code, place, tex=tex.strip())


def _mathematics(tree: etree._Element, manuscript: Manuscript) -> Iterator[Diagnostic]:
    """pandoc leaves TeX that it does not understand as text in `<span class="math …">`."""
    for element in tree.iter("span"):
        if "math" in classes(element):
            text = "".join(str(part) for part in element.itertext())
            offset = manuscript.source.text.find(text.strip("$\\()[]"))
            place = manuscript.source.whole if offset < 0 else manuscript.source.place(offset)
            yield diagnostic(Code.MATH_NOT_UNDERSTOOD, place, tex=text)
