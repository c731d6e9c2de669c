"""The note markup that EPUB and HTML share: calls, asides, backlinks.

Elements are without namespace, as in `Fragments`; `epub:type` is an attribute in the EPUB
namespace, set only where the caller requests it (`epub_types`), since HTML has no such attribute.
Words of the markup: DPUB-ARIA 1.1 (`doc-noteref`, `doc-footnote`, `doc-backlink`) and the EPUB
Structural Semantics Vocabulary 1.1 (`noteref`, `footnote`, `backlink`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from chapbook.model.ast import CALL_CLASS
from chapbook.model.notes import Call, Statement
from chapbook.render.words import Words

EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
# U+FE0E selects the text form: without it some systems show a coloured picture.
BACKLINK_SIGN = "\u21a9\ufe0e"
NO_BREAK_SPACE = "\u00a0"


@dataclass(frozen=True, slots=True)
class Backlink:
    """A backlink from a note: `href` of one of its calls, `label` that tells it from the others."""

    href: str
    label: str


def backlinks(calls: Sequence[Call], label: str, words: Words) -> tuple[Backlink, ...]:
    """Make the links from a note named `label` to the `calls` that are in the same document."""
    return tuple(
        Backlink(f"#{call.identifier}", words.backlink_label(label, ordinal))
        for ordinal, call in enumerate(calls, start=1)
    )


def note_call(
    call: Call, statement: Statement, *, label: str, epub_types: bool = False
) -> etree._Element:
    """Make the mark in the running text: a link to the note, raised by `<sup>` without any CSS."""
    link = etree.Element("a", {"id": call.identifier, "class": _classes("note-call", statement)})
    link.set("href", f"#{statement.identifier}")
    _set_semantics(link, "noteref" if epub_types else None, "doc-noteref")
    link.set("aria-label", label)
    etree.SubElement(link, "sup").text = call.marker
    return link


def note_aside(
    statement: Statement,
    body: etree._Element,
    *,
    label: str,
    links: Sequence[Backlink],
    epub_types: bool = False,
) -> etree._Element:
    """Make the note: its marker, its blocks (copies of the children of `body`), its backlinks.

    The marker is inside the first paragraph and the backlinks inside the last where there is
    one, so that a reading system without pop-ups or CSS shows a plain line of text.
    """
    aside = etree.Element("aside", {"id": statement.identifier})
    aside.set("class", _classes("note", statement))
    _set_semantics(aside, "footnote" if epub_types else None, "doc-footnote")
    aside.set("aria-label", label)
    aside.extend(deepcopy(child) for child in body)
    _put_marker(aside, statement.marker)
    _put_backlinks(aside, links, epub_types=epub_types)
    return aside


def put_calls(tree: etree._Element, make: Callable[[int], etree._Element]) -> None:
    """Replace each call in `tree` by what `make` gives for its index; the text around it stays.

    A call right behind another gets the class `after-call`, so that styles can set them apart:
    `1` and `2` side by side must not be read as `12`.
    """
    for span in list(call_spans(tree)):
        before = span.getprevious()
        call = make(_index(span))
        if before is not None and not before.tail and _is_call(before):
            call.set("class", f"{call.get('class', '')} after-call".strip())
        _replace(span, call)


def drop_calls(tree: etree._Element) -> None:
    """Take the calls out of `tree`: for titles, contents lists and running heads."""
    for span in list(call_spans(tree)):
        _replace(span, None)


def call_indexes(tree: etree._Element) -> tuple[int, ...]:
    """Return the indexes of the calls in `tree` in reading order."""
    return tuple(_index(span) for span in call_spans(tree))


def call_spans(tree: etree._Element) -> Iterator[etree._Element]:
    """Yield the empty spans that mark calls, in reading order."""
    for span in tree.iter("span"):
        if span.get("class") == CALL_CLASS:
            yield span


def _is_call(element: etree._Element) -> bool:
    """Return whether it is a call, or what raises one."""
    link = element[0] if element.tag == "sup" and len(element) == 1 else element
    return link.get("role") == "doc-noteref"


def _index(span: etree._Element) -> int:
    return int(span.attrib["data-call"])


def _classes(kind: str, statement: Statement) -> str:
    """Return the classes: what it is, of which series, and its kind of marker."""
    series = statement.series
    return f"{kind} series-{series.name} {series.marker.css_class}"


def _set_semantics(element: etree._Element, epub_type: str | None, role: str) -> None:
    if epub_type:
        element.set(EPUB_TYPE, epub_type)
    element.set("role", role)


def _put_marker(aside: etree._Element, text: str) -> None:
    marker = etree.Element("span", {"class": "note-marker"})
    marker.text = text
    first = aside[0] if len(aside) else None
    if first is None or first.tag != "p":
        first = etree.Element("p", {"class": "note-marker-line"})
        aside.insert(0, first)
    marker.tail = " " + (first.text or "").lstrip()
    first.text = None
    first.insert(0, marker)


def _put_backlinks(aside: etree._Element, links: Sequence[Backlink], *, epub_types: bool) -> None:
    if not links:
        return
    last = aside[-1]
    if last.tag != "p" or last.get("class") == "note-marker-line":
        last = etree.SubElement(aside, "p", {"class": "backlink-line"})
    else:
        _append_text(last, NO_BREAK_SPACE)  # the sign must not be alone on a line
    group = etree.SubElement(last, "span", {"class": "backlinks"})
    for ordinal, link in enumerate(links, start=1):
        if ordinal > 1:
            group[-1].tail = " "
        group.append(_backlink(link, ordinal, epub_types=epub_types))


def _backlink(link: Backlink, ordinal: int, *, epub_types: bool) -> etree._Element:
    """Make one backlink; the second and later show their ordinal, as their labels do."""
    element = etree.Element("a", {"class": "backlink", "href": link.href})
    _set_semantics(element, "backlink" if epub_types else None, "doc-backlink")
    element.set("aria-label", link.label)
    element.text = BACKLINK_SIGN
    if ordinal > 1:
        etree.SubElement(element, "sup").text = str(ordinal)
    return element


def _append_text(element: etree._Element, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def _replace(old: etree._Element, new: etree._Element | None) -> None:
    """Put `new` (or nothing) in the place of `old`, keeping the text after it."""
    parent = old.getparent()
    if parent is None:
        raise ValueError("a call stands inside an element")
    tail, old.tail = old.tail, None
    if new is not None:
        new.tail = tail
        parent.replace(old, new)
        return
    before = old.getprevious()
    parent.remove(old)
    if before is not None:
        before.tail = (before.tail or "") + (tail or "")
    else:
        parent.text = (parent.text or "") + (tail or "")
