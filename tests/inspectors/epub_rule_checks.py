"""A finished EPUB against the rules of reading systems (`epub_rules`).

Nothing here knows how Chapbook makes an EPUB: a file of any tool can be checked against the rules.
Each check is a generator of the places where its rule is broken.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from chapbook.collate.normal import spaced
from chapbook.collate.readers.markup import Document, Element
from inspectors.epub_finished import (
    Finished,
    at,
    backlinks,
    children,
    is_backlink,
    is_note,
    place,
    roles,
    said,
    types,
)
from inspectors.epub_rules import KINDLE_LEVELS, LONGEST, RULES, SHORTEST

_PLAIN_ID = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6", "hr")
_HIDING = re.compile(r"(display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)


def broken(book: Finished, profile: str) -> list[str]:
    """List all that breaks a rule of the profile: `rule: what, where`."""
    return [
        f"{rule.name}: {finding}"
        for rule in RULES
        if profile in rule.profiles
        for finding in CHECKS[rule.name](book)
    ]


def _same_file(book: Finished) -> Iterator[str]:
    for call in book.calls:
        if call.target is None or call.target[0] is not call.document:
            yield f"{place(call)} leads to {call.link.get('href')}"


def _lands_on_note(book: Finished) -> Iterator[str]:
    for call in book.calls:
        if call.target is None or not is_note(call.target[1]):
            yield f"{place(call)} does not lead to the note element itself"


def _noteref(book: Finished) -> Iterator[str]:
    yield from (place(call) for call in book.calls if "noteref" not in types(call.link))


def _footnote_on_call(book: Finished) -> Iterator[str]:
    yield from (place(call) for call in book.calls if types(call.link) != ["footnote"])


def _noteref_role(book: Finished) -> Iterator[str]:
    yield from (place(call) for call in book.calls if "doc-noteref" not in roles(call.link))


def _footnote(book: Finished) -> Iterator[str]:
    for document, note in book.notes:
        if note.tag != "aside" or "footnote" not in types(note):
            yield at(document, note)


def _footnote_role(book: Finished) -> Iterator[str]:
    yield from (at(d, note) for d, note in book.notes if "doc-footnote" not in roles(note))


def _plain_ids(book: Finished) -> Iterator[str]:
    named = [(call.document, call.link) for call in book.calls] + list(book.notes)
    yield from (at(d, e) for d, e in named if not _PLAIN_ID.fullmatch(e.get("id")))


def _target_after(book: Finished) -> Iterator[str]:
    for call in book.calls:
        if call.target is None or call.target[0] is not call.document:
            continue
        if book.rank[id(call.target[1])] < book.rank[id(call.link)]:
            yield place(call)


def _long_enough(book: Finished) -> Iterator[str]:
    for document, note in book.notes:
        if len(note.text()) < SHORTEST:
            yield f"{at(document, note)}: {note.text()!r}"


def _short_enough(book: Finished) -> Iterator[str]:
    for document, note in book.notes:
        if len(note.text()) > LONGEST:
            yield f"{at(document, note)}: {len(note.text())} characters"


def _two_way(book: Finished) -> Iterator[str]:
    notes = {id(call.link): call.target[1] for call in book.calls if call.target}
    led_back = Counter(
        id(landed[1])
        for document, note in book.notes
        for link in backlinks(note)
        if (landed := book.library.find(document, link.get("href")))
        and notes.get(id(landed[1])) is note
    )
    for call in book.calls:
        if led_back[id(call.link)] != 1:
            yield f"{place(call)} has {led_back[id(call.link)]} links back"
    total = sum(len(backlinks(note)) for _, note in book.notes)
    if total != sum(led_back.values()):
        yield f"{total - sum(led_back.values())} links back lead to no call of their note"


def _distinct_backlinks(book: Finished) -> Iterator[str]:
    for document in book.library.documents:
        labels = Counter(said(e) for e in document.root.walk() if is_backlink(e))
        yield from (f"{document.name}: {label!r}" for label, n in labels.items() if n > 1)


def _marker_in_note(book: Finished) -> Iterator[str]:
    for call in book.calls:
        mark = call.link.text()
        if call.target and not re.match(rf"{re.escape(mark)}(\W|$)", call.target[1].text()):
            yield f"{place(call)}: the note does not begin with {mark!r}"


def _named_alike(book: Finished) -> Iterator[str]:
    for call in book.calls:
        label = call.link.get("aria-label")
        if call.link.text() not in label.split() or (
            call.target and call.target[1].get("aria-label") != label
        ):
            yield f"{place(call)}: {label!r}"


def _distinct_notes(book: Finished) -> Iterator[str]:
    for document in book.library.documents:
        labels = Counter(note.get("aria-label") for d, note in book.notes if d is document)
        yield from (f"{document.name}: {label!r}" for label, n in labels.items() if n > 1)


def _apart(book: Finished) -> Iterator[str]:
    for document, note in book.notes:
        around = note.parent
        if around is None or all(is_note(child) for child in children(around)):
            yield at(document, note)


def _nothing_left(book: Finished) -> Iterator[str]:
    for document, note in book.notes:
        siblings = children(note.parent) if note.parent else []
        place = next((i for i, e in enumerate(siblings) if e is note), 0)
        if place and siblings[place - 1].tag in _HEADINGS[1:]:
            yield at(document, siblings[place - 1])


def _raised(book: Finished) -> Iterator[str]:
    for call in book.calls:
        around = {e.tag for e in call.link.ancestors()} | {e.tag for e in call.link.walk()}
        if "sup" not in around:
            yield place(call)


def _bare(book: Finished) -> Iterator[str]:
    yield from (place(call) for call in book.calls if children(call.link))


def _one_way(book: Finished) -> Iterator[str]:
    calls = {id(call.link) for call in book.calls}
    links = [(d, e) for d, e in book.links() if id(e) not in calls and not is_backlink(e)]
    for document, link in links:
        landed = book.library.find(document, link.get("href"))
        back = landed[1].walk() if landed and link.get("id") else ()
        for other in back:
            if other.tag == "a" and landed is not None:
                found = book.library.find(landed[0], other.get("href"))
                if found and found[1] is link:
                    yield at(document, link)


def _shown(book: Finished) -> Iterator[str]:
    for document, note in book.notes:
        if any("hidden" in outer.attributes for outer in note.ancestors()):
            yield at(document, note)
    for selectors, declarations in re.findall(r"([^{}]+)\{([^{}]*)\}", book.styles):
        if _HIDING.search(declarations) and re.search(r"aside|note|\*", selectors):
            yield f"style sheet: {spaced(selectors)}"


def _in_spine(book: Finished) -> Iterator[str]:
    names = {item.identifier: item.name for item in book.package.manifest}
    linear = {
        names[e.get("idref")]
        for e in book.package.root.walk()
        if e.tag == "itemref" and e.get("linear") != "no"
    }
    yield from (at(d, note) for d, note in book.notes if d.name not in linear)


def _contents_lists(book: Finished) -> Iterator[tuple[Document, Element]]:
    for document in book.library.documents:
        for element in document.root.walk():
            if element.tag == "nav" and "toc" in types(element):
                yield document, element


def _contents_without_notes(book: Finished) -> Iterator[str]:
    for document, contents in _contents_lists(book):
        for link in contents.walk():
            landed = book.library.find(document, link.get("href")) if link.tag == "a" else None
            if landed and any(is_note(outer) for outer in landed[1].ancestors()):
                yield link.get("href")


def _shallow_contents(book: Finished) -> Iterator[str]:
    for _, contents in _contents_lists(book):
        for link in contents.walk():
            levels = sum(outer.tag == "ol" for outer in link.ancestors())
            if link.tag == "a" and levels > KINDLE_LEVELS:
                yield f"{link.text()!r} on level {levels}"


def _first_link(note: Element) -> Element | None:
    return next((e for e in note.walk() if e.tag == "a"), None)


def _backlink_first(book: Finished) -> Iterator[str]:
    for document, note in book.notes:
        first = _first_link(note)
        if first is None or not is_backlink(first) or not note.text().startswith(first.text()):
            yield at(document, note)


def _marker_stays(book: Finished) -> Iterator[str]:
    for call in book.calls:
        if call.target and not call.target[1].text(is_backlink).startswith(call.link.text()):
            yield at(*call.target)


def _kobo_glyphs(book: Finished) -> Iterator[str]:
    for document, note in book.notes:
        if any(set(link.text()) & set("\u21a9\u21aa") for link in backlinks(note)):
            yield at(document, note)


CHECKS: dict[str, Callable[[Finished], Iterator[str]]] = {
    "same-file": _same_file,
    "lands-on-note": _lands_on_note,
    "noteref": _noteref,
    "footnote-on-call": _footnote_on_call,
    "noteref-role": _noteref_role,
    "footnote": _footnote,
    "footnote-role": _footnote_role,
    "plain-ids": _plain_ids,
    "target-after": _target_after,
    "long-enough": _long_enough,
    "short-enough": _short_enough,
    "two-way": _two_way,
    "distinct-backlinks": _distinct_backlinks,
    "marker-in-note": _marker_in_note,
    "named-alike": _named_alike,
    "distinct-notes": _distinct_notes,
    "apart": _apart,
    "nothing-left": _nothing_left,
    "raised": _raised,
    "bare": _bare,
    "one-way": _one_way,
    "shown": _shown,
    "in-spine": _in_spine,
    "contents-without-notes": _contents_without_notes,
    "marker-stays": _marker_stays,
    "backlink-first": _backlink_first,
    "shallow-contents": _shallow_contents,
    "kobo-glyphs": _kobo_glyphs,
}
